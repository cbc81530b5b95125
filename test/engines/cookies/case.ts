/** A cookie that a server sets, and who asks for it. */
export interface CookieCase {
  readonly name: string
  /** The value of `Set-Cookie`, in which `{name}` is a name that no other case has. Several are set in this order. */
  readonly lines: readonly string[]
  /** The origin of the page. */
  readonly page: string
  /** The URL that sets the cookie. */
  readonly api: string
  /** Whether the API's own page sets the cookie, as after a login; otherwise, the page's call does. */
  readonly login?: boolean
  /** Whether the call that sets the cookie has no credentials. */
  readonly omits?: boolean
  /** The path of the later calls. Default: that of `api`. */
  readonly path?: string
  /** The method of the page's later call. Default: GET. */
  readonly method?: string
  /** Whether the answer that sets the cookie is one that the page may not read. */
  readonly isRefused?: boolean
}
