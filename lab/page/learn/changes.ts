import type { Lines } from '../model/run.ts'
import type { Sent } from './call.ts'

/** A line of a message, and what the visitor's last change did to it. */
export interface Line {
  readonly name: string
  readonly value: string
  readonly mark: 'same' | 'new' | 'gone'
}

/** The lines of a request or an answer, compared with those of the scene before. A line that is gone stays in its place. */
export function markLines(now: Lines, before: Lines | undefined): Line[] {
  if (!before) return now.map(([name, value]) => ({ name, value, mark: 'same' }))
  const names = [...new Set([...now, ...before].map(([name]) => name))]
  return names.flatMap((name) => markValues(name, valuesOf(now, name), valuesOf(before, name)))
}

function markValues(name: string, now: readonly string[], before: readonly string[]): Line[] {
  const gone = before.filter((value) => !now.includes(value)).map((value): Line => ({ name, value, mark: 'gone' }))
  return gone.concat(now.map((value) => ({ name, value, mark: before.includes(value) ? 'same' : 'new' })))
}

function valuesOf(lines: Lines, name: string): string[] {
  return lines.filter((line) => line[0] === name).map(([, value]) => value)
}

/** The exchange of the scene before that is like this one: the preflight, or the request. */
export function earlier(sent: Sent, before: readonly Sent[] | undefined): Sent | undefined {
  return before?.find(({ isPreflight }) => isPreflight === sent.isPreflight)
}
