import type { PathPattern } from './pattern.ts'

/** A segment that no row names, so that only parameters and stars cover it. */
export function freshSegment(patterns: readonly PathPattern[]): string {
  const named = new Set(patterns.flatMap(({ segments }) => segments))
  let name = 'any'
  for (let number = 1; named.has(name); number++) name = `any-${number}`
  return name
}

/** A path that a pattern covers, with a name in place of its parameters and of its star. */
export function exampleOf({ written, hasRest }: PathPattern, name: string): string {
  return `/${[...written, ...(hasRest ? [name] : [])].map((segment) => segment ?? name).join('/')}`
}

/**
 * Paths that stand for all paths that every router reads in one way: two paths that no pattern tells apart have one
 * representative. A pattern tells paths apart by its literals and by its length, so each position has the literals of
 * the patterns that still fit, and one other name.
 *
 * @param name a segment that no pattern names
 */
export function* representativePaths(patterns: readonly PathPattern[], name: string): Generator<string, undefined> {
  yield '/'
  yield* below(patterns, [], name)
}

function* below(fitting: readonly PathPattern[], path: readonly string[], name: string): Generator<string, undefined> {
  const at = path.length
  // In lower case as well, because routers that ignore the case take that path for the row, and others do not.
  const literals = fitting.flatMap(({ written, segments }) => [written[at] ?? [], segments[at] ?? []].flat())
  for (const segment of new Set([...literals, name])) {
    // The path `/` is one empty segment, and nothing is below it.
    if (segment === '') continue
    const next = [...path, segment]
    yield `/${next.join('/')}`
    const left = fitting.filter(({ segments, hasRest }) =>
      at < segments.length ? [undefined, segment.toLowerCase()].includes(segments[at]) : hasRest,
    )
    // One segment more than the longest pattern, for its star.
    if (left.some(({ segments }) => segments.length > at)) yield* below(left, next, name)
  }
}
