import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { unexpected } from '../../wording/unexpected.ts'
import { isSameOrigin, originOf } from '../terms/origin.ts'
import { parseUrl } from '../terms/parse-url.ts'
import type { CacheMode, Client, CredentialsMode, Mode, RedirectMode, WireRequest } from '../terms/wire.ts'
import { copyClient } from './client.ts'
import { guardHeaders } from './headers-guard.ts'
import { normaliseMethod } from './method.ts'
import { REFERRER_POLICIES } from './referrer-policy.ts'
import type { InternalRequest } from './request.ts'

const MODES: readonly Mode[] = ['cors', 'no-cors', 'same-origin']
const CREDENTIALS: readonly CredentialsMode[] = ['omit', 'same-origin', 'include']
const REDIRECTS: readonly RedirectMode[] = ['follow', 'error', 'manual']
const CACHES: readonly CacheMode[] = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']

/**
 * Initiators other than scripts, which do not set the unsafe-request flag
 * (https://fetch.spec.whatwg.org/#unsafe-request-flag).
 */
const ELEMENT =
  /^(audio|body|css|early-hints|embed|eventsource|font|frame|iframe|image|img|input|link|object|ping|script|track|video)$/i
const XHR = /^(xhr|xmlhttprequest)$/i

/**
 * Makes a request from the arguments of a page's API. It follows the constructor of `Request`
 * (https://fetch.spec.whatwg.org/#dom-request), with the differences of `XMLHttpRequest` and of elements. All errors
 * are TypeErrors before anything is sent, so the order of the checks does not matter and differs from the standard's.
 *
 * Not done: a `Request` as input (step 6), mode `navigate` (steps 13.1 and 17), `window`, `integrity` and `priority`.
 *
 * @throws {TypeError} for a request that no browser makes
 */
export function makeRequest(wire: WireRequest): InternalRequest {
  // Steps 15 to 20, and 22.
  const mode = oneOf('mode', wire.mode, MODES, 'cors')
  const redirect = oneOf('redirect', wire.redirect, REDIRECTS, 'follow')
  const cacheMode = oneOf('cacheMode', wire.cacheMode, CACHES, 'default')
  const credentials = oneOf('credentials', wire.credentials, CREDENTIALS, 'same-origin')
  const referrerPolicy = oneOf('referrerPolicy', wire.referrerPolicy, ['', ...REFERRER_POLICIES], '')
  const client = copyClient(wire.client)
  const initiator = wire.initiator || 'fetch'
  const isXhr = XHR.test(initiator)
  // Step 25.
  const method = normaliseMethod(wire.method ?? 'GET')
  const isBodiless = method === 'GET' || method === 'HEAD'
  // XMLHttpRequest ignores such a body instead (https://xhr.spec.whatwg.org/#the-send()-method, step 3).
  const given = isXhr && isBodiless ? null : wire.body
  const body = copyBody(given)
  const isStream = wire.bodySourceNull === true && body !== null
  // Step 21.
  if (cacheMode === 'only-if-cached' && mode !== 'same-origin') {
    throw new TypeError(`Cache mode is only-if-cached with mode ${mode}, expected mode same-origin`)
  }
  // Step 32.1.
  if (mode === 'no-cors' && !SAFELISTED_METHODS.includes(method)) {
    throw unexpected('Method is', method, 'GET, HEAD or POST in no-cors mode')
  }
  // Step 35.
  if (body && isBodiless) {
    throw new TypeError(`A ${method} request has a body, expected none`)
  }
  // Step 39.2.
  if (isStream && mode === 'no-cors') {
    throw new TypeError('Body is a stream in no-cors mode, expected mode cors or same-origin')
  }
  return {
    method,
    mode,
    redirect,
    cacheMode,
    credentials,
    body,
    isStream,
    // Steps 31 to 33.
    headers: guardHeaders(wire.headers ?? [], { isNoCors: mode === 'no-cors', combines: isXhr }),
    urlList: [parseTarget(wire.url, client, initiator)],
    referrer: parseReferrer(wire.referrer, client),
    referrerPolicy,
    tainting: 'basic',
    // Step 39.3: a server has to be asked before it gets a stream, which nobody can repeat.
    forcesPreflight: wire.forcePreflight === true || isStream,
    // Step 24.
    keepalive: wire.keepalive === true,
    // Step 12.
    isUnsafe: !ELEMENT.test(initiator),
    client,
    origin: client.origin,
  }
}

/** A copy, so that nobody can change the body while it is on the way. */
function copyBody(body: Uint8Array | null | undefined): Uint8Array | null {
  if (body === undefined || body === null) return null
  if (!ArrayBuffer.isView(body)) throw new TypeError(`Body is of type ${typeof body}, expected a Uint8Array`)
  return new Uint8Array(body)
}

function parseTarget(text: string, { url: base }: Client, initiator: string): URL {
  // Steps 5.1 and 5.2.
  const url = parseUrl(text, base)
  if (!url) {
    const hint = base ? 'a URL' : 'an absolute URL, since the page has no URL of its own'
    throw unexpected('URL is', text, hint)
  }
  // Step 5.3, which no API has except `fetch()`.
  if (/^fetch$/i.test(initiator) && (url.username || url.password)) {
    throw unexpected('URL is', text, 'one without user and password')
  }
  return url
}

/** Step 14: a page cannot claim to be a page of another origin. */
function parseReferrer(text: string | null | undefined, { origin, url: base }: Client): string {
  if (text === undefined || text === null || text === 'client') return 'client'
  if (text === '' || text === 'no-referrer') return 'no-referrer'
  const url = parseUrl(text, base)
  if (!url) throw unexpected('Request referrer is', text, 'a URL')
  // Step 14.3.3, also for `about:client`, whose origin is opaque.
  return isSameOrigin(originOf(url), origin) ? url.href : 'client'
}

function oneOf<Value extends string>(
  field: string,
  value: Value | null | undefined,
  values: readonly Value[],
  fallback: Value,
): Value {
  if (value === undefined || value === null) return fallback
  if (!values.includes(value)) {
    throw unexpected(`Request ${field} is`, value, values.filter(Boolean).join(', '))
  }
  return value
}
