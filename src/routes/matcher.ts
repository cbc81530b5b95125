import type { RoutePattern } from './pattern.ts'
import { fold, isPlain, readingsOf } from './readings.ts'
import { createTree, NO_ROW } from './tree.ts'

/** Finds the rows of a table. */
export interface Matcher {
  /** Adds a row, and returns the rows before it that cover all of its requests: none if it decides about some. */
  readonly add: (pattern: RoutePattern, row: number) => readonly number[]
  /**
   * Finds the row for a path and a method: the first that covers both, and `NO_ROW` if there is none. If a router behind
   * the policy could read the request so that a row of another class covers it, the result is the list of all these
   * rows, which is empty if the path cannot be read with certainty. In flask-cors and rack-cors, a path could get the
   * policy of another one in this way (CVE-2024-6844, CVE-2024-6866, CVE-2019-18978).
   *
   * @param classOf gives rows with the same policy the same number, because it does not matter which of them covers a
   * request
   */
  readonly find: (path: string, method: string, classOf: (row: number) => number) => number | readonly number[]
}

export function createMatcher(): Matcher {
  const exact = createTree()
  const folded = createTree()
  let ignoresCase = true
  return {
    add: (pattern, row) => {
      const { written, segments, methods = [undefined], hasRest } = pattern
      const hiding = methods.map((method) => folded.find(pattern, method)[0])
      exact.add({ segments: written, hasRest }, methods, row)
      folded.add(pattern, methods, row)
      ignoresCase &&= written.join() === segments.join()
      return hiding.includes(NO_ROW) ? [] : hiding
    },
    find: (path, method, classOf) => {
      const upper = method.toUpperCase()
      const isLiteral = isPlain(path)
      const readings = isLiteral ? [path] : readingsOf(path)
      if (!readings) return []
      const found: number[] = []
      for (const reading of readings)
        for (const name of new Set([method, upper])) {
          found.push(...exact.find({ segments: segmentsOf(reading) }, name))
          if (!isLiteral || !ignoresCase) found.push(...folded.find({ segments: segmentsOf(fold(reading)) }, name))
        }
      const [row] = found
      return found.every((other) => other === row || classOf(other) === classOf(row!)) ? row! : found
    },
  }
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/')
}
