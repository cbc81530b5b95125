import type { Sent } from './call.ts'

/** A line of a message, and what the visitor's last change did to it. */
export interface Line {
  readonly name: string
  readonly value: string
  readonly mark: 'same' | 'new' | 'gone'
}

/** The lines of a request or an answer, compared with those of the scene before. */
export function markLines(now: Sent['got'], before: Sent['got'] | undefined): Line[] {
  const write = ([name, value]: Sent['got'][number], mark: Line['mark']): Line => ({ name, value, mark })
  if (!before) return now.map((line) => write(line, 'same'))
  const has = (lines: Sent['got'], [name, value]: Sent['got'][number]): boolean =>
    lines.some((line) => line[0] === name && line[1] === value)
  const gone = before.filter((line) => !has(now, line))
  return [
    ...now.map((line) => write(line, has(before, line) ? 'same' : 'new')),
    ...gone.map((line) => write(line, 'gone')),
  ]
}

/** The exchange of the scene before that is like this one: the preflight, or the request. */
export function earlier(sent: Sent, before: readonly Sent[] | undefined): Sent | undefined {
  return before?.find(({ isPreflight }) => isPreflight === sent.isPreflight)
}
