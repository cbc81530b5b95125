import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import {
  connect,
  createServer as createServer2,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2'
import { type AddressInfo, connect as connectSocket } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type NodeContext, type NodeMiddleware, withCors } from '../../adapters/node.ts'
import { csrf, type CsrfReason, protect } from '../../src/csrf/index.ts'
import { cors, type CorsRequest, type Decision } from '../../src/index.ts'
import { createApp } from './support/app.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { enforced, guard, listed, open, TENANT } from './support/policies.ts'
import { type RawApp, toRaw } from './support/raw.ts'
import { sendTo } from './support/send.ts'
import { describeServer } from './support/server.ts'
import { switchedHeaders } from './support/socket.ts'
import { listen, type Running } from './support/upstream.ts'

const app = toRaw(createApp())
const apps: Readonly<Record<string, RawApp>> = {
  listed: withCors(listed, app),
  open: withCors(open, app),
  enforced: withCors(cors(enforced), app),
  guarded: withCors(csrf(guard), app),
  protected: withCors(protect(listed, guard), app),
  predicate: withCors(
    {
      origin: async ({ host }, { req }: NodeContext<IncomingMessage, ServerResponse>) =>
        host === TENANT && req.socket.remoteAddress === '127.0.0.1',
    },
    app,
  ),
}

describe('the contract, without Request and Response', () => {
  const start = (): Promise<Running> => listen((req, res) => apps[req.url!.split('/')[1]!]!(req, res))
  describeServer(['raw'], start, { hasSockets: false })
})

const ORIGIN = 'https://app.example.com'
const EVIL = 'https://evil.example'
const FOREIGN = { 'Access-Control-Allow-Origin': EVIL, 'access-control-max-age': '1' }
const COOKIES = ['a=1', 'b=2']

/** What both versions of HTTP have. */
type Raw = (req: IncomingMessage | Http2ServerRequest, res: ServerResponse) => unknown

/** Ways to answer, each with a foreign permission, `Vary: Accept`, two cookies and a body. */
const WAYS: Readonly<Record<string, Raw>> = {
  setHeader: (_req, res) => {
    for (const [name, value] of Object.entries(FOREIGN)) res.setHeader(name, value)
    res.setHeader('Vary', ['Accept'])
    res.setHeader('Set-Cookie', COOKIES)
    res.end('body')
  },
  'writeHead with an object': (_req, res) => {
    res.setHeader('Vary', 'Overwritten')
    res.writeHead(200, { ...FOREIGN, Vary: 'Accept', 'Set-Cookie': COOKIES }).end('body')
  },
  'writeHead with names and values by turns': (_req, res) => {
    res.setHeader('Set-Cookie', 'overwritten=1')
    const given = [...Object.entries(FOREIGN).flat(), 'Vary', 'Accept', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2']
    res.writeHead(200, given).end('body')
  },
  'writeHead with pairs': (_req, res) => {
    const given = [...Object.entries(FOREIGN), ['Vary', 'Accept'], ['Set-Cookie', COOKIES]]
    res.writeHead(200, given as never).end('body')
  },
  'write and end': (_req, res) => {
    res.setHeader('Access-Control-Allow-Origin', EVIL)
    res.setHeader('Vary', 'Accept')
    res.setHeader('Set-Cookie', COOKIES)
    res.write('bo')
    res.end('dy')
  },
  flushHeaders: (_req, res) => {
    res.setHeader('Access-Control-Allow-Origin', EVIL)
    res.setHeader('Vary', 'Accept')
    res.setHeader('Set-Cookie', COOKIES)
    res.flushHeaders()
    res.end('body')
  },
  'a pipe': (_req, res) => {
    res.setHeader('Access-Control-Allow-Origin', EVIL)
    res.setHeader('Vary', 'Accept')
    res.setHeader('Set-Cookie', COOKIES)
    Readable.from(['bo', 'dy']).pipe(res)
  },
}

/** Whose pages may read what a host serves. */
const SITES = new Map([['api.example.com', ORIGIN]])

type Sent = { readonly method?: string; readonly path?: string; readonly headers?: Readonly<Record<string, string>> }

const VERSIONS: readonly (readonly [name: string, start: (handler: Raw) => Promise<Running>, send: typeof send1])[] = [
  ['HTTP/1', (handler) => listen(handler), send1],
  ['HTTP/2', listen2, send2],
]

function send1({ origin }: Running, { method = 'GET', path = '/', headers = {} }: Sent): Promise<Exchange> {
  return sendTo(origin)({ method, path, headers })
}

async function listen2(handler: Raw): Promise<Running> {
  const server = createServer2(handler as unknown as (req: Http2ServerRequest, res: Http2ServerResponse) => void)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session) => sessions.add(session))
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      for (const session of sessions) session.destroy()
      server.close()
    },
  }
}

async function send2({ origin }: Running, { method = 'GET', path = '/', headers = {} }: Sent): Promise<Exchange> {
  const session = connect(origin)
  const stream = session.request({ ':method': method, ':path': path, ...headers }).setEncoding('utf8')
  stream.on('close', () => session.close())
  const raw = await new Promise<Record<string, string | string[]>>((resolve, reject) => {
    stream.on('error', reject).on('response', (found) => resolve(found as Record<string, string | string[]>))
    stream.end()
  })
  const entries = Object.entries(raw).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))
  return { status: Number(raw[':status']), statusText: '', headers: entries, body: stream }
}

/** The parts of an answer that the tests compare. */
async function read(exchange: Exchange): Promise<object> {
  const names = exchange.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => name.startsWith('access-control-'))
  return {
    status: exchange.status,
    body: await readText(exchange.body),
    cors: Object.fromEntries(names.map((name) => [name, lines(exchange, name).join(' | ')])),
    vary: lines(exchange, 'vary'),
  }
}

const shared = {
  'access-control-allow-origin': ORIGIN,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'x-total-count',
}

describe.each(VERSIONS)('%s', (version, start, send) => {
  let server: Running
  const layers: Readonly<Record<string, Raw>> = {
    listed: withCors(listed, (req: IncomingMessage, res: ServerResponse) => WAYS[way(req)]!(req, res)) as Raw,
    enforced: withCors(enforced, (_req: IncomingMessage, res: ServerResponse) => res.end('ran')) as Raw,
    protected: withCors(
      protect(listed, { ...guard, allowedHosts: ['api.example.com'], bypass: 'POST /protected/hook' }),
      (_req: IncomingMessage, res: ServerResponse) => res.end('ran'),
    ) as Raw,
    byHost: withCors(
      {
        origin: ({ serialized }, { request: { headers, url } }: NodeContext<never, never>) =>
          new URL(url).origin === 'http://unknown.invalid' && SITES.get(headers.get('host') ?? '') === serialized,
      },
      (_req: IncomingMessage, res: ServerResponse) => res.end('ran'),
    ) as Raw,
    known: withCors(open, (req: IncomingMessage, res: ServerResponse) =>
      res.end(JSON.stringify([req.headers, req.headersDistinct, req.rawHeaders])),
    ) as Raw,
  }
  const way = ({ url = '' }: IncomingMessage): string => decodeURIComponent(url.split('/')[2] ?? '')
  beforeAll(async () => {
    server = await start((req, res) => layers[req.url!.split('/')[1]!]!(req, res))
  })
  afterAll(() => server.stop())

  it.each(Object.keys(WAYS))('%s leaves one owner, merges Vary and keeps cookies', async (name) => {
    const path = `/listed/${encodeURIComponent(name)}`
    for (const [origin, expected] of [
      [ORIGIN, shared],
      [EVIL, {}],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const exchange = await send(server, { path, headers: { Origin: origin } })
      // oxlint-disable-next-line no-await-in-loop
      expect(await read(exchange)).toEqual({ status: 200, body: 'body', cors: expected, vary: ['Accept, Origin'] })
      expect(lines(exchange, 'set-cookie')).toEqual(COOKIES)
    }
  })

  it('answers HEAD', async () => {
    const answer = await send(server, { method: 'HEAD', path: '/listed/setHeader', headers: { Origin: ORIGIN } })
    expect(await read(answer)).toEqual({ status: 200, body: '', cors: shared, vary: ['Accept, Origin'] })
  })

  it('answers preflights without content', async () => {
    const headers = { Origin: ORIGIN, 'Access-Control-Request-Method': 'PUT' }
    const exchange = await send(server, { method: 'OPTIONS', path: '/listed/x', headers })
    expect(exchange.status).toBe(204)
    expect(lines(exchange, 'access-control-allow-methods')).toEqual(['GET, PUT, DELETE'])
    expect([lines(exchange, 'content-length'), lines(exchange, 'content-type')]).toEqual([[], []])
    const refused = await send(server, { method: 'OPTIONS', path: '/listed/x', headers: { ...headers, Origin: EVIL } })
    expect(await read(refused)).toEqual({ status: 204, body: '', cors: {}, vary: ['Origin'] })
  })

  it.each(['GET', 'HEAD'])('refuses %s by itself', async (method) => {
    const exchange = await send(server, { method, path: '/enforced/', headers: { Origin: EVIL } })
    const body = method === 'GET' ? 'Cross-origin request refused: origin-not-listed' : ''
    expect(lines(exchange, 'content-type')).toEqual(['text/plain;charset=UTF-8'])
    expect(lines(exchange, 'cache-control')).toEqual(['no-store'])
    expect(await read(exchange)).toEqual({ status: 403, body, cors: {}, vary: ['Origin, Sec-Fetch-Site'] })
  })

  it('takes Host for no evidence of its own origin', async () => {
    const own = await send(server, { path: '/enforced/', headers: { Origin: server.origin } })
    expect(own.status).toBe(403)
    const marked = await send(server, {
      path: '/enforced/',
      headers: { Origin: server.origin, 'Sec-Fetch-Site': 'same-origin' },
    })
    expect(await readText(marked.body)).toBe('ran')
  })

  it.each([
    ['https://pr-1.preview.example.com', '/protected/', 'api.example.com', 'origin-mismatch'],
    [ORIGIN, '/protected/', 'rebound.evil.example', 'host-not-allowed'],
    [ORIGIN, '/protected/', 'api.example.com', 'ran'],
    [EVIL, '/protected/hook?a', 'api.example.com', 'ran'],
  ])('guards writes from %s to %s of %s', async (origin, path, host, body) => {
    const own = version === 'HTTP/1' ? { Host: host } : { ':authority': host }
    const exchange = await send(server, { method: 'POST', path, headers: { Origin: origin, ...own } })
    expect(await readText(exchange.body)).toBe(body)
    expect(lines(exchange, 'access-control-allow-origin')).toEqual(origin === EVIL ? [] : [origin])
    // The hook is a bypass, for which nothing is read.
    expect(lines(exchange, 'vary')).toEqual([path.includes('hook') ? 'Origin' : 'Origin, Sec-Fetch-Site'])
  })

  it.each([
    ['api.example.com', [ORIGIN]],
    ['rebound.evil.example', []],
  ])('lets a predicate look the host up that the request names: %s', async (host, expected) => {
    const own = version === 'HTTP/1' ? { Host: host } : { ':authority': host }
    const exchange = await send(server, { path: '/byHost/', headers: { Origin: ORIGIN, ...own } })
    expect(allowed(exchange)).toEqual(expected)
  })

  it('hides the user of a cookieless policy in every list of headers', async () => {
    const headers = { Origin: EVIL, Cookie: 'session=secret', Authorization: 'Basic secret', 'X-Other': 'kept' }
    const text = await readText((await send(server, { path: '/known/', headers })).body)
    expect(text).toContain('kept')
    expect(text).not.toMatch(/secret|cookie|authorization/i)
    const bearer = await send(server, { path: '/known/', headers: { ...headers, Authorization: 'Bearer token' } })
    expect(await readText(bearer.body)).toContain('Bearer token')
  })
})

/** One request to a handler of its own. */
async function ask(handler: RawApp, sent: Sent = {}): Promise<Exchange & { readonly text: string }> {
  const server = await listen(handler)
  try {
    const exchange = await send1(server, { headers: { Origin: ORIGIN }, ...sent })
    return { ...exchange, text: await readText(exchange.body) }
  } finally {
    await server.stop()
  }
}

const allowed = (exchange: Exchange): string[] => lines(exchange, 'access-control-allow-origin')

describe('the head', () => {
  it('keeps its status message', async () => {
    const exchange = await ask(
      withCors(listed, (_req: IncomingMessage, res: ServerResponse) =>
        res.writeHead(418, 'Short', { 'X-A': '1' }).end(),
      ),
    )
    expect([exchange.status, exchange.statusText, lines(exchange, 'x-a'), allowed(exchange)]).toEqual([
      418,
      'Short',
      ['1'],
      [ORIGIN],
    ])
  })

  it('has one owner also by the old name of writeHead', async () => {
    const exchange = await ask(
      withCors(listed, (_req: IncomingMessage, res: ServerResponse) => {
        const { writeHeader } = res as unknown as { writeHeader: ServerResponse['writeHead'] }
        writeHeader.call(res, 200, FOREIGN).end()
      }),
    )
    expect(allowed(exchange)).toEqual([ORIGIN])
  })

  it('refuses what node refuses, and can be written after that', async () => {
    const codes: unknown[] = []
    const exchange = await ask(
      withCors(listed, (_req: IncomingMessage, res: ServerResponse) => {
        const attempts = [
          () => res.writeHead(200, ['X-Odd']),
          () => res.writeHead(200, { 'X-A': undefined } as never),
          () => res.writeHead(99),
          () => res.writeHead(404).end(),
          () => res.writeHead(200),
        ]
        for (const attempt of attempts)
          try {
            attempt()
          } catch (error) {
            codes.push((error as { code?: unknown }).code)
          }
      }),
    )
    expect([exchange.status, allowed(exchange)]).toEqual([404, [ORIGIN]])
    expect(codes).toEqual([
      'ERR_HTTP_INVALID_HEADER_VALUE',
      'ERR_HTTP_INVALID_HEADER_VALUE',
      'ERR_HTTP_INVALID_STATUS_CODE',
      'ERR_HTTP_HEADERS_SENT',
    ])
  })

  it('is set once where layers are nested, by the outer one', async () => {
    const inner = withCors({ origin: '*' }, (_req: IncomingMessage, res: ServerResponse) => res.end('inner'))
    const exchange = await ask(withCors(listed, inner))
    expect([allowed(exchange), lines(exchange, 'vary')]).toEqual([[ORIGIN], ['Origin']])
  })

  it('of 1xx stays as it is', async () => {
    const server = await listen(
      withCors(listed, (_req: IncomingMessage, res: ServerResponse) => {
        res.writeContinue()
        res.writeProcessing()
        res.writeEarlyHints({ link: '</a.css>; rel=preload' })
        res.end('done')
      }),
    )
    const seen: unknown[] = []
    await new Promise((resolve) => {
      request(server.origin, { headers: { Origin: ORIGIN }, agent: false })
        .on('information', ({ statusCode, rawHeaders }) => seen.push([statusCode, rawHeaders]))
        .on('response', (message) => message.resume().on('end', resolve))
        .end()
    })
    await server.stop()
    expect(seen).toEqual([
      [100, []],
      [102, []],
      [103, ['Link', '</a.css>; rel=preload']],
    ])
  })

  it('of 1xx stays as it is in HTTP/2, and the final head has the headers', async () => {
    const server = await listen2(
      withCors(listed, (_req: Http2ServerRequest, res: Http2ServerResponse) => {
        res.writeContinue()
        res.writeEarlyHints({ link: '</a.css>; rel=preload' })
        res.end('done')
      }) as unknown as Raw,
    )
    const session = connect(server.origin)
    const stream = session.request({ ':path': '/', origin: ORIGIN })
    const seen: unknown[] = []
    const final = await new Promise<Readonly<Record<string, unknown>>>((resolve) => {
      stream
        .on('continue', () => seen.push('continue'))
        .on('headers', ({ ':status': status, ...headers }) =>
          seen.push([status, Object.fromEntries(Object.entries(headers))]),
        )
        .on('response', resolve)
        .end()
    })
    session.destroy()
    await server.stop()
    expect(seen).toEqual(['continue', [100, {}], [103, { link: '</a.css>; rel=preload' }]])
    expect([final[':status'], final['access-control-allow-origin'], final['vary']]).toEqual([200, ORIGIN, 'Origin'])
  })

  it('that switches to another protocol stays as it is', async () => {
    const server = await listen(
      withCors(listed, (_req: IncomingMessage, res: ServerResponse) => {
        res.writeHead(101, { Connection: 'Upgrade', Upgrade: 'websocket', 'X-Own': '1' })
        res.end()
      }),
    )
    expect(await switchedHeaders(`${server.origin}/`, ORIGIN)).not.toContain('vary')
    await server.stop()
  })
})

describe('hooks', () => {
  it('hear of each request once, with what a decision reads of it', async () => {
    const onDecision = vi.fn<(decision: Decision, request: CorsRequest) => void>()
    const onDeny = vi.fn<(reason: CsrfReason, request: CorsRequest) => void>()
    const policy = cors({ ...listed, onDecision })
    const handler = withCors(protect(policy, { ...guard, onDeny }), (_req: IncomingMessage, res: ServerResponse) =>
      res.end(),
    )
    await ask(handler, { method: 'POST', path: '/a?b', headers: { Origin: 'http://localhost:1' } })
    await ask(handler, { method: 'OPTIONS', headers: { Origin: ORIGIN, 'Access-Control-Request-Method': 'PUT' } })

    expect(onDecision.mock.calls.map(([{ kind, reason }]) => `${kind} ${reason}`)).toEqual([
      'actual allowed',
      'preflight allowed',
    ])
    expect(onDeny.mock.calls.map(([reason]) => reason)).toEqual(['origin-mismatch'])
    const [, seen] = onDeny.mock.calls[0]!
    expect([seen.method, new URL(seen.url).pathname, seen.headers.get('ORIGIN'), seen.headers.get('x-not')]).toEqual([
      'POST',
      '/a',
      'http://localhost:1',
      null,
    ])
  })
})

describe('errors', () => {
  it('of a handler are thrown to the server, whose answer has the headers', async () => {
    const handler = withCors(listed, () => {
      throw new Error('Down')
    }) as RawApp
    const exchange = await ask((req, res) => {
      try {
        handler(req, res)
      } catch (error) {
        res.writeHead(500).end(String(error))
      }
    })
    expect([exchange.status, exchange.text, allowed(exchange)]).toEqual([500, 'Error: Down', [ORIGIN]])
  })

  it('of a handler behind an async predicate reject', async () => {
    const handler = withCors({ origin: async () => true }, () => {
      throw new Error('Down')
    }) as RawApp
    const exchange = await ask((req, res) =>
      (handler(req, res) as Promise<unknown>).catch((error: unknown) => res.writeHead(500).end(String(error))),
    )
    expect([exchange.status, exchange.text, allowed(exchange)]).toEqual([500, 'Error: Down', [ORIGIN]])
  })

  it('of a layer go to the next handler of errors', async () => {
    const broken = { ...cors(listed), answer: async () => Promise.reject(new Error('Broken')) }
    const next = vi.fn<(error?: unknown) => void>()
    await withCors(broken)({ headers: {}, rawHeaders: [] }, {} as never, next)
    expect(next.mock.calls).toEqual([[new Error('Broken')]])
  })

  it('say which layers this host takes', () => {
    const { wrap } = cors(listed)
    expect(() => withCors({ wrap })).toThrow(
      new TypeError('The layer has no answer(), expected one: make it with cors(), csrf() or protect()'),
    )
  })
})

describe('middleware', () => {
  /** As Connect does: the path of a mount is cut off `url`. */
  const mount =
    (path: string, middleware: NodeMiddleware, handler: RawApp): RawApp =>
    (req, res) => {
      const mounted = Object.assign(req, { originalUrl: req.url, url: req.url!.slice(path.length) })
      return middleware(mounted, res, (error) => (error ? res.writeHead(500).end() : handler(req, res)))
    }

  it('goes on without an argument, or answers', async () => {
    const next = vi.fn<(...args: unknown[]) => void>()
    const handler: RawApp = (req, res) =>
      withCors(listed)(req, res, (...args) => {
        next(...args)
        res.end('behind')
      })
    const passed = await ask(handler)
    const preflight = { method: 'OPTIONS', headers: { Origin: ORIGIN, 'Access-Control-Request-Method': 'PUT' } }
    expect([passed.text, allowed(passed), (await ask(handler, preflight)).status]).toEqual(['behind', [ORIGIN], 204])
    expect(next.mock.calls).toEqual([[]])
  })

  it('waits for an async predicate, with the body still to be read', async () => {
    const middleware = withCors({
      origin: async ({ host }, { request: { headers }, req }: NodeContext<IncomingMessage>) => {
        await new Promise((wake) => setTimeout(wake, 5))
        return host === 'app.example.com' && headers.get('x-key') === req.headers['x-key']
      },
    })
    const server = await listen(mount('/api', middleware, (req, res) => req.pipe(res)))
    const headers = { Origin: ORIGIN, 'X-Key': '1', 'Content-Length': '4' }
    const exchange = await sendTo(server.origin)({ method: 'POST', path: '/api/echo', headers, body: 'body' })
    expect([await readText(exchange.body), allowed(exchange)]).toEqual(['body', [ORIGIN]])
    await server.stop()
  })

  it('guards the whole path, not the rest of it below a mount', async () => {
    const handler = mount('/api', withCors(csrf({ ...guard, bypass: 'POST /hook' })), (_req, res) => res.end('ran'))
    const sent = { method: 'POST', headers: { Origin: EVIL } }
    expect((await ask(handler, { ...sent, path: '/api/hook' })).status).toBe(403)
  })

  it('survives a client that leaves, and a timeout that answers, while a predicate is asked', async () => {
    let release = (): void => {}
    const asked = vi.fn<() => void>()
    const policy = cors({
      ...listed,
      enforce: true,
      origin: async () => {
        asked()
        await new Promise<void>((resolve) => (release = resolve))
        return false
      },
    })
    const ended = vi.fn<() => void>()
    const outcomes: Promise<unknown>[] = []
    const handler = withCors(policy, ended) as RawApp
    const server = await listen((req, res) => {
      outcomes.push(handler(req, res) as Promise<unknown>)
      if (req.url === '/timeout') res.writeHead(503).end()
    })
    const client = request(server.origin, { headers: { Origin: ORIGIN }, agent: false }).on('error', () => {})
    client.end()
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce())
    client.destroy()
    release()
    const late = send1(server, { path: '/timeout', headers: { Origin: ORIGIN } })
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2))
    release()
    expect((await late).status).toBe(503)
    await Promise.all(outcomes)
    expect(ended).not.toHaveBeenCalled()
    await server.stop()
  })

  it('refuses a write to an unnamed host, where the guard has a list of hosts', async () => {
    const layer = protect(cors({ ...enforced, self: 'https://api.example.com' }), {
      ...guard,
      allowedHosts: ['api.example.com'],
    })
    const server = await listen(withCors(layer, (_req: IncomingMessage, res: ServerResponse) => res.end('ran')))
    const text = await new Promise<string>((resolve) => {
      const socket = connectSocket(Number(new URL(server.origin).port), '127.0.0.1')
      let received = ''
      socket.on('data', (chunk) => (received += String(chunk))).on('close', () => resolve(received))
      socket.write(`POST / HTTP/1.0\r\nOrigin: ${ORIGIN}\r\n\r\n`)
    })
    expect(text).toMatch(/^HTTP\/1\.1 403[^]*host-not-allowed/)
    await server.stop()
  })

  it('keeps the connection of a refused write whose body nobody reads', async () => {
    const server = await listen(withCors(enforced, () => {}))
    const body = 'x'.repeat(100_000)
    const head = `POST / HTTP/1.1\r\nHost: a\r\nOrigin: ${EVIL}\r\nContent-Length: ${body.length}\r\n`
    const text = await new Promise<string>((resolve) => {
      const socket = connectSocket(Number(new URL(server.origin).port), '127.0.0.1')
      let received = ''
      socket.on('data', (chunk) => (received += String(chunk))).on('close', () => resolve(received))
      socket.write(`${head}\r\n${body}${head}Connection: close\r\n\r\n${body}`)
    })
    expect(text.match(/HTTP\/1\.1 403/g)).toHaveLength(2)
    await server.stop()
  })
})
