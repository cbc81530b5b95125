import type { ColdStartRun, CpuRun, HttpRun, PoliciesRun, PreflightsRun, SimulationRun } from '../harness/results.ts'
import { RUNTIMES } from '../harness/runtimes.ts'
import type { Quartiles } from '../harness/statistics.ts'
import { describePolicyTables } from './policies.ts'
import { describeSavings } from './preflights.ts'
import { describeLimits, judge, type Run } from './targets.ts'
import {
  describeMachine,
  describePackages,
  find,
  fixed,
  milliseconds,
  spread,
  table,
  time,
  titleOf,
  unique,
} from './text.ts'

/** All results that a document is made of. */
export interface Results {
  readonly runs: readonly Run[]
  readonly loads: readonly HttpRun[]
  readonly starts: readonly ColdStartRun[]
  readonly simulations: readonly SimulationRun[]
  readonly preflights: PreflightsRun
  readonly policies: readonly PoliciesRun[]
}

const WORKS_OVER_HTTP = ['preflight allowed', 'preflight refused', 'GET allowed']

/** The raw tables, with a sentence before each that says what it shows. */
export function describeTables({ runs, loads, starts, simulations, preflights, policies }: Results): string[] {
  const columns = runs.map(({ runtime }) => RUNTIMES[runtime])
  const node = runs.find(({ runtime }) => runtime === 'node')
  return [
    about(runs),
    '### Targets',
    'Medians. Missed targets are bold. A dash stands for a figure that cannot be measured there.',
    table(['target', 'limit', ...columns], judge(runs)),
    '### Limits',
    'The least that each runtime was seen to need, and in brackets how many times as much Corsage takes. Medians.',
    table(['', ...columns], describeLimits(runs)),
    '### Requests',
    'CPU time of a call, and in brackets the median and the quartiles of its ratio to `handwritten` in the same round.',
    ...runs.flatMap((run) => [`#### ${RUNTIMES[run.runtime]}`, requestTable(run), excluded(run)]),
    '### What CORS adds',
    'To an allowed GET: the time with CORS minus the time of the same application without it, within a round. Median and quartiles.',
    addedTable(runs, columns),
    '### Matching',
    'CPU time of `allowsOrigin`, for strings that were never looked up before.',
    matchingTable(runs, columns),
    ...(node?.heap ? describeHeap(node.heap) : []),
    ...describePolicyTables(policies),
    ...describeHttp(loads),
    '### Cold start',
    `From the start of a process to its first answered preflight over loopback: with \`handwritten\`, and what Corsage adds to it within a round (medians and quartiles of ${starts[0]?.rounds} rounds). "In the process" is the time of the import and of a first policy of ten patterns in a fresh process, minus the import of an empty function.`,
    startTable(starts),
    ...simulations.flatMap(describeSimulation),
    '### Preflights saved',
    ...describeSavings(preflights),
  ].filter(Boolean)
}

function about(runs: readonly Run[]): string {
  const [first] = runs
  if (!first) throw new Error('There are no results, expected those of at least one runtime')
  const titles = runs.map((run) => `${titleOf(run)} (${run.date})`).join(', ')
  return `${titles}, on ${describeMachine(first.machine)}: a shared virtual machine, on which other work ran at the same time. Packages: ${describePackages(first.packages)}.`
}

function requestTable({ requests }: CpuRun): string {
  const works = unique(requests, 'work').filter((work) => !work.endsWith('no CORS'))
  const rows = unique(requests, 'contender').map((contender) =>
    [contender].concat(
      works.map((work) => {
        const one = find(requests, work, contender)
        return one?.ratio ? `${time(one.ns.median)} (${ratioOf(one.ratio, '; ')})` : '–'
      }),
    ),
  )
  return table(['', ...works], rows)
}

function ratioOf({ p25, median, p75 }: Quartiles, separator: string): string {
  return `${fixed(median)}${separator}${fixed(p25)}–${fixed(p75)}`
}

function excluded({ excluded: faults }: CpuRun): string {
  const texts = faults
    .filter(({ work }) => !work.endsWith('no CORS'))
    .map(({ work, contender, fault }) => `${contender}, ${work}: \`${fault}\``)
  return texts.length ? `Not timed, because it does not do the work: ${texts.join('; ')}.` : ''
}

function addedTable(runs: readonly Run[], columns: readonly string[]): string {
  const rows = unique(runs[0]?.requests ?? [], 'contender')
    .filter((contender) => contender !== 'floor')
    .map((contender) => runs.map(({ requests }) => find(requests, 'GET allowed', contender)))
    .filter(([first]) => first?.added)
    .map((found) => [found[0]?.contender ?? ''].concat(found.map((one) => spread(one?.added, time))))
  return table(['', ...columns], rows)
}

function matchingTable(runs: readonly Run[], columns: readonly string[]): string {
  const rows = (runs[0]?.matching ?? []).map(({ work, contender }) =>
    [`${work.replace(/\d{4,}/, (digits) => Number(digits).toLocaleString('en'))}, ${contender}`].concat(
      runs.map(({ matching }) => time(find(matching, work, contender)?.ns.median)),
    ),
  )
  return table(['', ...columns], rows)
}

function describeHeap({ bytes, million, growth }: NonNullable<CpuRun['heap']>): string[] {
  const works = unique(bytes, 'work')
  const rows = unique(bytes, 'contender').map((contender) =>
    [contender].concat(works.map((work) => find(bytes, work, contender)?.bytes.toLocaleString('en') ?? '–')),
  )
  const mebibytes = (value: number): string => `${(value / 2 ** 20).toFixed(1)} MiB`
  return [
    '### Memory',
    'Bytes on the heap of Node for each call, without what lies off the heap.',
    table(['', ...works], rows),
    `A policy of a million exact origins takes ${mebibytes(million.bytes)} in addition to the strings, and ${(million.compileMs / 1000).toFixed(1)} s to compile. The heap holds ${mebibytes(growth.after10k)} after 10,000 preflights, each from a different origin below one wildcard, and ${mebibytes(growth.after10M)} after 10,000,000.`,
  ]
}

function describeHttp(loads: readonly HttpRun[]): string[] {
  const [first] = loads
  if (!first) return []
  const { packages, connections, isPinned } = first
  const version = (name: string): string => packages[name] ?? '?'
  const columns = loads.map(({ runtime }) => RUNTIMES[runtime])
  const contenders = unique(first.loads, 'contender')
  const cell = (run: HttpRun, work: string, contender: string): string => {
    const cpuNs = find(run.loads, work, contender)?.cpuNs
    return cpuNs ? `${time(cpuNs.median)} (${ratioOf(cpuNs.ratioTo.handwritten, '; ')})` : '–'
  }
  return [
    '### Over HTTP',
    `Measured on ${unique(loads, 'date').join(' and ')}: CPU time of the server for a request, including the kernel's part, and in brackets its ratio to \`handwritten\` in the same round. autocannon ${version('autocannon')} loads the servers in turns with ${connections} connections${isPinned ? ' and has a processor to itself' : ''}; the servers are started anew three times. Node serves fetch handlers with @hono/node-server ${version('@hono/node-server')}; Express is ${version('express')} with cors ${version('cors')}, Fastify ${version('fastify')} with @fastify/cors ${version('@fastify/cors')}.`,
    ...WORKS_OVER_HTTP.flatMap((work) => [
      `#### ${work[0]?.toUpperCase()}${work.slice(1)}`,
      table(
        ['', ...columns],
        contenders.map((contender) => [contender].concat(loads.map((run) => cell(run, work, contender)))),
      ),
    ]),
  ]
}

function startTable(starts: readonly ColdStartRun[]): string {
  const row = (name: string, pick: (run: ColdStartRun) => Quartiles | undefined): string[] =>
    [name].concat(starts.map((run) => spread(pick(run), milliseconds)))
  const served = (run: ColdStartRun, name: string) => run.starts.find((one) => one.name === name)?.figures
  return table(
    ['', ...starts.map(({ runtime, date }) => `${RUNTIMES[runtime]} (${date})`)],
    [
      row('handwritten', (run) => served(run, 'handwritten')?.wall),
      ...['Corsage, bundled', 'Corsage, as installed'].flatMap((name) => [
        row(`${name}: added`, (run) => served(run, name)?.wall.added),
        row(`${name}: added CPU time`, (run) => served(run, name)?.cpu?.added),
        row(`${name}: in the process`, (run) => run.imports.find((one) => one.name === name)?.figures.both.added),
      ]),
    ],
  )
}

function describeSimulation({ version, date, rounds, cases }: SimulationRun): string[] {
  const rows = cases.map(({ contender, ns, added }) => [
    contender,
    spread(ns, time),
    added.median === 0 ? '–' : spread(added, time),
  ])
  return [
    '### Simulated calls',
    `A preflight and a PUT through \`corsage/browser\` on Node ${version} (${date}), and what that adds within a round to a handler that gets the same two requests without a browser: CPU time, median and quartiles of ${rounds} rounds. The goal is to add less than 50 µs.`,
    table(['', 'both requests', 'added'], rows),
  ]
}
