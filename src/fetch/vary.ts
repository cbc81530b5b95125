import { distinctNames } from './header-names.ts'

/**
 * A `Vary` value that names all of `current` and all of `added` (RFC 9110, section 12.5.5): the order is kept, a name
 * stands in it once whatever its case, and `*` absorbs the rest.
 */
export function mergeVary(current: string | null, added: string): string {
  if (current === null || current === added) return added
  const names = `${current},${added}`
    .split(',')
    .map((element) => element.trim())
    .filter(Boolean)
  return names.includes('*') ? '*' : distinctNames(names).join(', ')
}
