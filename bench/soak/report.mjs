import { describeMachine } from '../about.mjs'
import { table } from '../report.mjs'
import { MAX_GROWTH } from './memory.mjs'

/** What a soak found, for people. */
export function describeSoak(found) {
  const [{ date, machine, minutes, rate, packages }] = found
  const mebibytes = (number) => `${number.toFixed(1)} MiB`
  const rows = found.map(({ runtime, version, sent, checked, memory, rejections, lines }) => [
    `${runtime} ${version}`,
    total(sent),
    checked,
    ...[memory.first, memory.warm, memory.last, memory.most].map(mebibytes),
    `${memory.perMinute.toFixed(2)} MiB`,
    mebibytes(memory.growth),
    rejections,
    lines,
  ])
  const kinds = Object.keys(found[0].sent).map((kind) => [kind].concat(found.map(({ sent }) => sent[kind])))
  return [
    `Soak of ${minutes} minutes, ${rate} requests per second to each server, ${date}`,
    describeMachine(machine),
    `autocannon ${packages.autocannon}`,
    '',
    table(
      [
        'server',
        'requests',
        'checked',
        'memory',
        'after ¼',
        'last',
        'most',
        'per minute',
        'growth',
        'rejections',
        'output',
      ],
      rows,
    ),
    '',
    'Memory: of the process, after a collection; most: without one. Growth: from the first quarter to the end, by least',
    `squares, at most ${MAX_GROWTH} MiB. Output: lines that the server printed.`,
    '',
    table(['requests', ...found.map(({ runtime }) => runtime)], kinds),
  ].join('\n')
}

function total(counts) {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
