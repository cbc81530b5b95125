/**
 * The `Vary` value that names `name` besides all that `current` names (RFC 9110, section 12.5.5): the order is kept,
 * a name stands in it once whatever its case, and `*` absorbs the rest.
 */
export function mergeVary(current: string | null, name: string): string {
  if (current === null || current === name) return name
  const names = new Map<string, string>()
  for (const element of [...current.split(','), name]) {
    const trimmed = element.trim()
    const key = trimmed.toLowerCase()
    if (key === '*') return '*'
    if (key && !names.has(key)) names.set(key, trimmed)
  }
  return [...names.values()].join(', ')
}
