import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CorsError, createBrowser, type PageRequestInit } from '../../../src/browser/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { RUNS } from '../support/arbitraries.ts'
import { syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const API = 'https://api.example/items'

const open = (options: CorsOptions, handler: (request: Request) => Response = () => new Response('data')) =>
  createBrowser({ network: (request) => syncPolicy(options).wrap(handler)(request) })

const refusal = async (run: Promise<unknown>): Promise<CorsError> => {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof CorsError)) throw new Error(`Expected a CorsError, got ${String(error)}`)
  return error
}

describe('a page', () => {
  it('reads what is shared with it', async () => {
    const page = open({ origin: [A], credentials: true, exposeHeaders: ['x-a'] }, () =>
      Response.json({ a: 1 }, { status: 201, statusText: 'Made', headers: { 'X-A': '1', 'X-B': '2' } }),
    ).page(A)
    const response = await page.fetch(API, { credentials: 'include' })

    expect([response.type, response.url, response.redirected]).toEqual(['cors', API, false])
    expect([response.status, response.statusText, response.ok]).toEqual([201, 'Made', true])
    expect([response.headers.get('X-A'), response.headers.get('X-B')]).toEqual(['1', null])
    await expect(response.json()).resolves.toEqual({ a: 1 })
  })

  it('is told nothing of what is not, and we are told all', async () => {
    const error = await refusal(
      open({ origin: [A] })
        .page(B)
        .fetch(API, { method: 'PUT' }),
    )

    expect(error).toBeInstanceOf(TypeError)
    expect([error.name, error.code, error.header, error.expected, error.actual, error.hop]).toEqual([
      'CorsError',
      'preflight-acao-missing',
      'access-control-allow-origin',
      B,
      undefined,
      0,
    ])
    expect(error.message).toBe(
      `preflight-acao-missing at ${API} from ${B}: access-control-allow-origin: got nothing, expected "${B}"`,
    )
    expect(error.console.chromium).toBe(
      `Access to fetch at '${API}' from origin '${B}' has been blocked by CORS policy: Response to preflight request doesn't pass the access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    )
    expect(error.console.firefox).toContain(`CORS header 'Access-Control-Allow-Origin' missing`)
    expect(error.console.webkit).toContain(`Fetch API cannot load ${API} due to access control checks.`)
    expect(error.trace.map(({ id }) => id)).toEqual([
      'same-origin-shortcut',
      'classify-request',
      'preflight-cache-lookup',
      'preflight-request',
      'preflight-cors-check',
    ])
  })

  it.each<[string, PageRequestInit, string, string | null]>([
    ['text', { body: 'a' }, 'a', 'text/plain;charset=UTF-8'],
    ['a form', { body: new URLSearchParams('a=b') }, 'a=b', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['a blob', { body: new Blob(['a'], { type: 'image/png' }) }, 'a', 'image/png'],
    ['bytes', { body: new Uint8Array([97]) }, 'a', null],
    ['JSON', { body: '{}', headers: { 'Content-Type': 'application/json' } }, '{}', 'application/json'],
  ])('sends %s', async (_, init, text, type) => {
    let got: unknown
    const network = async (request: Request): Promise<Response> => {
      got = [await request.text(), request.headers.get('content-type')]
      return new Response()
    }
    await createBrowser({ network })
      .page(A)
      .fetch(`${A}/x`, { method: 'POST', ...init })

    expect(got).toEqual([text, type])
  })

  it('takes relative URLs, and has the origin of its own', async () => {
    const page = open({ origin: [] }).page(`${A}/folder/page`)

    expect(page.origin).toBe(A)
    expect((await page.fetch('../x')).url).toBe(`${A}/x`)
  })

  it('may have an opaque origin', async () => {
    const page = open({ origin: '*' }).page(null)
    expect([page.origin, (await page.fetch(API)).type]).toEqual(['null', 'cors'])
    expect(
      (
        await refusal(
          open({ origin: [A] })
            .page(null)
            .fetch(API),
        )
      ).code,
    ).toBe('acao-missing')
  })

  it.each([
    [
      () => createBrowser({ network: undefined as never }),
      'Network is undefined, expected a function from Request to Response',
    ],
    [
      () => open({ origin: [] }).page('app.example'),
      'Page is "app.example", expected a URL such as "https://app.example.com/"',
    ],
  ])('is refused with words', (run, message) => {
    expect(run).toThrow(new TypeError(message))
  })

  it.each([
    [200, true],
    [299, true],
    [300, false],
    [304, false],
    [599, false],
  ])('sees the status %i', async (status, ok) => {
    const response = await createBrowser({ network: () => new Response(null, { status }) })
      .page(A)
      .fetch(`${A}/x`)
    expect([response.status, response.ok]).toEqual([status, ok])
  })

  it('takes no Request, which would tell nothing of its mode', async () => {
    const page = open({ origin: [] }).page(A)
    await expect(page.fetch(new Request(API) as never)).rejects.toThrow(
      new TypeError('Input is a Request, expected a URL and what else there is'),
    )
  })

  it.each<[string | URL, string]>([
    ['https://extension', 'https://extension'],
    ['chrome-extension://abc/page', 'chrome-extension://abc'],
    ['https://a.example:443/x', 'https://a.example'],
    ['null', 'null'],
    ['data:text/html,x', 'null'],
  ])('at %s has an origin', (url, origin) => {
    expect(open({ origin: [] }).page(String(url)).origin).toBe(origin)
  })

  it('is refused at once when it gave up', async () => {
    const page = open({ origin: [] }).page(A)
    await expect(page.fetch(A, { signal: AbortSignal.abort(new Error('Enough')) })).rejects.toThrow('Enough')
  })

  it('sends no stream without saying so', async () => {
    const page = open({ origin: [] }).page(A)
    const body = new Blob(['a']).stream()
    await expect(page.fetch(A, { method: 'POST', body })).rejects.toThrow(
      new TypeError("The body is a stream without duplex, expected duplex: 'half'"),
    )
    expect((await page.fetch(A, { method: 'POST', body: new Blob(['a']).stream(), duplex: 'half' })).type).toBe('basic')
  })

  it('learns where redirects led', async () => {
    const network = ({ url }: Request): Response =>
      url.endsWith('x') ? Response.redirect(`${A}/y`) : new Response(null, { status: 204 })
    const response = await createBrowser({ network }).page(A).fetch(`${A}/x#f`)
    expect([response.url, response.redirected, response.status, response.ok]).toEqual([`${A}/y`, true, 204, true])

    const error = await refusal(
      createBrowser({ network: () => Response.redirect(API) })
        .page(A)
        .fetch(`${A}/x`),
    )
    expect([error.code, error.hop]).toEqual(['acao-missing', 1])
    expect(error.console.chromium).toContain(
      `Access to fetch at '${API}' (redirected from '${A}/x') from origin '${A}'`,
    )
    const manual = await createBrowser({ network }).page(A).fetch(`${A}/x`, { redirect: 'manual' })
    expect([manual.type, manual.status, manual.url]).toEqual(['opaqueredirect', 0, `${A}/x`])
  })

  it('says what a broken network gave', async () => {
    const error = await refusal(
      createBrowser({ network: () => 'text' as never })
        .page(A)
        .fetch(API),
    )
    expect(error.message).toBe(`network-error at ${API} from ${A}: The network gave text, expected a Response`)
    const thrown = await refusal(
      createBrowser({ network: () => Promise.reject(new Error('no route')) })
        .page(A)
        .fetch(API),
    )
    expect([thrown.code, String(thrown.cause)]).toEqual(['network-error', 'Error: no route'])
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    const word = await refusal(
      createBrowser({ network: () => Promise.reject('no route') })
        .page(A)
        .fetch(API),
    )
    expect(word.message).toBe(`network-error at ${API} from ${A}: no route`)
  })

  it('shows opaque answers as browsers do', async () => {
    const response = await open({ origin: [] }).page(A).fetch(API, { mode: 'no-cors' })

    expect([response.type, response.status, response.ok, response.url]).toEqual(['opaque', 0, false, ''])
    expect([[...response.headers], await response.text()]).toEqual([[], ''])
  })
})

describe('server and client', () => {
  const options = fc.record(
    {
      origin: fc.constantFrom<CorsOptions['origin'][]>([A], ['https://*.y.example'], [B], [], '*'),
      allowMethods: fc.subarray(['GET', 'PUT', 'PATCH', 'DELETE']),
      allowHeaders: fc.subarray(['x-a', 'x-b', 'authorization', 'content-type']),
      preflightStatus: fc.constantFrom<(200 | 204)[]>(200, 204),
      dangerouslyReflectHeaders: fc.boolean(),
      maxAge: fc.nat(3),
    },
    { requiredKeys: ['origin'] },
  )
  const call = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'patch', 'PATCH', 'DELETE', 'QUERY'),
    headers: fc.dictionary(
      fc.constantFrom('x-a', 'X-B', 'x-c', 'Authorization', 'Content-Type', 'Accept'),
      fc.constantFrom('1', 'text/plain', 'application/json'),
    ),
    credentials: fc.constantFrom<('omit' | 'include')[]>('omit', 'include'),
  })

  it('agree: a page reads exactly what the policy decides to allow', async () => {
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.boolean(),
        call,
        fc.constantFrom(A, B, 'https://x.y.example'),
        async (given, wantsCredentials, { method, headers, credentials }, origin) => {
          const policy = syncPolicy({ ...given, credentials: wantsCredentials && given.origin !== '*' })
          const decided: boolean[] = []
          const network = (request: Request): Response | Promise<Response> => {
            decided.push(policy.decide(request).allowed)
            return policy.wrap(() => new Response('data'))(request)
          }
          // What credentials mode the page uses, the server cannot see.
          const asked = policy.toJSON().credentials ? credentials : 'omit'
          const isRead = await createBrowser({ network })
            .page(origin)
            .fetch(API, { method, headers, credentials: asked })
            .then(
              () => true,
              () => false,
            )

          expect(isRead).toBe(decided.every(Boolean))
        },
      ),
      RUNS,
    )
  })

  it('agree through an async predicate', async () => {
    const policy = cors({ origin: async ({ host }) => host === 'a.example' })
    const browser = createBrowser({ network: policy.wrap(() => new Response()) })

    await expect(browser.page(A).fetch(API)).resolves.toBeInstanceOf(Response)
    expect((await refusal(browser.page(B).fetch(API))).code).toBe('acao-missing')
  })
})
