/** Schemes whose URLs have a tuple origin (https://url.spec.whatwg.org/#concept-url-origin). */
const TUPLE_SCHEMES = new Set(['http:', 'https:', 'ws:', 'wss:', 'ftp:', 'blob:'])

/** The serialized origin of a URL; `null` for an opaque origin (https://url.spec.whatwg.org/#concept-url-origin). */
export function originOf(url: URL): string {
  return TUPLE_SCHEMES.has(url.protocol) ? url.origin : 'null'
}

/**
 * Whether two serialized origins are the same (https://html.spec.whatwg.org/multipage/browsers.html#same-origin).
 * `null` is never the same origin as anything: the comparison is always between a page and a URL or between two URLs,
 * and each of their opaque origins is a different one.
 */
export function isSameOrigin(one: string, other: string): boolean {
  return one !== 'null' && one === other
}

/** Whether a URL has an HTTP(S) scheme (https://fetch.spec.whatwg.org/#http-scheme). */
export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

/**
 * Whether nobody between browser and server can read or change a request to a URL
 * (https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy).
 */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' ||
    protocol === 'wss:' ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname) ||
    /^(.+\.)?localhost$/.test(hostname)
  )
}
