/** Origins as a server compares them: whole strings, and regular expressions for patterns. */
export interface OriginList {
  /** Origins that are compared byte for byte. */
  readonly exact: readonly string[]
  /** Regular expressions for a whole origin, without anchors. All servers read their syntax in the same way. */
  readonly patterns: readonly string[]
}

/** One or more labels of a domain name, each with a dot after it. */
export const LABELS: string = String.raw`(?:[a-z0-9_-]{1,63}\.)+`

/**
 * The decimal numbers from 1 to 65535, except the default port. The schemes of apps have none. Written without lookaheads,
 * which Caddy does not have.
 */
const ALL_PORTS = portsExcept(String.raw`[1-9]\d`, String.raw`[1-9]\d{2}`)
const PORTS: { readonly [scheme: string]: string } = {
  http: portsExcept(String.raw`[1-79]\d|8[1-9]`, String.raw`[1-9]\d{2}`),
  https: portsExcept(String.raw`[1-9]\d`, String.raw`[1-35-9]\d{2}|4[0-35-9]\d|44[0-24-9]`),
}

function portsExcept(ofTwoDigits: string, ofThreeDigits: string): string {
  const ofFive = String.raw`[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]`
  return String.raw`[1-9]|${ofTwoDigits}|${ofThreeDigits}|[1-9]\d{3}|${ofFive}`
}

/** The characters of usual origins. No server gives one of them a meaning in a string, or compares it without case. */
const USUAL = /^[a-z\d:/.[\]_+-]+$/

/** Divides the patterns of a policy into strings and regular expressions. */
export function toOriginList(origins: readonly string[]): OriginList {
  return {
    exact: origins.filter((origin) => USUAL.test(origin)),
    patterns: origins.filter((origin) => !USUAL.test(origin)).map(toPattern),
  }
}

/**
 * A host name has at most 253 bytes (https://url.spec.whatwg.org/#concept-domain). The regular expressions of patterns
 * do not count them, so a server refuses what this one matches before it tries them.
 */
export const TOO_LONG_HOST = '[^:]+://[^:]{254}'

function toPattern(pattern: string): string {
  const [scheme = '', rest = ''] = pattern.split('://')
  if (!rest.includes('*')) return literally(pattern)
  const host = rest.replace(/:\*$/, '')
  const hosts = host.startsWith('*.') ? LABELS + literally(host.slice(2)) : literally(host)
  return `${literally(scheme)}://${hosts}${host === rest ? '' : `(?::(?:${PORTS[scheme] ?? ALL_PORTS}))?`}`
}

/**
 * The regular expression that matches a string and nothing else. Characters that a server could give a meaning in a
 * configuration file, such as quotes, `$` and braces, are written as numbers.
 */
export function literally(text: string): string {
  return text
    .replaceAll(/[^\w:/.-]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replaceAll('.', String.raw`\.`)
}

/** One of the characters of a header name, as a class of a regular expression (RFC 9110, section 5.6.2). */
export const TOKEN = '[!\\x23-\\x27*+.^-z|~0-9A-Z-]'

/**
 * The start of a list of header names that a policy does not read: more than 4096 bytes, or more than 128 names. Written
 * without counts above 1000, which Caddy does not have.
 */
export function tooManyNames(): string {
  return `${'.{1000}'.repeat(4)}.{97}|(?:[ \\x09,]*${TOKEN}+[ \\x09]*(?:,|$)){129}`
}

/** The methods that "*" does not allow, in any case (https://fetch.spec.whatwg.org/#forbidden-method). */
export const FORBIDDEN_METHODS = 'connect|trace|track'

/** The regular expression, without anchors, for the methods that `enforce` lets pass. Not for Caddy, which has no lookaheads. */
export function methodPattern(methods: '*' | readonly string[]): string {
  return methods === '*' ? `(?!(?i:${FORBIDDEN_METHODS})$).*` : methods.map(literally).join('|') || '(?!)'
}
