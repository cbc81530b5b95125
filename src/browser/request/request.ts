import type { Header } from '../terms/header-list.ts'
import { isSameOrigin, originOf } from '../terms/origin.ts'
import type { CacheMode, Client, CredentialsMode, Mode, RedirectMode, ReferrerPolicy } from '../terms/wire.ts'

/**
 * A request inside the browser (https://fetch.spec.whatwg.org/#concept-request). The members that are not read-only
 * change while it is fetched.
 */
export interface InternalRequest {
  method: string
  headers: Header[]
  body: Uint8Array | null
  /** The URL of the call and those of the redirects so far. */
  readonly urlList: URL[]
  /** `client`, `no-referrer`, or an absolute URL. */
  referrer: string
  referrerPolicy: ReferrerPolicy
  /** https://fetch.spec.whatwg.org/#concept-request-response-tainting */
  tainting: 'basic' | 'cors' | 'opaque'
  /** Whether the source of the body is null, so that no redirect can send it again. */
  readonly isStream: boolean
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly forcesPreflight: boolean
  readonly keepalive: boolean
  /** https://fetch.spec.whatwg.org/#unsafe-request-flag: whether unsafe methods and headers need a preflight. */
  readonly isUnsafe: boolean
  readonly client: Client
  readonly origin: string
  readonly mode: Mode
  readonly credentials: CredentialsMode
  readonly redirect: RedirectMode
  readonly cacheMode: CacheMode
}

/** The URL of the call, or of its latest redirect (https://fetch.spec.whatwg.org/#concept-request-current-url). */
export function currentUrl({ urlList }: InternalRequest): URL {
  return urlList.at(-1)!
}

/**
 * The origin that servers see (https://fetch.spec.whatwg.org/#serializing-a-request-origin): `null` once a server of
 * another origin redirected the request to yet another origin. That server chose the target, and must not pass
 * its choice off as the page's.
 *
 * Redirect-taint (https://fetch.spec.whatwg.org/#concept-request-tainted-origin) also tells `same-site` from
 * `cross-site`. Both are serialized as `null`, so only step 4.3 matters here.
 */
export function serializeOrigin({ origin, urlList }: InternalRequest): string {
  const origins = urlList.map(originOf)
  const isTainted = origins.some(
    (next, index) =>
      index > 0 && !isSameOrigin(next, origins[index - 1]!) && !isSameOrigin(origin, origins[index - 1]!),
  )
  return isTainted ? 'null' : origin
}
