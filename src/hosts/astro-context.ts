import { unpolluted } from '../runtime/unpolluted.ts'
import { forgetCredentials } from '../server/cookieless.ts'
import { DECODE_TO_NOTHING, type PageContext } from './pages.ts'

/** The part of Astro's `APIContext` that is used here. */
export interface AstroContext extends PageContext {
  request: Request
  readonly cookies: AstroCookies
  /** Whether Astro renders the route while it builds. In development, too, it then hides the headers. */
  readonly isPrerendered: boolean
}

/** The part of Astro's `AstroCookies` that is used here. */
interface AstroCookies {
  get(name: string, options?: never): { readonly value: unknown } | undefined
  has(name: string, options?: never): boolean
}

/**
 * Returns a copy of the request without its body, for a layer that hides the user. The layer would make a copy that has
 * the body, but Astro goes on with the original, which pages, endpoints and rewrites get from Astro itself.
 */
export function viewOf({ request: { url, method, headers } }: PageContext): Request {
  return new Request(url, unpolluted({ method, headers }))
}

/**
 * Hides the user of a request from everything behind. Middleware outside may have read the cookies, which Astro then
 * keeps. Cookies that are set while the request is answered stay visible.
 */
export function forgetUserOf({ request, cookies }: AstroContext): void {
  forgetCredentials(request)
  const get = cookies.get.bind(cookies)
  cookies.get = (name) => {
    const cookie = get(name, DECODE_TO_NOTHING)
    return cookie?.value === undefined ? undefined : cookie
  }
  cookies.has = (name) => cookies.get(name) !== undefined
}

/** Astro's own state of a request, which is the same for all contexts that rewrites make of it. Since Astro 7. */
export function stateOf(context: AstroContext): object {
  return (context as { readonly [STATE]?: object })[STATE] ?? context
}

const STATE = Symbol.for('astro.fetchState')
