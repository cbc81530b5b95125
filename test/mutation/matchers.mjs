import { startVitest } from 'vitest/node'
import { MUTANTS } from '../portable/support/mutants.ts'

/** The tests that depend on which origins are listed. */
const TESTS = [
  'test/portable/corpus.test.ts',
  'test/portable/policy/**/*.test.ts',
  'test/portable/rules/actual.test.ts',
]

/** Replaces the matcher in src/policy/origins/set.ts by one of test/portable/support/mutants.ts. */
function swap(name) {
  return {
    name: 'naive-matcher',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('/src/policy/origins/set.ts')
        ? `import { MUTANTS } from '/test/portable/support/mutants.ts'
           const [, allows] = MUTANTS[${JSON.stringify(name)}]
           export const compileOriginSet = (patterns) => (origin) => allows(origin, [...patterns])`
        : undefined,
    // Matchers with a small mistake call the real one.
    transform: (code, id) => (id.endsWith('/support/mutants.ts') ? code.replace('/set.ts', '/set.ts?real') : undefined),
  }
}

/**
 * How many tests fail. Their output is hidden, because they should fail. The cache on disk is off, because it would
 * keep matchers.
 */
async function failuresWith(plugins) {
  const vitest = await startVitest(
    'test',
    [],
    { config: false, include: TESTS, watch: false, reporters: [{}], fsModuleCache: false },
    { plugins },
  )
  const modules = vitest.state.getTestModules()
  const broken = modules.find((module) => module.errors().length > 0)
  const failed = modules.flatMap((module) => Array.from(module.children.allTests('failed')))
  await vitest.close()
  if (broken) throw new Error(`${broken.moduleId} does not run: ${broken.errors()[0].message}`)
  return failed.length
}

const untouched = await failuresWith([])
if (untouched !== 0) throw new Error(`${untouched} tests fail with the real matcher`)

const survivors = []
for (const name of Object.keys(MUTANTS)) {
  // One after the other, because each is a separate run.
  // oxlint-disable-next-line no-await-in-loop
  const failures = await failuresWith([swap(name)])
  console.info(`${String(failures).padStart(4)} failed: ${name}`)
  if (failures === 0) survivors.push(name)
}
console.info(
  `${Object.keys(MUTANTS).length - survivors.length} of ${Object.keys(MUTANTS).length} wrong matchers are detected`,
)
process.exitCode = survivors.length > 0 ? 1 : 0
