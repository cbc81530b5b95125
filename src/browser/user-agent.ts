import { unexpected } from '../wording/unexpected.ts'
import { fetchRequest } from './fetch/main-fetch.ts'
import { KeepaliveQuota } from './network/keepalive-quota.ts'
import type { Step } from './outcome/step.ts'
import { PreflightCache } from './preflight/cache.ts'
import { type ProfileName, PROFILES } from './profile.ts'
import { makeRequest } from './request/make-request.ts'
import type { CookieStore, Transport, WireRequest, WireResponse } from './terms/wire.ts'

/** The parts of a browser at the wire level. */
export interface UserAgentOptions<Body = Uint8Array> {
  /** Makes one exchange over HTTP, without following redirects. An exception is a network error. */
  readonly transport: Transport<Body>
  /** A clock in milliseconds that does not go back; by default `Date.now`. */
  readonly clock?: (() => number) | { now(): number } | undefined
  /** The browser to behave like; by default the standard. */
  readonly profile?: ProfileName | undefined
  /** A store of cookies, such as a `CookieJar` of tough-cookie; by default there are no cookies. */
  readonly cookies?: CookieStore | undefined
}

/** A browser at the wire level, without pages (https://fetch.spec.whatwg.org/#fetching). */
export interface UserAgent<Body = Uint8Array> {
  /**
   * Fetches as a page's API does.
   *
   * @param request in which only `url` and `client` are required
   * @param onStep is called with each step, as it happens
   * @returns a promise of the response that the page gets; a network error is a response of type `error` with a code
   * @throws {TypeError} for a request that no browser makes
   */
  readonly fetch: (request: WireRequest, onStep?: (step: Step) => void) => Promise<WireResponse<Body>>
}

/**
 * Creates a browser that sends requests through a transport. Its only memory is a preflight cache: there is no HTTP
 * cache, and cookies are in the store that it is given.
 *
 * @throws {TypeError} without a transport, or for an unknown profile
 */
export function createUserAgent<Body extends Uint8Array | ReadableStream<Uint8Array> = Uint8Array>(
  options: UserAgentOptions<Body>,
): UserAgent<Body> {
  const { transport, clock = Date.now, profile: name = 'spec', cookies } = options
  if (typeof transport !== 'function') {
    throw unexpected('Transport is', transport, 'a function that makes one exchange over HTTP')
  }
  if (!Object.hasOwn(PROFILES, name)) {
    throw unexpected('Profile is', name, Object.keys(PROFILES).join(', '))
  }
  const profile = PROFILES[name]
  const now = typeof clock === 'function' ? clock : () => clock.now()
  const cache = new PreflightCache(now, profile)
  const quota = new KeepaliveQuota()
  return {
    fetch: async (request, onStep) => {
      const environment = { transport, cookies, cache, quota, profile, onStep }
      // The body of a response is the transport's own, so it has the transport's type.
      return (await fetchRequest(environment, makeRequest(request))) as WireResponse<Body>
    },
  }
}
