/**
 * `npm run soak:stores`, or `npm run soak:stores -- --minutes 1 redis` for a short one: servers whose origins are in real
 * stores, which are killed, restarted and blocked at random. The soak fails at the first origin that the store does not
 * allow, or request that waits too long, and at its end when a server has grown.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { machine } from '../report.ts'
import { describeStores, type StoreResult } from './report.ts'
import { NUMBERS, OPTIONS, readArguments, SUBJECTS, type SubjectName } from './settings.ts'
import { faultsAtEnd, soakStore } from './soak.ts'
import { startSubject } from './subjects.ts'
import { TENANT_NAMES } from './traffic.ts'

const SHOWN = 5
const RESULTS = join(import.meta.dirname, 'results.json')

const { minutes, rate, subjects } = readArguments(process.argv.slice(2))
// Each server and each folder is removed when this process ends.
process.setMaxListeners(50)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
const faults: string[] = []
const failed = new AbortController()
console.error(`Soaking ${subjects.join(', ')} for ${minutes} minutes`)
const results = (await Promise.all(subjects.map(soakOne))).filter((result) => result !== undefined)
if (results.length) console.log(describeStores(results))
if (faults.length) {
  console.error(`\n${faults.slice(0, SHOWN).join('\n')}\n\nThe soak has failed with ${faults.length} faults`)
  process.exit(1)
}
if (minutes >= NUMBERS.minutes.usual) keep(results)
else console.error(`\nNot kept in test/soak/stores/results.json, which takes ${NUMBERS.minutes.usual} minutes`)
process.exit()

async function soakOne(name: SubjectName): Promise<StoreResult | undefined> {
  const subject = await startSubject(name, TENANT_NAMES)
  const { runtime, store } = subject
  const report = (fault: string): void => {
    faults.push(`${store}: ${fault}`)
    failed.abort()
  }
  const soaked = await soakStore(subject, { minutes, rate, signal: failed.signal, report })
  if (!soaked) return undefined
  faults.push(...faultsAtEnd(soaked, subject.maxGrowth).map((fault) => `${store}: ${fault}`))
  const date = new Date().toISOString().slice(0, 10)
  return { name, store, runtime, date, machine: machine(), minutes, rate, options: OPTIONS, ...soaked }
}

/** Replaces the results of the stores that ran. */
function keep(found: readonly StoreResult[]): void {
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as readonly StoreResult[]) : []
  const after = SUBJECTS.map((subject) => [...found, ...before].find(({ name }) => name === subject))
  writeFileSync(RESULTS, JSON.stringify(after.filter(Boolean)))
  execFileSync('oxfmt', [RESULTS])
}
