import { refuseUnknown } from '../policy/arguments.ts'
import { unexpected } from '../wording/unexpected.ts'
import { guardStore } from './cookies/guarded-store.ts'
import { createJar } from './cookies/jar.ts'
import { fetchRequest } from './fetch/main-fetch.ts'
import { KeepaliveQuota } from './network/keepalive-quota.ts'
import type { Step } from './outcome/step.ts'
import { PreflightCache } from './preflight/cache.ts'
import { type ProfileName, profileOf } from './profile.ts'
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
  /**
   * `true` for cookies that are kept and sent as the browser's engine does, or a store of your own, such as a `CookieJar`
   * of tough-cookie, which gets only the cookies that the engine keeps. By default there are no cookies.
   */
  readonly cookies?: CookieStore | true | undefined
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
 * Creates a browser that sends requests through a transport. It remembers preflights and, if asked to, cookies: there is
 * no HTTP cache.
 *
 * @throws {TypeError} without a transport, or if another option is wrong or unknown
 */
export function createUserAgent<Body extends Uint8Array | ReadableStream<Uint8Array> = Uint8Array>(
  options: UserAgentOptions<Body>,
): UserAgent<Body> {
  const names = { transport: 1, clock: 1, profile: 1, cookies: 1 } satisfies Record<keyof UserAgentOptions, 1>
  refuseUnknown(options, Object.keys(names), 'createUserAgent()')
  const {
    transport,
    clock = Date.now,
    profile: name = 'spec',
    cookies: given,
  } = Object(options) as UserAgentOptions<Body>
  if (typeof transport !== 'function') {
    throw unexpected('Transport is', transport, 'a function that makes one exchange over HTTP')
  }
  if (typeof clock !== 'function' && !hasMethods(clock, ['now'])) {
    throw unexpected('Clock is', clock, 'a function, or an object with now()')
  }
  if (given !== undefined && given !== true && !hasMethods(given, ['getCookieString', 'setCookie'])) {
    throw unexpected('Cookies is', given, 'true, or an object with getCookieString() and setCookie()')
  }
  const profile = profileOf(name)
  const now = typeof clock === 'function' ? clock : () => clock.now()
  const cache = new PreflightCache(now, profile)
  const quota = new KeepaliveQuota()
  const { cookies: rules } = profile
  const cookies = given && { rules, store: given === true ? createJar(rules, now) : guardStore(given, rules) }
  return {
    fetch: async (request, onStep) => {
      const environment = { transport, cookies, cache, quota, profile, onStep }
      // The body of a response is the transport's own, so it has the transport's type.
      return (await fetchRequest(environment, makeRequest(request))) as WireResponse<Body>
    },
  }
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  const members = Object(value) as { readonly [name: string]: unknown }
  return names.every((name) => typeof members[name] === 'function')
}
