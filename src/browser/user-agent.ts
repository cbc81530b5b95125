import { fetchRequest } from './fetch/main-fetch.ts'
import { KeepaliveQuota } from './network/keepalive-quota.ts'
import { PreflightCache } from './preflight/cache.ts'
import { type ProfileName, PROFILES } from './profile.ts'
import { makeRequest } from './request/request.ts'
import type { Step } from './outcome/step.ts'
import type { CookieStore, Transport, WireRequest, WireResponse } from './terms/wire.ts'

/** What a browser is made of. */
export interface UserAgentOptions<Body = Uint8Array> {
  /** One exchange over HTTP, which follows no redirects. What it throws is a network error. */
  readonly transport: Transport<Body>
  /** Milliseconds, of a clock that does not go back; by default `Date.now`. */
  readonly clock?: (() => number) | { now(): number } | undefined
  /** Whose ways the browser has; by default those of the standard. */
  readonly profile?: ProfileName | undefined
  /** What keeps cookies, such as a `CookieJar` of tough-cookie; by default nothing does. */
  readonly cookies?: CookieStore | undefined
}

/** A browser without a page: what the Fetch standard makes of requests (https://fetch.spec.whatwg.org/). */
export interface UserAgent<Body = Uint8Array> {
  /**
   * Fetches as a page's API would.
   *
   * @param onStep is told each step on the way
   * @returns a promise of what the page gets; an error among that is a response of type `error`, with its code
   * @throws {TypeError} for a request that no browser would make
   */
  readonly fetch: (request: WireRequest, onStep?: (step: Step) => void) => Promise<WireResponse<Body>>
}

/**
 * Makes a browser that speaks to a transport. It keeps a preflight cache, and nothing else.
 *
 * @throws {TypeError} when there is no such profile, or no transport
 */
export function createUserAgent<Body extends Uint8Array | ReadableStream<Uint8Array> = Uint8Array>(
  options: UserAgentOptions<Body>,
): UserAgent<Body> {
  const { transport, clock = Date.now, profile: name = 'spec', cookies } = options
  if (typeof transport !== 'function') {
    throw new TypeError(`Transport is ${typeof transport}, expected a function that makes one exchange over HTTP`)
  }
  if (!Object.hasOwn(PROFILES, name)) {
    throw new TypeError(`Profile is ${JSON.stringify(name)}, expected ${Object.keys(PROFILES).join(', ')}`)
  }
  const profile = PROFILES[name]
  const now = typeof clock === 'function' ? clock : () => clock.now()
  const cache = new PreflightCache(now, profile)
  const quota = new KeepaliveQuota()
  return {
    fetch: async (request, onStep) => {
      const environment = { transport, cookies, cache, quota, profile, onStep }
      // A body is handed on as it came.
      return (await fetchRequest(environment, makeRequest(request))) as WireResponse<Body>
    },
  }
}
