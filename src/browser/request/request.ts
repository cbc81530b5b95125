import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../../fetch/method.ts'
import { isToken } from '../../fetch/token.ts'
import { guardHeaders } from './headers-guard.ts'
import type { Header } from '../terms/header-list.ts'
import { isSameOrigin, originOf } from '../terms/origin.ts'
import { parseUrl } from '../terms/parse-url.ts'
import { quote } from '../../wording/quote.ts'
import { REFERRER_POLICIES } from './referrer-policy.ts'
import type {
  CacheMode,
  Client,
  CredentialsMode,
  Mode,
  RedirectMode,
  ReferrerPolicy,
  WireRequest,
} from '../terms/wire.ts'

/** A request on its way (https://fetch.spec.whatwg.org/#concept-request). What redirects change is not read-only. */
export interface InternalRequest {
  method: string
  headers: Header[]
  body: Uint8Array | null
  readonly urlList: URL[]
  /** `client`, `no-referrer`, or an absolute URL. */
  referrer: string
  referrerPolicy: ReferrerPolicy
  tainting: 'basic' | 'cors' | 'opaque'
  readonly isStream: boolean
  readonly forcesPreflight: boolean
  readonly keepalive: boolean
  /** Whether unsafe methods and headers make a preflight necessary. */
  readonly isUnsafe: boolean
  readonly client: Client
  readonly origin: string
  readonly mode: Mode
  readonly credentials: CredentialsMode
  readonly redirect: RedirectMode
  readonly cacheMode: CacheMode
}

export const NORMALISED: RegExp = /^(delete|get|head|options|post|put)$/i

const MODES: readonly Mode[] = ['cors', 'no-cors', 'same-origin']
const CREDENTIALS: readonly CredentialsMode[] = ['omit', 'same-origin', 'include']
const REDIRECTS: readonly RedirectMode[] = ['follow', 'error', 'manual']
const CACHES: readonly CacheMode[] = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']

/** What sets no unsafe-request flag (https://fetch.spec.whatwg.org/#unsafe-request-flag): all but calls of scripts. */
const ELEMENT =
  /^(audio|body|css|early-hints|embed|eventsource|font|frame|iframe|image|img|input|link|object|ping|script|track|video)$/i
const XHR = /^(xhr|xmlhttprequest)$/i

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
  const referrerPolicy = oneOf('referrerPolicy', wire.referrerPolicy, ['', ...REFERRER_POLICIES], '')
  const client = checkClient(wire.client)
  const initiator = wire.initiator || 'fetch'
  const isXhr = XHR.test(initiator)
  const method = normaliseMethod(wire.method ?? 'GET')
  const isBodiless = method === 'GET' || method === 'HEAD'
  // https://xhr.spec.whatwg.org/#the-send()-method, step 3: there it is no mistake.
  const given = isXhr && isBodiless ? null : wire.body
  const body = copyBody(given)
  const isStream = wire.bodySourceNull === true && body !== null
  if (cacheMode === 'only-if-cached' && mode !== 'same-origin') {
    throw new TypeError(`Cache mode is only-if-cached with mode ${mode}, expected mode same-origin`)
  }
  if (mode === 'no-cors' && !SAFELISTED_METHODS.includes(method)) {
    throw new TypeError(`Method is ${quote(method)} in no-cors mode, expected GET, HEAD or POST`)
  }
  if (body && isBodiless) {
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
    isStream,
    headers: guardHeaders(wire.headers ?? [], { isNoCors: mode === 'no-cors', combines: isXhr }),
    urlList: [targetOf(wire.url, client, initiator)],
    referrer: parseReferrer(wire.referrer, client),
    referrerPolicy,
    tainting: 'basic',
    forcesPreflight: wire.forcePreflight === true || isStream,
    keepalive: wire.keepalive === true,
    isUnsafe: !ELEMENT.test(initiator),
    client,
    origin: client.origin,
  }
}

/** A copy, so that nobody moves the page while its request is on the way. */
function checkClient(client: Client | undefined): Client {
  if (typeof client?.origin !== 'string') {
    throw new TypeError(`Client origin is ${quote(client?.origin)}, expected one such as "https://app.example.com"`)
  }
  const url = client.url || undefined
  if (url !== undefined && !URL.canParse(url)) {
    throw new TypeError(`Client URL is ${quote(url)}, expected one such as "https://app.example.com/page"`)
  }
  return { ...client, url }
}

function copyBody(body: Uint8Array | null | undefined): Uint8Array | null {
  if (body === undefined || body === null) return null
  if (!ArrayBuffer.isView(body)) throw new TypeError(`Body is of type ${typeof body}, expected a Uint8Array`)
  return new Uint8Array(body)
}

function targetOf(text: string, { url: base }: Client, initiator: string): URL {
  const url = parseUrl(text, base)
  if (!url) {
    const hint = base ? 'a URL' : 'an absolute URL, since the page has no URL of its own'
    throw new TypeError(`URL is ${quote(text)}, expected ${hint}`)
  }
  // Of all APIs, only `fetch()` refuses them.
  if (/^fetch$/i.test(initiator) && (url.username || url.password)) {
    throw new TypeError(`URL is ${quote(text)}, expected one without user and password`)
  }
  return url
}

/** https://fetch.spec.whatwg.org/#dom-request, step 14: a page can name no other site as its referrer. */
function parseReferrer(text: string | null | undefined, { origin, url: base }: Client): string {
  if (text === undefined || text === null || text === 'client') return 'client'
  if (text === '' || text === 'no-referrer') return 'no-referrer'
  const url = parseUrl(text, base)
  if (!url) throw new TypeError(`Request referrer is ${quote(text)}, expected a URL`)
  return isSameOrigin(originOf(url), origin) ? url.href : 'client'
}

/** https://fetch.spec.whatwg.org/#concept-method-normalize: `patch` stays as it is. */
function normaliseMethod(method: string): string {
  if (typeof method !== 'string' || !isToken(method)) {
    throw new TypeError(`Method is ${quote(method)}, expected a token such as "GET"`)
  }
  if (FORBIDDEN_METHOD.test(method)) {
    throw new TypeError(`Method is ${quote(method)}, expected none of CONNECT, TRACE and TRACK`)
  }
  return NORMALISED.test(method) ? method.toUpperCase() : method
}

function oneOf<Value extends string>(
  field: string,
  value: Value | null | undefined,
  values: readonly Value[],
  fallback: Value,
): Value {
  if (value === undefined || value === null) return fallback
  if (!values.includes(value))
    throw new TypeError(`Request ${field} is ${quote(value)}, expected ${values.filter(Boolean).join(', ')}`)
  return value
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
