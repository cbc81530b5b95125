/**
 * `npm run soak:faults`, or `npm run soak:faults -- --requests 10000` for a short one: a million requests in workerd to a
 * policy whose store throws, hangs, answers late, changes its mind and lies, and whose clients go away.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { machine } from '../report.ts'
import { describeTally } from './report.ts'
import { SETTINGS } from './kinds.ts'
import { faultsOf, testSubject } from './test-subject.ts'

const USUAL = 1_000_000
const RESULTS = join(import.meta.dirname, 'results.json')

const { values } = parseArgs({ options: { requests: { type: 'string', default: String(USUAL) } } })
const requests = Number(values.requests)
if (!(requests >= 1000)) throw new Error(`--requests is '${values.requests}', expected a number from 1000`)

const result = await testSubject('originStore', requests)
console.log(describeTally(result))
const faults = faultsOf(result)
if (faults.length) {
  console.error(`\n${faults.join('\n')}`)
  process.exit(1)
}
if (requests >= USUAL) {
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(RESULTS, JSON.stringify({ date, machine: machine(), settings: SETTINGS, ...result }))
  execFileSync('oxfmt', [RESULTS])
} else console.error(`\nNot kept in test/soak/faults/results.json, which takes ${USUAL} requests`)
process.exit()
