import { CorsError } from './outcome/cors-error.ts'
import type { Body } from './environment.ts'
import type { Header } from './terms/header-list.ts'
import { originOf } from './terms/origin.ts'
import { pageResponse } from './page-response.ts'
import type { ProfileName } from './profile.ts'
import type { Step } from './outcome/step.ts'
import { createUserAgent, type UserAgent, type UserAgentOptions } from './user-agent.ts'
import type {
  CacheMode,
  Client,
  CredentialsMode,
  Mode,
  RedirectMode,
  ReferrerPolicy,
  Transport,
  WireRequest,
} from './terms/wire.ts'

/** What a browser is made of. */
export interface BrowserOptions {
  /** Anything that answers requests: a wrapped Worker, a Hono app's `fetch`, or a real `fetch`. */
  readonly network: (request: Request) => Response | Promise<Response>
  readonly profile?: ProfileName | undefined
  readonly clock?: UserAgentOptions['clock']
  readonly cookies?: UserAgentOptions['cookies']
}

/** What a page's `fetch()` takes, as far as it matters for CORS. */
export interface PageRequestInit {
  readonly method?: string | undefined
  readonly headers?: HeadersInit | undefined
  readonly body?: BodyInit | null | undefined
  readonly mode?: Mode | undefined
  readonly credentials?: CredentialsMode | undefined
  readonly redirect?: RedirectMode | undefined
  readonly cache?: CacheMode | undefined
  readonly keepalive?: boolean | undefined
  readonly referrer?: string | undefined
  readonly referrerPolicy?: ReferrerPolicy | undefined
  /** Needed with a stream for a body. */
  readonly duplex?: 'half' | undefined
  readonly signal?: AbortSignal | null | undefined
}

/** A page: it has an origin, and asks from there. */
export interface Page {
  readonly origin: string
  /**
   * What the page's own `fetch()` does.
   *
   * @returns the response as the page sees it: filtered, with `type`, `url` and `redirected`
   * @throws {CorsError} when the page may not have it
   * @throws {TypeError} for a request that no browser would make
   */
  readonly fetch: (input: string | URL, init?: PageRequestInit) => Promise<Response>
}

export interface Browser {
  /**
   * Opens a page.
   *
   * @param url of the page, or its origin; `null` for a page with an opaque origin
   * @param topLevelSite in the address bar, when the page is in a frame
   */
  readonly page: (url: string | null, topLevelSite?: string) => Page
}

/**
 * Makes a browser whose network is a function: what a page may do is decided as browsers decide it.
 *
 * @throws {TypeError} when there is no network, or no such profile
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { createBrowser } from 'corsage/browser'
 *
 * const handler = cors({ origin: ['https://app.example.com'] }).wrap(() => new Response('Hello'))
 * const page = createBrowser({ network: handler }).page('https://app.example.com')
 * const response = await page.fetch('https://api.example.com/')
 * ```
 */
export function createBrowser({ network, profile, clock, cookies }: BrowserOptions): Browser {
  if (typeof network !== 'function') {
    throw new TypeError(`Network is ${typeof network}, expected a function from Request to Response`)
  }
  const agent = createUserAgent({ transport: transportOf(network), profile, clock, cookies })
  return { page: (url, topLevelSite) => openPage(agent, clientOf(url, topLevelSite)) }
}

/** The page that asks. */
export function clientOf(url: string | null, topLevelSite: string | undefined): Client {
  if (url === null || url === 'null') return { origin: 'null', topLevelSite }
  if (!URL.canParse(url))
    throw new TypeError(`Page is ${JSON.stringify(url)}, expected a URL such as "https://app.example.com/"`)
  const parsed = new URL(url)
  // Pages of extensions and apps have an origin, though the URL parser knows none.
  const origin = originOf(parsed) === 'null' && parsed.host ? `${parsed.protocol}//${parsed.host}` : originOf(parsed)
  return { origin, url: parsed.href, topLevelSite }
}

function openPage(agent: UserAgent<Body>, client: Client): Page {
  return {
    origin: client.origin,
    fetch: async (input, init = {}) => {
      if (input instanceof Request) throw new TypeError('Input is a Request, expected a URL and what else there is')
      init.signal?.throwIfAborted()
      const request = await wireRequest(client, String(input), init)
      const trace: Step[] = []
      const response = await agent.fetch(request, (step) => trace.push(step))
      init.signal?.throwIfAborted()
      if (!response.failure) return pageResponse(response)
      const url = new URL(request.url, client.url).href
      const last = trace.findLast(({ id }) => id === 'same-origin-shortcut')?.detail['url']
      const finalUrl = typeof last === 'string' ? last : url
      throw new CorsError(response.failure, { url, finalUrl, origin: client.origin }, trace)
    },
  }
}

/** What a page hands to `fetch()`, for the wire level. */
export async function wireRequest(client: Client, url: string, init: PageRequestInit): Promise<WireRequest> {
  const { method, mode, credentials, redirect, cache, keepalive, referrer, referrerPolicy, duplex } = init
  const isStream = init.body instanceof ReadableStream
  if (isStream && duplex !== 'half') throw new TypeError("The body is a stream without duplex, expected duplex: 'half'")
  if (isStream && init.keepalive) throw new TypeError('The body is a stream with keepalive, expected no keepalive')
  const headers: Header[] = init.headers ? [...new Headers(init.headers)] : []
  let body: Uint8Array | null = null
  if (init.body !== undefined && init.body !== null) {
    // Knows all kinds of bodies, and the type that goes with each.
    const holder = new Response(init.body)
    // Bun tells the type of all but text.
    const type = typeof init.body === 'string' ? 'text/plain;charset=UTF-8' : holder.headers.get('content-type')
    if (type !== null && !headers.some(([name]) => name === 'content-type')) headers.push(['content-type', type])
    body = new Uint8Array(await holder.arrayBuffer())
  }
  const rest = { method, mode, credentials, redirect, keepalive, referrer, referrerPolicy, cacheMode: cache }
  return { url, client, headers, body, bodySourceNull: isStream, initiator: 'fetch', ...rest }
}

/** The network as the wire level sees it. */
export function transportOf(network: BrowserOptions['network']): Transport<Body> {
  return async ({ method, url, headers, body }) => {
    const init = { method, headers: headers as [string, string][], body: body as BodyInit | null }
    const response: unknown = await network(new Request(url, { ...init, redirect: 'manual' }))
    if (!(response instanceof Response))
      throw new TypeError(`The network gave ${String(response)}, expected a Response`)
    if (response.type === 'error') throw new TypeError('The network gave an error')
    const { status, statusText, headers: given, body: stream } = response
    if (response.bodyUsed || stream?.locked)
      throw new TypeError('The network gave a response whose body somebody reads already, expected a new one')
    return { status, statusText, headers: [...given], body: stream }
  }
}
