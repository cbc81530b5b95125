import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import type { CorsRequest } from '../server/request.ts'

/** The part of node's `IncomingMessage` and `Http2ServerRequest` that is used here. */
export interface RawRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** The whole URL in Connect and Express, which cut the path of the mount off `url`. */
  readonly originalUrl?: string | undefined
  readonly headers: RawHeaders
  /** HTTP/1 only. */
  readonly headersDistinct?: RawHeaders
  readonly rawHeaders: string[]
}

type RawHeaders = Record<string, unknown>

/**
 * The origin in the URL of every request. The true one is unknown: clients write the header `Host`, and a proxy may
 * have ended HTTPS. This one never equals an `Origin`, because browsers leave out the port 80 of `http:`.
 *
 * Deliberately not the first origin in `self`: it would be wrong for the hosts of the others, and `allowedHosts` of a
 * guard, which falls back on the URL where `Host` is missing, would pass a request that names no host.
 */
export const UNKNOWN_ORIGIN = 'http://unknown.invalid:80'

/** What decisions read of a raw request. */
export function viewRequest({ method = '', url = '', headers }: RawRequest, wholeUrl: string = url): CorsRequest {
  return {
    method,
    url: UNKNOWN_ORIGIN + wholeUrl,
    headers: { get: (name) => readHeader(headers, name.toLowerCase()) },
  }
}

function readHeader(headers: RawHeaders, name: string): string | null {
  if (Object.hasOwn(headers, name)) return String(headers[name])
  // HTTP/2 has the host here.
  return name === 'host' ? readHeader(headers, ':authority') : null
}

/** Removes the credentials that a browser adds for its user, as `withoutCredentials` does from a `Request`. */
export function forgetUser({ headers, headersDistinct, rawHeaders }: RawRequest): void {
  for (const owner of [headers, headersDistinct])
    for (const name in owner) if (isOfUser(name, owner[name] as string)) delete owner[name]
  // In place and in one pass, because others hold the list, and each `splice` would move all lines behind it.
  let kept = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    const value = rawHeaders[at + 1]!
    if (isOfUser(name, value)) continue
    rawHeaders[kept++] = name
    rawHeaders[kept++] = value
  }
  rawHeaders.length = kept
}

/** `value` may be a list of one, which a regular expression takes as its text. */
export function isOfUser(name: string, value: string): boolean {
  return /^cookie$/i.test(name) || (/^authorization$/i.test(name) && AMBIENT_SCHEME.test(value))
}
