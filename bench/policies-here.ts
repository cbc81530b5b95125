// Runs on Node, Bun and Deno: measures many policies, and writes the summaries to the file that is its argument.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { policyCases } from './cases/policies/index.ts'
import { POLICY_ROUNDS } from './harness/settings.ts'
import { summariseAdded } from './harness/statistics.ts'
import { timeHere } from './harness/time-here.ts'

const { cases, rates } = await policyCases()
const figures = summariseAdded(cases, await timeHere(cases, POLICY_ROUNDS))
writeFileSync(process.argv[2] ?? '', JSON.stringify({ figures, rates }))
