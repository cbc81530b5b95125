import { isToken } from './token.ts'

const MAX_BYTES = 4096
const MAX_NAMES = 128

/**
 * The lower-cased names in an `Access-Control-Request-Headers` value (`1#field-name`, RFC 9110, section 5.6.1).
 *
 * Blanks around a name and empty elements are ignored. A value of more than 4096 bytes is not parsed at all, because an
 * unbounded parser of this header is a common denial of service (CVE-2026-69207, CVE-2025-47908).
 *
 * @returns the names in order, with duplicates; `malformed` if an element is not a token; `too-long` if there are more
 * than 4096 bytes or 128 names
 */
export function parseHeaderNames(value: string): string[] | 'malformed' | 'too-long' {
  if (value.length > MAX_BYTES) return 'too-long'
  const names: string[] = []
  for (const element of value.split(',')) {
    const name = trimBlanks(element)
    if (!name) continue
    if (!isToken(name)) return 'malformed'
    if (names.push(name.toLowerCase()) > MAX_NAMES) return 'too-long'
  }
  return names
}

/**
 * Removes spaces and tabs at both ends (OWS, RFC 9110, section 5.6.3). `trim()` would remove line breaks and Unicode
 * spaces as well.
 */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (isBlank(text[start])) start++
  while (end > start && isBlank(text[end - 1])) end--
  return text.slice(start, end)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

/** Removes duplicates, ignoring case. The first spelling of each name is kept. */
export function distinctNames(names: readonly string[]): string[] {
  const distinct = new Map<string, string>()
  for (const name of names) {
    const key = name.toLowerCase()
    if (!distinct.has(key)) distinct.set(key, name)
  }
  return [...distinct.values()]
}
