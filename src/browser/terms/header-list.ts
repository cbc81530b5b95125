import { trimBlanks } from '../../fetch/header-names.ts'
import { isToken } from '../../fetch/token.ts'

/** A header: a name in any case, and a value of which each character is a byte. */
export type Header = readonly [name: string, value: string]

/** A list of headers, in which a name may stand more than once (https://fetch.spec.whatwg.org/#concept-header-list). */
export type HeaderList = readonly Header[]

/** The value of a header: all of its lines, joined (https://fetch.spec.whatwg.org/#concept-header-list-get). */
export function getHeader(headers: HeaderList, name: string): string | null {
  const lines = getLines(headers, name)
  return lines.length ? lines.join(', ') : null
}

/** The values of all lines of a header. */
export function getLines(headers: HeaderList, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
}

/** The list with one line for each name. */
export function combineLines(headers: HeaderList): Header[] {
  const combined: Header[] = []
  for (const header of headers) combineHeader(combined, header)
  return combined
}

/** https://fetch.spec.whatwg.org/#concept-header-list-combine, if what comes of it may be. */
export function combineHeader(
  headers: Header[],
  [name, value]: Header,
  isAllowed: (header: Header) => boolean = () => true,
): void {
  const at = headers.findIndex(([other]) => other.toLowerCase() === name.toLowerCase())
  const [known, before] = headers[at] ?? [name]
  const combined: Header = [known, before === undefined ? value : `${before}, ${value}`]
  if (isAllowed(combined)) headers.splice(at < 0 ? headers.length : at, 1, combined)
}

/** The list without some headers. */
export function withoutHeaders(headers: HeaderList, names: readonly string[]): Header[] {
  return headers.filter(([name]) => !names.includes(name.toLowerCase()))
}

/**
 * The elements of a header that is a list of tokens (https://fetch.spec.whatwg.org/#extract-header-list-values). One
 * element that is no token voids the whole header, all of its lines.
 *
 * @returns `null` when there is no such header, `'failure'` when it cannot be read; an empty header is an empty list
 */
export function extractTokens(headers: HeaderList, name: string): string[] | 'failure' | null {
  const lines = getLines(headers, name)
  if (!lines.length) return null
  const elements = lines.flatMap((line) => line.split(',').map(trimBlanks)).filter(Boolean)
  return elements.every(isToken) ? elements : 'failure'
}

/**
 * The elements of a header that may hold quoted strings, of which the commas do not part elements
 * (https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split).
 */
export function splitQuoted(value: string): string[] {
  return (value.match(/(?:"(?:\\[^]|[^"\\])*(?:"|\\?$)|[^",])+|(?<=,|^)(?=,|$)/g) ?? ['']).map(trimBlanks)
}

/** Without the bytes at both ends that are no part of a value (https://fetch.spec.whatwg.org/#concept-header-value-normalize). */
export function normaliseValue(value: string): string {
  let start = 0
  let end = value.length
  while (start < end && isHttpWhitespace(value.charCodeAt(start))) start++
  while (end > start && isHttpWhitespace(value.charCodeAt(end - 1))) end--
  return value.slice(start, end)
}

function isHttpWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}

/** Whether a text can be a value (https://fetch.spec.whatwg.org/#header-value): bytes, without NUL, CR and LF. */
export function isHeaderValue(value: unknown): value is string {
  // oxlint-disable-next-line no-control-regex
  return typeof value === 'string' && !/[\0\n\r\u0100-\uFFFF]/.test(value)
}
