import { trimBlanks } from '../../fetch/header-names.ts'
import { SAFELISTED_REQUEST_HEADER } from '../../fetch/safelisted-headers.ts'
import type { Header, HeaderList } from '../terms/header-list.ts'

/** The most bytes in the value of one safelisted header, and in all of them together. */
export const MAX_SAFE_VALUE_BYTES = 128
export const MAX_SAFE_TOTAL_BYTES = 1024

const SAFE_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte: bytes from 0x80 on are safe. */
// oxlint-disable-next-line no-control-regex
const UNSAFE_BYTE = /[\0-\u0008\u000A-\u001F"():<>?@[\\\]{}\u007F]/

/** Why a header is not CORS-safelisted. */
export type UnsafeReason =
  | 'not-in-safelist'
  | 'value-too-long'
  | 'unsafe-byte'
  | 'mime-parse-failure'
  | 'mime-not-safelisted'
  | 'range-not-simple'
  | 'total-too-long'

/** A header that needs a preflight. */
export interface UnsafeHeader {
  /** In lower case. */
  readonly name: string
  readonly reason: UnsafeReason
  /** The bytes of its value; for `total-too-long`, of all safelisted values together. */
  readonly bytes: number
}

/**
 * Why a header is not CORS-safelisted (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
 *
 * @returns `undefined` when it is safelisted
 */
export function unsafeReason([name, value]: Header): UnsafeReason | undefined {
  const lower = name.toLowerCase()
  if (!SAFELISTED_REQUEST_HEADER.test(lower)) return 'not-in-safelist'
  // Step 1. Each character of a value is one byte.
  if (value.length > MAX_SAFE_VALUE_BYTES) return 'value-too-long'
  // Step 2, which switches on the name.
  if (lower.endsWith('language')) return /^[\d A-Za-z*,\-.;=]*$/.test(value) ? undefined : 'unsafe-byte'
  if (lower === 'range') return isSimpleRange(value) ? undefined : 'range-not-simple'
  if (UNSAFE_BYTE.test(value)) return 'unsafe-byte'
  return lower === 'accept' ? undefined : unsafeType(value)
}

/**
 * Why a `Content-Type` is not safelisted. The value is parsed as it is, and not by the forgiving "extract a MIME type",
 * which takes the last of several types: a server may take the first, and read JSON.
 */
function unsafeType(value: string): UnsafeReason | undefined {
  const essence = mimeEssence(value)
  if (essence === undefined) return 'mime-parse-failure'
  return SAFE_TYPES.has(essence) ? undefined : 'mime-not-safelisted'
}

/**
 * The essence of a MIME type, in lower case (https://mimesniff.spec.whatwg.org/#parse-a-mime-type). Parameters may be
 * garbage.
 */
export function mimeEssence(value: string): string | undefined {
  const [, type, subtype] = /^[\t\n\r ]*([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)[\t\n\r ]*(;|$)/.exec(value) ?? []
  return type && subtype && `${type}/${subtype}`.toLowerCase()
}

/**
 * Whether a range is `bytes=0-` or `bytes=0-9` (https://fetch.spec.whatwg.org/#simple-range-header-value, without
 * whitespace). A suffix such as `bytes=-5` is not safelisted, because browsers historically never sent one.
 */
export function isSimpleRange(value: string): boolean {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(value) ?? []
  // BigInt, because 128 bytes hold more digits than a number represents exactly.
  return start !== undefined && (end === '' || BigInt(start) <= BigInt(end ?? ''))
}

/**
 * The headers for which a preflight asks (https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names): each name
 * once, in ascending order.
 *
 * @param isSafe whether a browser safelists a header beyond the standard
 */
export function unsafeHeaders(
  headers: HeaderList,
  isSafe: (name: string, value: string) => boolean = () => false,
): UnsafeHeader[] {
  const unsafe = new Map<string, UnsafeHeader>()
  const safe: string[] = []
  let total = 0
  for (const header of headers) {
    const name = header[0].toLowerCase()
    const bytes = header[1].length
    const reason = isSafe(name, header[1]) && bytes <= MAX_SAFE_VALUE_BYTES ? undefined : unsafeReason(header)
    // Step 4.1.
    if (reason) unsafe.set(name, { name, reason, bytes })
    // Step 4.2.
    else {
      safe.push(name)
      total += bytes
    }
  }
  // Step 5: many short values could carry what one value is too short for.
  if (total > MAX_SAFE_TOTAL_BYTES) {
    for (const name of safe) if (!unsafe.has(name)) unsafe.set(name, { name, reason: 'total-too-long', bytes: total })
  }
  // Step 6.
  return [...unsafe.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/**
 * Whether a page may set a header in `no-cors` mode
 * (https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header): the safelist without `Range`.
 */
export function isNoCorsSafelisted([name, value]: Header): boolean {
  return name.toLowerCase() !== 'range' && unsafeReason([name, trimBlanks(value)]) === undefined
}
