/** `npm run bench` runs this, on some of the runtimes when it gets their names: what Corsage adds to a process's start. */
import process from 'node:process'
import { type FirstAnswer, firstAnswer } from './cold-start/first-answer.ts'
import { type Variant, writeModules, writeServers } from './cold-start/variants.ts'
import { shuffled } from './harness/measure.ts'
import { start, stop } from './harness/processes.ts'
import { type AddedFigure, circumstances, type ColdStartRun, keep } from './harness/results.ts'
import { commandOf, installed, type Runtime, temporaryFolder } from './harness/runtimes.ts'
import { byRound, quartiles } from './harness/statistics.ts'
import { describeStarts } from './report/print.ts'

const ROUNDS = 60
/** In these rounds files come into the caches of the system, and the code into the cache that Deno keeps. */
const WARM_UP_ROUNDS = 3

type Import = Readonly<Record<'import' | 'policy' | 'both', number>>

const folder = temporaryFolder()
const modules = await writeModules(folder)
const found: ColdStartRun[] = []
for (const one of installed(process.argv.slice(2))) {
  console.error(`Starting ${one.runtime}`)
  // oxlint-disable-next-line no-await-in-loop
  const starts = await startsOn(one.runtime)
  // oxlint-disable-next-line no-await-in-loop
  const imports = one.runtime === 'workerd' ? [] : await importsOn(one.runtime)
  const run = { ...one, ...circumstances(), rounds: ROUNDS, starts, imports }
  found.push(run)
  console.log(describeStarts(run))
}
keep('cold-start', found)

/** The start of each server, and its difference within a round from the server without Corsage. */
async function startsOn(runtime: Runtime): Promise<ColdStartRun['starts']> {
  const servers = await writeServers(runtime, folder)
  const samples = await inTurns(servers, ({ file }) => firstAnswer(runtime, file))
  return servers.map(({ name }, index) => {
    const figure = (pick: (sample: FirstAnswer) => number): AddedFigure => addedTo(samples, index, pick)
    const hasCpuTime = samples.flat().every(({ cpu }) => cpu !== undefined)
    const wall = figure((sample) => sample.wall)
    return { name, figures: hasCpuTime ? { wall, cpu: figure(({ cpu = Number.NaN }) => cpu) } : { wall } }
  })
}

/** How long a module and its first policy take in a fresh process, which the noise of the start does not reach. */
async function importsOn(runtime: Runtime): Promise<ColdStartRun['imports']> {
  const samples = await inTurns(modules, async ({ file }) => {
    const command = [...commandOf(runtime), 'cold-start/first-import.ts', file]
    const { child, lines } = await start(command, { cwd: import.meta.dirname })
    await stop(child)
    return JSON.parse(lines[0] ?? '') as Import
  })
  return modules.map(({ name }, index) => ({
    name,
    figures: {
      import: addedTo(samples, index, (sample) => sample.import),
      policy: addedTo(samples, index, (sample) => sample.policy),
      both: addedTo(samples, index, (sample) => sample.both),
    },
  }))
}

async function inTurns<Sample>(
  variants: readonly Variant[],
  run: (variant: Variant) => Promise<Sample>,
): Promise<Sample[][]> {
  const running = variants.map((variant) => ({ variant, samples: [] as Sample[] }))
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const { variant, samples } of shuffled(running)) {
      // The processes must run one after the other.
      // oxlint-disable-next-line no-await-in-loop
      const sample = await run(variant)
      if (round >= 0) samples.push(sample)
    }
  }
  return running.map(({ samples }) => samples)
}

/** The quartiles of a figure and, except for the first variant, of its difference from that in the same round. */
function addedTo<Sample>(samples: Sample[][], index: number, pick: (sample: Sample) => number): AddedFigure {
  const own = (samples[index] ?? []).map(pick)
  if (index === 0) return quartiles(own)
  const base = (samples[0] ?? []).map(pick)
  return { ...quartiles(own), added: byRound(own, base, (one, other) => one - other) }
}
