/* One of the processes of run.ts: tries the mutations of one guarantee after another. */
import { join } from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'
import { ROOT } from '../guarantees.ts'
import type { Mutation } from './claim.ts'
import { mutated } from './mutated.ts'

/** The mutations of one guarantee, and the test files that it names. */
export interface Task {
  readonly guarantee: string
  readonly files: readonly string[]
  readonly mutations: readonly Mutation[]
}

/** What became of one mutation. `broken`: the changed source does not run, so the failure proves nothing. */
export interface Verdict {
  readonly why: string
  readonly outcome: 'killed' | 'survived' | 'broken'
  /** The first failure. */
  readonly detail: string
}

let current: Mutation | undefined

/** Nothing on the disk changes: vitest gets the changed source from memory. Failures are expected, so nothing is printed. */
const vitest = await createVitest(
  'test',
  {
    config: false,
    root: ROOT,
    include: ['test/{portable,package,hosts}/**/*.test.ts'],
    watch: false,
    reporters: [{}],
    bail: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    // The cache on disk would keep changed sources, and a snapshot must not be written from one.
    fsModuleCache: false,
    update: 'none',
  },
  {
    plugins: [
      {
        name: 'mutation',
        enforce: 'pre',
        transform: (code, id) => (current && id === join(ROOT, current[1]) ? mutated(code, current) : undefined),
      },
    ],
  },
)

/** Runs test files with a mutation, or without one. */
async function run(files: readonly string[], mutation?: Mutation): Promise<Omit<Verdict, 'why'>> {
  const changed = [current, mutation].flatMap((one) => one?.[1] ?? [])
  current = mutation
  for (const file of changed) vitest.invalidateFile(join(ROOT, file))
  const paths = files.map((file) => join(ROOT, file))
  const { testModules } = await vitest.runTestSpecifications(await vitest.globTestSpecifications(paths))
  // The state keeps the modules of earlier runs.
  const modules = testModules.filter(({ moduleId }) => paths.includes(moduleId))
  const errors = modules.flatMap((module) => module.errors())
  const failures = modules.flatMap(failuresIn)
  const detail = [...errors.map(({ message }) => message), ...failures][0] ?? ''
  if (modules.length !== paths.length || errors.length > 0 || /is not (defined|a function)/.test(detail))
    return { outcome: 'broken', detail }
  return { outcome: failures.length > 0 ? 'killed' : 'survived', detail }
}

function failuresIn(module: TestModule): string[] {
  return Array.from(module.children.allTests('failed'), (test) => {
    const [error] = test.result().errors ?? []
    return `${test.fullName}: ${error?.message.split('\n')[0]}`
  })
}

async function judge({ guarantee, files, mutations }: Task): Promise<Verdict[]> {
  const untouched = await run(files)
  if (untouched.outcome !== 'survived') throw new Error(`The tests of "${guarantee}" fail anyway: ${untouched.detail}`)
  const verdicts: Verdict[] = []
  for (const mutation of mutations) {
    const [why] = mutation
    // oxlint-disable-next-line no-await-in-loop -- they share one vitest
    verdicts.push({ why, ...(await run(files, mutation)) })
  }
  return verdicts
}

process.on('message', (task: Task) => {
  void judge(task).then((verdicts) => process.send!(verdicts))
})
process.on('disconnect', () => void vitest.close())
