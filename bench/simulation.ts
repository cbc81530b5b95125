/** `npm run bench` runs this: what a simulated call costs on Node, a preflight and a PUT each, next to its handler. */
import process from 'node:process'
import { ownCpuTime } from './harness/cpu-time.ts'
import { measure } from './harness/measure.ts'
import { circumstances, keep, type SimulationRun } from './harness/results.ts'
import { byRound, quartiles } from './harness/statistics.ts'
import { fixed, table, time } from './report/text.ts'
import { createBrowser, createUserAgent, type Header } from '../src/browser/index.ts'
import { cors } from '../src/index.ts'

const TIMING = { warmUpRounds: 20, rounds: 200, batchNs: 20e6 }
const PAGE = 'https://app.example.com'
const PREFLIGHT = { origin: PAGE, 'access-control-request-method': 'PUT' }

const handler = cors({ origin: [PAGE], allowMethods: ['PUT'] }).wrap(() => new Response('Hello'))
const page = createBrowser({ network: handler }).page(PAGE)
const headers: Header[] = [
  ['Access-Control-Allow-Origin', PAGE],
  ['Access-Control-Allow-Methods', 'PUT'],
]
const agent = createUserAgent({ transport: () => ({ status: 200, headers }) })

let count = 0
/** A URL that was never asked for, so that no preflight is cached. */
const nextUrl = (): string => `https://api.example.com/${count++}`

/** The others are compared with the first: the same two requests and answers, without a browser. */
const CASES = [
  {
    contender: 'handler alone',
    call: async (): Promise<unknown> => {
      const url = nextUrl()
      await handler(new Request(url, { method: 'OPTIONS', headers: PREFLIGHT }))
      const response = await handler(new Request(url, { method: 'PUT', headers: { origin: PAGE } }))
      return response.text()
    },
  },
  {
    contender: 'page.fetch()',
    call: async (): Promise<unknown> => {
      const response = await page.fetch(nextUrl(), { method: 'PUT' })
      return response.text()
    },
  },
  {
    contender: 'createUserAgent(), whose transport answers at once',
    call: async (): Promise<unknown> => agent.fetch({ url: nextUrl(), method: 'PUT', client: { origin: PAGE } }),
  },
]

const samples = await measure(
  CASES.map(() => ({})),
  runBatch,
  TIMING,
)
const base = samples[0] ?? []
const cases = CASES.map(({ contender }, index) => {
  const own = samples[index] ?? []
  return {
    contender,
    ns: quartiles(own),
    ratio: byRound(own, base, (one, other) => one / other),
    added: byRound(own, base, (one, other) => one - other),
  }
})
const run = {
  runtime: 'node',
  version: process.versions.node,
  ...circumstances(),
  rounds: TIMING.rounds,
  cases,
} as const
keep('simulation', [run satisfies SimulationRun])
console.log(
  table(
    ['contender', 'CPU, median', 'ratio', 'added'],
    cases.map(({ contender, ns, ratio, added }) => [
      contender,
      time(ns.median),
      fixed(ratio.median),
      time(added.median),
    ]),
  ),
)

async function runBatch(index: number, n: number): Promise<number> {
  const call = CASES[index]?.call
  const start = ownCpuTime()
  // oxlint-disable-next-line no-await-in-loop
  for (let at = 0; at < n; at++) await call?.()
  return ownCpuTime() - start
}
