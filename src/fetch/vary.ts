import { distinctNames } from './header-names.ts'

/**
 * The `Vary` value that names `name` besides all that `current` names (RFC 9110, section 12.5.5): the order is kept,
 * a name stands in it once whatever its case, and `*` absorbs the rest.
 */
export function mergeVary(current: string | null, name: string): string {
  if (current === null || current === name) return name
  const names = [...current.split(','), name].map((element) => element.trim()).filter(Boolean)
  return names.includes('*') ? '*' : distinctNames(names).join(', ')
}
