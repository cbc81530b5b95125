import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from './check.ts'
import { get } from './requests.ts'
import type { Server } from './servers.ts'

/**
 * Mebibytes by which a server may grow between the first quarter and the end. Allocators keep memory for later in steps
 * of some mebibytes. The different origins that are sent meanwhile take three times as much in the usual run, so that a
 * server that keeps something for each of them is far above this bound.
 */
export const MAX_GROWTH = 8

const SAMPLES = 120
const LEAST_PAUSE_MS = 1000

interface Sample {
  readonly minute: number
  readonly mebibytes: number
}

/** The memory of a server, in mebibytes. */
export interface Memory {
  /** At the start, after the first quarter, and at the end. */
  readonly first: number
  readonly warm: number
  readonly last: number
  /** The most that was seen before a collection. */
  readonly most: number
  /** The growth in a minute, by least squares after the first quarter, and until the end. */
  readonly perMinute: number
  readonly growth: number
}

/**
 * Samples the memory of a server until the signal, and once more then, each time after a full collection, so that what is left is held. By
 * default runtimes collect when they like; workerd, outside of Cloudflare, after hundreds of mebibytes
 * (https://github.com/cloudflare/workerd/issues/6824).
 */
export async function sampleMemory(
  { child, port }: Pick<Server, 'child' | 'port'>,
  { minutes, signal }: { readonly minutes: number; readonly signal: AbortSignal },
): Promise<Memory> {
  const samples: Sample[] = []
  const start = performance.now()
  let most = 0
  const sample = async (): Promise<void> => {
    const isCollected = await ask(port, get('/collect-garbage')).then(
      () => true,
      // The machine is too busy, so that the memory says nothing now.
      () => false,
    )
    if (isCollected) samples.push({ minute: (performance.now() - start) / 60_000, mebibytes: memoryOf(child.pid) })
  }
  while (!signal.aborted) {
    most = Math.max(most, memoryOf(child.pid))
    // oxlint-disable-next-line no-await-in-loop
    await sample()
    // oxlint-disable-next-line no-await-in-loop
    await sleep(Math.max((minutes * 60_000) / SAMPLES, LEAST_PAUSE_MS), undefined, { signal }).catch(() => {})
  }
  // A short run may end before the second sample.
  await sample()
  return summarise(samples, most)
}

/** Mebibytes of memory that a process and all its descendants hold now. */
function memoryOf(pid: number | string | undefined): number {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const children = tasks.flatMap((task) => numbersIn(`/proc/${pid}/task/${task}/children`))
  const [, kibibytes = 0] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m) ?? []
  return children.reduce((sum, child) => sum + memoryOf(child), Number(kibibytes) / 1024)
}

/** The list is empty when the thread has ended since it was listed. */
function numbersIn(file: string): string[] {
  return existsSync(file) ? (readFileSync(file, 'utf8').match(/\d+/g) ?? []) : []
}

function summarise(samples: readonly Sample[], most: number): Memory {
  const rest = samples.slice(Math.floor(samples.length / 4))
  const [first, warm, last] = [samples[0], rest[0], rest.at(-1)]
  if (!first || !warm || !last) throw new Error('There are no samples, expected at least one')
  const slope = slopeOf(rest)
  return {
    first: round(first.mebibytes),
    warm: round(warm.mebibytes),
    last: round(last.mebibytes),
    most: round(most),
    perMinute: round(slope),
    growth: round(slope * (last.minute - warm.minute)),
  }
}

/** The slope of the line that is nearest by least squares; none through one point. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const minute = mean(samples.map((sample) => sample.minute))
  const mebibytes = mean(samples.map((sample) => sample.mebibytes))
  const covariance = mean(samples.map((sample) => (sample.minute - minute) * (sample.mebibytes - mebibytes)))
  return covariance / mean(samples.map((sample) => (sample.minute - minute) ** 2)) || 0
}

function round(number: number): number {
  return Number(number.toFixed(2))
}
