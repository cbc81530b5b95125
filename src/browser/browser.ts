import { refuseUnknown } from '../policy/arguments.ts'
import { unexpected } from '../wording/unexpected.ts'
import { CorsError } from './outcome/cors-error.ts'
import { pageResponse } from './outcome/page-response.ts'
import type { Step } from './outcome/step.ts'
import type { ProfileName } from './profile.ts'
import { clientOf } from './request/client.ts'
import { type PageRequestInit, wireRequest } from './request/page-request.ts'
import type { Body } from './terms/body.ts'
import type { Client, Transport } from './terms/wire.ts'
import { createUserAgent, type UserAgent, type UserAgentOptions } from './user-agent.ts'

/** The parts of a browser. */
export interface BrowserOptions {
  /** Anything that answers requests: a wrapped Worker, a Hono app's `fetch`, or a real `fetch`. */
  readonly network: (request: Request) => Response | Promise<Response>
  /** The browser to behave like; by default the standard. */
  readonly profile?: ProfileName | undefined
  /** A clock in milliseconds that does not go back; by default `Date.now`. */
  readonly clock?: UserAgentOptions['clock']
  /** `true` for cookies as the browser's engine treats them, or a store of your own; by default there are no cookies. */
  readonly cookies?: UserAgentOptions['cookies']
}

/** An open page, which can make requests. */
export interface Page {
  /** The serialized origin. */
  readonly origin: string
  /**
   * Does what the page's own `fetch()` does.
   *
   * @param input a URL, relative to the page's
   * @returns a promise of the response as the page sees it: filtered, with `type`, `url` and `redirected`
   * @throws {CorsError} when the request fails, or the page may not have the response
   * @throws {TypeError} for a request that no browser makes
   */
  readonly fetch: (input: string | URL, init?: PageRequestInit) => Promise<Response>
}

export interface Browser {
  /**
   * Opens a page.
   *
   * @param url of the page, or its origin; `null` for a page with an opaque origin
   * @param topLevelSite in the address bar, when the page is in a frame
   * @throws {TypeError} for a URL that cannot be parsed
   */
  readonly page: (url: string | null, topLevelSite?: string) => Page
}

/**
 * Creates a browser whose network is a function. It decides what a page may do as a real browser does.
 *
 * @throws {TypeError} without a network, or if another option is wrong or unknown
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
export function createBrowser(options: BrowserOptions): Browser {
  const names = { network: 1, profile: 1, clock: 1, cookies: 1 } satisfies Record<keyof BrowserOptions, 1>
  refuseUnknown(options, Object.keys(names), 'createBrowser()')
  const { network, profile, clock, cookies } = Object(options) as BrowserOptions
  if (typeof network !== 'function') {
    throw unexpected('Network is', network, 'a function from Request to Response')
  }
  const agent = createUserAgent({ transport: transportOf(network), profile, clock, cookies })
  return { page: (url, topLevelSite) => openPage(agent, clientOf(url, topLevelSite)) }
}

function openPage(agent: UserAgent<Body>, client: Client): Page {
  return {
    origin: client.origin,
    fetch: async (input, given) => {
      const init = given ?? {}
      // A `Request` says too little: several runtimes drop its mode, or keep headers that browsers forbid.
      if (typeof input !== 'string' && typeof (Object(input) as Partial<URL>).href !== 'string') {
        throw unexpected('Input is', input, 'a URL, with method, headers and mode in the second argument')
      }
      checkSignal(init.signal ?? undefined)
      init.signal?.throwIfAborted()
      const request = await wireRequest(client, String(input), init)
      const trace: Step[] = []
      const response = await agent.fetch(request, (step) => trace.push(step))
      init.signal?.throwIfAborted()
      if (!response.failure) return pageResponse(response)
      const url = new URL(request.url, client.url).href
      // Main fetch reports this step for each URL, so the last one has the URL after all redirects.
      const last = trace.findLast(({ id }) => id === 'same-origin-shortcut')?.detail['url']
      const finalUrl = typeof last === 'string' ? last : url
      throw new CorsError(response.failure, { url, finalUrl, origin: client.origin }, trace)
    },
  }
}

/** Not by `instanceof`, because test environments replace the class. */
function checkSignal(signal: unknown): void {
  if (signal !== undefined && typeof (Object(signal) as Partial<AbortSignal>).throwIfAborted !== 'function')
    throw unexpected('Signal is', signal, 'an AbortSignal')
}

/**
 * The transport that sends every exchange to a network.
 *
 * @throws {TypeError} from the transport, when the network does not return a fresh `Response`
 */
export function transportOf(network: BrowserOptions['network']): Transport<Body> {
  return async ({ method, url, headers, body }) => {
    const init = { method, headers: headers as [string, string][], body: body as BodyInit | null }
    // `manual`, because the browser itself follows redirects, and a network may pass the request on to a real `fetch`.
    const response: unknown = await network(new Request(url, { ...init, redirect: 'manual' }))
    if (!(response instanceof Response)) {
      throw unexpected('The network returned', response, 'a Response')
    }
    if (response.type === 'error') throw new TypeError('The network returned Response.error()')
    const { status, statusText, headers: given, body: stream } = response
    if (response.bodyUsed || stream?.locked) {
      throw new TypeError('The network returned a Response whose body is already used, expected a new one each time')
    }
    return { status, statusText, headers: [...given], body: stream }
  }
}
