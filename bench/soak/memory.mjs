import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from './check.mjs'
import { get } from './requests.mjs'

/** Whether the system tells how much memory another process holds: Linux does. */
export const HAS_MEMORY = existsSync('/proc/self/task')

/**
 * Mebibytes by which a server may grow between the first quarter and the end. What allocators keep for later makes
 * steps of some mebibytes. The origins alone that are sent meanwhile, each another, are three times as much in the
 * usual run, so that a server that keeps one thing for each is far beyond.
 */
export const MAX_GROWTH = 8

const SAMPLES = 120
const LEAST_PAUSE_MS = 1000

/**
 * Samples the memory of a server until the signal, each time after a full collection: what is left is held. Left alone,
 * runtimes collect when they like; workerd, outside of Cloudflare, after hundreds of mebibytes
 * (https://github.com/cloudflare/workerd/issues/6824).
 *
 * @returns samples of minutes since the start and mebibytes, and the most that was seen before a collection
 */
export async function sampleMemory({ child, port }, { minutes, signal }) {
  const samples = []
  const start = performance.now()
  let most = 0
  while (!signal.aborted) {
    most = Math.max(most, memoryOf(child.pid))
    // oxlint-disable-next-line no-await-in-loop
    await ask(port, get('/collect-garbage'))
    samples.push({ minute: (performance.now() - start) / 60_000, mebibytes: memoryOf(child.pid) })
    // oxlint-disable-next-line no-await-in-loop
    await sleep(Math.max((minutes * 60_000) / SAMPLES, LEAST_PAUSE_MS), undefined, { signal }).catch(() => {})
  }
  return { samples, most }
}

/** Mebibytes of memory that a process and all below it hold now. */
function memoryOf(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const children = tasks.flatMap((task) => numbersIn(`/proc/${pid}/task/${task}/children`))
  const [, kibibytes = 0] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m) ?? []
  return children.reduce((sum, child) => sum + memoryOf(child), Number(kibibytes) / 1024)
}

/** None when the thread has ended since it was listed. */
function numbersIn(file) {
  return existsSync(file) ? (readFileSync(file, 'utf8').match(/\d+/g) ?? []) : []
}

/**
 * What samples of memory say: mebibytes at first, after the first quarter, at last, and at most; how many more there
 * are each minute, by least squares after the first quarter; and how many that is until the end.
 */
export function summariseMemory({ samples, most }) {
  const rest = samples.slice(Math.floor(samples.length / 4))
  const [first, warm, last] = [samples[0], rest[0], rest.at(-1)]
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
function slopeOf(samples) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
  const minute = mean(samples.map((sample) => sample.minute))
  const mebibytes = mean(samples.map((sample) => sample.mebibytes))
  const covariance = mean(samples.map((sample) => (sample.minute - minute) * (sample.mebibytes - mebibytes)))
  return covariance / mean(samples.map((sample) => (sample.minute - minute) ** 2)) || 0
}

function round(number) {
  return Number(number.toFixed(2))
}
