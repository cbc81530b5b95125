/* One of the processes of run.ts: tries the mutations of one guarantee after another. */
import { join } from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'
import { ROOT } from '../guarantees.ts'
import type { Mutation } from './claim.ts'
import { mutated, mutatedFile } from './mutated.ts'

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

/** Where tests of the package read sources as text. */
const READER = join(ROOT, 'test/package/project.ts')
const READ = "readFileSync(join(ROOT, path), 'utf8')"

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
        transform: (code, id) => {
          if (!current) return
          const [, file] = current
          if (id === join(ROOT, file)) return mutated(code, current)
          if (id !== READER) return
          return code.replace(READ, `${JSON.stringify({ [file]: mutatedFile(current) })}[path] ?? ${READ}`)
        },
      },
    ],
  },
)

/** Runs one test file with a mutation, or without one. */
async function runFile(file: string, mutation?: Mutation): Promise<Omit<Verdict, 'why'>> {
  const changed = [current, mutation].flatMap((one) => one?.[1] ?? [])
  current = mutation
  for (const each of [READER, ...changed.map((name) => join(ROOT, name))]) vitest.invalidateFile(each)
  const path = join(ROOT, file)
  const { testModules } = await vitest.runTestSpecifications(await vitest.globTestSpecifications([path]))
  // The state keeps the modules of earlier runs.
  const module = testModules.find(({ moduleId }) => moduleId === path)
  const [detail = ''] = module ? failuresIn(module) : [`${file} is missing`]
  const isBroken = !module || module.errors().length > 0 || /is not (defined|a function)/.test(detail)
  return { outcome: isBroken ? 'broken' : detail ? 'killed' : 'survived', detail }
}

/** Runs test files until one does not pass. */
async function run(files: readonly string[], mutation?: Mutation): Promise<Omit<Verdict, 'why'>> {
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- they share one vitest
    const found = await runFile(file, mutation)
    if (found.outcome !== 'survived') return found
  }
  return { outcome: 'survived', detail: '' }
}

/** The errors of a file that does not run, otherwise the failures of its tests. */
function failuresIn(module: TestModule): string[] {
  const failed = Array.from(module.children.allTests('failed'), (test) => {
    const [error] = test.result().errors ?? []
    return `${test.fullName}: ${String(error?.message).split('\n')[0]}`
  })
  return [...module.errors().map(({ message }) => message), ...failed]
}

async function judge({ guarantee, files, mutations }: Task): Promise<Verdict[]> {
  // Tests that measure time may need a second chance on a busy machine.
  let untouched = await run(files)
  if (untouched.outcome !== 'survived') untouched = await run(files)
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
