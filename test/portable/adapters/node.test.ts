import { describe, expect, it, vi } from 'vitest'
import { fastifyCors, koaCors, type RawRequest, type RawResponse, withCors } from '../../../adapters/node.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'

// The server is a stand-in, because not every runtime has one: test/hosts/node-http.test.ts asks the real ones.

const A = 'https://a.example'
const EVIL = 'https://evil.example'

class FakeResponse implements RawResponse {
  statusCode = 200
  headersSent = false
  body: string | undefined
  readonly heads: unknown[][] = []
  readonly #lines = new Map<string, string[]>()

  getHeader(name: string): string[] | undefined {
    return this.#lines.get(name.toLowerCase())
  }
  getHeaderNames(): string[] {
    return [...this.#lines.keys()]
  }
  setHeader(name: string, value: string | readonly string[]): void {
    this.#lines.set(name.toLowerCase(), [value].flat())
  }
  appendHeader(name: string, value: string | readonly string[]): void {
    this.setHeader(name, [...(this.getHeader(name) ?? []), ...[value].flat()])
  }
  removeHeader(name: string): void {
    this.#lines.delete(name.toLowerCase())
  }
  writeHead(...head: unknown[]): this {
    this.heads.push(head)
    this.headersSent = true
    return this
  }
  end(body?: string): this {
    this.body = body
    if (!this.headersSent) this.writeHead(this.statusCode)
    return this
  }
  get lines(): Record<string, string[]> {
    return Object.fromEntries(this.#lines)
  }
}

function request(headers: Record<string, string>, method = 'GET', url = '/'): RawRequest {
  return { method, url, headers: { ...headers }, rawHeaders: Object.entries(headers).flat() }
}

function ask(
  layer: Parameters<typeof withCors>[0],
  req: RawRequest,
  handler: (req: RawRequest, res: FakeResponse) => unknown = (_req, res) => res.end('ran'),
): FakeResponse {
  const res = new FakeResponse()
  withCors(layer as ReturnType<typeof cors>, handler)(req, res)
  return res
}

const policy = cors({ origin: [A], exposeHeaders: ['x-id'] })
const shared = { 'access-control-allow-origin': [A], 'access-control-expose-headers': ['x-id'], vary: ['Origin'] }

describe('the head of a response', () => {
  const foreign = ['Access-Control-Allow-Origin', EVIL, 'X-Own', '1', 'X-Own', '2'] as const
  it.each<[string, unknown[], string[]]>([
    ['nothing', [], []],
    ['an object', [{ 'access-control-allow-origin': EVIL, 'X-Own': ['1', '2'] }], ['1', '2']],
    ['an object and a message', ['Fine', { 'access-control-max-age': '1', 'X-Own': '1' }], ['1']],
    ['a message', ['Fine'], []],
    ['names and values by turns', [foreign], ['1', '2']],
    ['names and values, after a message', ['Fine', foreign], ['1', '2']],
    [
      'pairs',
      [
        [
          ['Access-Control-Allow-Origin', EVIL],
          ['X-Own', '1'],
        ],
      ],
      ['1'],
    ],
    ['pairs with a list', [[['X-Own', ['1', '2']]]], ['1', '2']],
  ])('given %s has one owner', (_what, rest, own) => {
    const res = ask(policy, request({ origin: A }), (_req, raw) => {
      raw.setHeader('Access-Control-Max-Age', '1')
      if (own.length > 0) raw.setHeader('x-own', 'overwritten')
      raw.writeHead(201, ...rest)
    })
    expect(res.lines).toEqual({ ...shared, ...(own.length > 0 && { 'x-own': own }) })
    expect(res.heads).toEqual([[201, ...rest.filter((given) => typeof given === 'string')]])
  })

  it('stays as it is below 200', () => {
    const res = ask(policy, request({ origin: A }), (_req, raw) => raw.writeHead(199, 'Hint', { Link: '<a>' }))
    expect([res.heads, res.lines]).toEqual([[[199, 'Hint', { Link: '<a>' }]], {}])
    expect(ask(policy, request({ origin: A }), (_req, raw) => raw.writeHead(200)).lines).toEqual(shared)
  })

  it('merges Vary, and leaves it alone where all answers are the same', () => {
    const answer = (_req: RawRequest, res: FakeResponse): unknown => {
      res.setHeader('Vary', ['Accept', 'Cookie'])
      return res.end()
    }
    expect(ask(policy, request({}), answer).lines).toEqual({ vary: ['Accept, Cookie, Origin'] })
    expect(ask(cors({ origin: '*' }), request({}), answer).lines).toMatchObject({ vary: ['Accept', 'Cookie'] })
  })
})

describe('the answer of a layer', () => {
  it('is complete for a preflight, and has no body', () => {
    const handler = vi.fn<() => void>()
    const res = ask(policy, request({ origin: A, 'access-control-request-method': 'PUT' }, 'OPTIONS'), handler)
    expect([res.heads, res.body, res.lines['content-type']]).toEqual([[[204]], undefined, undefined])
    expect(handler).not.toHaveBeenCalled()
  })

  it('is a text for a refusal', () => {
    const res = ask(csrf({ self: A }), request({ origin: EVIL }, 'POST'))
    expect([res.heads, res.body]).toEqual([[[403]], 'origin-mismatch'])
    expect(res.lines).toEqual({
      'content-type': ['text/plain;charset=UTF-8'],
      'cache-control': ['no-store'],
      vary: ['Origin, Sec-Fetch-Site'],
    })
  })

  it('only names what decided where a guard lets a request pass', () => {
    const res = ask(csrf({ self: A }), request({ origin: A }, 'POST'), (_req, raw) => {
      raw.setHeader('Access-Control-Allow-Origin', EVIL)
      raw.end('ran')
    })
    expect([res.body, res.lines]).toEqual([
      'ran',
      { 'access-control-allow-origin': [EVIL], vary: ['Origin, Sec-Fetch-Site'] },
    ])
  })

  it('is no value for the host, as Next.js asks of an API route', async () => {
    const preflight = (): RawRequest => request({ origin: A, 'access-control-request-method': 'PUT' }, 'OPTIONS')
    const handler = async (): Promise<void> => {}
    const slow = cors({ origin: async () => true })

    expect(withCors(policy, handler)(preflight(), new FakeResponse())).toBeUndefined()
    expect(await withCors(slow, handler)(preflight(), new FakeResponse())).toBeUndefined()
    expect(withCors(cors({ origin: [A], enforce: true }), handler)(request({ origin: EVIL }), new FakeResponse())).toBe(
      undefined,
    )
  })

  it('comes too late after another answer', async () => {
    const res = new FakeResponse()
    const handler = withCors({ origin: async () => false, enforce: true }, async () => {})
    const late = handler(request({ origin: A }), res)
    res.writeHead(503)
    await late
    expect([res.heads, res.body]).toEqual([[[503]], undefined])
  })
})

describe('a raw request', () => {
  it.each([
    [{ host: 'app.example.com' }, 200],
    [{ ':authority': 'app.example.com' }, 200],
    [{ host: 'b.example', ':authority': 'app.example.com' }, 403],
    [{}, 403],
  ])('has its host in %j', (headers, status) => {
    const guard = csrf({ self: A, allowedHosts: ['app.example.com'] })
    expect(ask(guard, request(headers as Record<string, string>)).heads).toEqual([[status]])
  })

  it('has the whole path below a mount', () => {
    const guard = csrf({ self: A, bypass: 'POST /api/hook' })
    const req = request({ origin: EVIL }, 'POST', '/hook?a')
    expect(ask(guard, req).heads).toEqual([[403]])
    expect(ask(guard, { ...req, originalUrl: '/api/hook?a' }).heads).toEqual([[200]])
  })

  it('has an origin that no page can have', () => {
    const enforced = cors({ origin: [A], enforce: true })
    for (const origin of ['http://unknown.invalid', 'https://unknown.invalid', 'http://app.example.com'])
      expect(ask(enforced, request({ host: 'app.example.com', origin })).heads).toEqual([[403]])
  })

  it('without method and URL belongs to the handler', () => {
    expect(ask(policy, { headers: {}, rawHeaders: [] }).body).toBe('ran')
  })

  it.each([
    ['Basic YTpi', ['x-own']],
    ['NTLM a', ['x-own']],
    ['Bearer basic', ['authorization', 'x-own']],
  ])('loses the user of a cookieless policy, with Authorization: %s', (authorization, kept) => {
    const sent = { cookie: 'a=1', authorization, 'x-own': 'cookie' }
    const raw = ['Cookie', 'a=1', 'AUTHORIZATION', authorization, 'cookie', 'b=2', 'X-Own', 'cookie']
    const req = {
      ...request(sent),
      rawHeaders: raw,
      headersDistinct: { cookie: ['a=1'], authorization: [authorization] },
    }
    ask(cors({ origin: '*', cookieless: true }), req)
    expect(Object.keys(req.headers)).toEqual(kept)
    expect(Object.keys(req.headersDistinct)).toEqual(kept.filter((name) => name !== 'x-own'))
    expect(raw.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())).toEqual(kept)
  })
})

it('calls a handler with `this` and all arguments, and returns what it returns', () => {
  const handler = vi.fn<(req: RawRequest, res: RawResponse, params: number) => string>(() => 'returned')
  const [owner, req, res] = [{}, request({}), new FakeResponse()]
  expect(withCors(policy, handler).call(owner, req, res, 1)).toBe('returned')
  expect(handler.mock.calls).toEqual([[req, res, 1]])
  expect(handler.mock.contexts).toEqual([owner])
})

it.each([policy, cors({ origin: [A], enforce: true }), csrf({ self: A })])(
  'refuses a `Request`, as a route of the App Router gets it, because it would see no headers: %o',
  (layer) => {
    const handler = vi.fn<() => void>()
    const mounted = withCors(layer, handler) as unknown as (request: Request, context: object) => unknown
    const middleware = withCors(layer) as unknown as typeof mounted

    for (const run of [mounted, middleware])
      expect(() => run(new Request('https://api.example/', { headers: { Origin: EVIL } }), {})).toThrow(
        'The request is a Request, expected one of a Node server',
      )
    expect(handler).not.toHaveBeenCalled()
  },
)

describe('middleware', () => {
  it.each<[string, Parameters<typeof cors>[0]['origin']]>([
    ['at once', [A]],
    ['later', async () => true],
  ])('goes on without an argument, %s', async (_when, origin) => {
    const next = vi.fn<(...args: unknown[]) => void>()
    await withCors(cors({ origin }))(request({ origin: A }), new FakeResponse(), next)
    expect(next.mock.calls).toEqual([[]])
  })

  it('hands on what a layer rejects with', async () => {
    const next = vi.fn<(error?: unknown) => void>()
    const broken = { ...policy, answer: async () => Promise.reject(new Error('Broken')) }
    await withCors(broken)(request({}), new FakeResponse(), next)
    expect(next.mock.calls).toEqual([[new Error('Broken')]])
  })
})

it('says which layers it takes', () => {
  expect(() => withCors({ wrap: policy.wrap })).toThrow(TypeError)
})

it('refuses an app that has no function for raw requests', () => {
  const app = { fetch: () => new Response() }

  expect(() => withCors({ origin: [A] }, app as never)).toThrow('The handler is an object, expected a function')
})

describe('koaCors', () => {
  it('goes on, with the context for the predicate and the whole path', async () => {
    const seen: unknown[] = []
    const res = new FakeResponse()
    const ctx = { req: request({ origin: A }, 'GET', '/users'), res, originalUrl: '/api/users' }
    const middleware = koaCors({
      origin: async (_origin, context) => seen.push(new URL(context.request.url).pathname, context.ctx === ctx) > 0,
    })
    await middleware(ctx, async () => res.end('ran'))
    expect([seen, res.body, res.lines['access-control-allow-origin']]).toEqual([['/api/users', true], 'ran', [A]])
  })

  it('answers a preflight, and passes on what the next middleware throws', async () => {
    const middleware = koaCors({ origin: A })
    const res = new FakeResponse()
    const next = vi.fn<() => Promise<void>>(async () => Promise.reject(new Error('Down')))
    const req = request({ origin: A, 'access-control-request-method': 'GET' }, 'OPTIONS')
    await middleware({ req, res, originalUrl: '/' }, next)
    expect([res.statusCode, next.mock.calls]).toEqual([204, []])
    await expect(middleware({ req: request({}), res, originalUrl: '/' }, next)).rejects.toThrow('Down')
  })
})

describe('fastifyCors', () => {
  type Instance = Parameters<ReturnType<typeof fastifyCors>>[0]
  type Reply = Parameters<Parameters<Instance['addHook']>[1]>[1]

  function register(prefix: string, isRoot: boolean) {
    const hooks: Parameters<Instance['addHook']>[1][] = []
    const routes: [url: string, handler: Parameters<Instance['options']>[2]][] = []
    const root = {
      prefix,
      addHook: (_name: string, hook: (typeof hooks)[0]) => hooks.push(hook),
      options: (url: string, _settings: object, handler: (typeof routes)[0][1]) => routes.push([url, handler]),
    } satisfies Instance
    return { hooks, routes, instance: isRoot ? root : (Object.create(root) as typeof root) }
  }

  it.each([
    ['', true, []],
    ['', false, ['/*']],
    ['/api', false, ['/', '/*']],
  ])('adds to the prefix "%s" (root: %s) the routes %j', async (prefix, isRoot, urls) => {
    const { hooks, routes, instance } = register(prefix, isRoot)
    await fastifyCors({ origin: A })(instance, {})
    expect([hooks.length, routes.map(([url]) => url)]).toEqual([1, urls])
    const callNotFound = vi.fn<() => void>()
    for (const [, handler] of routes) handler({} as never, { raw: new FakeResponse(), callNotFound })
    expect(callNotFound).toHaveBeenCalledTimes(urls.length)
  })

  it('goes on, with the reply for the predicate, or answers', async () => {
    const { hooks, instance } = register('', true)
    const seen: unknown[] = []
    await fastifyCors({ origin: (_origin, { reply }) => seen.push(reply) > 0 })(instance, {})
    const [passed, answered]: Reply[] = [new FakeResponse(), new FakeResponse()].map((raw) => ({
      raw,
      callNotFound: () => {},
    }))
    await hooks[0]!({ raw: request({ origin: A }) }, passed!)
    expect([seen, (passed!.raw as FakeResponse).body, passed!.raw.headersSent]).toEqual([[passed], undefined, false])
    await hooks[0]!({ raw: request({ origin: A, 'access-control-request-method': 'GET' }, 'OPTIONS') }, answered!)
    expect([answered!.raw.statusCode, answered!.raw.headersSent]).toEqual([204, true])
  })
})
