import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { csrf, protect } from '../../../src/csrf/index.ts'
import type { Handler } from '../../../src/server/wrap.ts'
import { BROKEN, NO_RESPONSE, ODD, THROWN } from '../support/hostile.ts'
import { corsHeaders, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS = { origin: [A] }
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

const logged = vi.spyOn(console, 'error')
beforeEach(() => {
  logged.mockReset()
  logged.mockReturnValue()
})
afterEach(() => vi.clearAllMocks())

type Give = () => unknown
type Handle = Handler<Request, []>

/** The ways in which an answer leaves a handler. */
const WAYS: Record<string, (give: Give) => Handle> = {
  returned: (give) => syncPolicy(OPTIONS).wrap(give as () => Response),
  promised: (give) => syncPolicy(OPTIONS).wrap(async () => give() as Response),
  thrown: (give) =>
    syncPolicy(OPTIONS).wrap(() => {
      throw give()
    }),
  'from onError': (give) =>
    syncPolicy({ ...OPTIONS, onError: give as () => Response }).wrap(() => {
      throw new Error('Down')
    }),
  'behind a guard': (give) =>
    protect(OPTIONS, { self: 'https://own.example', methodOverride: true }).wrap(give as () => Response),
  'with an async predicate': (give) => syncPolicy({ origin: async () => true }).wrap(give as () => Response),
}

/** Whether a response has own members that hide those of its class. */
function isOverridden(answer: unknown): boolean {
  return ['status', 'statusText', 'headers', 'body'].some((name) => Object.hasOwn(answer as object, name))
}

describe.each(Object.entries(WAYS))('an answer that is %s', (way, mount) => {
  it.each(Object.entries(BROKEN))('is a decorated 502 if it cannot be sent: %s', async (_, make) => {
    const { answer, isClosed } = make()
    const response = await mount(() => answer)(requestFrom(A))
    // Runtimes that look behind overridden members send what the response really is.
    const isTrue = response.status === 200 && isOverridden(answer)

    expect(response.status).toBe(isTrue ? 200 : 502)
    expect(corsHeaders(response)).toMatchObject({ 'access-control-allow-origin': A })
    expect(response.headers.get('vary')).toMatch(/^Origin/)
    await (isTrue && response.body!.cancel())
    expect(isTrue || (await response.text()) === '').toBe(true)
    expect(logged.mock.calls.length > 0).toBe(!isTrue)
    await vi.waitFor(() => expect(isClosed?.() ?? true).toBe(true))
  })

  it.each(Object.entries(ODD))('is sent if it is only odd: %s', async (_, make) => {
    const response = await mount(make)(requestFrom(A))

    expect([response.status, await response.text()]).toEqual([200, 'data'])
    expect(corsHeaders(response)).toMatchObject({ 'access-control-allow-origin': A })
  })

  it('gives a refused origin nothing, whatever it is', async () => {
    if (way === 'with an async predicate') return
    const answers = [...Object.values(BROKEN).map((make) => make().answer), ...Object.values(ODD).map((make) => make())]
    const responses = await Promise.all(
      answers.map(async (answer) => mount(() => answer)(requestFrom('https://evil.example'))),
    )

    expect(responses.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(answers.map(() => null))
    for (const { headers } of responses) expect(headers.get('vary')).toMatch(/^Origin/)
  })
})

describe.each(['returned', 'promised', 'behind a guard', 'with an async predicate'])(
  'no response at all, %s',
  (way) => {
    it.each(Object.entries(NO_RESPONSE))('is a TypeError that names it: %s', async (_, value) => {
      const run = async () => WAYS[way]!(() => value)(requestFrom(A))

      await expect(run()).rejects.toThrow(TypeError)
      await expect(run()).rejects.toThrow(
        /^The handler answered with .+, expected a Response\b.+corsage\/node.+docs\/hosts\.md/s,
      )
    })
  },
)

it.each(Object.entries(NO_RESPONSE))('decorate refuses %s as well', (_, value) => {
  expect(() => syncPolicy(OPTIONS).decorate(value as Response, requestFrom(A))).toThrow(/expected a Response/)
})

it.each([undefined, null])('an upgraded connection needs no response: %s', async (value) => {
  const request = requestFrom(A, 'GET', { Upgrade: 'websocket' })
  const give = () => value as unknown as Response

  expect(await syncPolicy(OPTIONS).wrap(give)(request)).toBe(value)
  expect(await syncPolicy(OPTIONS).wrap(async () => give())(request)).toBe(value)
  expect(await csrf({ self: A }).wrap(give)(request)).toBe(value)
})

/** The ways in which a thrown value leaves a handler or `onError`. */
const THROWS: Record<string, (thrown: unknown) => Handle> = {
  'a handler throws': (thrown) =>
    syncPolicy(OPTIONS).wrap(() => {
      throw thrown
    }),
  'a handler rejects with': (thrown) =>
    syncPolicy(OPTIONS).wrap(async () => {
      throw thrown
    }),
  'a handler with onError throws': (thrown) =>
    syncPolicy({ ...OPTIONS, onError: () => new Response(null, { status: 500 }) }).wrap(() => {
      throw thrown
    }),
  'a guarded handler throws': (thrown) =>
    protect(OPTIONS, { self: A }).wrap(() => {
      throw thrown
    }),
  'onError throws': (thrown) =>
    syncPolicy({
      ...OPTIONS,
      onError: () => {
        throw thrown
      },
    }).wrap(() => {
      throw new Error('Down')
    }),
  'onError rejects with': (thrown) =>
    syncPolicy({
      ...OPTIONS,
      onError: async () => {
        throw thrown
      },
    }).wrap(async () => {
      throw new Error('Down')
    }),
}

describe.each(Object.entries(THROWS))('%s', (way, mount) => {
  it.each(Object.entries(THROWN))('%s, and the answer is a decorated error', async (_, make) => {
    const response = await mount(make())(requestFrom(A))

    // Nobody can see that a revoked proxy is not a response.
    expect([500, 502]).toContain(response.status)
    expect(corsHeaders(response)).toMatchObject({ 'access-control-allow-origin': A })
    await expect(response.text()).resolves.toBe('')
    expect(logged.mock.calls.length > 0 || way === 'a handler with onError throws').toBe(true)
  })
})

describe('a promise that misbehaves', () => {
  /* oxlint-disable unicorn/no-thenable */
  it.each<[string, () => unknown]>([
    [
      'has a throwing then',
      () => ({
        get then() {
          throw new Error('boom')
        },
      }),
    ],
    [
      'throws when it is awaited',
      () => ({
        then() {
          throw new Error('boom')
        },
      }),
    ],
    ['rejects with nothing', () => Promise.reject()],
    [
      'is a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable(new Response(), {})
        revoke()
        return proxy
      },
    ],
  ])('is a decorated 500: %s', async (_, give) => {
    const response = await syncPolicy(OPTIONS).wrap(give as () => Response)(requestFrom(A))

    expect([response.status, corsHeaders(response)]).toEqual([500, SHARED])
  })
  /* oxlint-enable unicorn/no-thenable */
})
