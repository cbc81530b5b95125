import type { machine } from '../report.ts'
import type { OPTIONS, SubjectName } from './settings.ts'
import type { Soaked } from './soak.ts'

/** One store's part of a soak, as it is kept in `results.json`. */
export interface StoreResult extends Soaked {
  readonly name: SubjectName
  readonly store: string
  readonly runtime: string
  readonly date: string
  readonly machine: ReturnType<typeof machine>
  readonly minutes: number
  readonly rate: number
  readonly options: typeof OPTIONS
}

/** The results, for people. */
export function describeStores(results: readonly StoreResult[]): string {
  return results
    .map(({ store, runtime, minutes, sent, allowed, memory, ...rest }) =>
      [
        `${store} on ${runtime}: ${sum(sent)} requests in ${minutes} minutes, ${sum(allowed)} of them allowed`,
        `  killed ${rest.kills} times, blocked ${rest.blocks} times, ${rest.downSeconds} s in all; ${rest.changes} changes of origins`,
        `  while the store worked, ${rest.steadyRefused} of ${rest.steady} honest requests were refused, ${rest.needlesslyRefused} of them although it answered in time`,
        `  the longest answer took ${rest.longestMs} ms; ${rest.aborted} clients went away`,
        `  memory ${memory.first} MiB, ${memory.warm} after a quarter, ${memory.last} at the end, growth ${memory.growth}`,
        `  allowed: ${Object.entries(sent)
          .map(([kind, count]) => `${kind} ${allowed[kind as keyof typeof allowed]} of ${count}`)
          .join(', ')}`,
      ].join('\n'),
    )
    .join('\n\n')
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}
