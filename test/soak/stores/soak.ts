import { type Memory, sampleMemory } from '../memory.ts'
import { disturb, type Health } from './chaos.ts'
import { type Counts, load } from './load.ts'
import { OPTIONS } from './settings.ts'
import type { Subject } from './subject.ts'
import { createTruth } from './truth.ts'
import { fill, keepChanging } from './write.ts'

export interface Soaked extends Counts {
  readonly kills: number
  readonly blocks: number
  readonly downSeconds: number
  readonly changes: number
  readonly memory: Memory
}

export interface SoakSettings {
  readonly minutes: number
  readonly rate: number
  readonly signal: AbortSignal
  readonly report: (fault: string) => void
}

/** Soaks one server while its store is disturbed. */
export async function soakStore(
  subject: Subject,
  { minutes, rate, signal, report }: SoakSettings,
): Promise<Soaked | undefined> {
  const truth = createTruth({ fresh: OPTIONS.fresh * 1000, stale: OPTIONS.stale * 1000 })
  const health: Health = { kills: 0, blocks: 0, downMs: 0, worksSince: Date.now() }
  await fill(subject, truth)
  const finished = new AbortController()
  const either = AbortSignal.any([signal, finished.signal])
  subject.child.once('exit', (code) => {
    if (!either.aborted) report(`The server has ended with ${code}`)
  })
  const failed = (what: string) => (error: unknown) => report(`${what}: ${String(error)}`)
  const [counts, changes, memory] = await Promise.all([
    load({ port: subject.port, seconds: minutes * 60, rate, truth, health, signal, report }).finally(() =>
      finished.abort(),
    ),
    keepChanging(subject, truth, either),
    sampleMemory(subject, { minutes, signal: either }).catch(failed('The memory cannot be read')),
    disturb(subject, health, either).catch(failed('The store cannot be disturbed')),
  ])
  if (signal.aborted || !memory) return undefined
  const { kills, blocks, downMs } = health
  return { ...counts, kills, blocks, downSeconds: Math.round(downMs / 1000), changes, memory }
}

/** The faults that only the end shows. */
export function faultsAtEnd({ memory, needlesslyRefused }: Soaked, maxGrowth: number): string[] {
  const faults: string[] = []
  if (memory.growth > maxGrowth)
    faults.push(`The memory grows by ${memory.growth} MiB after the first quarter, expected at most ${maxGrowth} MiB`)
  if (needlesslyRefused)
    faults.push(`${needlesslyRefused} honest requests are refused although the store answers, expected none`)
  return faults
}
