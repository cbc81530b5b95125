import { FORBIDDEN_RESPONSE_HEADER } from '../../fetch/header-classes.ts'
import { SAFELISTED_RESPONSE_HEADER } from '../../fetch/safelisted-headers.ts'
import { extractTokens, type Header, type HeaderList } from '../terms/header-list.ts'

/**
 * The headers that a page may see of a response from another origin (https://fetch.spec.whatwg.org/#concept-filtered-response-cors):
 * those of the safelist, and those that the response names, or with `*` and without credentials all.
 */
export function exposedHeaders(headers: HeaderList, withCredentials: boolean): Header[] {
  const named = extractTokens(headers, 'access-control-expose-headers')
  const names = Array.isArray(named) ? named.map((name) => name.toLowerCase()) : []
  const isEverything = !withCredentials && names.includes('*')
  return visibleHeaders(headers).filter(
    ([name]) => isEverything || SAFELISTED_RESPONSE_HEADER.test(name) || names.includes(name.toLowerCase()),
  )
}

/** All but cookies (https://fetch.spec.whatwg.org/#concept-filtered-response-basic). */
export function visibleHeaders(headers: HeaderList): Header[] {
  return headers.filter(([name]) => !FORBIDDEN_RESPONSE_HEADER.test(name))
}
