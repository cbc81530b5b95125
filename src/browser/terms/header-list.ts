import { trimBlanks } from '../../fetch/header-names.ts'
import { isToken } from '../../fetch/token.ts'

/** A header: a name in any case, and a value in which each character stands for one byte. */
export type Header = readonly [name: string, value: string]

/** A list of headers, in which a name can occur more than once (https://fetch.spec.whatwg.org/#concept-header-list). */
export type HeaderList = readonly Header[]

/**
 * The value of a header: the values of all its lines, joined (https://fetch.spec.whatwg.org/#concept-header-list-get).
 *
 * @returns `null` when there is no such header, which is not the same as an empty one
 */
export function getHeader(headers: HeaderList, name: string): string | null {
  const lines = getLines(headers, name)
  return lines.length ? lines.join(', ') : null
}

/** The values of all lines of a header, in order. */
export function getLines(headers: HeaderList, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
}

/**
 * The list with one line for each name (https://fetch.spec.whatwg.org/#concept-header-list-combine). A line that would
 * make a combined value which is not allowed is left out.
 */
export function combineLines(headers: HeaderList, isAllowed: (header: Header) => boolean = () => true): Header[] {
  const combined = new Map<string, Header>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const [known, before] = combined.get(key) ?? [name]
    const line: Header = [known, before === undefined ? value : `${before}, ${value}`]
    if (isAllowed(line)) combined.set(key, line)
  }
  return [...combined.values()]
}

/** The list without some headers, whose names are given in lower case. */
export function withoutHeaders(headers: HeaderList, names: readonly string[]): Header[] {
  return headers.filter(([name]) => !names.includes(name.toLowerCase()))
}

/**
 * The elements of a header that is a list of tokens (https://fetch.spec.whatwg.org/#extract-header-list-values, for
 * headers with the ABNF `#method` or `#field-name`). One element that is not a token voids all lines of the header.
 *
 * @returns `null` when there is no such header, `'failure'` when it cannot be parsed; an empty header is an empty list
 */
export function extractTokens(headers: HeaderList, name: string): string[] | 'failure' | null {
  const lines = getLines(headers, name)
  // Step 1.
  if (!lines.length) return null
  // Step 4. Recipients ignore empty elements (RFC 9110, section 5.6.1.2).
  const elements = lines.flatMap((line) => line.split(',').map(trimBlanks)).filter(Boolean)
  // Steps 4.2 and 5.
  return elements.every(isToken) ? elements : 'failure'
}

/**
 * The elements of a header that may contain quoted strings, whose commas do not separate elements
 * (https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split). A quoted string without an end goes on to the
 * end of the value, and empty elements are kept.
 */
export function splitQuoted(value: string): string[] {
  return (value.match(/(?:"(?:\\[^]|[^"\\])*(?:"|\\?$)|[^",])+|(?<=,|^)(?=,|$)/g) ?? ['']).map(trimBlanks)
}

/** The value without HTTP whitespace at both ends (https://fetch.spec.whatwg.org/#concept-header-value-normalize). */
export function normaliseValue(value: string): string {
  let start = 0
  let end = value.length
  while (start < end && isHttpWhitespace(value.charCodeAt(start))) start++
  while (end > start && isHttpWhitespace(value.charCodeAt(end - 1))) end--
  return value.slice(start, end)
}

/** https://fetch.spec.whatwg.org/#http-whitespace-byte: less than what `trim()` removes. */
function isHttpWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}

/**
 * Whether a value can be a header value (https://fetch.spec.whatwg.org/#header-value): bytes without NUL, CR and LF.
 */
export function isHeaderValue(value: unknown): value is string {
  // oxlint-disable-next-line no-control-regex
  return typeof value === 'string' && !/[\0\n\r\u0100-\uFFFF]/.test(value)
}
