import type { ColdStartRun, CpuRun } from '../harness/results.ts'
import { find, fixed, time } from './text.ts'

/** A run with the starts of its runtime, as installed or, in workerd, bundled. */
export interface Run extends CpuRun {
  /** The import of Corsage in a fresh process; there is none in workerd. */
  readonly start: ColdStartRun['imports'][number] | undefined
  /** The start of a server. */
  readonly served: ColdStartRun['starts'][number] | undefined
}

interface Target {
  readonly name: string
  readonly limit: number
  /** Reads the figure out of a run; `NaN` or `undefined` where it was not measured. */
  readonly read: (run: Run) => number | undefined
  readonly show: (value: number) => string
}

const PREFLIGHT = 'preflight allowed'
const GET = 'GET allowed'

/** The goals: the limit, how a figure is read out of a run, and how it is shown. */
const TARGETS: readonly Target[] = [
  ratio('Allowed preflight, to handwritten', 0.6, (run) => find(run.requests, PREFLIGHT, 'Corsage')?.ratio?.median),
  ratio('Allowed preflight, to hono/cors', 1 / 3, (run) => nsOf(run, PREFLIGHT) / nsOf(run, PREFLIGHT, 'hono/cors')),
  ratio('Allowed GET, CORS part, to handwritten', 1.15, (run) => addedBy(run, 'Corsage') / addedBy(run, 'handwritten')),
  ratio(
    'Allowed GET in Hono, CORS part, to hono/cors',
    0.25,
    (run) => addedBy(run, 'Corsage in Hono') / addedBy(run, 'hono/cors'),
  ),
  ratio('Refused preflight, to an allowed one', 1, (run) => nsOf(run, 'preflight refused') / nsOf(run, PREFLIGHT)),
  ratio('Refused GET, to an allowed one', 1, (run) => nsOf(run, 'GET refused') / nsOf(run, GET)),
  ratio('GET without Origin, to an allowed one', 1, (run) => nsOf(run, 'GET without Origin') / nsOf(run, GET)),
  ratio('1,000,000 exact origins, to 1: popular hit', 2, (run) => growth(run, 'exact', 1_000_000, 'popular hit')),
  ratio('1,000,000 exact origins, to 1: random hit', 2, (run) => growth(run, 'exact', 1_000_000, 'hit')),
  ratio('1,000,000 exact origins, to 1: random miss', 2, (run) => growth(run, 'exact', 1_000_000, 'miss')),
  ratio('1,000 wildcards, to 1: hit', 2, (run) => growth(run, 'wildcards', 1000, 'hit')),
  ratio('1,000 wildcards, to 1: miss', 2, (run) => growth(run, 'wildcards', 1000, 'miss')),
  duration('Origin of 16 KB, many labels', 2000, (run) => matched(run, 'hostile Origin of 16 KB, labels')),
  duration('Origin of 16 KB, one label', 2000, (run) => matched(run, 'hostile Origin of 16 KB, one label')),
  duration('Policy of 10 patterns, once the code is warm', 1e5, (run) => matched(run, 'compile 10 patterns')),
  duration('Import and a first policy of 10 patterns', 2e6, ({ start }) => ms(start?.figures.both.added?.median)),
  duration('CPU time that they add to a cold start', 2e6, ({ served }) => ms(served?.figures.cpu?.added?.median)),
  bytes('Heap of an allowed preflight', 1900, (run) => heapOf(run, PREFLIGHT)),
  bytes('Heap that CORS adds to a GET', 300, (run) => heapOf(run, GET) - heapOf(run, 'GET, no CORS')),
  bytes('Heap kept from 10,000 to 10,000,000 wildcard origins', 100_000, ({ heap }) =>
    heap ? Math.max(0, heap.growth.after10M - heap.growth.after10k) : undefined,
  ),
]

/** A row for each target: its name, its limit, and the figure of each run. */
export function judge(runs: readonly Run[]): string[][] {
  return TARGETS.map(({ name, limit, read, show }) =>
    [name, show(limit)].concat(runs.map((run) => verdict(read(run), limit, show))),
  )
}

/** The least that a runtime needs for something, and what Corsage takes. */
interface Limit {
  readonly name: string
  readonly least: (run: CpuRun) => number
  readonly taken: (run: CpuRun) => number
}

const MILLION = 'exact 1000000, hit'

export const LIMITS: Readonly<Record<'preflight' | 'get' | 'getInHono' | 'million', Limit>> = {
  preflight: {
    name: 'Allowed preflight: clone a finished answer',
    least: (run) => nsOf(run, PREFLIGHT, 'handwritten, clone()'),
    taken: (run) => nsOf(run, PREFLIGHT),
  },
  get: {
    name: 'CORS part of an allowed GET: search for foreign headers, set three',
    least: (run) => addedBy(run, 'handwritten, and a search'),
    taken: (run) => addedBy(run, 'Corsage'),
  },
  getInHono: {
    name: 'The same in Hono: that, and a middleware that does nothing',
    least: (run) => addedBy(run, 'Hono, empty middleware') + addedBy(run, 'handwritten, and a search'),
    taken: (run) => addedBy(run, 'Corsage in Hono'),
  },
  million: {
    name: 'Random hit among a million origins: the platform’s own `Set`',
    least: (run) => matched(run, MILLION, 'Set.has'),
    taken: (run) => matched(run, MILLION),
  },
}

/** A row for each limit: the least, and the multiple of it that Corsage takes. */
export function describeLimits(runs: readonly CpuRun[]): string[][] {
  return Object.values(LIMITS).map(({ name, least, taken }) =>
    [name].concat(runs.map((run) => `${time(least(run))} (${fixed(taken(run) / least(run))})`)),
  )
}

function verdict(value: number | undefined, limit: number, show: Target['show']): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value <= limit ? show(value) : `**${show(value)}**, missed by ${Math.ceil((value / limit - 1) * 100)} %`
}

function ratio(name: string, limit: number, read: Target['read']): Target {
  return { name, limit, read, show: fixed }
}

function duration(name: string, limit: number, read: Target['read']): Target {
  return { name, limit, read, show: time }
}

function bytes(name: string, limit: number, read: Target['read']): Target {
  return { name, limit, read, show: (value) => `${value.toLocaleString('en')} B` }
}

/** The median time of an answer. */
export function nsOf({ requests }: CpuRun, work: string, contender = 'Corsage'): number {
  return find(requests, work, contender)?.ns.median ?? Number.NaN
}

/** The median time that CORS adds to an allowed GET. */
export function addedBy({ requests }: CpuRun, contender: string): number {
  return find(requests, GET, contender)?.added?.median ?? Number.NaN
}

function matched({ matching }: CpuRun, work: string, contender = 'Corsage'): number {
  return find(matching, work, contender)?.ns.median ?? Number.NaN
}

/** How many times as long a lookup takes as in a list of one. */
export function growth(run: CpuRun, kind: string, count: number, what: string): number {
  return matched(run, `${kind} ${count}, ${what}`) / matched(run, `${kind} 1, ${what}`)
}

function heapOf({ heap }: CpuRun, work: string): number {
  return (heap && find(heap.bytes, work, 'Corsage')?.bytes) ?? Number.NaN
}

function ms(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1e6
}
