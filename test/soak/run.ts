/**
 * `npm run soak`, or `npm run soak -- --minutes 1 --rate 100 deno` for a short one: servers with Corsage on real
 * runtimes under mixed honest and hostile traffic, all at once. The soak fails at the first wrong answer, and at its
 * end when a server has grown.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describeSoak, machine, type Result } from './report.ts'
import { type Server, startServer } from './servers.ts'
import { NUMBERS, readArguments, RUNTIMES, type Settings } from './settings.ts'
import { faultsAtEnd, soak } from './soak.ts'

/** Faults that are shown: after the first, many of its kind may be on their way. */
const SHOWN = 5
const RESULTS = join(import.meta.dirname, 'results.json')

const { minutes, rate, runtimes } = settings()
const faults: string[] = []
const failed = new AbortController()
const servers = await Promise.all(runtimes.map(startServer))
console.error(`Soaking ${runtimes.join(', ')} for ${minutes} minutes`)
const [first, ...others] = (await Promise.all(servers.map(soakOne))).filter((result) => result !== undefined)
if (first) {
  console.log(describeSoak([first, ...others]))
  faults.push(...[first, ...others].flatMap((one) => faultsAtEnd(one).map((fault) => `${one.runtime}: ${fault}`)))
}
if (faults.length) {
  console.error(`\n${faults.slice(0, SHOWN).join('\n\n')}\n\nThe soak has failed with ${faults.length} faults`)
  process.exit(1)
}
if (minutes >= NUMBERS.minutes.usual && first) keep([first, ...others])
else console.error(`\nNot kept in test/soak/results.json, which takes ${NUMBERS.minutes.usual} minutes`)
process.exit()

function settings(): Settings {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}

async function soakOne(server: Server): Promise<Result | undefined> {
  const { runtime, version } = server
  const report = (fault: string): void => {
    faults.push(`${runtime}: ${fault}`)
    failed.abort()
  }
  const result = await soak(server, { minutes, rate, signal: failed.signal, report })
  const date = new Date().toISOString().slice(0, 10)
  return result && { runtime, version, date, machine: machine(), minutes, rate, ...result }
}

/** Replaces the results of the runtimes that ran; a soak of one takes nothing away from the others. */
function keep(results: readonly Result[]): void {
  const before = JSON.parse(readFileSync(RESULTS, 'utf8')) as readonly Result[]
  const after = RUNTIMES.map((name) => [...results, ...before].find(({ runtime }) => runtime === name))
  writeFileSync(RESULTS, JSON.stringify(after.filter(Boolean)))
  execFileSync('oxfmt', [RESULTS])
}
