import { visible } from './visible.ts'

/**
 * A copy of plain data in which every string is visible. Results that people read pass through it last, so that no
 * sentence in them can be forgotten.
 */
export function visibleStrings<Data>(data: Data): Data {
  return visibleIn(data) as Data
}

function visibleIn(data: unknown): unknown {
  if (typeof data === 'string') return visible(data)
  if (Array.isArray(data)) return data.map(visibleIn)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, visibleIn(value)]))
}
