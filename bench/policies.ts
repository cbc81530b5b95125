/**
 * `npm run bench` runs this: what many policies cost, in CPU time, next to one static policy and to the code that people
 * write at home. `node bench/policies.ts node workerd` for some of the runtimes.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { TenantCases } from './cases/policies/index.ts'
import { circumstances, keep, type PoliciesRun, versions } from './harness/results.ts'
import { commandOf, ENVIRONMENT, installed, type Runtime, temporaryFolder } from './harness/runtimes.ts'
import { POLICY_ROUNDS } from './harness/settings.ts'
import { summariseAdded } from './harness/statistics.ts'
import { startSuites } from './harness/time-in-workerd.ts'
import { describePolicies } from './report/print.ts'

const SUITES = `import { policyCases } from './cases/policies/index.ts'
const suites = { policies: policyCases }`

const folder = temporaryFolder()
for (const one of installed(process.argv.slice(2))) {
  console.error(`Measuring many policies on ${one.runtime}`)
  // oxlint-disable-next-line no-await-in-loop
  const measured = one.runtime === 'workerd' ? await inWorkerd() : onRuntime(one.runtime)
  const run = { ...one, ...circumstances(), packages: versions(['lru-cache', 'quick-lru']), ...measured }
  keep('policies', [run satisfies PoliciesRun])
  console.log(describePolicies(run))
}

function onRuntime(runtime: Runtime): Pick<PoliciesRun, 'figures' | 'rates'> {
  const [command = '', ...args] = commandOf(runtime)
  const file = join(folder, 'report.json')
  execFileSync(command, [...args, 'policies-here.ts', file], { cwd: import.meta.dirname, env: ENVIRONMENT })
  return JSON.parse(readFileSync(file, 'utf8')) as Pick<PoliciesRun, 'figures' | 'rates'>
}

async function inWorkerd(): Promise<Pick<PoliciesRun, 'figures' | 'rates'>> {
  const suites = await startSuites(SUITES, { folder, resolveDir: import.meta.dirname })
  const { suite, samples } = await suites.time<TenantCases>('policies', () => POLICY_ROUNDS)
  await suites.stop()
  return { figures: summariseAdded(suite.cases, samples), rates: suite.rates }
}
