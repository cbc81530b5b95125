import { isIPv4, isIPv6, isNumeral } from './ip-address.ts'

/**
 * A tuple origin (https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-tuple), as the strict parser
 * gives it to a predicate.
 */
export interface TupleOrigin {
  /** In lower case, without a colon: `https`. */
  readonly scheme: string
  /** A name in lower case (IDN as punycode), an IPv4 address, or an IPv6 address in brackets. */
  readonly host: string
  /** `null` when it is the default port of the scheme. */
  readonly port: number | null
  /** The origin as the browser sent it, byte for byte. */
  readonly serialized: string
}

/** 64 bytes of scheme, `://`, 253 of host, `:` and 5 of port. */
export const MAX_ORIGIN_BYTES = 326

const DEFAULT_PORTS = new Set(['http:80', 'https:443'])

/**
 * Parses a serialized tuple origin (https://fetch.spec.whatwg.org/#origin-header), and nothing that resembles one:
 * `new URL()` accepts dozens of ways to spell a trusted origin wrongly, so it never sees what a client sent.
 *
 * Deliberately refused: the opaque origin `null`, upper case, a default port, user info, a path, a trailing dot, and
 * an IP address in any but its canonical form.
 *
 * @returns `undefined` when `text` is not one
 */
export function parseOrigin(text: string): TupleOrigin | undefined {
  if (typeof text !== 'string' || text.length > MAX_ORIGIN_BYTES) return
  const schemeEnd = text.indexOf('://')
  if (schemeEnd < 1) return
  const scheme = text.slice(0, schemeEnd)
  const authority = text.slice(schemeEnd + 3)
  const colon = authority.indexOf(':', authority.indexOf(']'))
  const host = colon < 0 ? authority : authority.slice(0, colon)
  const port = authority.slice(host.length + 1)
  return isScheme(scheme) && isHost(host) && (host === authority || isPort(port, scheme))
    ? Object.freeze({ scheme, host, port: port ? Number(port) : null, serialized: text })
    : undefined
}

/** Whether the host names the machine that the browser runs on (RFC 6761, section 6.3, and RFC 1122, section 3.2.1.3). */
export function isLoopback(host: string): boolean {
  return host === '[::1]' || `.${host}`.endsWith('.localhost') || (host.startsWith('127.') && isIPv4(host))
}

function isHost(text: string): boolean {
  return text[0] === '[' ? text.endsWith(']') && isIPv6(text.slice(1, -1)) : isDomain(text) || isIPv4(text)
}

/**
 * Whether `text` is a domain name in the form in which browsers serialize it: labels of at most 63 bytes, 253 in all.
 * `_` is no letter of the DNS, but occurs in hosts that browsers open. A last label that looks like a number would
 * make the URL parser read the whole as an IPv4 address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
 *
 * There is one way only to part a text into labels, and so nothing to backtrack.
 */
function isDomain(text: string): boolean {
  return (
    text.length < 254 && /^[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*$/.test(text) && !/(^|\.)(\d+|0x[\da-f]*)$/.test(text)
  )
}

function isScheme(text: string): boolean {
  return /^[a-z][a-z\d+.-]{0,63}$/.test(text)
}

function isPort(text: string, scheme: string): boolean {
  return text !== '0' && !DEFAULT_PORTS.has(`${scheme}:${text}`) && isNumeral(text, 65535)
}
