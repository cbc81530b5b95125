import { FORBIDDEN_RESPONSE_HEADER } from '../fetch/header-name.ts'
import { extractTokens, type Header, type HeaderList } from './header-list.ts'

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const ALWAYS_EXPOSED = /^(cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/

/**
 * The headers that a page may see of a response from another origin (https://fetch.spec.whatwg.org/#concept-filtered-response-cors):
 * those of the safelist, and those that the response names, or with `*` and without credentials all.
 */
export function exposedHeaders(headers: HeaderList, withCredentials: boolean): Header[] {
  const named = extractTokens(headers, 'access-control-expose-headers')
  const names = Array.isArray(named) ? named.map((name) => name.toLowerCase()) : []
  const isEverything = !withCredentials && names.includes('*')
  return visibleHeaders(headers).filter(
    ([name]) => isEverything || ALWAYS_EXPOSED.test(name.toLowerCase()) || names.includes(name.toLowerCase()),
  )
}

/** All but cookies (https://fetch.spec.whatwg.org/#concept-filtered-response-basic). */
export function visibleHeaders(headers: HeaderList): Header[] {
  return headers.filter(([name]) => !FORBIDDEN_RESPONSE_HEADER.test(name))
}
