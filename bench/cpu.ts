/**
 * `npm run bench -- node workerd` runs this for some of the runtimes, `npm run bench` for all: what answers cost, in CPU
 * time and in bytes.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { RequestCases } from './cases/requests.ts'
import { circumstances, type CpuRun, type Heap, keep, versions } from './harness/results.ts'
import { commandOf, ENVIRONMENT, installed, type Runtime, temporaryFolder } from './harness/runtimes.ts'
import { MATCHING_ROUNDS, REQUEST_ROUNDS } from './harness/settings.ts'
import { summarise } from './harness/statistics.ts'
import { startSuites } from './harness/time-in-workerd.ts'
import { describeRun } from './report/print.ts'

/** The measured data must fit the young generation, because a collection would take away what is to be counted. */
const HEAP = ['node', '--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128', 'heap.ts']
const RIVALS = ['hono', 'h3', 'itty-router', 'elysia', '@elysiajs/cors', '@whatwg-node/server', 'edge-cors']

const SUITES = `import { matchingCases } from './cases/matching.ts'
import { requestCases } from './cases/requests.ts'
const suites = {
  requests: () => requestCases(),
  matching: () => ({ cases: matchingCases({ strings: 5000, bytes: ${2 ** 24} }) }),
}`

type Measured = Pick<CpuRun, 'requests' | 'excluded' | 'matching'>

const folder = temporaryFolder()
for (const one of installed(process.argv.slice(2))) {
  console.error(`Measuring on ${one.runtime}`)
  // oxlint-disable-next-line no-await-in-loop
  const measured = one.runtime === 'workerd' ? await inWorkerd() : onRuntime(one.runtime)
  const found: CpuRun = { ...one, ...circumstances(), packages: versions(RIVALS), ...measured }
  keep('cpu', [found])
  console.log(describeRun(found))
}

function onRuntime(runtime: Runtime): Measured & { readonly heap?: Heap } {
  const measured = report<Measured>([...commandOf(runtime), 'cpu-here.ts'])
  return { ...measured, ...(runtime === 'node' && { heap: report<Heap>(HEAP) }) }
}

/** The result that a script writes to the file that is its argument: its output may be mixed with that of libraries. */
function report<Result>([command = '', ...args]: readonly string[]): Result {
  const file = join(folder, 'report.json')
  execFileSync(command, [...args, file], { cwd: import.meta.dirname, env: ENVIRONMENT })
  return JSON.parse(readFileSync(file, 'utf8')) as Result
}

async function inWorkerd(): Promise<Measured> {
  const suites = await startSuites(SUITES, { folder, resolveDir: import.meta.dirname })
  const requests = await suites.time<RequestCases>('requests', () => REQUEST_ROUNDS)
  const matching = await suites.time<Pick<RequestCases, 'cases'>>('matching', () => MATCHING_ROUNDS)
  await suites.stop()
  return {
    requests: summarise(requests.suite.cases, requests.samples),
    excluded: requests.suite.excluded,
    matching: summarise(matching.suite.cases, matching.samples),
  }
}
