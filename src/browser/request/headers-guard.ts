import { FORBIDDEN_METHOD } from '../../fetch/method.ts'
import { FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import { isToken } from '../../fetch/token.ts'
import {
  combineHeader,
  type Header,
  type HeaderList,
  isHeaderValue,
  normaliseValue,
  splitQuoted,
} from '../terms/header-list.ts'
import { quote } from '../../wording/quote.ts'
import { isNoCorsSafelisted } from './safelist.ts'

const METHOD_OVERRIDE = /^x-(http-method|http-method-override|method-override)$/

/** How the headers of a page's API add up. */
export interface Guard {
  /** Whether only what `no-cors` mode leaves to a page gets in. */
  readonly isNoCors: boolean
  /** Whether a second value joins the first, as in `XMLHttpRequest`: https://xhr.spec.whatwg.org/#the-setrequestheader()-method. */
  readonly combines: boolean
}

/**
 * Leaves out what scripts cannot set (https://fetch.spec.whatwg.org/#concept-headers-append).
 *
 * @throws {TypeError} for what is no header
 */
export function guardHeaders(given: HeaderList, { isNoCors, combines }: Guard): Header[] {
  if (typeof given[Symbol.iterator] !== 'function') {
    throw new TypeError(`Headers are ${quote(given)}, expected a list of names and values`)
  }
  const headers: Header[] = []
  for (const [name, raw] of given) {
    if (typeof name !== 'string' || !isToken(name)) {
      throw new TypeError(`Header name is ${quote(name)}, expected a token such as "x-request-id"`)
    }
    const value = typeof raw === 'string' ? normaliseValue(raw) : raw
    if (!isHeaderValue(value)) {
      throw new TypeError(`Header ${name} is ${quote(value)}, expected bytes without NUL, CR and LF`)
    }
    if (isForbidden([name, value])) continue
    if (isNoCors) combineHeader(headers, [name, value], isNoCorsSafelisted)
    else if (combines) combineHeader(headers, [name, value])
    else headers.push([name, value])
  }
  return headers
}

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
function isForbidden([name, value]: Header): boolean {
  const lower = name.toLowerCase()
  return (
    FORBIDDEN_REQUEST_HEADER.test(lower) ||
    (METHOD_OVERRIDE.test(lower) && splitQuoted(value).some((method) => FORBIDDEN_METHOD.test(method)))
  )
}
