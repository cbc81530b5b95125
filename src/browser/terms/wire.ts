import type { Failure, FailureCode } from './failure.ts'
import type { Header, HeaderList } from './header-list.ts'

/** https://fetch.spec.whatwg.org/#concept-request-mode, except the modes that no script can choose */
export type Mode = 'cors' | 'no-cors' | 'same-origin'

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type CredentialsMode = 'omit' | 'same-origin' | 'include'

/** https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
export type RedirectMode = 'follow' | 'error' | 'manual'

/** https://fetch.spec.whatwg.org/#concept-request-cache-mode */
export type CacheMode = 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache' | 'only-if-cached'

/** https://w3c.github.io/webappsec-referrer-policy/#referrer-policies */
export type ReferrerPolicy =
  | ''
  | 'no-referrer'
  | 'no-referrer-when-downgrade'
  | 'same-origin'
  | 'origin'
  | 'strict-origin'
  | 'origin-when-cross-origin'
  | 'strict-origin-when-cross-origin'
  | 'unsafe-url'

/**
 * The page that makes a request (https://html.spec.whatwg.org/multipage/webappapis.html#environment-settings-object).
 */
export interface Client {
  /** The serialized origin; `null` for an opaque origin. */
  readonly origin: string
  /** The URL of the page: relative URLs are resolved against it, and the `Referer` header is made from it. */
  readonly url?: string | undefined
  /** The site in the address bar, which separates caches and decides about cookies; by default the page's own. */
  readonly topLevelSite?: string | undefined
}

/** A request as a page's API passes it on. Only `url` and `client` are required. */
export interface WireRequest {
  readonly url: string
  readonly client: Client
  readonly method?: string | undefined
  readonly headers?: HeaderList | undefined
  readonly body?: Uint8Array | null | undefined
  /** Whether the body comes from a stream, which cannot be sent a second time. */
  readonly bodySourceNull?: boolean | undefined
  /** Whether to send a preflight in any case, as `XMLHttpRequest` does when something listens to its upload. */
  readonly forcePreflight?: boolean | undefined
  readonly mode?: Mode | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: RedirectMode | undefined
  readonly cacheMode?: CacheMode | undefined
  /**
   * Whether the request may outlive its page, as beacons do; its body then counts toward a quota
   * (https://fetch.spec.whatwg.org/#request-keepalive-flag).
   */
  readonly keepalive?: boolean | undefined
  /** `client`, `no-referrer` or an empty string, or a URL of the page's own origin. */
  readonly referrer?: string | undefined
  readonly referrerPolicy?: ReferrerPolicy | undefined
  /**
   * Which API makes the request: `fetch` (the default), `xhr` or `xmlhttprequest`, `beacon`, or an element such as
   * `script` or `img`. Unsafe methods and headers of elements need no preflight
   * (https://fetch.spec.whatwg.org/#request-initiator-type).
   */
  readonly initiator?: string | undefined
}

/** A response as a page's API gets it (https://fetch.spec.whatwg.org/#concept-response). */
export interface WireResponse<Body = Uint8Array> {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect' | 'error'
  /** 0 when the page may not see it. */
  readonly status: number
  readonly statusText: string
  /** The headers that the page may see. */
  readonly headers: Header[]
  readonly body: Uint8Array | Body | null
  readonly urlList: string[]
  /** Why the response is an error, if its `type` is `error`. */
  readonly code?: FailureCode
  /** The failure in detail: where it happened, and what was expected. */
  readonly failure?: Failure
}

/** Makes one exchange over HTTP, without following redirects. */
export type Transport<Body = Uint8Array> = (exchange: {
  readonly method: string
  readonly url: URL
  readonly headers: Header[]
  readonly body: Uint8Array | null
}) => Promise<TransportResponse<Body>> | TransportResponse<Body>

/** What a server sent. A stream reaches the page as it is; if no page is going to read it, it is cancelled. */
export interface TransportResponse<Body = Uint8Array> {
  readonly status: number
  readonly statusText?: string
  readonly headers: HeaderList
  readonly body?: Body | null
}

/** A store of cookies: a `CookieJar` of tough-cookie, or anything with these two methods. */
export interface CookieStore {
  getCookieString(url: string, context: CookieContext): Promise<string> | string
  setCookie(cookie: string, url: string, context: CookieContext): unknown
  /** The cookies one by one. With it, a browser can leave out those that its engine does not send. */
  getCookies?(url: string, context: CookieContext): Promise<readonly StoredCookie[]> | readonly StoredCookie[]
}

/** A cookie of a store. */
export interface StoredCookie {
  /** `strict`, `lax` or `none`, if the server said so. */
  readonly sameSite?: string | undefined
  cookieString(): string
}

/** Which cookies a request may send and set. */
export interface CookieContext {
  /** `strict` within a site, where all cookies apply; `none` across sites, where only `SameSite=None` cookies do. */
  readonly sameSiteContext: 'strict' | 'none'
  /** The site in the address bar, such as `https://example.com`. Some browsers keep the cookies of each site apart. */
  readonly topLevelSite: string
}
