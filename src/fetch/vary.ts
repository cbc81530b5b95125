import { distinctNames } from './header-names.ts'

/**
 * Merges two `Vary` values (RFC 9110, section 12.5.5). The names keep their order, duplicates are removed ignoring
 * case, and `*` replaces all other names.
 */
export function mergeVary(current: string | null, added: string): string {
  if (current === null || current === added) return added
  const names = `${current},${added}`
    .split(',')
    .map((element) => element.trim())
    .filter(Boolean)
  return names.includes('*') ? '*' : distinctNames(names).join(', ')
}
