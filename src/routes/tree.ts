import type { RoutePattern } from './pattern.ts'

/** A row that ends at a node: its place in the table, and its methods. */
interface End {
  readonly index: number
  readonly methods: readonly string[] | undefined
}

interface Node {
  readonly literals: Map<string, Node>
  parameter: Node | undefined
  /** Rows whose path ends here. */
  readonly exact: End[]
  /** Rows that cover everything from here. */
  readonly rest: End[]
}

/**
 * Finds the first row of a table that covers a path and a method, `NO_ROW` if there is none. The second number is the
 * row for routers in which `/files/*` covers `/files` as well, and `:name` an empty segment.
 */
export type Match = (segments: readonly string[], method: string) => readonly [row: number, other: number]

export const NO_ROW: number = Infinity

function createNode(): Node {
  return { literals: new Map(), parameter: undefined, exact: [], rest: [] }
}

/**
 * Makes a tree of the rows, so that a search looks only at branches that the path can take, however many rows there are.
 *
 * @param segmentsOf the spelling of the segments to compare
 */
export function createTree(
  patterns: readonly RoutePattern[],
  segmentsOf: (pattern: RoutePattern) => readonly (string | undefined)[],
): Match {
  const root = createNode()
  for (const [index, pattern] of patterns.entries()) {
    let node = root
    for (const segment of segmentsOf(pattern)) {
      if (segment === undefined) node = node.parameter ??= createNode()
      else {
        const next: Node = node.literals.get(segment) ?? createNode()
        node.literals.set(segment, next)
        node = next
      }
    }
    ;(pattern.hasRest ? node.rest : node.exact).push({ index, methods: pattern.methods })
  }
  return (segments, method) => {
    const first = (ends: readonly End[]): number =>
      ends.find(({ methods }) => !methods || methods.includes(method))?.index ?? NO_ROW
    let other = NO_ROW
    const search = (node: Node | undefined, at: number): number => {
      if (!node) return NO_ROW
      const rest = first(node.rest)
      if (at === segments.length) {
        other = Math.min(other, rest)
        return first(node.exact)
      }
      const segment = segments[at]!
      const named = search(node.parameter, at + 1)
      if (segment === '') other = Math.min(other, named)
      return Math.min(rest, search(node.literals.get(segment), at + 1), segment === '' ? NO_ROW : named)
    }
    const row = search(root, 0)
    return [row, Math.min(row, other)]
  }
}
