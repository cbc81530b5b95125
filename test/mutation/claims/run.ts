/*
 * Breaks each guarantee of SECURITY.md in several ways, and runs the test files that the guarantee names. Each of them
 * has to fail. Nothing on the disk changes: vitest gets the changed source from memory.
 *
 *   npm run mutants:claims                    all
 *   npm run mutants:claims -- enforce csrf    guarantees and mutations with one of these words
 */
import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import { type Guarantee, readGuarantees, ROOT } from '../guarantees.ts'
import type { Mutation } from './claim.ts'
import { CLAIMS } from './table.ts'

interface Run {
  readonly guarantee: Guarantee
  readonly mutation: Mutation | undefined
}

const words = process.argv.slice(2)
const guarantees = readGuarantees()
const runs: Run[] = CLAIMS.flatMap(({ guarantee: start, mutations }) => {
  const guarantee = guarantees.find(({ text }) => text.startsWith(start))
  if (!guarantee) throw new Error(`SECURITY.md has no guarantee that begins with "${start}"`)
  return mutations
    .filter(([why]) => !words.length || words.some((word) => `${start} ${why}`.includes(word)))
    .map((mutation) => ({ guarantee, mutation }))
})

let last = ''
let current: Mutation | undefined

/** Tests that should fail say nothing, and stop at their first failure. */
const vitest: Vitest = await createVitest(
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
    fsModuleCache: false,
    update: 'none',
  },
  {
    plugins: [
      {
        name: 'mutation',
        enforce: 'pre',
        transform(code, id) {
          if (!current || id !== join(ROOT, current[1])) return
          const [, file, find, replace] = current
          const parts = code.split(find)
          if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`)
          return parts.join(replace)
        },
      },
    ],
  },
)

/** Whether a test of a run fails. A file that does not run at all proves nothing, so it is an error. */
async function fails({ guarantee: { files }, mutation }: Run): Promise<boolean> {
  const touched = [current, mutation].flatMap((one) => one?.[1] ?? [])
  current = mutation
  for (const file of touched) vitest.invalidateFile(join(ROOT, file))
  const { testModules } = await vitest.runTestSpecifications(
    (await vitest.globTestSpecifications(files.map((file) => join(ROOT, file)))),
  )
  const broken = testModules.flatMap((module) => module.errors())
  const failed = testModules.flatMap((module) => [...module.children.allTests('failed')])
  last = failed.map((t) => t.name + ' :: ' + t.result().errors?.[0]?.message).concat(broken.map((e) => 'BROKEN ' + e.message)).map((x) => x.replaceAll(/\s+/g, ' ').slice(0, 220))[0] ?? ''
  return testModules.some((module) => !module.ok()) || broken.length > 0
}

const survivors: Run[] = []
for (const run of [...new Set(runs.map(({ guarantee }) => guarantee))].map((guarantee) => ({ guarantee, mutation: undefined }))) {
  if (await fails(run)) throw new Error(`The tests of "${run.guarantee.text}" fail without a mutation: ${last}`)
}
console.log('untouched ok', process.uptime())
for (const run of runs) {
  const t = Date.now()
  const killed = await fails(run)
  console.info(`${killed ? 'killed  ' : 'SURVIVED'} ${run.guarantee.text.slice(0, 30)} · ${run.mutation?.[0]} ${Date.now() - t} :: ${killed ? last : ''}`)
  if (!killed) survivors.push(run)
}
await vitest.close()
console.info(`${runs.length - survivors.length} of ${runs.length} mutations are killed`)
process.exitCode = survivors.length ? 1 : 0
