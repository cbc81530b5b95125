/** A value as messages show it. */
export function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 99)) : String(value)
}
