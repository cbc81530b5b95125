import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventCors, type LambdaContext, type LambdaEvent, streamCors, withCors } from '../../../adapters/lambda.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import functionUrl from '../../data/lambda/function-url.json' with { type: 'json' }
import httpApi from '../../data/lambda/http-api.json' with { type: 'json' }
import restApi from '../../data/lambda/rest-api.json' with { type: 'json' }
import listGroup from '../../data/lambda/target-group-with-lists.json' with { type: 'json' }
import targetGroup from '../../data/lambda/target-group.json' with { type: 'json' }
import { eventOf, type HttpRequest, responseOf, type Service, SERVICES, toBase64 } from '../support/lambda-gateway.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const POLICY = { origin: [app], allowMethods: ['GET', 'PUT'] } as const
const context = { awsRequestId: '1' }
const errors = vi.fn<(error: unknown) => void>()

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(errors))
afterEach(() => {
  vi.restoreAllMocks()
  errors.mockReset()
})

const RECORDED = {
  'HTTP API': httpApi,
  'function URL': functionUrl,
  'REST API': restApi,
  'target group': targetGroup,
  'target group with lists': listGroup,
} as unknown as Readonly<Record<Service, LambdaEvent>>

/** What a handler sees of an event. */
async function seen(event: LambdaEvent, settings?: { readonly origin: string }): Promise<Request> {
  let request: Request | undefined
  await withCors(
    POLICY,
    (given) => {
      request = given
      return new Response()
    },
    settings,
  )(event, context)
  return request!
}

function sent(service: Service, request: Partial<HttpRequest> = {}): LambdaEvent {
  const headers = [['Origin', app]] as const
  return eventOf(service, { method: 'GET', target: '/', headers, body: new Uint8Array(), ...request }) as LambdaEvent
}

async function answer(service: Service, response: () => Response, request?: Partial<HttpRequest>) {
  return responseOf(service, await withCors(POLICY, response)(sent(service, request), context))
}

const valuesOf = ({ headers }: ReturnType<typeof responseOf>, name: string): string[] =>
  headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value)

const text = (body: Uint8Array): string => new TextDecoder().decode(body)

describe('a recorded event of', () => {
  const api = 'https://api.example.com'
  const path = '/notes/gr%C3%B6%C3%9Fe'
  const all = '?tag=a%20b&tag=c%26d&empty='
  it.each<[Service, url: string, body: string]>([
    ['HTTP API', `${api}/prod${path}${all}`, '{"note":"Größe"}'],
    [
      'function URL',
      `https://0123456789abcdefghijklmnopqrstuv.lambda-url.eu-central-1.on.aws${path}${all}`,
      'AP+JUA==',
    ],
    ['REST API', `${api}${path}${all}`, '{"note":"Größe"}'],
    // A load balancer keeps the last of several parameters, and its events do not say which domain it has.
    ['target group', `http://unknown.invalid${path}?tag=c%26d&empty=`, '{"note":"Größe"}'],
    ['target group with lists', `http://unknown.invalid${path}${all}`, 'AP+JUA=='],
  ])('%s becomes a request', async (service, url, body) => {
    const request = await seen(RECORDED[service])
    const bytes = new Uint8Array(await request.arrayBuffer())

    expect([request.method, request.url]).toEqual(['POST', url])
    expect(request.headers.get('cookie')).toBe('session=1; theme=dark')
    expect(request.headers.get('x-many')?.replace(/\s/, '')).toBe(service === 'target group' ? '2' : '1,2')
    expect([text(bytes), toBase64(bytes)]).toContain(body)
  })
})

describe.each(SERVICES)('%s', (service) => {
  it('answers preflights', async () => {
    const app204 = await answer(service, () => new Response('never'), {
      method: 'OPTIONS',
      headers: [
        ['Origin', app],
        ['Access-Control-Request-Method', 'PUT'],
      ],
    })
    expect([app204.status, text(app204.body)]).toEqual([204, ''])
    expect(valuesOf(app204, 'access-control-allow-origin')).toEqual([app])
    expect(valuesOf(app204, 'access-control-allow-methods')).toEqual(['GET, PUT'])
    expect(valuesOf(app204, 'vary')).toEqual(['Origin'])
  })

  it('refuses a list of origins', async () => {
    const headers = [
      ['Origin', evil],
      ['Origin', app],
    ] as const
    // A target group without lists keeps the last line only.
    const refused = await answer(service, () => new Response('Hello'), { headers })
    expect(valuesOf(refused, 'access-control-allow-origin')).toEqual(service === 'target group' ? [app] : [])
  })

  it('keeps the status, the headers and the text', async () => {
    const headers = { 'Content-Type': 'text/plain', Vary: 'Accept', 'Access-Control-Allow-Origin': '*', 'X-A': '1' }
    const answered = await answer(service, () => new Response('Größe', { status: 418, statusText: 'Short', headers }))
    expect(answered).toMatchObject({ status: 418, reason: service.startsWith('target') ? 'Short' : '' })
    expect(text(answered.body)).toBe('Größe')
    expect(Object.fromEntries(answered.headers)).toEqual({
      'access-control-allow-origin': app,
      'content-type': 'text/plain',
      vary: 'Accept, Origin',
      'x-a': '1',
    })
  })

  it.each<[what: string, bytes: number[], isBase64: boolean]>([
    ['text', [0x61, 0xc3, 0xa9], false],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], false],
    ['no bytes', [], false],
    ['a zero', [0], false],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], true],
    ['gzip', [0x1f, 0x8b, 0x08, 0x00], true],
    ['Latin-1', [0x47, 0x72, 0xf6, 0xdf, 0x65], true],
    ['a surrogate', [0xed, 0xa0, 0x80], true],
    ['20,000 bytes', Array.from({ length: 20_000 }, (_, at) => at % 256), true],
  ])('loses no byte of %s', async (_what, bytes, isBase64) => {
    const respond = (): Response => new Response(new Uint8Array(bytes), { headers: { 'Content-Type': 'text/plain' } })
    const result = await withCors(POLICY, respond)(sent(service), context)
    expect(result.isBase64Encoded).toBe(isBase64)
    expect([...responseOf(service, result).body]).toEqual(bytes)
  })

  it.each<[what: string, bytes: number[], type: string]>([
    ['text', [0x61, 0xc3, 0xa9], 'text/plain'],
    ['binary', [0x00, 0xff, 0x89, 0x50], 'application/octet-stream'],
  ])('passes on a %s body', async (_what, bytes, type) => {
    const headers = [
      ['Origin', app],
      ['Content-Type', type],
    ] as const
    const request = await seen(sent(service, { method: 'PUT', headers, body: new Uint8Array(bytes) }))
    expect(request.headers.get('content-type')).toBe(type)
    expect([...new Uint8Array(await request.arrayBuffer())]).toEqual(bytes)
  })

  it('adds no Content-Type to a body without one', async () => {
    const request = await seen(sent(service, { method: 'POST', body: new Uint8Array([0x61]) }))
    expect([request.headers.get('content-type'), await request.text()]).toEqual([null, 'a'])
  })

  it('sends no body in response to HEAD, and closes the stream', async () => {
    const cancel = vi.fn<() => void>()
    const stream = () => new Response(new ReadableStream({ cancel }), { headers: { 'X-A': '1' } })
    const answered = await answer(service, stream, { method: 'HEAD' })
    expect([answered.body.length, ...valuesOf(answered, 'x-a')]).toEqual([0, '1'])
    expect(cancel).toHaveBeenCalledOnce()
  })

  it.each([204, 304])('answers %i without a body', async (status) => {
    const answered = await answer(service, () => new Response(null, { status }))
    expect([answered.status, answered.body.length]).toEqual([status, 0])
  })

  it('keeps one cookie', async () => {
    const answered = await answer(service, () => new Response(null, { headers: { 'Set-Cookie': 'a=1' } }))
    expect(valuesOf(answered, 'set-cookie')).toEqual(['a=1'])
  })

  it('keeps each cookie, or says which setting is needed', async () => {
    const cookies = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']
    const headers = cookies.map((cookie): [string, string] => ['Set-Cookie', cookie])
    const answered = await answer(service, () => new Response('Hello', { headers }))
    const isKept = service !== 'target group'
    expect([answered.status, valuesOf(answered, 'access-control-allow-origin')]).toEqual([isKept ? 200 : 500, [app]])
    expect(valuesOf(answered, 'set-cookie')).toEqual(isKept ? cookies : [])
    const message = 'TypeError: The response has several Set-Cookie headers, but the target group of the load balancer'
    expect(errors.mock.calls.map(([error]) => String(error).startsWith(message))).toEqual(isKept ? [] : [true])
  })

  it.each(['TRACE', 'TRACK', 'CONNECT', 'trace'])('answers 501 to %s', async (method) => {
    const handler = vi.fn<() => Response>(() => new Response())
    expect((await answer(service, handler, { method })).status).toBe(501)
    expect(handler).not.toHaveBeenCalled()
  })

  it.each<[target: string, url: string]>([
    ['/', '/'],
    ['//evil.example/a', '//evil.example/a'],
    ['/a%20b', '/a%20b'],
    ['/a%0Ab', '/a%0Ab'],
    ['/50%25', '/50%25'],
    ['/a%3Fb?c', service.startsWith('function') || service === 'HTTP API' ? '/a%3Fb?c' : '/a%3Fb?c='],
    ['/a%23b', '/a%23b'],
    ['/a%5Cb', '/a%5Cb'],
    ['/a?b=1%262&c=%23', '/a?b=1%262&c=%23'],
    ['/a?b=+', service === 'REST API' ? '/a?b=%20' : '/a?b=+'],
  ])('keeps the address %s', async (target, url) => {
    const base = service.startsWith('target') ? 'http://unknown.invalid' : 'https://api.example.com'
    expect((await seen(sent(service, { target }))).url).toBe(base + url)
  })

  it.each(['/a/..%2fadmin', '/%2e%2e%2fadmin', '/a/%2E./b', '/a/..%5cadmin', '/..'])(
    'answers 400 where %s would become another path',
    async (target) => {
      const handler = vi.fn<() => Response>(() => new Response())
      const answered = await answer(service, handler, { target })
      const paths = handler.mock.calls.length
      // Only HTTP APIs decode the slash, so elsewhere it is part of a name.
      const isName = service !== 'HTTP API' && /%2f|%5c/i.test(target)
      expect([answered.status, paths]).toEqual(isName ? [200, 1] : [400, 0])
    },
  )

  it('takes the origin that is set', async () => {
    expect((await seen(sent(service), { origin: 'https://www.example.com' })).url).toBe('https://www.example.com/')
  })

  it('never takes the origin from Host', async () => {
    const headers = [
      ['Host', 'evil.example'],
      ['X-Forwarded-Host', 'evil.example'],
    ] as const
    expect((await seen(sent(service, { headers }))).url).not.toContain('evil')
  })

  it('passes on a value that AWS has decoded', async () => {
    const request = await seen(sent(service, { headers: [['X-Name', 'Łódź 😀']] }))
    const bytes = Uint8Array.from(request.headers.get('x-name') ?? '', (character) => character.charCodeAt(0))
    expect(text(bytes)).toBe('Łódź 😀')
  })

  it('answers 400 to a header that is none', async () => {
    expect((await answer(service, () => new Response(), { headers: [['X-Name', 'a\0b']] })).status).toBe(400)
  })

  it('gives predicates and handlers the event and the context', async () => {
    const given: unknown[] = []
    const one = sent(service)
    const origin = (_origin: unknown, host: LambdaContext) => given.push(host.event, host.context) > 0
    await withCors({ origin }, (_request, invocation) => {
      given.push(invocation.event, invocation.context)
      return new Response()
    })(one, context)
    expect(given).toEqual([one, context, one, context])
  })

  it('hides the user from a cookieless handler, in the event too', async () => {
    const given: unknown[] = []
    const headers = [
      ['Cookie', 'session=1'],
      ['Authorization', 'Basic YTpi'],
      ['X-Kept', 'kept'],
    ] as const
    const event = sent(service, { headers })
    const before = JSON.stringify(event)
    await withCors({ origin: '*', cookieless: true }, (request, invocation) => {
      given.push([...request.headers], invocation.event)
      return new Response()
    })(event, context)
    await eventCors({ origin: '*', cookieless: true }, async (raw: LambdaEvent) => void given.push(raw))(event)
    expect(JSON.stringify(given)).not.toMatch(/session|YTpi/)
    expect(JSON.stringify(given).match(/kept/g)!.length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(event)).toBe(before)
  })

  it('answers for a handler that throws', async () => {
    const answered = await answer(service, () => {
      throw new Error('Thrown by the handler')
    })
    expect([answered.status, valuesOf(answered, 'access-control-allow-origin')]).toEqual([500, [app]])
  })

  it('guards writes', async () => {
    const guarded = withCors(csrf({ self: 'https://api.example.com' }), () => new Response('done'))
    const headers = [['Origin', evil]] as const
    const { status, body } = responseOf(service, await guarded(sent(service, { method: 'POST', headers }), context))
    expect([status, text(body)]).toEqual([403, 'origin-mismatch'])
  })

  it('mounts an app with fetch', async () => {
    const mountable = {
      name: 'this',
      fetch() {
        return new Response(this.name)
      },
    }
    expect((await withCors(cors(POLICY), mountable)(sent(service), context)).body).toBe('this')
  })
})

describe.each(SERVICES)('a function of events behind %s', (service) => {
  const isList = service === 'target group with lists'
  const own = (values: Record<string, string>) =>
    isList
      ? { multiValueHeaders: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])) }
      : { headers: values }
  const run = async (
    handler: (event: LambdaEvent) => Promise<unknown>,
    request?: Partial<HttpRequest>,
    policy: Parameters<typeof cors>[0] = POLICY,
  ) => responseOf(service, (await eventCors(cors(policy), handler)(sent(service, request))) as never)

  it('answers preflights', async () => {
    const handler = vi.fn<() => Promise<unknown>>()
    const headers = [
      ['Origin', app],
      ['Access-Control-Request-Method', 'PUT'],
    ] as const
    const answered = await run(handler, { method: 'OPTIONS', headers })
    expect([answered.status, text(answered.body)]).toEqual([204, ''])
    expect(valuesOf(answered, 'access-control-allow-methods')).toEqual(['GET, PUT'])
    expect(handler).not.toHaveBeenCalled()
  })

  it('puts the headers of the policy on the result', async () => {
    const headers = { VARY: 'Accept', 'access-control-Allow-origin': evil, 'X-A': '1' }
    const answered = await run(async () => ({ statusCode: 201, ...own(headers), body: 'made' }))
    expect([answered.status, text(answered.body)]).toEqual([201, 'made'])
    expect(Object.fromEntries(answered.headers)).toEqual({
      'Access-Control-Allow-Origin': app,
      Vary: 'Accept, Origin',
      'X-A': '1',
    })
    expect(answered.headers).toHaveLength(3)
  })

  it('gives a refused origin no permission', async () => {
    const headers = [['Origin', evil]] as const
    const answered = await run(async () => ({ statusCode: 200, ...own({ 'Access-Control-Allow-Origin': '*' }) }), {
      headers,
    })
    expect(answered.headers).toEqual([['Vary', 'Origin']])
  })

  it('refuses with enforce', async () => {
    const handler = vi.fn<() => Promise<unknown>>()
    const headers = [['Origin', evil]] as const
    const answered = await run(handler, { method: 'POST', headers }, { ...POLICY, enforce: true })
    expect([answered.status, text(answered.body)]).toEqual([403, 'Cross-origin request refused: origin-not-listed'])
    expect(valuesOf(answered, 'content-type')).toEqual(['text/plain;charset=UTF-8'])
    expect(handler).not.toHaveBeenCalled()
  })

  it('lets pages read the answer to an error', async () => {
    const answered = await run(async () => {
      throw new Error('Thrown by the function')
    })
    expect([answered.status, valuesOf(answered, 'access-control-allow-origin')]).toEqual([500, [app]])
    expect(String(errors.mock.calls[0]?.[0])).toBe('Error: Thrown by the function')
  })

  it('hands errors to Lambda with onError: throw', async () => {
    const failing = async (): Promise<never> => {
      throw new Error('Thrown by the function')
    }
    await expect(run(failing, {}, { ...POLICY, onError: 'throw' })).rejects.toThrow('Thrown by the function')
  })

  it('answers 501 to TRACE', async () => {
    expect((await run(async () => ({}), { method: 'TRACE' })).status).toBe(501)
  })
})

it('keeps cookies and both maps of a result', async () => {
  const url = await eventCors(POLICY, async () => ({ statusCode: 200, cookies: ['a=1', 'b=2'] }))(sent('function URL'))
  expect(url).toMatchObject({ cookies: ['a=1', 'b=2'], headers: { Vary: 'Origin' } })
  const rest = await eventCors(POLICY, async () => ({
    statusCode: 200,
    headers: { vary: 'Accept', 'Access-Control-Max-Age': '1' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], Vary: ['Cookie'], 'Access-Control-Allow-Origin': [evil] },
  }))(sent('REST API'))
  expect(rest).toEqual({
    statusCode: 200,
    headers: { 'Access-Control-Allow-Origin': app, Vary: 'Accept, Cookie, Origin' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
  })
})

it.each<[what: string, result: unknown, body: string]>([
  ['a string', 'Hello', 'Hello'],
  ['an object without a status', { a: 1 }, '{"a":1}'],
  ['nothing', undefined, 'null'],
])('takes %s for the JSON of a 200, as AWS does', async (_what, result, body) => {
  const answered = await eventCors(POLICY, async () => result)(sent('HTTP API'))
  expect(answered).toMatchObject({
    statusCode: 200,
    body,
    headers: { 'content-type': 'application/json', 'Access-Control-Allow-Origin': app },
  })
})

/** A mock of the global of Lambda's Node.js runtime, and of its streams. `npm run test:hosts` has the real ones. */
class MockStream {
  readonly written: unknown[] = []
  full = false
  wake = (): void => {}
  write(chunk: Uint8Array): boolean {
    if (chunk.length > 0) this.written.push(text(chunk))
    return !this.full
  }
  end(): void {
    this.written.push('end')
  }
  once(event: string, listener: () => void): void {
    if (event === 'drain') this.wake = listener
  }
}

describe('a streaming function', () => {
  beforeEach(() => {
    vi.stubGlobal('awslambda', {
      streamifyResponse: (handler: unknown) => handler,
      HttpResponseStream: {
        from(stream: MockStream, head: unknown) {
          stream.written.push(head)
          return stream
        },
      },
    })
  })
  afterEach(() => void vi.unstubAllGlobals())

  const stream = async (service: Service, response: () => Response, request?: Partial<HttpRequest>) => {
    const out = new MockStream()
    await streamCors(POLICY, response)(sent(service, request), out, context)
    return out.written
  }
  const headers = { 'access-control-allow-origin': app, vary: 'Origin' }

  it('sends the head, and then each chunk', async () => {
    const chunks = ['first,', 'last'].map((chunk) => new TextEncoder().encode(chunk))
    const body = () => new ReadableStream({ pull: (to) => (chunks.length ? to.enqueue(chunks.shift()) : to.close()) })
    const written = await stream('function URL', () => new Response(body(), { headers: { 'Set-Cookie': 'a=1' } }))
    expect(written).toEqual([{ statusCode: 200, headers, cookies: ['a=1'] }, 'first,', 'last', 'end'])
  })

  it('sends a head without a body', async () => {
    expect(await stream('function URL', () => new Response(null, { status: 304 }))).toEqual([
      { statusCode: 304, headers },
      'end',
    ])
    const body = new Blob(['Hello'])
    expect(await stream('function URL', () => new Response(body), { method: 'HEAD' })).toEqual([
      { statusCode: 200, headers },
      'end',
    ])
  })

  it('sends lists behind a REST API', async () => {
    expect((await stream('REST API', () => new Response(null, { status: 204 })))[0]).toEqual({
      statusCode: 204,
      multiValueHeaders: { 'access-control-allow-origin': [app], vary: ['Origin'] },
    })
  })

  it('waits while the stream is full', async () => {
    const out = new MockStream()
    out.full = true
    const chunks = ['a', 'b'].map((chunk) => new TextEncoder().encode(chunk))
    const body = new ReadableStream({ pull: (to) => (chunks.length ? to.enqueue(chunks.shift()) : to.close()) })
    const done = streamCors(POLICY, () => new Response(body))(sent('function URL'), out, context)
    await vi.waitFor(() => expect(out.written).toContain('a'))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(out.written).not.toContain('b')
    out.full = false
    out.wake()
    await done
    expect(out.written.slice(1)).toEqual(['a', 'b', 'end'])
  })

  it('fails with the body', async () => {
    const body = () => new ReadableStream({ pull: (to) => to.error(new Error('Broken off')) })
    await expect(stream('function URL', () => new Response(body()))).rejects.toThrow('Broken off')
  })
})

it('leaves a malformed result malformed where AWS refuses it', async () => {
  for (const service of ['REST API', 'target group'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- two
    const result = await eventCors(POLICY, async () => ({ a: 1 }))(sent(service))
    expect(result).not.toHaveProperty('statusCode')
  }
})

it('reads nothing that pollutes Object.prototype', async () => {
  const polluted = {
    http: { method: 'PUT' },
    elb: {},
    rawPath: '/polluted',
    rawQueryString: 'polluted',
    cookies: ['polluted=1'],
    multiValueHeaders: { 'X-Polluted': ['1'] },
    domainName: 'polluted.example',
  }
  const events = SERVICES.map((service) => sent(service))
  const clean = await Promise.all(events.map((event) => seen(event)))
  Object.assign(Object.prototype, polluted)
  try {
    const requests = await Promise.all(events.map((event) => seen(event)))
    const summary = ({ method, url, headers }: Request): unknown[] => [method, url, [...headers]]
    expect(JSON.stringify(requests.map(summary))).toBe(JSON.stringify(clean.map(summary)))
  } finally {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
  }
})

describe('what is not an HTTP request', () => {
  it.each<[what: string, event: unknown]>([
    ['a test event of the console', { key1: 'value1', key2: 'value2' }],
    ['an event of a queue', { Records: [{ eventSource: 'aws:sqs' }] }],
    ['an event of a WebSocket API', { requestContext: { eventType: 'CONNECT', connectionId: 'a' } }],
    ['nothing', null],
    ['a string', 'warm up'],
  ])('is refused: %s', async (_what, event) => {
    const expected = /expected an event of an HTTP API or a REST API of API Gateway, of a function URL, or of an Applic/
    const handler = withCors(POLICY, () => new Response())
    await expect(handler(event as LambdaEvent, context)).rejects.toThrow(expected)
    await expect(eventCors(POLICY, async () => '')(event as LambdaEvent)).rejects.toThrow(expected)
  })

  it('shows the members that it has', async () => {
    const handler = withCors(POLICY, () => new Response())
    await expect(handler({ key1: 1, 'a\u001b': 2 } as never, context)).rejects.toThrow(
      String.raw`The event has the members key1, a\u001b, expected`,
    )
  })
})

it('refuses wrong arguments at the start', () => {
  const handler = (): Response => new Response()
  expect(() => withCors(POLICY, {} as never)).toThrow('The app has no fetch()')
  expect(() => withCors(POLICY, handler, { origin: 'https://api.example.com/' })).toThrow(
    'The origin of the function is "https://api.example.com/", expected an origin such as "https://api.example.com"',
  )
  expect(() => eventCors(POLICY, {} as never)).toThrow('The handler is not a function')
  expect(() => eventCors({ wrap: (run) => run }, async () => '')).toThrow('The layer has no answer()')
  expect(() => streamCors(POLICY, handler)).toThrow('The global awslambda is missing')
})
