/**
 * Compares builds of Corsage with the least that each runtime needs, and with each other:
 * `npm run bench:compare -- --dist <dir> [--dist <dir>…] [--runtime deno] [--seconds 30] [--only preflight]`.
 *
 * All builds and limits are measured in the same processes and in turns. A process is started anew several times,
 * because how well it has compiled its code is luck that stays with it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { againOf, bareNameOf, nameOfBuild, type Row, rowsNamed } from './cases/comparison.ts'
import { type Case, type CaseName, roundsWithin } from './harness/measure.ts'
import { commandOf, ENVIRONMENT, installed, type Runtime, temporaryFolder } from './harness/runtimes.ts'
import { quantile, quartiles } from './harness/statistics.ts'
import { startSuites, WORKERD_BATCH_NS } from './harness/time-in-workerd.ts'
import { fixed, table, time } from './report/text.ts'

const PROCESSES = 7

/** What one process gave: for each case, the nanoseconds that a call took in each round. */
interface Sampled {
  readonly cases: readonly CaseName[]
  readonly samples: readonly (readonly number[])[]
}

interface Suite {
  readonly cases: (CaseName & Pick<Case, 'loop'>)[]
}

const { values } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: ['dist'] },
    runtime: { type: 'string', multiple: true, default: [] },
    seconds: { type: 'string', default: '30' },
    only: { type: 'string', default: '' },
  },
})
const dists = values.dist.map((dist) => resolve(dist))
const secondsEach = Number(values.seconds) / PROCESSES
const rows = rowsNamed(values.only)
check()

const folder = temporaryFolder()
const suites = `import { comparisonCases } from '${join(import.meta.dirname, 'cases/comparison.ts')}'
${dists.map(importsOf).join('\n')}
const builds = [${dists.map((_, index) => `{ cors: cors${index}, corsOfHono: corsOfHono${index} }`).join(', ')}]
const suites = { comparison: async () => ({ cases: await comparisonCases(builds, ${JSON.stringify(values.only)}) }) }`

for (const [index, dist] of dists.entries()) console.log(`Build ${index + 1}: ${dist}`)
console.log(`\nMedians of ${PROCESSES} processes; their quartiles in brackets.`)
for (const { runtime, version } of installed(values.runtime)) {
  // oxlint-disable-next-line no-await-in-loop
  const processes = runtime === 'workerd' ? await inWorkerd() : await onRuntime(runtime)
  console.log(`\n${runtime} ${version}\n`)
  console.log(describe(processes))
}

function check(): void {
  const missing = dists.filter((dist) => !existsSync(join(dist, 'src/index.js')))
  if (missing.length) throw new Error(`There is no src/index.js in ${missing.join(', ')}, expected a build of Corsage`)
  if (!(secondsEach > 0)) throw new Error(`--seconds is '${values.seconds}', expected a number above 0`)
  if (!rows.length) throw new Error(`--only '${values.only}' leaves no row, expected words of the name of one`)
}

function importsOf(dist: string, index: number): string {
  return `import { cors as cors${index} } from ${JSON.stringify(join(dist, 'src/index.js'))}
import { cors as corsOfHono${index} } from ${JSON.stringify(join(dist, 'adapters/hono.js'))}`
}

async function onRuntime(runtime: Runtime): Promise<Sampled[]> {
  const file = join(folder, 'comparison.mjs')
  const report = join(folder, 'report.json')
  const contents = `${suites}
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { roundsWithin } from './harness/measure.ts'
import { BATCH_NS, timeHere } from './harness/time-here.ts'
const { cases } = await suites.comparison()
const samples = await timeHere(cases, roundsWithin(${secondsEach}, cases.length, BATCH_NS))
writeFileSync(process.argv[2], JSON.stringify({ cases, samples }))`
  const stdin = { contents, resolveDir: import.meta.dirname, loader: 'ts' } as const
  await build({ stdin, outfile: file, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' })
  const [command = '', ...args] = commandOf(runtime)
  return Array.from({ length: PROCESSES }, () => {
    execFileSync(command, [...args, file, report], { env: ENVIRONMENT })
    return JSON.parse(readFileSync(report, 'utf8')) as Sampled
  })
}

async function inWorkerd(): Promise<Sampled[]> {
  const found: Sampled[] = []
  while (found.length < PROCESSES) {
    // oxlint-disable-next-line no-await-in-loop
    const running = await startSuites(suites, { folder, resolveDir: import.meta.dirname })
    // Twice the time, because its batches are twice as long.
    // oxlint-disable-next-line no-await-in-loop
    const { suite, samples } = await running.time<Suite>('comparison', (cases) =>
      roundsWithin(secondsEach * 2, cases, WORKERD_BATCH_NS),
    )
    found.push({ cases: suite.cases, samples })
    // oxlint-disable-next-line no-await-in-loop
    await running.stop()
  }
  return found
}

function describe(processes: readonly Sampled[]): string {
  const numbers = dists.map((_, index) => index + 1)
  const later = numbers.slice(1)
  const head = ['', 'the least', 'the least again', ...numbers.map((number) => `build ${number}`)]
  return table(
    head.concat(later.map((number) => `build ${number} to 1`)),
    rows.map((row) => {
      const of = (number: number, one: Sampled): number => takenBy(one, row, nameOfBuild(number, row))
      const ratios = (figure: (one: Sampled) => number): string => spread(processes.map(figure))
      return [
        row.name,
        time(quartiles(processes.map((one) => leastOf(one, row))).median),
        ratios((one) => takenBy(one, row, againOf(row.limit[0])) / takenBy(one, row, row.limit[0].name)),
      ].concat(
        numbers.map((number) => ratios((one) => of(number, one) / leastOf(one, row))),
        later.map((number) => ratios((one) => of(number, one) / of(1, one))),
      )
    }),
  )
}

function leastOf(sampled: Sampled, row: Row): number {
  return row.limit.reduce((sum, { name }) => sum + takenBy(sampled, row, name), 0)
}

/**
 * Nanoseconds of a call in one process, without those of the application where only the CORS part is compared. The
 * lowest tenth of the rounds, because noise only ever adds time: in workerd with Hono, most batches meet a collection of
 * garbage.
 */
function takenBy(sampled: Sampled, { work, bare }: Row, contender: string): number {
  const whole = quantile(samplesOf(sampled, work, contender), 0.1)
  return bare ? whole - quantile(samplesOf(sampled, bare, bareNameOf(contender)), 0.1) : whole
}

function samplesOf({ cases, samples }: Sampled, work: string, contender: string): readonly number[] {
  const found = samples[cases.findIndex((one) => one.work === work && one.contender === contender)]
  if (!found) throw new Error(`There is no case '${work}' of '${contender}'`)
  return found
}

function spread(ratios: readonly number[]): string {
  const { p25, median, p75 } = quartiles(ratios)
  return `${fixed(median)} (${fixed(p25)}–${fixed(p75)})`
}
