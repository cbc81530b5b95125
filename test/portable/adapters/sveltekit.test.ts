import { afterEach, expect, it, vi } from 'vitest'
import { corsHandle, type KitEvent } from '../../../adapters/sveltekit.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import type { Layer } from '../../../src/layer.ts'

const APP = 'https://app.example.com'
const SELF = 'https://kit.example'
const OPTIONS = { origin: [APP], credentials: true } as const

/** Cookies as SvelteKit has them: own members, parsed before any hook runs. */
function toCookies(header: string, isOld: boolean): KitEvent['cookies'] & { readonly lines: string[] } {
  const asked = Object.fromEntries(header.split('; ').map((pair) => pair.split('=') as [string, string]))
  const set = new Map<string, string>()
  const decoded = (value: string | undefined, options?: { readonly decode?: (value: string) => string }) =>
    value !== undefined && options?.decode ? options.decode(value) : value
  const lines: string[] = []
  const cookies = {
    lines,
    get: (name: string, options?: never) => set.get(name) ?? decoded(asked[name], options),
    getAll: (options?: never) =>
      [...Object.keys(asked), ...set.keys()]
        .map((name) => ({ name, value: cookies.get(name, options)! }))
        .filter(({ value }) => isOld || value !== undefined),
    set: (name: string, value: string, options?: object) => {
      set.set(name, value)
      lines.push(cookies.serialize(name, value, options))
    },
    delete: (name: string, options: object) => cookies.set(name, '', { ...options, maxAge: 0 }),
    serialize: (name: string, value: string, options: { readonly path?: string; readonly maxAge?: number } = {}) =>
      `${name}=${value}; Path=${options.path ?? '/'}${options.maxAge === 0 ? '; Max-Age=0' : ''}`,
  }
  return cookies
}

interface Sent {
  readonly headers?: Record<string, string>
  readonly method?: string
  readonly isSubRequest?: boolean
  readonly isOld?: boolean
}

function toEvent({ headers = {}, method = 'GET', isSubRequest = false, isOld = false }: Sent = {}) {
  const request = new Request(`${SELF}/hello`, { method, headers: { ...headers } })
  return {
    request,
    url: new URL(request.url),
    cookies: toCookies(headers['Cookie'] ?? '', isOld),
    isSubRequest,
    locals: {},
    fetch: vi.fn<(input: unknown) => Promise<Response>>(async () => new Response()),
  }
}

const hello = (): Response => new Response('Hello')
const allowed = ({ headers }: Response): string | null => headers.get('Access-Control-Allow-Origin')
const caught = async (answer: Response | Promise<Response>) => await Promise.resolve(answer)

afterEach(() => vi.restoreAllMocks())

it.each<[name: string, layer: Layer | typeof OPTIONS]>([
  ['options', OPTIONS],
  ['a policy', cors(OPTIONS)],
])('takes %s', async (_, layer) => {
  const handle = corsHandle(layer)
  const response = await handle({ event: toEvent({ headers: { Origin: APP } }), resolve: hello })
  expect([await response.text(), allowed(response)]).toEqual(['Hello', APP])
})

it('hands on the event itself where there is nothing to change', async () => {
  const event = toEvent()
  const resolve = vi.fn<(event: KitEvent) => Response>(hello)
  await corsHandle(OPTIONS)({ event, resolve })
  expect(resolve.mock.calls[0]![0]).toBe(event)
})

it('gives the predicate the event', async () => {
  const origin = vi.fn<(origin: unknown, event: KitEvent) => Promise<boolean>>(async () => true)
  const event = toEvent({ headers: { Origin: APP } })
  await corsHandle({ origin })({ event, resolve: hello })
  expect(origin.mock.calls[0]![1]).toBe(event)
})

it('hands on the request of a layer', async () => {
  const other = new Request(SELF)
  const layer: Layer = {
    wrap:
      (handler) =>
      (_request, ...rest) =>
        handler(other as never, ...rest),
  }
  const seen = await corsHandle(layer)({
    event: toEvent(),
    resolve: ({ request }) => new Response(String(request === other)),
  })
  expect(await seen.text()).toBe('true')
})

it('does not decide about requests of event.fetch', async () => {
  const onDecision = vi.fn<() => void>()
  const handle = corsHandle({ ...OPTIONS, onDecision })
  const response = await handle({ event: toEvent({ isSubRequest: true, headers: { Origin: APP } }), resolve: hello })
  expect([allowed(response), onDecision.mock.calls]).toEqual([null, []])
})

it.each([false, true])('hides the user from a request that event.fetch makes: %s', async (isSubRequest) => {
  const event = toEvent({ isSubRequest, headers: { Cookie: 'session=1', Authorization: 'Basic YTpi' } })
  const handle = corsHandle({ origin: '*', cookieless: true })
  await handle({
    event,
    resolve: async (seen) => {
      expect(seen.locals).toBe(event.locals)
      expect([...seen.request.headers.keys()]).toEqual([])
      expect(seen.cookies.get('session')).toBeUndefined()
      seen.cookies.set('own', '2', { path: '/' } as never)
      expect(seen.cookies.get('own')).toBe('2')
      expect(seen.cookies.getAll()).toEqual([{ name: 'own', value: '2' }])
      return new Response()
    },
  })
  expect([event.cookies.get('session'), event.cookies.lines]).toEqual(['1', ['own=2; Path=/']])
})

it('hides the names of cookies, as SvelteKit 2 would list them', async () => {
  const event = toEvent({ isOld: true, headers: { Cookie: 'session=1' } })
  await corsHandle({ origin: '*', cookieless: true })({
    event,
    resolve: ({ cookies }) => {
      expect(cookies.getAll()).toEqual([])
      return new Response()
    },
  })
})

it.each(['/other', new URL('/other', SELF), new Request(`${SELF}/other`, { method: 'POST', body: '1' })])(
  'sends no credentials with event.fetch: %s',
  async (input) => {
    const event = toEvent({ headers: { Cookie: 'session=1' } })
    const resolve = (seen: KitEvent) => seen.fetch(input, { headers: { 'X-A': '1' }, credentials: 'include' })
    await corsHandle({ origin: '*', cookieless: true })({ event, resolve })
    const [sent] = event.fetch.mock.calls[0]! as [Request]
    expect([sent.url, sent.credentials, sent.headers.get('X-A')]).toEqual([`${SELF}/other`, 'omit', '1'])
    expect(sent.method).toBe(input instanceof Request ? 'POST' : 'GET')
  },
)

const redirect = { status: 303, location: '/login' }
const refusal = { status: 401, body: { status: 401, message: 'Log in' } }

it('answers a thrown redirect with the cookies that were set, the last of each', async () => {
  const event = toEvent({ headers: { Origin: APP } })
  const response = await corsHandle(OPTIONS)({
    event,
    resolve: ({ cookies }) => {
      cookies.set('a', '1', { path: '/' } as never)
      cookies.set('a', '2', { path: '/' } as never)
      cookies.delete('a', { path: '/x' } as never)
      // SvelteKit 3 has defaults for all options.
      cookies.set('b', '3', undefined as never)
      cookies.delete('c', undefined as never)
      throw redirect
    },
  })
  expect([response.status, response.headers.get('Location'), allowed(response)]).toEqual([303, '/login', APP])
  expect(response.headers.getSetCookie()).toEqual([
    'a=2; Path=/',
    'a=; Path=/x; Max-Age=0',
    'b=3; Path=/',
    'c=; Path=/; Max-Age=0',
  ])
})

it('answers a thrown error of SvelteKit', async () => {
  const event = toEvent({ headers: { Origin: APP } })
  const response = await corsHandle(OPTIONS)({ event, resolve: () => Promise.reject(refusal) })
  expect([response.status, await response.json(), allowed(response)]).toEqual([401, refusal.body, APP])
})

it.each<[unknown, number]>([
  [Object.assign(new Error('Not a signal'), { status: 401, body: {}, location: '/' }), 500],
  [{ status: 401, body: 'a string' }, 500],
  [{ status: '401', body: {} }, 500],
  [undefined, 500],
  [new Response(null, { status: 418 }), 418],
])('lets the policy answer %s', async (thrown, status) => {
  vi.spyOn(console, 'error').mockReturnValue()
  const event = toEvent({ headers: { Origin: APP } })
  const response = await corsHandle(OPTIONS)({ event, resolve: () => Promise.reject(thrown) })
  expect([response.status, allowed(response)]).toEqual([status, APP])
})

it.each<[from: string, headers: Record<string, string>]>([
  ['a navigation', {}],
  ['a page of its own', { Origin: SELF }],
])('gives what is thrown for %s back to SvelteKit', async (_, headers) => {
  const onError = vi.fn<() => Response>(() => new Response())
  for (const thrown of [redirect, refusal, new Error('Thrown')]) {
    const resolve = (): Response => {
      throw thrown
    }
    const answer = async () => corsHandle({ ...OPTIONS, onError })({ event: toEvent({ headers }), resolve })
    // oxlint-disable-next-line no-await-in-loop
    await expect(answer()).rejects.toBe(thrown)
  }
  expect(onError).not.toHaveBeenCalled()
})

it('gives errors back to SvelteKit with onError: throw', async () => {
  const event = toEvent({ headers: { Origin: APP } })
  const error = new Error('Thrown')
  const answer = corsHandle({ ...OPTIONS, onError: 'throw' })({ event, resolve: () => Promise.reject(error) })
  await expect(caught(answer)).rejects.toBe(error)
})

it.each([
  ['"1"', '"1"', 304],
  ['"1"', 'W/"1"', 304],
  ['"1"', '"2"', 200],
  ['"1"', '*', 200],
])('answers, to the ETag %s, If-None-Match: %s with %i', async (etag, asked, status) => {
  const event = toEvent({ headers: { Origin: APP, 'If-None-Match': asked } })
  const headers = {
    ETag: etag,
    'Content-Type': 'text/plain',
    'X-A': '1',
    Vary: 'Accept',
    'Access-Control-Allow-Origin': '*',
  }
  const response = await corsHandle(OPTIONS)({ event, resolve: () => new Response('Hello', { headers }) })
  expect([response.status, allowed(response)]).toEqual([status, APP])
  expect([response.headers.get('X-A'), response.headers.get('Vary')]).toEqual(['1', 'Accept, Origin'])
  expect(await response.text()).toBe(status === 304 ? '' : 'Hello')
})

it('answers with 304 where closing the body fails', async () => {
  const body = new ReadableStream({
    cancel: () => {
      throw new Error('Not closed')
    },
  })
  const event = toEvent({ headers: { Origin: APP, 'If-None-Match': '"1"' } })
  const response = await corsHandle(OPTIONS)({ event, resolve: () => new Response(body, { headers: { ETag: '"1"' } }) })
  expect([response.status, allowed(response)]).toEqual([304, APP])
})

it('lets a guard refuse', async () => {
  const event = toEvent({ method: 'POST', headers: { Origin: APP, 'Sec-Fetch-Site': 'cross-site' } })
  const response = await corsHandle(csrf({ self: SELF }))({ event, resolve: hello })
  expect(response.status).toBe(403)
})
