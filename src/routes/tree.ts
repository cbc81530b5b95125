/** The first row for each method that ends at a place. `undefined` stands for all methods. */
type Ends = Map<string | undefined, number>

interface Node {
  /** The first row below. */
  readonly first: number
  /** By the next segment. `undefined` stands for any one segment. */
  readonly next: Map<string | undefined, Node>
  /** Rows whose path ends here. */
  readonly exact: Ends
  /** Rows that cover everything below. */
  readonly rest: Ends
}

/** A path: its segments, and whether it stands for everything below. */
export interface TreePath {
  /** `undefined` stands for any one segment. */
  readonly segments: readonly (string | undefined)[]
  readonly hasRest?: boolean
}

/** Finds rows by looking only at branches that a path can take, however many rows there are. */
export interface Tree {
  /** Adds a row. Rows are added in their order. */
  readonly add: (path: TreePath, methods: readonly (string | undefined)[], row: number) => void
  /**
   * Finds the first row that covers all of a path, for a method, or for all if it is `undefined`. The second number is
   * the row for routers in which `/files/*` covers `/files` as well, and `:name` an empty segment.
   */
  readonly find: (path: TreePath, method: string | undefined) => readonly [row: number, other: number]
}

export const NO_ROW: number = Infinity

export function createTree(): Tree {
  const create = (first: number): Node => ({ first, next: new Map(), exact: new Map(), rest: new Map() })
  const root = create(0)
  return {
    add: ({ segments, hasRest }, methods, row) => {
      let node = root
      for (const segment of segments) {
        const next = node.next.get(segment) ?? create(row)
        node.next.set(segment, next)
        node = next
      }
      const ends = hasRest ? node.rest : node.exact
      for (const method of methods) if (!ends.has(method)) ends.set(method, row)
    },
    find: ({ segments, hasRest }, method) => {
      const firstOf = (ends: Ends): number => Math.min(ends.get(method) ?? NO_ROW, ends.get(undefined) ?? NO_ROW)
      let row = NO_ROW
      let other = NO_ROW
      const take = (found: number, isOther: boolean): void => {
        if (isOther) other = Math.min(other, found)
        else row = Math.min(row, found)
      }
      const visit = (node: Node | undefined, at: number, isOther: boolean): void => {
        // A row that comes later decides nothing.
        if (!node || node.first >= row) return
        const segment = segments[at]
        if (at < segments.length) {
          take(firstOf(node.rest), isOther)
          visit(node.next.get(segment), at + 1, isOther)
          if (segment !== undefined) visit(node.next.get(undefined), at + 1, isOther || segment === '')
        } else {
          take(firstOf(hasRest ? node.rest : node.exact), isOther)
          take(firstOf(node.rest), true)
        }
      }
      visit(root, 0, false)
      return [row, Math.min(row, other)]
    },
  }
}
