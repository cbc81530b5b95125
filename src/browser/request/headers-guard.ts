import { FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import { FORBIDDEN_METHOD } from '../../fetch/method.ts'
import { isToken } from '../../fetch/token.ts'
import { unexpected } from '../../wording/unexpected.ts'
import {
  combineLines,
  type Header,
  type HeaderList,
  isHeaderValue,
  normaliseValue,
  splitQuoted,
} from '../terms/header-list.ts'
import { isNoCorsSafelisted } from './safelist.ts'

const METHOD_OVERRIDE = /^x-(http-method|http-method-override|method-override)$/

/** The headers guard of a request (https://fetch.spec.whatwg.org/#headers-guard), and how its lines add up. */
export interface HeadersGuard {
  /** Whether the guard is `request-no-cors`; it is `request` otherwise. */
  readonly isNoCors: boolean
  /**
   * Whether a second line joins the first, as in `XMLHttpRequest`:
   * https://xhr.spec.whatwg.org/#the-setrequestheader()-method.
   */
  readonly combines: boolean
}

/**
 * Appends headers under a guard (https://fetch.spec.whatwg.org/#concept-headers-append). Headers that scripts cannot
 * set are left out without an error.
 *
 * @throws {TypeError} for a malformed name or value
 */
export function guardHeaders(given: HeaderList, { isNoCors, combines }: HeadersGuard): Header[] {
  if (typeof given[Symbol.iterator] !== 'function') {
    throw unexpected('The list of headers is', given, '[name, value] pairs')
  }
  const headers: Header[] = []
  for (const [name, raw] of given) {
    // Step 2, which validates (https://fetch.spec.whatwg.org/#headers-validate, step 1).
    if (typeof name !== 'string' || !isToken(name)) {
      throw unexpected('Header name is', name, 'a token such as "x-request-id"')
    }
    // Step 1.
    const value = typeof raw === 'string' ? normaliseValue(raw) : raw
    if (!isHeaderValue(value)) {
      throw unexpected(`Header ${name} is`, value, 'bytes without NUL, CR and LF')
    }
    // Step 2 (https://fetch.spec.whatwg.org/#headers-validate, step 3).
    if (!isForbidden([name, value])) headers.push([name, value])
  }
  // Step 3 judges the combined value. Step 5, which deletes `Range`, is part of `isNoCorsSafelisted`.
  if (isNoCors) return combineLines(headers, isNoCorsSafelisted)
  // Step 4.
  return combines ? combineLines(headers) : headers
}

/** Whether scripts cannot set a header (https://fetch.spec.whatwg.org/#forbidden-request-header). */
function isForbidden([name, value]: Header): boolean {
  const lower = name.toLowerCase()
  return (
    // Steps 1 and 2.
    FORBIDDEN_REQUEST_HEADER.test(lower) ||
    // Step 3: some servers run the method that such a header names instead of the request's own.
    (METHOD_OVERRIDE.test(lower) && splitQuoted(value).some((method) => FORBIDDEN_METHOD.test(method)))
  )
}
