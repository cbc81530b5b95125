import { isIPv4, isIPv6, isNumeral } from './ip-address.ts'

/**
 * A tuple origin (https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-tuple) that the strict parser has
 * accepted. Predicates receive it.
 */
export interface TupleOrigin {
  /** In lower case, without a colon: `https`. */
  readonly scheme: string
  /**
   * For `http` and `https`: a domain name in lower case (IDN as punycode), an IPv4 address, or an IPv6 address in
   * brackets. For the schemes of apps and extensions: printable ASCII, such as `.` or an id, or the empty string.
   */
  readonly host: string
  /** `null` for the default port of the scheme. */
  readonly port: number | null
  /** The origin as the browser sent it, byte for byte. */
  readonly serialized: string
}

/** 64 bytes for the scheme, 3 for `://`, 253 for the host, 1 for `:` and 5 for the port. */
export const MAX_ORIGIN_BYTES = 326

/** Scheme, host and port. No part can take a character of the next one, so the RegExp does not backtrack. */
const FORM = /^([a-z][a-z\d+.-]{0,63}):\/\/(?!:)(\[[^\]]*\]|[^:]*)(?::(\d+))?$/

const DEFAULT_PORT = /^(http:80|https:443)$/

/** Schemes whose hosts are domains or IP addresses (https://url.spec.whatwg.org/#special-scheme). */
const SPECIAL_SCHEME = /^(https?|wss?|ftp|file)$/

/**
 * The host of any other scheme (https://url.spec.whatwg.org/#concept-opaque-host): ASCII without spaces and without the
 * forbidden host code points. Dots, upper case and `%` have no special meaning in it. It may be empty, because WebKit
 * sends `Origin: qrc://` for `qrc:///index.html`. Deliberately refused: `*`, because it is a pattern in a list.
 */
const OPAQUE_HOST = /^[!"$-)+-.\d;=A-Z_-{}~]*$/

/**
 * Parses a serialized tuple origin (https://fetch.spec.whatwg.org/#origin-header), byte for byte as browsers write it.
 * `new URL()` is never given what a client sent, because it accepts dozens of other spellings of a trusted origin.
 *
 * Deliberately refused: the opaque origin `null`, a default port, user info, a path, and, for `http` and `https`, upper
 * case, a trailing dot, and an IP address that is not in its canonical form.
 *
 * @param isHost the hosts to accept. Default: all that the scheme can have
 * @returns `undefined` if `text` is not a serialized tuple origin
 */
export function parseOrigin(
  text: string,
  isHost: (host: string, scheme: string) => boolean = isHostOf,
): TupleOrigin | undefined {
  if (typeof text !== 'string' || text.length > MAX_ORIGIN_BYTES) return
  const [, scheme, host = '', port = ''] = FORM.exec(text) ?? []
  return scheme && isHost(host, scheme) && (!port || isPort(port, scheme))
    ? Object.freeze({ scheme, host, port: port ? Number(port) : null, serialized: text })
    : undefined
}

/**
 * Whether the host names the machine that the browser runs on (RFC 6761, section 6.3, and RFC 1122, section 3.2.1.3).
 */
export function isLoopback(host: string): boolean {
  return host === '[::1]' || `.${host}`.endsWith('.localhost') || (host.startsWith('127.') && isIPv4(host))
}

function isHostOf(text: string, scheme: string): boolean {
  if (text[0] === '[') return isIPv6(text.slice(1, -1))
  return SPECIAL_SCHEME.test(scheme) ? isDomain(text) || isIPv4(text) : OPAQUE_HOST.test(text)
}

/**
 * Whether `text` is a domain name as browsers serialize it: labels of at most 63 bytes, 253 bytes in all. DNS host
 * names have no `_`, but browsers open hosts that do. If the last label looks like a number, the URL parser reads the
 * whole host as an IPv4 address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
 *
 * A string splits into labels in exactly one way, so the RegExp cannot backtrack.
 */
export function isDomain(text: string): boolean {
  return (
    text.length < 254 && /^[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*$/.test(text) && !/(^|\.)(\d+|0x[\da-f]*)$/.test(text)
  )
}

function isPort(text: string, scheme: string): boolean {
  return text !== '0' && !DEFAULT_PORT.test(`${scheme}:${text}`) && isNumeral(text, 65535)
}
