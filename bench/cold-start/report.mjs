import { describeMachine } from '../about.mjs'
import { table } from '../report.mjs'

/** What the starts of one runtime gave, for people. */
export function describeStarts({ runtime, version, date, machine, rounds, starts, imports }) {
  const startRows = starts.map(({ name, figures: { wall, cpu } }) => [name, ...columns(wall), ...columns(cpu)])
  const importRows = imports.map(({ name, figures: parts }) => [
    name,
    milliseconds(parts.import),
    milliseconds(parts.policy),
    milliseconds(parts.both),
    milliseconds(parts.both.added),
  ])
  return [
    `\n${runtime} ${version}, cold start, ${rounds} rounds, ${date}`,
    describeMachine(machine),
    '',
    table(['server', 'to the first answer', 'added', 'CPU', 'added'], startRows),
    '',
    imports.length
      ? table(['in the process', 'import', 'first policy of ten patterns', 'both', 'added'], importRows)
      : '',
  ].join('\n')
}

function columns(figure) {
  return figure ? [milliseconds(figure), milliseconds(figure.added)] : ['–', '–']
}

/** Median and quartiles. */
function milliseconds(figure) {
  if (!figure) return '–'
  const { p25, median, p75 } = figure
  return `${median.toFixed(2)} ms (${p25.toFixed(2)} – ${p75.toFixed(2)})`
}
