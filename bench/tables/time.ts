/**
 * `node time.ts origins.txt`: what a question costs at random among a million origins. Every question is a string of its own,
 * as a request brings it: its hash is not known, and it is not the string that was stored.
 */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { originFilter, originTable, readOriginFilter, readOriginTable } from '../cases/built-origins.js'
import { ownCpuTime } from '../harness/cpu-time.ts'
import { shuffled } from '../harness/measure.ts'
import { byRound, type Quartiles, quartiles } from '../harness/statistics.ts'
import { randomOrigin } from './origins.ts'

export interface TimeReport {
  readonly rounds: number
  readonly cases: readonly {
    readonly work: string
    readonly contender: string
    readonly ns: Quartiles
    readonly ratio: Quartiles
  }[]
  /** Milliseconds to read the bytes, and how many they are. */
  readonly loads: Readonly<Record<'table' | 'filter', { readonly ms: Quartiles; readonly bytes: number }>>
  /** Of the strangers that the filter was asked about, those that passed. */
  readonly passed: { readonly asked: number; readonly passed: number }
}

const ROUNDS = 60
const WARM_UP_ROUNDS = 5
const BATCH = 100_000

const [file = ''] = process.argv.slice(2)
const bytes = readFileSync(file)
const list = bytes.toString('latin1').trimEnd().split('\n')
const set = new Set(list)
const table = originTable(list)
const filter = originFilter(list, { maxAge: Infinity })

const CONTENDERS: Readonly<Record<string, (origin: string) => boolean>> = {
  Set: (origin) => set.has(origin),
  originTable: (origin) => table.has(undefined, origin),
  originFilter: (origin) => filter(undefined, origin),
}
const WORKS: Readonly<Record<string, () => string>> = {
  hit: () => list[Math.floor(Math.random() * list.length)] ?? '',
  miss: randomOrigin,
}

/** Copies, made as servers make strings of what arrives. */
function questions(ask: () => string): string[] {
  return Array.from({ length: BATCH }, () => Buffer.from(ask()).toString('latin1'))
}

/** Functions of their own, so that what the compiler learns about one contender does not disturb another. */
const LOOPS = Object.entries(CONTENDERS).map(([contender, has]) => {
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval
  const loop = new Function('has', 'asked', 'let n = 0; for (const one of asked) if (has(one)) n++; return n')
  return { contender, run: (asked: string[]) => Number(loop(has, asked)) }
})
const cases = Object.entries(WORKS).flatMap(([work, ask]) =>
  LOOPS.map(({ contender, run }) => ({ work, ask, contender, run, ns: [] as number[] })),
)

let passed = 0
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  for (const { work, contender, ask, run, ns } of shuffled(cases)) {
    const asked = questions(ask)
    const start = ownCpuTime()
    const found = run(asked)
    const spent = (ownCpuTime() - start) / BATCH
    if (round >= 0) ns.push(spent)
    if (round >= 0 && work === 'miss' && contender === 'originFilter') passed += found
    if (work === 'hit' && found !== BATCH) throw new Error(`${contender} lost an origin`)
  }
}

function load(read: (bytes: Uint8Array) => unknown, image: Uint8Array): { ms: Quartiles; bytes: number } {
  const samples = Array.from({ length: 15 }, () => {
    const start = ownCpuTime()
    read(image)
    return (ownCpuTime() - start) / 1e6
  })
  return { ms: quartiles(samples), bytes: image.length }
}

const report: TimeReport = {
  rounds: ROUNDS,
  cases: cases.map(({ work, contender, ns }) => {
    const base = cases.find((one) => one.work === work && one.contender === 'Set')?.ns ?? []
    return { work, contender, ns: quartiles(ns), ratio: byRound(ns, base, (own, other) => own / other) }
  }),
  loads: { table: load(readOriginTable, table.toBytes()), filter: load(readOriginFilter, filter.toBytes()) },
  passed: { asked: ROUNDS * BATCH, passed },
}
console.log(JSON.stringify(report))
