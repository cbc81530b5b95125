import { join } from 'node:path'
import { cpuTimeOf } from './cpu-time.ts'
import { type Case, type CaseName, LOOPS, measure, type Timing } from './measure.ts'
import { start, stop } from './processes.ts'
import { commandOf } from './runtimes.ts'
import { quartiles } from './statistics.ts'
import { writeWorkers } from './workerd.ts'

/** Longer batches than elsewhere, because around each there is a request over HTTP, of about a tenth of this. */
export const WORKERD_BATCH_NS = 4e6
const MAX_CASES = 200

type ListedCase = CaseName & Pick<Case, 'loop' | 'maxBatch' | 'base'>

/** The cases of a suite, and for each the nanoseconds that a call took in each round. */
export interface Timed<Found> {
  readonly suite: Found
  readonly samples: number[][]
}

/**
 * Starts suites in workerd, which are timed from outside because a clock stands still within a request.
 *
 * @param contents a module that exports `suites`
 * @param folder where files may be written
 */
export async function startSuites(
  contents: string,
  { folder, resolveDir }: { folder: string; resolveDir: string },
): Promise<{
  time: <Found extends { cases: ListedCase[] }>(
    name: string,
    rounds: (cases: number) => Omit<Timing, 'batchNs'>,
  ) => Promise<Timed<Found>>
  stop: () => Promise<void>
}> {
  const copies = Object.entries(LOOPS).map(([name, loop]) => `"${name}": [${`${loop},\n`.repeat(MAX_CASES)}]`)
  const worker = `${contents}
import { createWorker } from '${join(import.meta.dirname, 'worker.ts')}'
export default createWorker(suites, { ${copies.join(',\n')} })`
  const service = { name: 'bench', contents: worker }
  const args = await writeWorkers([service], { name: 'suites', folder, resolveDir })
  const { child, lines } = await start([...commandOf('workerd'), ...args], { cwd: folder, channel: 3 })
  const { port } = JSON.parse(lines[0] ?? '') as { port: number }
  return {
    time: (name, rounds) => timeSuite(child.pid, `http://127.0.0.1:${port}/${name}`, rounds),
    stop: () => stop(child),
  }
}

async function timeSuite<Found extends { cases: ListedCase[] }>(
  pid: number | undefined,
  url: string,
  rounds: (cases: number) => Omit<Timing, 'batchNs'>,
): Promise<Timed<Found>> {
  const suite = JSON.parse(await ask(`${url}/list`)) as Found
  const { cases } = suite
  if (cases.length > MAX_CASES) throw new Error(`There are ${cases.length} cases, expected at most ${MAX_CASES}`)
  const overhead = await overheadOf(pid, url)
  const runBatch = async (index: number, n: number): Promise<number> => {
    if (cases[index]?.loop.startsWith('each')) await ask(`${url}/prepare/${index}/${n}`)
    const before = cpuTimeOf(pid)
    await ask(`${url}/run/${index}/${n}`)
    return Math.max(cpuTimeOf(pid) - before - overhead, 1)
  }
  return { suite, samples: await measure(cases, runBatch, { ...rounds(cases.length), batchNs: WORKERD_BATCH_NS }) }
}

/** The cost of a request that runs nothing, which is taken off every batch. */
async function overheadOf(pid: number | undefined, url: string): Promise<number> {
  const samples: number[] = []
  for (let round = 0; round < 500; round++) {
    const before = cpuTimeOf(pid)
    // oxlint-disable-next-line no-await-in-loop
    await ask(`${url}/run/0/0`)
    samples.push(cpuTimeOf(pid) - before)
  }
  return quartiles(samples).median
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${text}`)
  return text
}
