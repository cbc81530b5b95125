// Runs on Node, Bun and Deno, and writes what it found to the file that it is told.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { LOOPS } from '../loops.mjs'
import { matchingCases } from '../matching-cases.mjs'
import { measure } from '../measure.mjs'
import { requestCases } from '../request-cases.mjs'
import { MATCHING_ROUNDS, REQUEST_ROUNDS } from '../settings.mjs'
import { summarise } from '../statistics.mjs'

const [file] = process.argv.slice(2)

/** A thousand times what the clock can tell, and short enough that neighbours meet the same noise. */
const BATCH_NS = 2e6

/** Nanoseconds of CPU that this process has used: unlike the wall clock, it stands while other processes run. */
function cpuTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

async function timed(cases, rounds) {
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval
  const loops = cases.map(({ loop }) => new Function(`return ${LOOPS[loop]}`)())
  const inputs = cases.map(({ input }) => input?.())
  const runBatch = async (index, n) => {
    const { run, prepare } = cases[index]
    const input = prepare ? prepare(n) : inputs[index]
    const start = cpuTime()
    await loops[index](run, input, n)
    return cpuTime() - start
  }
  return summarise(cases, await measure(cases, runBatch, { ...rounds, batchNs: BATCH_NS }))
}

const { cases, excluded } = await requestCases()
const requests = await timed(cases, REQUEST_ROUNDS)
// After the requests, since a million origins on the heap would be in their way.
const matching = await timed(matchingCases({ strings: 2000, bytes: 2 ** 23 }), MATCHING_ROUNDS)
writeFileSync(file, JSON.stringify({ requests, excluded, matching }))
