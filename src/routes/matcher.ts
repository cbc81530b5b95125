import type { RoutePattern } from './pattern.ts'
import { fold, isPlain, readingsOf } from './readings.ts'
import { createTree } from './tree.ts'

/**
 * Makes a function that finds the row for a path and a method: the first row that covers both, and `NO_ROW` if there is
 * none. If a router behind the policy could read the request so that a row with another policy covers it, the result is
 * the list of all these rows, which is empty if the path cannot be read with certainty. In flask-cors and rack-cors, a path could get the policy of another one in this way (CVE-2024-6844, CVE-2024-6866,
 * CVE-2019-18978).
 *
 * @param classOf gives rows with the same policy the same number, because it does not matter which of them covers a
 * request
 */
export function createMatcher(
  patterns: readonly RoutePattern[],
  classOf: (row: number) => number,
): (path: string, method: string) => number | readonly number[] {
  const exact = createTree(patterns, ({ written }) => written)
  const folded = createTree(patterns, ({ segments }) => segments)
  const ignoresCase = patterns.every(({ written, segments }) => written.every((name, at) => name === segments[at]))
  const agree = (found: readonly number[]): number | readonly number[] => {
    const row = found[0]!
    return found.every((other) => other === row || classOf(other) === classOf(row)) ? row : found
  }
  return (path, method) => {
    const upper = method.toUpperCase()
    const isLiteral = isPlain(path)
    if (isLiteral && ignoresCase && method === upper) return agree(exact(segmentsOf(path), method))
    const readings = isLiteral ? [path] : readingsOf(path)
    if (!readings) return []
    const found: number[] = []
    for (const reading of readings)
      for (const name of [method, upper])
        found.push(...exact(segmentsOf(reading), name), ...folded(segmentsOf(fold(reading)), name))
    return agree(found)
  }
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/')
}
