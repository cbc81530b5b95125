import { unpolluted } from '../runtime/unpolluted.ts'
import { DECODE_TO_NOTHING, type PageContext } from './pages.ts'

/** The part of SvelteKit's `RequestEvent` that is used here. */
export interface KitEvent extends PageContext {
  readonly cookies: KitCookies
  /** Whether this is a request of `event.fetch` to a route of the same app. */
  readonly isSubRequest: boolean
  fetch(input: unknown, init?: unknown): Promise<Response>
}

/** The part of SvelteKit's `Cookies` that is used here. */
export interface KitCookies {
  get(name: string, options?: never): string | undefined
  getAll(options?: never): { name: string; value: string }[]
  set(name: string, value: string, options: never): void
  delete(name: string, options: never): void
  serialize(name: string, value: string, options: never): string
}

/**
 * Makes an event without the user of the request. SvelteKit reads the `Cookie` header before any hook runs, and
 * `event.fetch` sends it to other routes and to subdomains. Cookies that the handler has set stay visible to it.
 *
 * A new event, because handles outside may need the user.
 */
export function withoutUser<Event extends KitEvent>(event: Event, request: Request): Event {
  const { cookies } = event
  return {
    ...event,
    request,
    cookies: {
      ...cookies,
      get: (name) => cookies.get(name, DECODE_TO_NOTHING) ?? undefined,
      // SvelteKit 2 lists cookies without a value.
      getAll: () => cookies.getAll(DECODE_TO_NOTHING).filter(({ value }) => (value ?? null) !== null),
    } satisfies KitCookies,
    fetch: (input: Request | string | URL, init?: RequestInit) => {
      const target = input instanceof Request ? input : new URL(input, event.url)
      const sent = new Request(target, unpolluted({ ...init, credentials: 'omit' }))
      // workerd has no `credentials`, and SvelteKit would take `undefined` for `same-origin`.
      return event.fetch(Object.defineProperty(sent, 'credentials', unpolluted({ value: 'omit' })))
    },
  }
}

/** Makes an event that notes the cookies that are set, as lines of `Set-Cookie`, by name, domain and path. */
export function notingCookies<Event extends KitEvent>(event: Event, lines: Map<string, string>): Event {
  const { cookies } = event
  const noting: KitCookies = {
    ...cookies,
    set: (name, value, options?: { readonly domain?: string; readonly path?: string }) => {
      cookies.set(name, value, options as never)
      const line = cookies.serialize(name, value, options as never)
      lines.set(`${name} ${options?.domain} ${options?.path}`, line)
    },
    // SvelteKit replaces `set` once the response is made.
    delete: (name, options?: object) => noting.set(name, '', { ...options, maxAge: 0 } as never),
  }
  return { ...event, cookies: noting }
}
