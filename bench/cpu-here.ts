// Runs on Node, Bun and Deno: measures requests and matching, and writes the summaries to the file that is its argument.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { matchingCases } from './cases/matching.ts'
import { requestCases } from './cases/requests.ts'
import { MATCHING_ROUNDS, REQUEST_ROUNDS } from './harness/settings.ts'
import { summarise } from './harness/statistics.ts'
import { timeHere } from './harness/time-here.ts'

const { cases, excluded } = await requestCases()
const requests = summarise(cases, await timeHere(cases, REQUEST_ROUNDS))
// After the requests, because a million origins on the heap would be in their way.
const lookups = matchingCases({ strings: 2000, bytes: 2 ** 23 })
const matching = summarise(lookups, await timeHere(lookups, MATCHING_ROUNDS))
writeFileSync(process.argv[2] ?? '', JSON.stringify({ requests, excluded, matching }))
