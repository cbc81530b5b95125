// `node bench/cold-start.mjs`, or with names of runtimes: what Corsage adds to the start of a process.
import { machine, today } from './about.mjs'
import { firstAnswer } from './cold-start/first-answer.mjs'
import { describeStarts } from './cold-start/report.mjs'
import { BASE, writeModules, writeServers } from './cold-start/variants.mjs'
import { shuffled } from './measure.mjs'
import { start, stop } from './processes.mjs'
import { keep } from './results.mjs'
import { commandOf, installed } from './runtimes/commands.mjs'
import { quartiles } from './statistics.mjs'
import { temporaryFolder } from './temporary-folder.mjs'

const ROUNDS = 60
/** In which files come into the caches of the system, and the code into the one that Deno keeps. */
const WARM_UP_ROUNDS = 3

const chosen = installed(process.argv.slice(2))
const folder = temporaryFolder()
const modules = await writeModules(folder)
const found = []
for (const one of chosen) {
  console.error(`Starting ${one.runtime}`)
  // oxlint-disable-next-line no-await-in-loop
  const starts = await startsOn(one.runtime)
  // oxlint-disable-next-line no-await-in-loop
  const imports = one.runtime === 'workerd' ? [] : await importsOn(one.runtime)
  found.push({ ...one, date: today(), machine: machine(), rounds: ROUNDS, starts, imports })
  console.log(describeStarts(found.at(-1)))
}
keep('cold-start.json', found)

/** The start of each server, and by how much it differs within a round from the one without Corsage. */
async function startsOn(runtime) {
  const servers = await writeServers(runtime, folder)
  const samples = await inTurns(servers, ({ file }) => firstAnswer(runtime, file))
  const base = samples[servers.findIndex(({ name }) => name === BASE)]
  return servers.map(({ name }, index) => ({ name, figures: summarise(samples[index], base) }))
}

/** How long a module and its first policy take inside a fresh process, which the noise of its start does not reach. */
async function importsOn(runtime) {
  const samples = await inTurns(modules, async ({ file }) => {
    const command = [...commandOf(runtime), 'cold-start/first-import.mjs', file]
    const { child, lines } = await start(command, { cwd: import.meta.dirname })
    await stop(child)
    return JSON.parse(lines[0])
  })
  return modules.map(({ name }, index) => ({ name, figures: summarise(samples[index], samples[0]) }))
}

async function inTurns(cases, run) {
  const samples = cases.map(() => [])
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const index of shuffled(cases.length)) {
      // One after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      const sample = await run(cases[index])
      if (round >= 0) samples[index].push(sample)
    }
  }
  return samples
}

/** The quartiles of each figure, and beside the base of how far it is from that in the same round. */
function summarise(own, base) {
  const figures = Object.keys(own[0]).filter((figure) => own[0][figure] !== undefined)
  const pairs = figures.map((figure) => {
    const values = quartiles(own.map((sample) => sample[figure]))
    if (own === base) return [figure, values]
    const added = quartiles(own.map((sample, round) => sample[figure] - base[round][figure]))
    return [figure, { ...values, added }]
  })
  return Object.fromEntries(pairs)
}
