import { describe, expect, it, vi } from 'vitest'
import { withCors } from '../../../adapters/bun.ts'
import { protect } from '../../../src/csrf/index.ts'
import type { CorsOptions, TupleOrigin } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS: CorsOptions = { origin: [A] }
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

type Handler = (this: unknown, request: Request, server?: unknown) => Response | Promise<Response>
interface Served {
  readonly fetch: Handler
  readonly routes: Record<string, Record<string, Handler> & Handler>
}

const server = { requestIP: () => null, upgrade: () => true }

function served(serve: object, options: CorsOptions = OPTIONS): Served {
  return withCors(options, serve) as unknown as Served
}

describe('fetch', () => {
  it('is called with the server as argument and as this, as Bun does', async () => {
    const calls: unknown[][] = []
    const { fetch } = served({
      fetch(this: unknown, ...given: unknown[]) {
        calls.push([this, ...given])
        return new Response('data')
      },
    })
    const request = requestFrom(A)

    expect(corsHeaders(await fetch.call(server, request, server))).toEqual(SHARED)
    expect((await fetch.call(server, preflightFrom(A), server)).status).toBe(204)
    expect(calls).toHaveLength(1)
    expect(calls[0]?.[0]).toBe(server)
    expect(calls[0]?.[1]).toBe(request)
    expect(calls[0]?.[2]).toBe(server)
  })

  it('is added if it is missing, and answers unmatched requests', async () => {
    const { fetch } = served({ routes: {} })

    expect((await fetch(requestFrom(A), server)).status).toBe(404)
    expect(corsHeaders(await fetch(requestFrom(A), server))).toEqual(SHARED)
    expect((await fetch(preflightFrom(A), server)).status).toBe(204)
  })

  it('may upgrade to a WebSocket and return nothing', async () => {
    const { fetch } = served({ fetch: () => undefined, websocket: {} })

    expect(await fetch(requestFrom(A, 'GET', { Upgrade: 'websocket' }), server)).toBeUndefined()
  })

  it('keeps all other options', () => {
    const websocket = { message: () => {} }

    expect(served({ fetch: () => new Response(), websocket, port: 3000, development: true })).toMatchObject({
      websocket,
      port: 3000,
      development: true,
    })
    expect(Object.keys(served({ fetch: () => new Response() }))).toEqual(['fetch'])
  })
})

describe('routes', () => {
  const bundle = { index: './index.html', files: [] }
  const { routes, fetch } = served({
    routes: {
      '/function': () => new Response('function'),
      '/methods': { GET: () => new Response('get'), POST: async () => new Response('post'), PUT: new Response('put') },
      '/options': { OPTIONS: () => new Response('own') },
      '/static': new Response('static', { headers: { 'X-Kind': 'static' } }),
      '/off': false,
      '/page': bundle,
    },
    fetch: () => new Response('fallback'),
  })
  const answer = async (handler: Handler | undefined, request: Request) => {
    const response = await (handler as Handler).call(server, request, server)
    return [response.status, await response.text(), corsHeaders(response)]
  }

  it('that are functions are wrapped', async () => {
    await expect(answer(routes['/function'], requestFrom(A))).resolves.toEqual([200, 'function', SHARED])
    expect((await answer(routes['/function'], preflightFrom(A)))[0]).toBe(204)
  })

  it('that are objects of methods get an OPTIONS for preflights', async () => {
    const methods = routes['/methods']

    await expect(answer(methods?.['GET'], requestFrom(A))).resolves.toEqual([200, 'get', SHARED])
    await expect(answer(methods?.['POST'], requestFrom(A, 'POST'))).resolves.toEqual([200, 'post', SHARED])
    await expect(answer(methods?.['PUT'], requestFrom(A, 'PUT'))).resolves.toEqual([200, 'put', SHARED])
    expect((await answer(methods?.['OPTIONS'], preflightFrom(A)))[0]).toBe(204)
    await expect(answer(methods?.['OPTIONS'], requestFrom(A, 'OPTIONS'))).resolves.toEqual([200, 'fallback', SHARED])
  })

  it('that have an OPTIONS handler keep it', async () => {
    const own = routes['/options']?.['OPTIONS']

    await expect(answer(own, requestFrom(A, 'OPTIONS'))).resolves.toEqual([200, 'own', SHARED])
    expect((await answer(own, preflightFrom(A)))[0]).toBe(204)
  })

  it('that are responses answer each request with a new copy', async () => {
    const once = await (routes['/static'] as Handler)(requestFrom(A), server)
    once.headers.set('X-Kind', 'changed')

    await expect(answer(routes['/static'], requestFrom(null))).resolves.toEqual([200, 'static', { vary: 'Origin' }])
    await expect(answer(routes['/static'], requestFrom(A))).resolves.toEqual([200, 'static', SHARED])
    const again = await (routes['/static'] as Handler)(requestFrom(A), server)
    expect(again.headers.get('X-Kind')).toBe('static')
  })

  it('that are files serve them, and do not match if the file is missing', async () => {
    const file = (isThere?: boolean) =>
      Object.assign(new Blob(['file'], { type: 'text/css' }), isThere !== undefined && { exists: async () => isThere })
    const { routes: files } = served({
      routes: { '/blob': file(), '/file': file(true), '/missing': file(false) },
      fetch(this: unknown) {
        return new Response(`fallback ${this === server}`)
      },
    })

    await expect(answer(files['/blob'], requestFrom(A))).resolves.toEqual([200, 'file', SHARED])
    await expect(answer(files['/file'], requestFrom(A))).resolves.toEqual([200, 'file', SHARED])
    await expect(answer(files['/missing'], requestFrom(A))).resolves.toEqual([200, 'fallback true', SHARED])
    expect((await answer(files['/file'], preflightFrom(A)))[0]).toBe(204)
  })

  it('that only Bun can serve are left as they are', async () => {
    expect(routes['/off']).toBe(false)
    expect(routes['/page']).toBe(bundle)
    await expect(answer(fetch, requestFrom(A))).resolves.toEqual([200, 'fallback', SHARED])
  })
})

it.each(['routes', 'static'] as const)('routes are wrapped under their new and old name: %s', async (name) => {
  const given = served({
    [name]: { '/methods': { POST: () => new Response('post') }, '/static': new Response('static') },
  })
  const { '/methods': methods, '/static': fixed } = (given as unknown as Record<string, Served['routes']>)[name]!

  expect(corsHeaders(await methods!['POST']!(requestFrom(A, 'POST'), server))).toEqual(SHARED)
  expect((await methods!['OPTIONS']!(preflightFrom(A), server)).status).toBe(204)
  expect(corsHeaders(await fixed!(requestFrom(A), server))).toEqual(SHARED)
})

describe('error', () => {
  const boom = () => {
    throw new Error('Down')
  }

  it.each([
    ['throws', boom],
    ['rejects', async () => boom()],
  ])('answers for a handler that %s, and its response is decorated', async (_, handler) => {
    const error = vi.fn<(this: unknown, error: Error) => Response>(
      (failure) => new Response(failure.message, { status: 503 }),
    )
    const { fetch, routes } = served({ fetch: handler, routes: { '/r': handler }, error })

    for (const run of [fetch, routes['/r'] as Handler]) {
      // oxlint-disable-next-line no-await-in-loop
      const response = await run.call(server, requestFrom(A), server)
      expect([response.status, corsHeaders(response)]).toEqual([503, SHARED])
    }
    expect(error.mock.contexts).toEqual([server, server])
  })

  it('is not called for a thrown Response', async () => {
    const handler = () => {
      throw new Response(null, { status: 401 })
    }
    const response = await served({ fetch: handler, error: boom }).fetch.call(server, requestFrom(A), server)

    expect([response.status, corsHeaders(response)]).toEqual([401, SHARED])
  })

  it.each([
    ['nothing', () => undefined, 'undefined'],
    ['a string, later', async () => 'data', '"data"'],
  ])('answers for a handler that returns %s', async (_what, handler, words) => {
    const error = (thrown: Error) => new Response(thrown.message, { status: 500 })
    const response = await served({ fetch: handler, error }).fetch.call(server, requestFrom(A), server)

    expect([response.status, corsHeaders(response)]).toEqual([500, SHARED])
    await expect(response.text()).resolves.toContain(`answered with ${words}, expected a Response`)
  })

  it('stays in the options, for errors outside of handlers', () => {
    const error = () => new Response()

    expect(served({ fetch: boom, error })).toHaveProperty('error', error)
  })

  it('may be missing, and then the policy answers errors', async () => {
    const { fetch } = served({ fetch: boom }, { ...OPTIONS, onError: () => new Response(null, { status: 502 }) })

    expect((await fetch(requestFrom(A), server)).status).toBe(502)
  })
})

it('gives predicates the request and the server', async () => {
  const origin = vi.fn<(origin: TupleOrigin, context: unknown) => boolean>(() => true)
  const request = requestFrom(A)
  await served({ fetch: () => new Response() }, { origin }).fetch(request, server)

  const context = origin.mock.calls[0]?.[1] as { request: Request; server: unknown }
  expect(context.request).toBe(request)
  expect(context.server).toBe(server)
})

it('accepts a policy or options, and refuses invalid options', async () => {
  const { fetch } = withCors(syncPolicy(OPTIONS), { fetch: (_request: Request) => new Response() })

  expect(corsHeaders(fetch(requestFrom(A)))).toEqual(SHARED)
  expect(() => served({ fetch }, { origin: 'null' })).toThrow('origin is "null"')
})

describe('odd routes and handlers', () => {
  const foreign = (): Response => new Response('get', { headers: { 'Access-Control-Allow-Origin': '*' } })
  const evil = requestFrom('https://evil.example')

  it.each(['summary', 'M-SEARCH', 'get'])('a route with the key %s is still behind the policy', async (key) => {
    const { routes } = served({ routes: { '/items': { GET: foreign, [key]: 'list' } } })

    expect(corsHeaders(await (routes as Record<string, Record<string, Handler>>)['/items']!['GET']!(evil))).toEqual({
      vary: 'Origin',
    })
    expect(routes['/items']).toMatchObject({ [key]: 'list' })
  })

  it.each([
    ['at once', () => undefined],
    ['later', async () => undefined],
  ])('an error handler that returns nothing (%s) leads to a decorated 500', async (_when, error) => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const fault = new Error('broken')
    const { fetch } = served({
      error,
      fetch: () => {
        throw fault
      },
    })
    const response = await fetch.call(server, requestFrom(A), server)

    expect([response.status, corsHeaders(response)]).toEqual([500, SHARED])
    expect(report.mock.calls).toEqual([[fault]])
    report.mockRestore()
  })
})

describe('a request that a cookieless policy has copied', () => {
  it.each([
    ['the server that fetch gets', (handle: Handler) => ({ fetch: handle })],
    [
      'the server that fetch is called on',
      (handle: Handler) => ({
        fetch(this: unknown, request: Request) {
          return handle(request, this)
        },
      }),
    ],
    ['a route', (handle: Handler) => ({ routes: { '/r': handle } })],
  ])('is known to %s', async (_, serveOf) => {
    const request = requestFrom(A, 'GET', { Authorization: 'Basic dTpw' })
    const knows = {
      port: 3000,
      requestIP(this: unknown, asked: Request) {
        return this === knows && asked === request ? '192.0.2.1' : null
      },
      timeout: (asked: Request, seconds: number) => asked === request && seconds,
      upgrade: () => false,
    }
    const handle: Handler = (given, self) => {
      const of = self as typeof knows
      return Response.json([
        given.headers.has('authorization'),
        of.requestIP(given),
        of.timeout(given, 5),
        of.port,
        'requestIP' in of,
      ])
    }
    const { fetch, routes } = served(serveOf(handle), { origin: '*', cookieless: true })
    const response = await (routes ? (routes['/r'] as Handler) : fetch).call(knows, request, knows)

    await expect(response.json()).resolves.toEqual([false, '192.0.2.1', 5, 3000, true])
    expect(request.headers.has('authorization')).toBe(true)
  })
})

describe('cookies that Bun has already parsed', () => {
  const OPEN = { origin: '*', cookieless: true } as const

  /** The relevant part of a `Bun.CookieMap`: it records the changes that Bun sends to the browser. */
  class Cookies extends Map<string, string> {
    readonly changes: unknown[] = []
    override set(name: string, value: string): this {
      this.changes?.push([name, value])
      return super.set(name, value)
    }
    override delete(name: string): boolean {
      this.changes.push([name])
      return super.delete(name)
    }
  }

  /** A `BunRequest` whose clones have its cookies. */
  function bunRequest(cookies = new Cookies([['id', '7']])): Request & { readonly cookies: Cookies } {
    const request = requestFrom(A, 'GET', { Cookie: 'id=7' })
    cookies.changes.length = 0
    Object.defineProperty(request, 'clone', {
      configurable: true,
      writable: true,
      value: () => bunRequest(new Cookies(cookies)),
    })
    return Object.defineProperty(request, 'cookies', { configurable: true, value: cookies }) as never
  }

  it.each([
    ['withCors', (serve: object) => served(serve, OPEN)],
    [
      'protect',
      (serve: object) => withCors(protect(OPEN, { self: 'https://api.example.com' }), serve) as unknown as Served,
    ],
  ])('are hidden by %s, also in clones, and changes of a route still reach the browser', async (_, mount) => {
    const request = bunRequest()
    const { cookies } = request
    const seen: unknown[] = []
    const { routes } = mount({
      routes: {
        '/r': (given: typeof request) => {
          seen.push(given === request, [...given.cookies], [...(given.clone() as typeof given).cookies])
          given.cookies.set('theme', 'dark')
          seen.push([...given.cookies])
          given.cookies.delete('theme')
          seen.push([...given.cookies])
          return new Response()
        },
      },
    })
    await (routes['/r'] as Handler)(request, server)

    expect(seen).toEqual([true, [], [], [['theme', 'dark']], []])
    expect(cookies.changes).toEqual([['theme', 'dark'], ['theme']])
  })

  it('stay if the policy is not cookieless, or if there are none', async () => {
    const handed = async (request: Request & { readonly cookies: Cookies }, options: CorsOptions) => {
      const { fetch } = served({ fetch: ({ cookies }: typeof request) => Response.json(cookies === given) }, options)
      const given = request.cookies
      return (await fetch(request, server)).json()
    }

    await expect(handed(bunRequest(), OPTIONS)).resolves.toBe(true)
    await expect(handed(bunRequest(new Cookies()), OPEN)).resolves.toBe(true)
    await expect(handed(bunRequest(), OPEN)).resolves.toBe(false)
  })
})
