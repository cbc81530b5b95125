// `node bench/simulation.mjs`: what a simulated call costs on Node, a preflight and a PUT each, beside its handler.
import { createBrowser, createUserAgent } from '../dist/src/browser/index.js'
import { cors } from '../dist/src/index.js'
import { machine, today } from './about.mjs'
import { measure } from './measure.mjs'
import { table, time } from './report.mjs'
import { keep } from './results.mjs'
import { quartiles } from './statistics.mjs'

const SETTINGS = { warmUpRounds: 20, rounds: 200, batchNs: 20e6 }
const PAGE = 'https://app.example.com'
const PREFLIGHT = { origin: PAGE, 'access-control-request-method': 'PUT' }

const handler = cors({ origin: [PAGE], allowMethods: ['PUT'] }).wrap(() => new Response('Hello'))
const page = createBrowser({ network: handler }).page(PAGE)
const answer = {
  status: 200,
  headers: [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Methods', 'PUT'],
  ],
}
const agent = createUserAgent({ transport: () => answer })

let count = 0
/** One that was never asked for, so that no preflight is cached. */
const nextUrl = () => `https://api.example.com/${count++}`

/** The first is what the others are compared with: the same two requests and answers, without a browser. */
const CASES = [
  {
    contender: 'handler alone',
    call: async () => {
      const url = nextUrl()
      await handler(new Request(url, { method: 'OPTIONS', headers: PREFLIGHT }))
      const response = await handler(new Request(url, { method: 'PUT', headers: { origin: PAGE } }))
      return response.text()
    },
  },
  {
    contender: 'page.fetch()',
    call: async () => {
      const response = await page.fetch(nextUrl(), { method: 'PUT' })
      return response.text()
    },
  },
  {
    contender: 'createUserAgent(), whose transport answers at once',
    call: () => agent.fetch({ url: nextUrl(), method: 'PUT', client: { origin: PAGE } }),
  },
]

const samples = await measure(CASES, runBatch, SETTINGS)
const [base] = samples
const cases = CASES.map(({ contender }, index) => ({
  contender,
  ns: quartiles(samples[index]),
  ratio: quartiles(samples[index].map((ns, round) => ns / base[round])),
  added: quartiles(samples[index].map((ns, round) => ns - base[round])),
}))
keep('simulation.json', [
  {
    runtime: 'node',
    version: process.versions.node,
    date: today(),
    machine: machine(),
    rounds: SETTINGS.rounds,
    cases,
  },
])
console.log(
  table(
    ['contender', 'CPU, median', 'ratio', 'added'],
    cases.map(({ contender, ns, ratio, added }) => [contender, time(ns.median), ratio.median, time(added.median)]),
  ),
)

async function runBatch(index, n) {
  const { call } = CASES[index]
  const start = cpuNs()
  // oxlint-disable-next-line no-await-in-loop
  for (let at = 0; at < n; at++) await call()
  return cpuNs() - start
}

function cpuNs() {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}
