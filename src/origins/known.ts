/** An answer of the store that is kept. */
export interface Known {
  /** When the store was asked, in milliseconds. Its answer may be as old as that. */
  readonly asked: number
  /** Whether the answer was used since it was last passed over for removal. */
  isUsed: boolean
  /** Whether the store was asked again before the answer got old. */
  isRefreshed: boolean
}

/**
 * Keeps an answer in a table of at most `max`. A full table gives up the oldest answer that was not used since it was
 * last looked at (the CLOCK algorithm: the order of the map is the dial).
 */
export function keep(table: Map<string, Known>, max: number, key: string, asked: number): void {
  table.delete(key)
  for (const [oldest, known] of table) {
    if (table.size < max) break
    table.delete(oldest)
    if (known.isUsed) {
      known.isUsed = false
      table.set(oldest, known)
    }
  }
  table.set(key, { asked, isUsed: false, isRefreshed: false })
}
