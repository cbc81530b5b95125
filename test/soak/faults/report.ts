import { FAULT_NAMES } from './kinds.ts'
import type { Tested } from './test-subject.ts'

/** The results, for people. */
export function describeTally({ version, seconds, sent, allowed, memory, ...counts }: Tested): string {
  const all = FAULT_NAMES.reduce((sum, kind) => sum + sent[kind], 0)
  return [
    `${all} requests in workerd ${version} in ${seconds} s: ${counts.wrong} wrong, ${counts.hung} hung, ${counts.failed} failed`,
    `  ${counts.foreign} were for the origin of another tenant; ${counts.aborted} clients went away before the answer`,
    `  the longest answer took ${counts.longestMs} ms`,
    `  memory ${memory.first} MiB, ${memory.warm} after a quarter, ${memory.last} at the end, growth ${memory.growth}`,
    ...FAULT_NAMES.map((kind) => `  ${kind}: ${allowed[kind]} of ${sent[kind]} allowed`),
  ].join('\n')
}
