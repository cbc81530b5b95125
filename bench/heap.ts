// Bytes on the heap of Node for each call: the steadiest of all figures, equal on every machine.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { cors } from './cases/built.js'
import { requestCases } from './cases/requests.ts'
import { type Case, type Loop, LOOPS } from './harness/measure.ts'
import type { Heap } from './harness/results.ts'
import { quartiles } from './harness/statistics.ts'

const WARM_UP = 20_000
/** So few that what they leave fits the young generation of 128 MB, and nothing is collected in between. */
const CALLS = 2000

function collectGarbage(): void {
  if (!globalThis.gc) throw new Error('Garbage cannot be collected, expected node --expose-gc')
  globalThis.gc()
}

async function bytesPerCall({ run, input, loop }: Case): Promise<number> {
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval
  const repeat = new Function(`return ${LOOPS[loop]}`)() as Loop
  const request = input?.()
  await repeat(run, request, WARM_UP)
  const samples: number[] = []
  while (samples.length < 9) {
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    // oxlint-disable-next-line no-await-in-loop
    await repeat(run, request, CALLS)
    samples.push((process.memoryUsage().heapUsed - before) / CALLS)
  }
  return Math.round(quartiles(samples).median)
}

function heapUsed(): number {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Without the strings themselves, which the caller has anyway. */
function bytesOfMillionOrigins(): Heap['million'] & { isKept: boolean } {
  const origin = Array.from({ length: 1_000_000 }, (_, index) => `https://tenant-${index}.example.com`)
  const before = heapUsed()
  const start = performance.now()
  const policy = cors({ origin })
  const compileMs = Math.round(performance.now() - start)
  const bytes = heapUsed() - before
  return { bytes, compileMs, isKept: policy.allowsOrigin(origin[0] ?? '') }
}

/** The heap after that many preflights, each from an origin of its own below one wildcard. */
function growth(): Heap['growth'] {
  const answer = cors({ origin: 'https://*.example.com', credentials: true, allowMethods: ['PUT'] }).wrap(
    () => new Response('ok'),
  )
  const headers = new Map([['access-control-request-method', 'PUT']])
  const request = {
    method: 'OPTIONS',
    url: 'https://api.example.com/',
    headers: { get: (name: string) => headers.get(name) ?? null },
  } as unknown as Request
  const ask = (from: number, to: number): number => {
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
const bytes: { work: string; contender: string; bytes: number }[] = []
for (const one of cases) {
  // oxlint-disable-next-line no-await-in-loop
  bytes.push({ work: one.work, contender: one.contender, bytes: await bytesPerCall(one) })
}
const million = bytesOfMillionOrigins()
writeFileSync(process.argv[2] ?? '', JSON.stringify({ bytes, million, growth: growth() } satisfies Heap))
