import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../fetch/method.ts'
import { FORBIDDEN_REQUEST_HEADER } from '../fetch/header-name.ts'
import { isToken } from '../fetch/token.ts'
import { type Header, type HeaderList, isHeaderValue, normaliseValue, splitQuoted } from './header-list.ts'
import { isSameOrigin, originOf } from './origin.ts'
import { isNoCorsSafelisted } from './safelist.ts'
import type { CacheMode, Client, CredentialsMode, Mode, RedirectMode, ReferrerPolicy, WireRequest } from './wire.ts'

/** A request on its way (https://fetch.spec.whatwg.org/#concept-request). What redirects change is not read-only. */
export interface InternalRequest {
  method: string
  headers: Header[]
  body: Uint8Array | null
  readonly urlList: URL[]
  referrer: string
  referrerPolicy: ReferrerPolicy
  tainting: 'basic' | 'cors' | 'opaque'
  readonly isStream: boolean
  readonly forcesPreflight: boolean
  /** Whether unsafe methods and headers make a preflight necessary. */
  readonly isUnsafe: boolean
  readonly client: Client
  readonly origin: string
  readonly mode: Mode
  readonly credentials: CredentialsMode
  readonly redirect: RedirectMode
  readonly cacheMode: CacheMode
}

const NORMALISED = /^(delete|get|head|options|post|put)$/i
const METHOD_OVERRIDE = /^x-(http-method|http-method-override|method-override)$/

const MODES: readonly Mode[] = ['cors', 'no-cors', 'same-origin']
const CREDENTIALS: readonly CredentialsMode[] = ['omit', 'same-origin', 'include']
const REDIRECTS: readonly RedirectMode[] = ['follow', 'error', 'manual']
const CACHES: readonly CacheMode[] = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']

/**
 * Makes the request of what a page's API was given (https://fetch.spec.whatwg.org/#dom-request).
 *
 * @throws {TypeError} when a browser would not make it
 */
export function makeRequest(wire: WireRequest): InternalRequest {
  const mode = oneOf('mode', wire.mode, MODES, 'cors')
  const redirect = oneOf('redirect', wire.redirect, REDIRECTS, 'follow')
  const cacheMode = oneOf('cacheMode', wire.cacheMode, CACHES, 'default')
  const credentials = oneOf('credentials', wire.credentials, CREDENTIALS, 'same-origin')
  const initiator = wire.initiator || 'fetch'
  const method = normaliseMethod(wire.method ?? 'GET')
  const body = wire.body ?? null
  const isStream = wire.bodySourceNull === true
  if (cacheMode === 'only-if-cached' && mode !== 'same-origin') {
    throw new TypeError(`Cache mode is only-if-cached with mode ${mode}, expected mode same-origin`)
  }
  if (mode === 'no-cors' && !SAFELISTED_METHODS.includes(method)) {
    throw new TypeError(`Method is ${quote(method)} in no-cors mode, expected GET, HEAD or POST`)
  }
  if (body && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError(`A ${method} request has a body, expected none`)
  }
  if (isStream && mode === 'no-cors') {
    throw new TypeError('A stream is the body of a no-cors request, expected mode cors or same-origin')
  }
  return {
    method,
    mode,
    redirect,
    cacheMode,
    credentials,
    body,
    isStream: isStream && body !== null,
    headers: guardHeaders(wire.headers ?? [], mode),
    urlList: [parseUrl(wire.url, wire.client)],
    referrer: wire.referrer ?? 'client',
    referrerPolicy: wire.referrerPolicy ?? '',
    tainting: 'basic',
    forcesPreflight: wire.forcePreflight === true || (isStream && body !== null),
    isUnsafe: initiator === 'fetch' || initiator === 'xhr',
    client: wire.client,
    origin: wire.client.origin,
  }
}

function parseUrl(text: string, { url: base }: Client): URL {
  if (!URL.canParse(text, base)) {
    const hint = base ? 'a URL' : 'an absolute URL, since the page has no URL of its own'
    throw new TypeError(`URL is ${quote(text)}, expected ${hint}`)
  }
  const url = new URL(text, base)
  if (url.username || url.password) throw new TypeError(`URL is ${quote(text)}, expected one without user and password`)
  return url
}

/** https://fetch.spec.whatwg.org/#concept-method-normalize: `patch` stays as it is. */
function normaliseMethod(method: string): string {
  if (!isToken(method)) throw new TypeError(`Method is ${quote(method)}, expected a token such as "GET"`)
  if (FORBIDDEN_METHOD.test(method)) {
    throw new TypeError(`Method is ${quote(method)}, expected none of CONNECT, TRACE and TRACK`)
  }
  return NORMALISED.test(method) ? method.toUpperCase() : method
}

/** Leaves out what scripts cannot set (https://fetch.spec.whatwg.org/#concept-headers-append). */
function guardHeaders(given: HeaderList, mode: Mode): Header[] {
  const headers: Header[] = []
  for (const [name, raw] of given) {
    const value = normaliseValue(raw)
    if (!isToken(name)) throw new TypeError(`Header name is ${quote(name)}, expected a token such as "x-request-id"`)
    if (!isHeaderValue(value)) {
      throw new TypeError(`Header ${name} is ${quote(value)}, expected bytes without NUL, CR and LF`)
    }
    if (isForbidden([name, value])) continue
    if (mode === 'no-cors') appendSafelisted(headers, name, value)
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

function appendSafelisted(headers: Header[], name: string, value: string): void {
  const at = headers.findIndex(([other]) => other.toLowerCase() === name.toLowerCase())
  const combined = at < 0 ? value : `${headers[at]?.[1]}, ${value}`
  if (isNoCorsSafelisted([name, combined])) headers.splice(at < 0 ? headers.length : at, 1, [name, combined])
}

function oneOf<Value extends string>(
  field: string,
  value: Value | undefined,
  values: readonly Value[],
  fallback: Value,
): Value {
  if (value === undefined) return fallback
  if (!values.includes(value)) throw new TypeError(`Request ${field} is ${quote(value)}, expected ${values.join(', ')}`)
  return value
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 99)) : String(value)
}

/** Where the request is by now (https://fetch.spec.whatwg.org/#concept-request-current-url). */
export function currentUrl({ urlList }: InternalRequest): URL {
  return urlList.at(-1)!
}

/**
 * The origin as servers are told it (https://fetch.spec.whatwg.org/#serializing-a-request-origin): `null` once the
 * request went over another origin than its own on its way to yet another one.
 */
export function serializeOrigin({ origin, urlList }: InternalRequest): string {
  const origins = urlList.map(originOf)
  const isTainted = origins.some(
    (next, index) =>
      index > 0 && !isSameOrigin(next, origins[index - 1]!) && !isSameOrigin(origin, origins[index - 1]!),
  )
  return isTainted ? 'null' : origin
}
