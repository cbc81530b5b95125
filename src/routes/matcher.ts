import type { RoutePattern } from './pattern.ts'
import { fold, isPlain, readingsOf } from './readings.ts'
import { createTree } from './tree.ts'

/** No row, because routers could take the path for different ones. */
export const UNCERTAIN = -1

/**
 * Makes a function that finds the row for a path and a method: the first row that covers both, `NO_ROW` if there is
 * none, and `UNCERTAIN` if a router behind the policy could read the request so that a row with another policy covers
 * it. In flask-cors and rack-cors, a path could get the policy of another one in this way (CVE-2024-6844, CVE-2024-6866,
 * CVE-2019-18978).
 *
 * @param classOf gives rows with the same policy the same number, because it does not matter which of them covers a
 * request
 */
export function createMatcher(
  patterns: readonly RoutePattern[],
  classOf: (row: number) => number,
): (path: string, method: string) => number {
  const exact = createTree(patterns, ({ written }) => written)
  const folded = createTree(patterns, ({ segments }) => segments)
  const ignoresCase = patterns.every(({ written, segments }) => written.every((name, at) => name === segments[at]))
  const agree = ([row, ...others]: readonly number[]): number =>
    others.every((other) => other === row || classOf(other) === classOf(row!)) ? row! : UNCERTAIN
  return (path, method) => {
    const upper = method.toUpperCase()
    const isLiteral = isPlain(path)
    if (isLiteral && ignoresCase && method === upper) return agree(exact(segmentsOf(path), method))
    const readings = isLiteral ? [path] : readingsOf(path)
    if (!readings) return UNCERTAIN
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
