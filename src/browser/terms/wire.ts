import type { Header, HeaderList } from './header-list.ts'
import type { FailureCode } from '../outcome/failure.ts'

/** https://fetch.spec.whatwg.org/#concept-request-mode */
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

/** The page that asks (https://html.spec.whatwg.org/multipage/webappapis.html#environment-settings-object). */
export interface Client {
  /** Serialized; `null` for an opaque one. */
  readonly origin: string
  /** The page's URL, which relative URLs and the referrer are of. */
  readonly url?: string | undefined
  /** The site in the address bar, by which the caches are parted; by default the page's own. */
  readonly topLevelSite?: string | undefined
}

/** A request as a page's API hands it on. Only `url` and `client` are required. */
export interface WireRequest {
  readonly url: string
  readonly client: Client
  readonly method?: string | undefined
  readonly headers?: HeaderList | undefined
  readonly body?: Uint8Array | null | undefined
  /** Whether the body is a stream, which cannot be sent a second time. */
  readonly bodySourceNull?: boolean | undefined
  /** As `XMLHttpRequest` does when somebody listens to its upload, and `fetch()` with a stream. */
  readonly forcePreflight?: boolean | undefined
  readonly mode?: Mode | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: RedirectMode | undefined
  readonly cacheMode?: CacheMode | undefined
  /** Whether it may outlive its page, as beacons do: then its body counts (https://fetch.spec.whatwg.org/#request-keepalive-flag). */
  readonly keepalive?: boolean | undefined
  /** `client`, `no-referrer` or nothing, or a URL of the page's own origin. */
  readonly referrer?: string | undefined
  readonly referrerPolicy?: ReferrerPolicy | undefined
  /**
   * Whose call it is: `fetch` by default, `xhr` or `xmlhttprequest`, `beacon`; of elements such as `script` and `img`,
   * unsafe methods and headers make no preflight necessary (https://fetch.spec.whatwg.org/#request-initiator-type).
   */
  readonly initiator?: string | undefined
}

/** What a page's API gets (https://fetch.spec.whatwg.org/#concept-response). */
export interface WireResponse<Body = Uint8Array> {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect' | 'error'
  /** 0 where the page may not see it. */
  readonly status: number
  readonly statusText: string
  /** Those that the page may see. */
  readonly headers: Header[]
  readonly body: Uint8Array | Body | null
  readonly urlList: string[]
  /** Why it is an error. */
  readonly code?: FailureCode
  /** More about that. */
  readonly failure?: Failure
}

/** What made a response a network error. */
export interface Failure {
  readonly code: FailureCode
  /** The header that is missing or wrong. */
  readonly header?: string | undefined
  readonly expected?: string | undefined
  readonly actual?: string | undefined
  /** The number of redirects before. */
  readonly hop: number
  /** In words of the transport, where it was that that failed. */
  readonly cause?: unknown
}

/** One exchange over HTTP, which follows no redirects. */
export type Transport<Body = Uint8Array> = (exchange: {
  readonly method: string
  readonly url: URL
  readonly headers: Header[]
  readonly body: Uint8Array | null
}) => Promise<TransportResponse<Body>> | TransportResponse<Body>

/** What a server sent. A body can be a stream as well, which is handed on, or cancelled where nobody gets to read it. */
export interface TransportResponse<Body = Uint8Array> {
  readonly status: number
  readonly statusText?: string
  readonly headers: HeaderList
  readonly body?: Body | null
}

/** What keeps cookies: a `CookieJar` of tough-cookie, or anything alike. */
export interface CookieStore {
  getCookieString(url: string, context: CookieContext): Promise<string> | string
  setCookie(cookie: string, url: string, context: CookieContext): unknown
}

/** Which cookies a request has to do with. */
export interface CookieContext {
  /** `strict` within a site, where all cookies count; `none` from another, where only those with `SameSite=None` do. */
  readonly sameSiteContext: 'strict' | 'none'
}
