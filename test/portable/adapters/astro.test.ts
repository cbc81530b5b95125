import { afterEach, expect, it, vi } from 'vitest'
import { type AstroContext, corsMiddleware } from '../../../adapters/astro.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import type { Layer } from '../../../src/layer.ts'
import { routes } from '../../../src/routes/index.ts'

const APP = 'https://app.example.com'
const EVIL = 'https://evil.example'
const SELF = 'https://astro.example'
const OPTIONS = { origin: [APP], credentials: true } as const
const STATE = Symbol.for('astro.fetchState')

/** Cookies as Astro has them: a class whose instance parses the request when it is first asked. */
class Cookies {
  readonly #request: Request
  readonly #set = new Map<string, string>()
  #asked: ReadonlyMap<string, string> | undefined
  constructor(request: Request) {
    this.#request = request
  }
  get(name: string, { decode = decodeURIComponent }: { decode?: (value: string) => unknown } = {}) {
    if (this.#set.has(name)) return { value: this.#set.get(name) as unknown }
    const pairs = (this.#request.headers.get('cookie') ?? '').split('; ')
    this.#asked ??= new Map(pairs.map((pair) => pair.split('=') as [string, string]))
    return this.#asked.has(name) ? { value: decode(this.#asked.get(name)!) } : undefined
  }
  has(name: string): boolean {
    return this.get(name) !== undefined
  }
  set(name: string, value: string): void {
    this.#set.set(name, value)
  }
}

type Context = AstroContext & { readonly cookies: Cookies }

function toContext(request: Request, more: object = {}): Context {
  return { request, url: new URL(request.url), cookies: new Cookies(request), isPrerendered: false, ...more }
}
const contextFrom = (headers: Record<string, string> = {}, init: RequestInit = {}): Context =>
  toContext(new Request(`${SELF}/hello`, { ...init, headers }))

const hello = async (): Promise<Response> => new Response('Hello')
const allowed = ({ headers }: Response): string | null => headers.get('Access-Control-Allow-Origin')

afterEach(() => vi.restoreAllMocks())

it.each<[name: string, layer: Layer | typeof OPTIONS]>([
  ['options', OPTIONS],
  ['a policy', cors(OPTIONS)],
])('takes %s', async (_, layer) => {
  const response = await corsMiddleware(layer)(contextFrom({ Origin: APP }), hello)
  expect([await response.text(), allowed(response)]).toEqual(['Hello', APP])
})

it('answers preflights', async () => {
  const context = contextFrom({ Origin: APP, 'Access-Control-Request-Method': 'GET' }, { method: 'OPTIONS' })
  const next = vi.fn<() => Promise<Response>>(hello)
  const response = await corsMiddleware(OPTIONS)(context, next)
  expect([response.status, allowed(response), next.mock.calls]).toEqual([204, APP, []])
})

it('gives the predicate the context', async () => {
  const origin = vi.fn<(origin: unknown, context: AstroContext) => Promise<boolean>>(async () => true)
  const context = contextFrom({ Origin: APP })
  await corsMiddleware({ origin })(context, hello)
  expect(origin.mock.calls[0]![1]).toBe(context)
})

it('leaves out prerendered routes, whose headers it does not read', async () => {
  const request = Object.defineProperty(new Request(SELF), 'headers', {
    get: () => {
      throw new Error('Astro.request.headers was used')
    },
  })
  const onDecision = vi.fn<() => void>()
  const response = await corsMiddleware({ origin: '*', onDecision })(toContext(request, { isPrerendered: true }), hello)
  expect([allowed(response), onDecision.mock.calls]).toEqual([null, []])
})

it('sets the request of a layer', async () => {
  const other = new Request(SELF)
  const context = contextFrom()
  const layer: Layer = {
    wrap:
      (handler) =>
      (_request, ...rest) =>
        handler(other as never, ...rest),
  }
  await corsMiddleware(layer)(context, hello)
  expect(context.request).toBe(other)
})

/** Requests whose headers can be changed, as on Node, and those whose headers cannot, as on Deno and Workers. */
const KINDS: readonly (readonly [kind: string, make: (request: Request) => Request])[] = [
  ['can be changed', (request) => request],
  [
    'are immutable',
    (request) => {
      const refuse = (): never => {
        throw new TypeError('immutable')
      }
      const headers = Object.assign(new Headers(request.headers), { delete: refuse, set: refuse })
      return Object.defineProperty(request, 'headers', { value: headers, configurable: true })
    },
  ],
]

it.each(KINDS)('hides the user of a request whose headers %s', async (_, make) => {
  const headers = { Cookie: 'session=1', Authorization: 'Basic YTpi', 'X-A': '1' }
  const request = make(new Request(SELF, { method: 'POST', body: 'Hello', headers }))
  const context = toContext(request)
  // Middleware before the policy.
  expect(context.cookies.get('session')).toEqual({ value: '1' })
  await corsMiddleware({ origin: '*', cookieless: true })(context, async () => {
    const { cookies } = context
    expect(context.request).toBe(request)
    expect([...request.headers.keys()].filter((name) => name !== 'content-type')).toEqual(['x-a'])
    expect([cookies.get('session'), cookies.has('session')]).toEqual([undefined, false])
    cookies.set('own', '2')
    expect([cookies.get('own'), cookies.has('own')]).toEqual([{ value: '2' }, true])
    expect(request.clone().headers.get('cookie')).toBeNull()
    expect(await request.text()).toBe('Hello')
    return new Response()
  })
})

it('decides once where a rewrite runs it again', async () => {
  const onDecision = vi.fn<() => void>()
  const middleware = corsMiddleware({ ...OPTIONS, onDecision })
  const state = { [STATE]: {} }
  const request = new Request(SELF, { headers: { Origin: APP } })
  const response = await middleware(toContext(request, state), async () =>
    middleware(toContext(new Request(`${SELF}/other`, { headers: { Origin: APP } }), state), hello),
  )
  expect([allowed(response), onDecision.mock.calls.length]).toEqual([APP, 1])
})

it.each([
  [APP, APP],
  [EVIL, null],
])('covers the page that Astro puts in place of an empty answer, for %s', async (from, expected) => {
  const onDecision = vi.fn<() => void>()
  const middleware = corsMiddleware({ ...OPTIONS, onDecision })
  const request = new Request(SELF, { headers: { Origin: from } })
  const empty = new Response(null, { status: 404, headers: { 'X-A': '1', 'Access-Control-Allow-Origin': EVIL } })
  const first = await middleware(toContext(request), async () => empty)
  expect([first.body, allowed(first), first.headers.get('X-A'), first.headers.get('Vary')]).toEqual([
    null,
    expected,
    '1',
    'Origin',
  ])
  const headers = { 'Access-Control-Allow-Origin': EVIL, Vary: 'Accept' }
  const page = await middleware(toContext(request), async () => new Response('Not here', { headers }))
  expect([allowed(page), page.headers.get('Vary'), await page.text()]).toEqual([expected, 'Accept, Origin', 'Not here'])
  // Astro keeps the headers of the empty answer, and those of the page that it does not have.
  expect(first.headers.get('Vary')).toBe('Accept, Origin')
  expect(onDecision).toHaveBeenCalledOnce()
})

it('covers a page in place of an answer by the row of a table', async () => {
  const middleware = corsMiddleware(routes({ '/*': OPTIONS }))
  const request = new Request(`${SELF}/a`, { headers: { Origin: APP } })
  const first = await middleware(toContext(request), async () => new Response(null, { status: 404 }))
  const page = await middleware(toContext(request), async () => new Response('Not here'))
  expect([first.body, allowed(first), allowed(page)]).toEqual([null, APP, APP])
})

it('leaves an empty answer empty where middleware behind it goes on with another request, as next(path) does', async () => {
  const onDecision = vi.fn<() => void>()
  const middleware = corsMiddleware({ ...OPTIONS, onDecision })
  const context = contextFrom({ Origin: APP })
  const { request } = context
  const first = await middleware(context, async () => {
    context.request = new Request(`${SELF}/other`, { headers: { Origin: APP } })
    return new Response(null, { status: 404 })
  })
  expect([first.body, allowed(first)]).toEqual([null, APP])
  const page = await middleware(toContext(request), hello)
  expect([allowed(page), onDecision.mock.calls.length]).toEqual([APP, 1])
})

it('leaves the headers of the application alone behind a guard', async () => {
  const headers = { 'Access-Control-Allow-Origin': APP }
  const empty = new Response(null, { status: 404, headers })
  const response = await corsMiddleware(csrf({ self: SELF }))(contextFrom({ Origin: APP }), async () => empty)
  expect([response.body, allowed(response)]).toEqual([null, APP])
})

it('answers an error for a page of another origin, with a body that Astro keeps', async () => {
  const report = vi.spyOn(console, 'error').mockReturnValue()
  const error = new Error('Thrown')
  const response = await corsMiddleware(OPTIONS)(contextFrom({ Origin: APP }), () => Promise.reject(error))
  expect([response.status, allowed(response), response.body === null]).toEqual([500, APP, false])
  expect(await response.text()).toBe('')
  expect(report).toHaveBeenCalledExactlyOnceWith(error)
})

it.each<[from: string, headers: Record<string, string>]>([
  ['a navigation', {}],
  ['a page of its own', { Origin: SELF }],
])('gives an error for %s back to Astro, and covers the error page', async (_, headers) => {
  const onDecision = vi.fn<() => void>()
  const middleware = corsMiddleware({ origin: '*', onDecision })
  const context = contextFrom(headers)
  const error = new Error('Thrown')
  await expect(Promise.resolve(middleware(context, () => Promise.reject(error)))).rejects.toBe(error)
  const page = await middleware(toContext(context.request), async () => new Response('Sorry', { status: 500 }))
  expect([await page.text(), allowed(page), onDecision.mock.calls.length]).toEqual(['Sorry', '*', 1])
})

it('gives errors back to Astro with onError: throw', async () => {
  const error = new Error('Thrown')
  const answer = corsMiddleware({ ...OPTIONS, onError: 'throw' })(contextFrom({ Origin: APP }), () =>
    Promise.reject(error),
  )
  await expect(Promise.resolve(answer)).rejects.toBe(error)
})
