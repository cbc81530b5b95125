import { describe, expect, it, vi } from 'vitest'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { canClone } from '../support/hostile.ts'
import { API, corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const options = { origin: [A, B], credentials: true }

type Answer = Response | Promise<Response>
type Mount = (handler: () => Response) => (request: Request) => Answer

/** Everything that puts headers on a response of the application. */
const MOUNTS: [string, Mount][] = [
  ['wrap', (handler) => syncPolicy(options).wrap(handler)],
  ['wrap, public', (handler) => syncPolicy({ origin: '*' }).wrap(handler)],
  ['wrap, asynchronous', (handler) => syncPolicy(options).wrap(async () => handler())],
  [
    'wrap, thrown',
    (handler) =>
      syncPolicy(options).wrap(() => {
        throw handler()
      }),
  ],
  [
    'wrap, from onError',
    (handler) =>
      syncPolicy({ ...options, onError: handler }).wrap(() => {
        throw new Error('Down')
      }),
  ],
  ['decorate', (handler) => (request) => syncPolicy(options).decorate(handler(), request)],
  ['protect', (handler) => protect(options, { self: 'https://own.example', methodOverride: true }).wrap(handler)],
  ['two policies', (handler) => syncPolicy({ origin: '*' }).wrap(syncPolicy(options).wrap(handler))],
  ['csrf', (handler) => csrf({ self: [A, B], methodOverride: true }).wrap(handler)],
]

/** Responses that an application may keep and send again. */
const KEPT: [string, () => Response][] = [
  ['204', () => new Response(null, { status: 204 })],
  ['304', () => new Response(null, { status: 304, headers: { ETag: '"1"' } })],
  ['404', () => new Response(null, { status: 404, headers: { Vary: 'Accept' } })],
  ['410 with a body', () => new Response('gone', { status: 410 })],
  ['a redirect', () => Response.redirect('https://api.example.com/next', 308)],
  ['own CORS headers', () => new Response(null, { headers: { 'Access-Control-Allow-Origin': '*', Vary: 'Origin' } })],
]

describe.each(MOUNTS)('%s', (_, mount) => {
  it.each(KEPT)('never writes to a response of the application: %s', async (_name, make) => {
    const kept = make()
    const { headers } = kept
    const before = [...headers]

    for (const request of [requestFrom(A), preflightFrom(A), requestFrom('https://evil.example'), requestFrom(null)]) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await mount(() => (kept.bodyUsed ? new Response(null) : kept))(request)
      expect(answer.headers).not.toBe(headers)
      // oxlint-disable-next-line no-await-in-loop
      await answer.text()
      expect([...kept.headers]).toEqual(before)
      expect([...headers]).toEqual(before)
    }
  })
})

it('a constant response gives every request its own permission, however many wait', async () => {
  const kept = new Response(null, { status: 404 })
  const wrapped = syncPolicy(options).wrap(async () => kept)
  const answers = await Promise.all(
    [A, B, 'https://evil.example', null, A].map(async (from) => wrapped(requestFrom(from))),
  )

  expect(answers.map((answer) => answer.headers.get('access-control-allow-origin'))).toEqual([A, B, null, null, A])
  expect(corsHeaders(kept)).toEqual({})
})

it('a response from a cache keeps no permission when the same object is stored and sent', async () => {
  const stored = new Map<string, Response>()
  const wrapped = syncPolicy(options).wrap((request: Request) => {
    const answer = stored.get(request.url) ?? new Response(null, { status: 404 })
    stored.set(request.url, answer)
    return answer
  }) as (request: Request) => Response

  expect(corsHeaders(wrapped(requestFrom(A)))).toMatchObject({ 'access-control-allow-origin': A })
  expect(corsHeaders(stored.get(API)!)).toEqual({})
})

describe.each([Object.freeze, Object.seal, Object.preventExtensions])('%o', (stop) => {
  it.each<[string, (response: Response) => Response]>([
    ['the response', (response) => stop(response)],
    ['its headers', (response) => (stop(response.headers), response)],
    ['both', (response) => (stop(response.headers), stop(response))],
  ])('keeps the policy from writing to %s, and the answer is decorated', async (_, change) => {
    const made = change(new Response('data', { headers: { 'X-Id': '1' } }))
    const answer = syncPolicy(options).wrap(() => made)(requestFrom(A)) as Response

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, A])
    expect(answer.headers.get('x-id')).toBe('1')
    await expect(answer.text()).resolves.toBe('data')
  })

  it.each<[string, () => Response, number]>([
    ['without a body', () => new Response(null, { headers: { 'X-Id': '1' } }), 200],
    // Deno makes some bodies and content types only when they are read.
    ['with text', () => new Response('data'), 502],
    ['with text and headers', () => new Response('data', { headers: { 'X-Id': '1' } }), 502],
    ['with JSON', () => Response.json({ a: 1 }), 502],
    ['with a stream', () => new Response(new Blob(['data']).stream()), 502],
  ])('is safe for a response %s that is sent again and again', async (_, make, then) => {
    vi.spyOn(console, 'error').mockReturnValue()
    const kept = stop(make())
    const seen: unknown[] = []
    for (const origin of [A, B, A, 'https://evil.example']) {
      const answer = syncPolicy(options).wrap(() => kept)(requestFrom(origin)) as Response
      // oxlint-disable-next-line no-await-in-loop
      await answer.text()
      seen.push([answer.status, answer.headers.get('access-control-allow-origin')])
      expect(answer.headers.get('content-type') ?? '').not.toContain(',')
    }

    // Deno itself can neither read nor send a frozen response with text.
    expect(seen).toEqual([
      [canClone(stop(make())) ? 200 : 502, A],
      [then, B],
      [then, A],
      [then, null],
    ])
    vi.restoreAllMocks()
  })
})

describe('a request that layers share', () => {
  it.each([{}, { Authorization: 'Basic dXNlcjpwYXNz' }])(
    'keeps its credentials outside a cookieless policy',
    (more) => {
      const request = requestFrom(A, 'GET', { 'X-Id': '1', ...more })
      // Browsers' `Cookie`; some runtimes refuse the name in a constructor.
      request.headers.append('Cookie', 'session=1')
      const before = [...request.headers]
      let seen: [string, string][] = []
      const wrapped = syncPolicy({ origin: '*', cookieless: true }).wrap((given: Request) => {
        seen = [...given.headers]
        return new Response()
      })
      void wrapped(request)

      expect([...request.headers]).toEqual(before)
      expect(seen.map(([name]) => name)).not.toContain('cookie')
      expect(seen.map(([name]) => name)).not.toContain('authorization')
    },
  )
})
