import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBrowser } from '../../../src/browser/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { RUNS } from '../support/arbitraries.ts'
import { open, refusal } from '../support/page.ts'
import { syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const API = 'https://api.example/items'
const SHARED = { 'Access-Control-Allow-Origin': A, 'Access-Control-Allow-Methods': 'PUT' }

describe('a page', () => {
  it('reads a response that is shared with it', async () => {
    const page = open({ origin: [A], credentials: true, exposeHeaders: ['x-a'] }, () =>
      Response.json({ a: 1 }, { status: 201, statusText: 'Made', headers: { 'X-A': '1', 'X-B': '2' } }),
    ).page(A)
    const response = await page.fetch(API, { credentials: 'include' })

    expect([response.type, response.url, response.redirected]).toEqual(['cors', API, false])
    expect([response.status, response.statusText, response.ok]).toEqual([201, 'Made', true])
    expect([response.headers.get('X-A'), response.headers.get('X-B')]).toEqual(['1', null])
    await expect(response.json()).resolves.toEqual({ a: 1 })
  })

  it('resolves relative URLs against its own URL', async () => {
    const page = open({ origin: [] }).page(`${A}/folder/page`)

    expect(page.origin).toBe(A)
    expect((await page.fetch('../x')).url).toBe(`${A}/x`)
  })

  it('can have an opaque origin', async () => {
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
  ])('refuses bad input: %#', (run, message) => {
    expect(run).toThrow(new TypeError(message))
  })

  it('refuses a Request as input', async () => {
    const page = open({ origin: [] }).page(A)
    await expect(page.fetch(new Request(API) as never)).rejects.toThrow(
      new TypeError('Input is a Request, expected a URL, with method, headers and mode in the second argument'),
    )
  })

  it('rejects at once when its signal is aborted', async () => {
    const page = open({ origin: [] }).page(A)
    await expect(page.fetch(A, { signal: AbortSignal.abort(new Error('Enough')) })).rejects.toThrow('Enough')
  })
})

describe('a network', () => {
  it('a network error says what the network returned or threw', async () => {
    const error = await refusal(
      createBrowser({ network: () => 'text' as never })
        .page(A)
        .fetch(API),
    )
    expect(error.message).toBe(`network-error at ${API} from ${A}: The network returned "text", expected a Response`)
    const thrown = await refusal(
      createBrowser({ network: () => Promise.reject(new Error('no route')) })
        .page(A)
        .fetch(API),
    )
    expect([thrown.code, String(thrown.cause)]).toEqual(['network-error', 'Error: no route'])
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    const string = await refusal(
      createBrowser({ network: () => Promise.reject('no route') })
        .page(A)
        .fetch(API),
    )
    expect(string.message).toBe(`network-error at ${API} from ${A}: no route`)
  })

  it.each<[string, (response: Response) => unknown]>([
    ['was read', async (response) => await response.text()],
    ['is locked', (response) => response.body!.getReader()],
  ])('a Response whose body %s is a network error', async (_, use) => {
    const shared = new Response('data', { headers: SHARED })
    await use(shared)
    const asked = createBrowser({ network: () => shared })
      .page(A)
      .fetch(API)

    await expect(asked).rejects.toThrow(
      `network-error at ${API} from ${A}: The network returned a Response whose body is already used, expected a new one each time`,
    )
  })
})

describe('a policy and a page', () => {
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

  it('agree: a page reads exactly the responses that the policy allows', async () => {
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
          // A server cannot see the credentials mode of a page, so it cannot decide by it.
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

  it('agree when an async predicate decides', async () => {
    const policy = cors({ origin: async ({ host }) => host === 'a.example' })
    const browser = createBrowser({ network: policy.wrap(() => new Response()) })

    await expect(browser.page(A).fetch(API)).resolves.toBeInstanceOf(Response)
    expect((await refusal(browser.page(B).fetch(API))).code).toBe('acao-missing')
  })
})
