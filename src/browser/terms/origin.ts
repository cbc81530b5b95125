/** Schemes whose URLs have a tuple origin of their own (https://url.spec.whatwg.org/#concept-url-origin). */
const TUPLE_SCHEMES = new Set(['http:', 'https:', 'ws:', 'wss:', 'ftp:', 'blob:'])

/** The serialized origin of a URL; `null` for an opaque one (https://url.spec.whatwg.org/#concept-url-origin). */
export function originOf(url: URL): string {
  return TUPLE_SCHEMES.has(url.protocol) ? url.origin : 'null'
}

/**
 * Whether two serialized origins are the same (https://html.spec.whatwg.org/multipage/browsers.html#same-origin). Opaque
 * origins are the same as nothing here: what is compared is always a page with a URL, or a URL with another.
 */
export function isSameOrigin(one: string, other: string): boolean {
  return one !== 'null' && one === other
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

/** Whether what is sent to a URL is safe from others on the way (https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy). */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' ||
    protocol === 'wss:' ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname) ||
    /^(.+\.)?localhost$/.test(hostname)
  )
}
