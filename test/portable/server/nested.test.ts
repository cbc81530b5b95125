import { afterEach, describe, expect, it, vi } from 'vitest'
import { routes } from '../../../src/routes/index.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors, type CorsPolicy } from '../../../src/index.ts'
import { live, shadow } from '../../../src/rollout/index.ts'
import { requestFrom } from '../support/requests.ts'

const A = 'https://a.example'
const REPORT = 'A policy inside another loses its headers: mount the most specific first, or use corsage/routes'
const logged = vi.spyOn(console, 'error').mockReturnValue()
afterEach(() => logged.mockClear())

const open = () => cors({ origin: '*' })
const some = () => cors({ origin: [A], allowMethods: ['PUT'] })
const answer = () => new Response('data')
const foreign = () => new Response('data', { headers: { 'Access-Control-Allow-Origin': '*' } })
const reports = () => logged.mock.calls.map(([first]) => first as unknown)

describe('a policy inside another', () => {
  it('is reported once, however many requests follow', async () => {
    const handler = open().wrap(some().wrap(answer))
    expect([(await handler(requestFrom(A))).status, (await handler(requestFrom(A))).status]).toEqual([200, 200])
    expect(reports()).toEqual([REPORT])
  })

  it('is reported for each inner policy', async () => {
    const outer = open()
    await outer.wrap(some().wrap(answer))(requestFrom(A))
    await outer.wrap(some().wrap(answer))(requestFrom(A))
    expect(reports()).toEqual([REPORT, REPORT])
  })

  it.each<[string, (inner: CorsPolicy, outer: CorsPolicy) => (request: Request) => Response | Promise<Response>]>([
    ['asynchronously', (inner, outer) => outer.wrap(async (request) => await inner.wrap(answer)(request))],
    [
      'where middleware copies the response',
      (inner, outer) =>
        outer.wrap(
          async (request) => new Response((await inner.wrap(answer)(request)).body, await inner.wrap(answer)(request)),
        ),
    ],
    ['by decorate', (inner, outer) => outer.wrap((request) => inner.decorate(answer(), request))],
    [
      'where the handler throws',
      (inner, outer) =>
        outer.wrap(
          inner.wrap(() => {
            throw answer()
          }),
        ),
    ],
    ['in a table', (inner, outer) => routes({ '/*': outer }).wrap(inner.wrap(answer))],
    ['around a table', (inner, outer) => outer.wrap(routes({ '/*': inner }).wrap(answer))],
    ['in a live policy', (inner, outer) => live(outer).wrap(inner.wrap(answer))],
    ['with a guard', (inner, outer) => outer.wrap(protect(inner, { self: 'https://api.example.com' }).wrap(answer))],
  ])('is reported %s', async (_name, nest) => {
    await nest(some(), open())(requestFrom(A))
    expect(reports()).toEqual([REPORT])
  })

  it('is noticed at the next request, if another one came between', async () => {
    const inner = some().wrap(answer)
    const handler = open().wrap(async (request) => {
      const response = await inner(request)
      if (request.headers.has('x-slow')) await cors({ origin: '*' }).wrap(answer)(requestFrom(A))
      return response
    })
    await handler(requestFrom(A, 'GET', { 'x-slow': '1' }))
    expect(reports()).toEqual([])
    await handler(requestFrom(A))
    expect(reports()).toEqual([REPORT])
  })
})

describe('no report', () => {
  const request = requestFrom(A)
  it.each<[string, () => unknown]>([
    ['of headers that the application sets', () => open().wrap(foreign)(request)],
    [
      'of one policy inside itself',
      () => {
        const policy = some()
        return policy.wrap(policy.wrap(answer))(request)
      },
    ],
    [
      'of two policies that answer one request, one after the other',
      async () => {
        await open().wrap(answer)(request)
        await some().wrap(foreign)(request)
      },
    ],
    [
      'of a response of the application in a chain of requests',
      async () => {
        await open().wrap(foreign)(requestFrom(A))
        await some().wrap(foreign)(requestFrom(A))
      },
    ],
    [
      'of an inner policy that permits nothing',
      () => open().wrap(some().wrap(answer))(requestFrom('https://evil.example')),
    ],
    ['of a guard inside a policy', () => open().wrap(csrf({ self: 'https://api.example.com' }).wrap(foreign))(request)],
    ['of a policy with a guard', () => protect(some(), { self: 'https://api.example.com' }).wrap(foreign)(request)],
    ['of a shadow', () => shadow(some(), open(), { onDifference: () => {}, percent: 50 }).wrap(foreign)(request)],
    ['of a table', () => routes({ '/items': some(), '/*': open() }).wrap(foreign)(request)],
    [
      'of a layer that is replaced',
      async () => {
        const layer = live(open())
        const handler = layer.wrap(foreign)
        await handler(request)
        layer.set(some())
        await handler(request)
      },
    ],
  ])('%s', async (_name, run) => {
    await run()
    expect(reports()).toEqual([])
  })
})
