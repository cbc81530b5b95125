// Runs on Node, Bun and Deno, and writes what it found to the file that it is told.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { LOOPS } from '../loops.mjs'
import { matchingCases } from '../matching-cases.mjs'
import { measure } from '../measure.mjs'
import { requestCases } from '../request-cases.mjs'
import { ROUNDS, WARM_UP_ROUNDS } from '../settings.mjs'
import { summarise } from '../statistics.mjs'

const [file] = process.argv.slice(2)

// Two milliseconds are a thousand times what the clock can tell, and short enough that neighbours meet the same noise.
const timing = { warmUpRounds: WARM_UP_ROUNDS, rounds: ROUNDS, batchNs: 2e6 }

/** Nanoseconds of CPU that this process has used: unlike the wall clock, it stands while other processes run. */
function cpuTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

async function timed(cases) {
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
  return summarise(cases, await measure(cases, runBatch, timing))
}

const { cases, excluded } = await requestCases()
const requests = await timed(cases)
// After the requests, since a million origins on the heap would be in their way.
const matching = await timed(matchingCases(2 ** 23))
writeFileSync(file, JSON.stringify({ requests, excluded, matching }))
