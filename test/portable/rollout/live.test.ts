import { describe, expect, it } from 'vitest'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors, type CorsOptions, type CorsRequest, type Layer, PolicyError } from '../../../src/index.ts'
import { live } from '../../../src/rollout/index.ts'
import { preflightFrom, requestFrom } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const onlyA = { origin: [A] } as const
const onlyB = { origin: [B] } as const
const allowed = (response: Response): string | null => response.headers.get('access-control-allow-origin')

describe('live', () => {
  it('answers with the newest policy, wherever it was mounted before', async () => {
    const layer = live(onlyA)
    const handler = layer.wrap(() => new Response('data'))
    const ask = async (origin: string) => [
      allowed(await handler(requestFrom(origin))),
      allowed(await handler(preflightFrom(origin))),
      (await layer.answer!(requestFrom(origin))).set.length > 0,
    ]
    expect([await ask(A), await ask(B)]).toEqual([
      [A, A, true],
      [null, null, false],
    ])
    layer.set(onlyB)
    expect([await ask(A), await ask(B)]).toEqual([
      [null, null, false],
      [B, B, true],
    ])
    expect(layer.current.options?.origin).toEqual([B])
    expect(layer.options?.origin).toEqual([B])
  })

  it.each([
    ['a handler that waits', onlyA],
    ['a predicate that waits', { origin: async ({ host }: { host: string }) => host === 'a.example' }],
  ])('ends a request with the policy that it began with: %s', async (_name, first) => {
    const layer = live(first)
    let answer = (_response: Response): void => {}
    const handler = layer.wrap(() => new Promise<Response>((resolve) => (answer = resolve)))
    const later = handler(requestFrom(A))
    layer.set(onlyB)
    await new Promise((wake) => setTimeout(wake))
    answer(new Response('data'))
    expect(allowed(await later)).toBe(A)
  })

  it('keeps the old policy if the new one is invalid, and says what is wrong', async () => {
    const layer = live(onlyA)
    const handler = layer.wrap(() => new Response('data'))
    const invalid: CorsOptions = { origin: ['https://b.example/'], maxAge: -1 }
    const set = (): void => layer.set(invalid)
    expect(set).toThrow(PolicyError)
    expect(set).toThrow(/origin[^]*maxAge/)
    expect(allowed(await handler(requestFrom(A)))).toBe(A)
  })

  it.each<readonly [string, Layer | object, Layer | object, string]>([
    ['a layer without data', onlyA, { wrap: (handler: unknown) => handler }, 'answer is missing'],
  ])('refuses a layer that cannot replace the first: %s', (_name, first, next, message) => {
    const layer = live(first as typeof onlyA)
    const before = layer.current
    expect(() => layer.set(next as typeof onlyA)).toThrow(message)
    expect(layer.current).toBe(before)
  })

  it('takes guards, and both', async () => {
    const guard = { self: 'https://api.example.com', trusted: [A] } as const
    const layer = live(csrf(guard))
    const handler = layer.wrap(() => new Response('data'))
    const write = (origin: string) => requestFrom(origin, 'POST', { 'Sec-Fetch-Site': 'cross-site' })
    expect([(await handler(write(A))).status, (await handler(write(B))).status]).toEqual([200, 403])
    layer.set(protect(cors(onlyA), guard))
    expect([allowed(await handler(write(A))), (await handler(write(B))).status]).toEqual([A, 403])
  })

  it('passes on `this`, the arguments, and the context for predicates', async () => {
    const seen: unknown[] = []
    const layer = live({ origin: (_origin, { env }: { request: CorsRequest; env: string }) => env === 'yes' })
    const app = {
      fetch: layer.wrap(function (this: unknown, _request: Request, given: { env: string }) {
        seen.push(this, given)
        return new Response('data')
      }),
    }
    const given = { env: 'yes' }
    expect(allowed(await app.fetch(requestFrom(A), given))).toBe(A)
    expect(seen).toEqual([app, given])
  })
})
