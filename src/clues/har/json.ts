export type Members = Readonly<Record<string, unknown>>

export function isPlainObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects in a list; none if it is not a list. */
export function listOf(value: unknown): Members[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : []
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
