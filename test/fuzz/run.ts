/**
 * Fuzzes all parsers one after the other: `run.ts [--seconds 60] [--inputs Infinity]`. Add each counterexample to
 * `seeds`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as fc from 'fast-check'
import { TARGETS } from './targets.ts'

/** How many inputs one parser gets before the next one has its turn. */
const ROUND = 20_000

const { values } = parseArgs({ options: { seconds: { type: 'string' }, inputs: { type: 'string' } } })
const inputs = Number(values.inputs ?? Infinity)
const seconds = Number(values.seconds ?? (values.inputs === undefined ? 60 : Infinity))

const counts = new Map<string, number>()
const start = performance.now()
let total = 0
while (total < inputs && performance.now() - start < seconds * 1000) {
  for (const [name, { inputs: arbitrary, disagreement }] of Object.entries(TARGETS)) {
    const property = fc.property(arbitrary, (input) => {
      const found = disagreement(input)
      if (found !== undefined) throw new Error(found)
    })
    const result = fc.check(property, { numRuns: ROUND })
    total += result.numRuns
    counts.set(name, (counts.get(name) ?? 0) + result.numRuns)
    if (result.counterexample) keep(name, result.counterexample[0], String(result.errorInstance))
  }
}
const perSecond = Math.round(total / ((performance.now() - start) / 1000))
console.log(`${total} inputs, ${perSecond} a second: ${[...counts].map((count) => count.join(' ')).join(', ')}`)

function keep(name: string, seed: string, error: string): void {
  const file = join(import.meta.dirname, 'seeds', `${name}.json`)
  const seeds = JSON.parse(readFileSync(file, 'utf8')) as string[]
  writeFileSync(file, `${JSON.stringify([...new Set([...seeds, seed])], null, 2)}\n`)
  console.error(`${name}: ${JSON.stringify(seed)}: ${error}`)
  process.exitCode = 1
}
