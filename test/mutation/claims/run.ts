/*
 * Breaks each guarantee of SECURITY.md in several ways, and runs the test files that the guarantee names. They have to
 * fail every time. Processes work side by side, and each takes one guarantee after another.
 *
 *   npm run mutants:claims                    all
 *   npm run mutants:claims -- enforce csrf    guarantees and mutations with one of these words
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { readGuarantees } from '../guarantees.ts'
import type { Task, Verdict } from './judge.ts'
import { CLAIMS } from './table.ts'

const JUDGE = join(import.meta.dirname, 'judge.ts')

const words = process.argv.slice(2)
const guarantees = readGuarantees()

/** The longest tasks first, so that no process is left with one at the end. */
const tasks: Task[] = CLAIMS.map(({ guarantee, mutations }) => ({
  guarantee,
  files: guarantees.find(({ text }) => text.startsWith(guarantee))?.files ?? [],
  mutations: mutations.filter(([why]) => !words.length || words.some((word) => `${guarantee} ${why}`.includes(word))),
}))
  .filter(({ mutations }) => mutations.length > 0)
  .toSorted((one, other) => other.mutations.length - one.mutations.length)

const total = tasks.flatMap(({ mutations }) => mutations).length
const verdicts: Verdict[] = []

/** Gives tasks to one process until none is left. */
async function work(): Promise<void> {
  const judge = fork(JUDGE)
  const ended = once(judge, 'exit').then(() => [])
  for (let task = tasks.shift(); task; task = tasks.shift()) {
    judge.send(task)
    // One process does one task at a time.
    // oxlint-disable-next-line no-await-in-loop
    const [found] = (await Promise.race([once(judge, 'message'), ended])) as [Verdict[]?]
    if (!found) throw new Error(`The process that broke "${task.guarantee}" has ended`)
    const survivors = found.filter(({ outcome }) => outcome !== 'killed')
    console.info(`${found.length - survivors.length} of ${found.length} killed: ${task.guarantee} …`)
    for (const { outcome, why, detail } of survivors) console.info(`    ${outcome}: ${why} ${detail}`)
    verdicts.push(...found)
  }
  judge.disconnect()
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), 8, tasks.length) }, work))
const killed = verdicts.filter(({ outcome }) => outcome === 'killed').length
console.info(`${killed} of ${total} mutations are killed by the tests that SECURITY.md names`)
process.exitCode = killed === total && total > 0 ? 0 : 1
