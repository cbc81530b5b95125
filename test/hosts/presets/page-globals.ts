import type { Page } from '../../../src/browser/index.ts'

/** What a page has in addition to `fetch` and `XMLHttpRequest`, such as `document`. */
export type Window = { readonly [name: string]: unknown; readonly happyDOM: { readonly abort: () => Promise<void> } }

/**
 * What a script finds in a browser: `fetch` and `XMLHttpRequest` of a simulated page, the rest of this runtime, and a
 * document of the window.
 */
export function globalsOf(page: Page, window: Window): object {
  const own: Record<PropertyKey, unknown> = {}
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!/^((local|session)Storage|process|navigator)$/.test(name)) own[name] = (globalThis as never)[name]
  }
  const scope: object = new Proxy(own, {
    has: (_own, name) => name in own || name in window,
    get: (_own, name) => {
      if (name in own) return own[name]
      const value = window[name as string]
      return typeof value === 'function' && /^[a-z]/.test(String(name)) ? (value.bind(window) as unknown) : value
    },
  })
  const fetch = fetchOf(page)
  return Object.assign(scope, {
    // Tracing libraries replace only a `fetch` that looks native.
    fetch: Object.assign(fetch, { toString: () => 'function fetch() { [native code] }' }),
    XMLHttpRequest: xhrOf(fetch),
    ...Object.fromEntries(['globalThis', 'window', 'self'].map((name) => [name, scope])),
  })
}

/** The `fetch` of a page, which also takes a `Request`. */
function fetchOf(page: Page): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : undefined
    const own = request && { method: request.method, headers: request.headers, body: await bodyOf(request) }
    const { signal = request?.signal, ...rest } = { ...own, ...init }
    const response = await page.fetch(request?.url ?? (input as string | URL), { ...rest, signal } as object)
    return signal ? abortable(response, signal) : response
  }
}

async function bodyOf(request: Request): Promise<ArrayBuffer | null> {
  return request.body && (await request.arrayBuffer())
}

/** Ends the body when the signal says so, as a browser does. */
function abortable(response: Response, signal: AbortSignal): Response {
  const { body, status, statusText, headers } = response
  if (!body) return response
  const passing = new TransformStream<Uint8Array, Uint8Array>()
  body.pipeTo(passing.writable, { signal }).catch(() => {})
  const made = new Response(passing.readable, { status, statusText, headers })
  return Object.defineProperty(made, 'url', { value: response.url })
}

/** As much of XMLHttpRequest as the clients use, by the `fetch` of a page. */
function xhrOf(fetch: (url: string, init: RequestInit) => Promise<Response>): unknown {
  return class XMLHttpRequest extends EventTarget {
    readonly upload = new EventTarget()
    readonly #headers = new Headers()
    readonly #abort = new AbortController()
    #request: readonly [method: string, url: string] = ['GET', '']
    #received: Headers | undefined
    readyState = 0
    status = 0
    statusText = ''
    response: unknown = ''
    responseText = ''
    responseType = ''
    responseURL = ''
    withCredentials = false

    open(method: string, url: string | URL): void {
      this.#request = [method, String(url)]
      this.#move(1)
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers.append(name, value)
    }

    getResponseHeader(name: string): string | null {
      return this.#received?.get(name) ?? null
    }

    getAllResponseHeaders(): string {
      return [...(this.#received ?? [])].map((line) => line.join(': ')).join('\r\n')
    }

    abort(): void {
      this.#abort.abort()
    }

    send(body?: BodyInit | null): void {
      void this.#exchange(body ?? null).catch(() => this.#finish('error'))
    }

    async #exchange(body: BodyInit | null): Promise<void> {
      const [method, url] = this.#request
      const credentials = this.withCredentials ? 'include' : 'same-origin'
      const init: RequestInit = { method, headers: this.#headers, body, credentials, signal: this.#abort.signal }
      const response = await fetch(url, init)
      this.#received = response.headers
      Object.assign(this, { status: response.status, statusText: response.statusText, responseURL: response.url })
      this.#move(2)
      const bytes = await response.arrayBuffer()
      this.responseText = this.responseType === 'arraybuffer' ? '' : new TextDecoder().decode(bytes)
      this.response = this.responseType === 'arraybuffer' ? bytes : this.responseText
      this.#move(3)
      this.#finish('load')
    }

    #finish(type: 'load' | 'error'): void {
      this.#move(4)
      for (const one of [type, 'loadend']) this.#fire(one)
    }

    #move(state: number): void {
      this.readyState = state
      this.#fire('readystatechange')
    }

    #fire(type: string): void {
      const event = new Event(type)
      this.dispatchEvent(event)
      const listener = (this as unknown as Record<string, unknown>)[`on${type}`]
      if (typeof listener === 'function') listener.call(this, event)
    }
  }
}
