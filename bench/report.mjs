import { describeMachine } from './about.mjs'

/** A table in Markdown, numbers to the right. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(line)].join('\n')
}

/** Nanoseconds, in a unit that suits them. */
export function time(ns) {
  if (ns === undefined) return '–'
  if (Math.abs(ns) < 1000) return `${ns.toPrecision(3)} ns`
  return Math.abs(ns) < 1e6 ? `${(ns / 1000).toPrecision(3)} µs` : `${(ns / 1e6).toPrecision(3)} ms`
}

export function find(results, work, contender) {
  return results.find((one) => one.work === work && one.contender === contender)
}

/** All of one run: what is measured is printed, also what the document leaves out. */
export function describeRun({ runtime, version, date, machine, packages, ...found }) {
  const { requests, excluded, matching, heap } = found
  const rows = requests.map((one) => [one.work, one.contender, spread(one.ns, time), spread(one.ratio, fixed)].flat())
  const matched = matching.map((one) => [one.work, one.contender, spread(one.ns, time)].flat())
  return [
    `\n${runtime} ${version}, ${date}`,
    describeMachine(machine),
    Object.entries(packages)
      .map((pair) => pair.join(' '))
      .join(', '),
    '',
    table(['work', 'contender', 'CPU, median', 'quartiles', 'ratio to handwritten', 'quartiles'], rows),
    '',
    ...excluded.map(({ work, contender, fault }) => `Not timed: ${contender}, ${work}: it ${fault}`),
    '',
    table(['matching', 'way', 'CPU, median', 'quartiles'], matched),
    '',
    heap
      ? table(
          ['heap per call', 'contender', 'bytes'],
          heap.bytes.map((one) => Object.values(one)),
        )
      : '',
    heap ? `\nMemory: ${JSON.stringify({ million: heap.million, growth: heap.growth })}` : '',
  ].join('\n')
}

function spread(values, show) {
  return values ? [show(values.median), `${show(values.p25)} – ${show(values.p75)}`] : ['–', '–']
}

export function fixed(ratio) {
  return ratio === undefined ? '–' : ratio.toFixed(2)
}
