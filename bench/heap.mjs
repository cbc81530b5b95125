// Bytes on the heap of Node for each call: the steadiest figure of all, the same on every machine.
import { writeFileSync } from 'node:fs'
import { cors } from '../dist/src/index.js'
import { LOOPS } from './loops.mjs'
import { requestCases } from './request-cases.mjs'
import { quartiles } from './statistics.mjs'

const [file] = process.argv.slice(2)
const WARM_UP = 20_000
/** Few enough that what they leave fits the young generation of 128 MB: nothing is collected in between. */
const CALLS = 2000

async function bytesPerCall({ run, input, loop }) {
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval
  const repeat = new Function(`return ${LOOPS[loop]}`)()
  const request = input()
  await repeat(run, request, WARM_UP)
  const samples = []
  while (samples.length < 9) {
    globalThis.gc()
    const before = process.memoryUsage().heapUsed
    // oxlint-disable-next-line no-await-in-loop
    await repeat(run, request, CALLS)
    samples.push((process.memoryUsage().heapUsed - before) / CALLS)
  }
  return Math.round(quartiles(samples).median)
}

function heapUsed() {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

/** Without the strings themselves, which the caller has anyway. */
function bytesOfMillionOrigins() {
  const origin = Array.from({ length: 1_000_000 }, (_, index) => `https://tenant-${index}.example.com`)
  const before = heapUsed()
  const start = performance.now()
  const policy = cors({ origin })
  const compileMs = Math.round(performance.now() - start)
  const bytes = heapUsed() - before
  return { bytes, compileMs, isKept: policy.allowsOrigin(origin[0]) }
}

/** What a policy holds on to after that many preflights, each from an origin of its own below one wildcard. */
function growth() {
  const answer = cors({ origin: 'https://*.example.com', credentials: true, allowMethods: ['PUT'] }).wrap(
    () => new Response('ok'),
  )
  const headers = new Map([['access-control-request-method', 'PUT']])
  const request = { method: 'OPTIONS', url: 'https://api.example.com/', headers }
  const ask = (from, to) => {
    for (let index = from; index < to; index++) {
      headers.set('origin', `https://tenant-${index}.example.com`)
      void answer(request)
    }
    return heapUsed()
  }
  const after10k = ask(0, 10_000)
  return { after10k, after10M: ask(10_000, 10_000_000) }
}

const { cases } = await requestCases()
const bytes = []
// oxlint-disable-next-line no-await-in-loop
for (const one of cases) bytes.push({ work: one.work, contender: one.contender, bytes: await bytesPerCall(one) })
const million = bytesOfMillionOrigins()
writeFileSync(file, JSON.stringify({ bytes, million, growth: growth() }))
