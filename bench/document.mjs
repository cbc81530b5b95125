import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeLimits } from './limits.mjs'
import { describeSavings } from './preflights/describe.mjs'
import { find, fixed, table, time } from './report.mjs'
import { judge } from './targets.mjs'

const NAMES = { node: 'Node', bun: 'Bun', deno: 'Deno', workerd: 'workerd' }
const FILE = join(import.meta.dirname, '../docs/performance.md')
const WORKS_OVER_HTTP = ['preflight allowed', 'preflight refused', 'GET allowed']
const MARKS = ['<!-- Written by `npm run bench`, from bench/results. -->', '<!-- Until here. -->']

/**
 * Puts what the last runs gave into the document, between two marks.
 *
 * @returns the path of the document
 */
export function writeDocument() {
  const [before, , after] = readFileSync(FILE, 'utf8').split(new RegExp(MARKS.map(escape).join('|')))
  const [start, end] = readFileSync(FILE, 'utf8').match(new RegExp(MARKS.map(escape).join('|'), 'g')) ?? []
  if (!start || !end) throw new Error('docs/performance.md has no marks, expected two')
  writeFileSync(FILE, [before.trimEnd(), start, ...sections(), end, after.trimStart()].join('\n\n'))
  return FILE
}

function escape(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function sections() {
  const loads = read('http')
  const starts = read('cold-start')
  const runs = Object.keys(NAMES).map((name) => Object.assign(read(name), startOf(starts, name)))
  const columns = runs.map(({ runtime }) => NAMES[runtime])
  const [first] = runs
  return [
    '## One run',
    about(runs),
    '### Targets',
    'Medians; in bold what is missed. A dash: not measurable there.',
    table(['target', 'limit', ...columns], judge(runs)),
    '### Limits',
    'The least that each runtime was seen to need for it, and in brackets the multiple of that which Corsage takes. Medians.',
    table(['', ...columns], describeLimits(runs)),
    '### Requests',
    'CPU time of a call, and in brackets the median and the quartiles of its ratio to `handwritten` in the same round.',
    ...runs.flatMap((run) => [`#### ${NAMES[run.runtime]}`, requestTable(run), excluded(run)]),
    '### What CORS adds',
    'To an allowed GET: with CORS minus the same application without, within a round. Median and quartiles.',
    addedTable(runs, columns),
    '### Matching',
    'Of `allowsOrigin`, on strings that were never looked up before.',
    matchingTable(runs, columns),
    '### Memory',
    'Bytes on the heap of Node for each call; what lies off the heap is not in it.',
    heapTable(first),
    memory(first),
    '### Over HTTP',
    httpText(loads),
    ...WORKS_OVER_HTTP.flatMap((work) => [`#### ${work[0].toUpperCase()}${work.slice(1)}`, httpTable(loads, work)]),
    '### Cold start',
    startText(starts),
    startTable(starts),
    '### Simulated calls',
    ...simulation(read('simulation')),
    '### Preflights saved',
    ...describeSavings(read('preflights')),
  ].filter(Boolean)
}

function read(name) {
  return JSON.parse(readFileSync(join(import.meta.dirname, `results/${name}.json`), 'utf8'))
}

/** Of what is installed, file by file, or in workerd bundled. */
function startOf(all, name) {
  const { starts, imports } = all.find(({ runtime }) => runtime === name)
  return { start: imports.at(-1), served: starts.at(-1) }
}

function about(runs) {
  const [{ machine, packages }] = runs
  const versions = runs.map(({ runtime, version, date }) => `${NAMES[runtime]} ${version} (${date})`)
  const { processor, cores, gibibytes, system, architecture } = machine
  return [
    `${versions.join(', ')}, on ${processor}, ${cores} cores, ${gibibytes} GiB, ${system}, ${architecture}:`,
    'a shared virtual machine, on which other work ran at the same time. Packages:',
    `${Object.entries(packages)
      .map((pair) => pair.join(' '))
      .join(', ')}.`,
  ].join('\n')
}

function requestTable({ requests }) {
  const works = unique(requests, 'work').filter((work) => !work.endsWith('no CORS'))
  const cell = (one) => {
    if (!one) return '–'
    const { p25, median, p75 } = one.ratio
    return `${time(one.ns.median)} (${fixed(median)}; ${fixed(p25)}–${fixed(p75)})`
  }
  const rows = unique(requests, 'contender').map((contender) =>
    [contender].concat(works.map((work) => cell(find(requests, work, contender)))),
  )
  return table(['', ...works], rows)
}

function excluded({ excluded: faults }) {
  const isInBoth = ({ work }) => !work.endsWith('no CORS')
  const texts = faults.filter(isInBoth).map(({ work, contender, fault }) => `${contender}, ${work}: \`${fault}\``)
  return texts.length ? `Not timed, since it does not do the work: ${texts.join('; ')}.` : ''
}

function addedTable(runs, columns) {
  const cell = (added) => (added ? `${time(added.median)} (${time(added.p25)} – ${time(added.p75)})` : '–')
  const rows = unique(runs[0].requests, 'contender')
    .filter((contender) => find(runs[0].requests, 'GET allowed', contender)?.added && contender !== 'floor')
    .map((contender) =>
      [contender].concat(runs.map(({ requests }) => cell(find(requests, 'GET allowed', contender)?.added))),
    )
  return table(['', ...columns], rows)
}

function matchingTable(runs, columns) {
  const rows = runs[0].matching.map(({ work, contender }) =>
    [`${work.replace(/\d{4,}/, (digits) => Number(digits).toLocaleString('en'))}, ${contender}`].concat(
      runs.map(({ matching }) => time(find(matching, work, contender)?.ns.median)),
    ),
  )
  return table(['', ...columns], rows)
}

function heapTable({ heap }) {
  const works = unique(heap.bytes, 'work')
  const rows = unique(heap.bytes, 'contender').map((contender) =>
    [contender].concat(works.map((work) => find(heap.bytes, work, contender)?.bytes.toLocaleString('en') ?? '–')),
  )
  return table(['', ...works], rows)
}

function memory({ heap: { million, growth } }) {
  const mebibytes = (value) => `${(value / 2 ** 20).toFixed(1)} MiB`
  return [
    `A policy of a million exact origins takes ${mebibytes(million.bytes)} beside the strings, and`,
    `${(million.compileMs / 1000).toFixed(1)} s to compile. After 10,000 preflights, each from an origin of its own below`,
    `one wildcard, the heap holds ${mebibytes(growth.after10k)}, and after 10,000,000 ${mebibytes(growth.after10M)}.`,
  ].join('\n')
}

function unique(results, key) {
  return [...new Set(results.map((one) => one[key]))]
}

function httpText(loads) {
  const [{ connections, isPinned, packages }] = loads
  return [
    `CPU time of the server for a request, the kernel's part included, and in brackets its ratio to \`handwritten\` in the`,
    `same round. Loaded by autocannon ${packages.autocannon} with ${connections} connections${isPinned ? ', which has a processor to itself' : ''}, in`,
    'turns, with servers that are started anew three times. Node serves fetch handlers with @hono/node-server',
    `${packages['@hono/node-server']}; Express is ${packages.express} with cors ${packages.cors}, Fastify ${packages.fastify} with @fastify/cors ${packages['@fastify/cors']}.`,
  ].join('\n')
}

function httpTable(loads, work) {
  const cell = (one) => {
    if (!one) return '–'
    const { median, ratioTo } = one.cpuNs
    return `${time(median)} (${fixed(ratioTo.handwritten.median)}; ${fixed(ratioTo.handwritten.p25)}–${fixed(ratioTo.handwritten.p75)})`
  }
  const rows = unique(loads[0].loads, 'contender').map((contender) =>
    [contender].concat(loads.map((run) => cell(find(run.loads, work, contender)))),
  )
  return table(['', ...loads.map(({ runtime }) => NAMES[runtime])], rows)
}

function startText([{ rounds }]) {
  return [
    'From the start of a process to its first answered preflight over loopback: with `handwritten`, and what Corsage adds',
    `to it within a round (medians and quartiles of ${rounds}). Below, in a fresh process: the import and a first policy of`,
    'ten patterns, less the import of an empty function.',
  ].join('\n')
}

function startTable(starts) {
  const show = ({ median, p25, p75 }) => `${median.toFixed(1)} ms (${p25.toFixed(1)} – ${p75.toFixed(1)})`
  const row = (name, pick) => [name].concat(starts.map((one) => (pick(one) ? show(pick(one)) : '–')))
  const server = (figure, name) => (one) => named(one.starts, name)?.figures[figure]
  return table(
    ['', ...starts.map(({ runtime }) => NAMES[runtime])],
    [
      row('handwritten', server('wall', 'handwritten')),
      ...['Corsage, bundled', 'Corsage, as installed'].flatMap((name) => [
        row(`${name}: added`, (one) => server('wall', name)(one)?.added),
        row(`${name}: added CPU time`, (one) => server('cpu', name)(one)?.added),
        row(`${name}: in the process`, (one) => named(one.imports, name)?.figures.both.added),
      ]),
    ],
  )
}

function simulation([{ version, date, rounds, cases }]) {
  const rows = cases.map(({ contender, ns, added }) => [
    contender,
    `${time(ns.median)} (${time(ns.p25)} – ${time(ns.p75)})`,
    added.median === 0 ? '–' : `${time(added.median)} (${time(added.p25)} – ${time(added.p75)})`,
  ])
  return [
    [
      `A preflight and a PUT through \`corsage/browser\` on Node ${version} (${date}), and what that adds within a round to`,
      `a handler that is asked the same two requests without a browser: CPU time, median and quartiles of ${rounds} rounds.`,
      'The goal is to add less than 50 µs.',
    ].join('\n'),
    table(['', 'both requests', 'added'], rows),
  ]
}

function named(all, name) {
  return all.find((one) => one.name === name)
}
