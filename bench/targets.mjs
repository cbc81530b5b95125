import { find, fixed, time } from './report.mjs'

const PREFLIGHT = 'preflight allowed'
const GET = 'GET allowed'

/** What was aimed at: the limit, how to read it out of a run, and how to show it. */
const TARGETS = [
  ratio('Allowed preflight, to handwritten', 0.6, (run) => requestOf(run, PREFLIGHT, 'Corsage').ratio.median),
  ratio('Allowed preflight, to hono/cors', 1 / 3, (run) => quotient(run, PREFLIGHT, 'Corsage', 'hono/cors', 'ns')),
  ratio('Allowed GET, CORS part, to handwritten', 1.15, (run) => quotient(run, GET, 'Corsage', 'handwritten', 'added')),
  ratio('Allowed GET in Hono, CORS part, to hono/cors', 0.25, (run) =>
    quotient(run, GET, 'Corsage in Hono', 'hono/cors', 'added'),
  ),
  ratio('Refused preflight, to an allowed one', 1, (run) => dearness(run, 'preflight refused', PREFLIGHT)),
  ratio('Refused GET, to an allowed one', 1, (run) => dearness(run, 'GET refused', GET)),
  ratio('GET without Origin, to an allowed one', 1, (run) => dearness(run, 'GET without Origin', GET)),
  ratio('1,000,000 exact origins, to 1: popular hit', 2, (run) => growth(run, 'exact', 1_000_000, 'popular hit')),
  ratio('1,000,000 exact origins, to 1: random hit', 2, (run) => growth(run, 'exact', 1_000_000, 'hit')),
  ratio('1,000,000 exact origins, to 1: random miss', 2, (run) => growth(run, 'exact', 1_000_000, 'miss')),
  ratio('1,000 wildcards, to 1: hit', 2, (run) => growth(run, 'wildcards', 1000, 'hit')),
  ratio('1,000 wildcards, to 1: miss', 2, (run) => growth(run, 'wildcards', 1000, 'miss')),
  duration('Origin of 16 KB, many labels', 2000, (run) => matched(run, 'hostile Origin of 16 KB, labels')),
  duration('Origin of 16 KB, one label', 2000, (run) => matched(run, 'hostile Origin of 16 KB, one label')),
  duration('Policy of 10 patterns, once the code is warm', 1e5, (run) => matched(run, 'compile 10 patterns')),
  duration(
    'Import and a first policy of 10 patterns',
    2e6,
    ({ start }) => start && start.figures.both.added.median * 1e6,
  ),
  duration('What they add to the CPU time of a cold start', 2e6, ({ served }) => served.figures.cpu.added.median * 1e6),
  bytes('Heap of an allowed preflight', 1900, ({ heap }) => heap && heapOf(heap, PREFLIGHT)),
  bytes('Heap that CORS adds to a GET', 300, ({ heap }) => heap && heapOf(heap, GET) - heapOf(heap, 'GET, no CORS')),
  bytes('Heap kept from 10,000 to 10,000,000 wildcard origins', 100_000, ({ heap }) =>
    heap ? Math.max(0, heap.growth.after10M - heap.growth.after10k) : undefined,
  ),
]

/**
 * One row for each target: its name, its limit, and what each run gave.
 *
 * @param runs each with `start`, the import of what is installed in a fresh process, and `served`, a server's start with
 * what is installed, or in workerd, bundled
 */
export function judge(runs) {
  return TARGETS.map(({ name, limit, read, show }) => {
    const verdicts = runs.map((run) => verdict(read(run), limit, show))
    return [name, show(limit)].concat(verdicts)
  })
}

function verdict(value, limit, show) {
  if (value === undefined) return '–'
  return value <= limit ? show(value) : `**${show(value)}**, missed by ${Math.ceil((value / limit - 1) * 100)} %`
}

function ratio(name, limit, read) {
  return { name, limit, read, show: fixed }
}

function duration(name, limit, read) {
  return { name, limit, read, show: time }
}

function bytes(name, limit, read) {
  return { name, limit, read, show: (value) => `${value.toLocaleString('en')} B` }
}

function requestOf({ requests }, work, contender) {
  return find(requests, work, contender)
}

function quotient(run, work, contender, other, what) {
  return requestOf(run, work, contender)[what].median / requestOf(run, work, other)[what].median
}

function dearness(run, work, other) {
  return requestOf(run, work, 'Corsage').ns.median / requestOf(run, other, 'Corsage').ns.median
}

function matched({ matching }, work) {
  return find(matching, work, 'Corsage').ns.median
}

function growth(run, kind, count, what) {
  return matched(run, `${kind} ${count}, ${what}`) / matched(run, `${kind} 1, ${what}`)
}

function heapOf({ bytes: results }, work) {
  return find(results, work, 'Corsage').bytes
}
