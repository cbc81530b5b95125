import { describe, expect, it, vi } from 'vitest'
import { csrf, type CsrfOptions, type CsrfReason } from '../../../src/csrf/index.ts'
import { ADMIN, EVIL, rawWrite, SELF, write } from '../support/writes.ts'

const OPTIONS = { self: SELF, trusted: [ADMIN] } as const satisfies CsrfOptions
const foreign = (): Request => write({ 'Sec-Fetch-Site': 'cross-site', Origin: EVIL })

describe('wrap', () => {
  it('answers denied requests without calling the handler', async () => {
    const handler = vi.fn<(request: Request) => Response>(() => new Response('done'))
    const response = await csrf(OPTIONS).wrap(handler)(foreign())

    expect(handler).not.toHaveBeenCalled()
    expect(response.status).toBe(403)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('Vary')).toBe('Origin, Sec-Fetch-Site')
    await expect(response.text()).resolves.toBe('sfs-cross-site')
  })

  it('passes all other requests on, with all arguments of the host', async () => {
    const request = write({ Origin: SELF })
    const handler = vi.fn<(request: Request, env: number, ctx: string) => Response>(
      () => new Response('done', { headers: { Vary: 'Accept' } }),
    )
    const response = await csrf(OPTIONS).wrap(handler)(request, 1, 'ctx')

    await expect(response.text()).resolves.toBe('done')
    expect(response.headers.get('Vary')).toBe('Accept, Origin, Sec-Fetch-Site')
    expect(handler.mock.calls).toEqual([[request, 1, 'ctx']])
  })

  it('names what decided on a response that the handler throws', () => {
    const thrown = csrf(OPTIONS).wrap(() => {
      throw new Response(null, { status: 401 })
    })

    expect(() => thrown(write({ Origin: SELF }))).toThrow(
      expect.objectContaining({ status: 401, headers: new Headers({ Vary: 'Origin, Sec-Fetch-Site' }) }),
    )
  })

  it('does not catch errors of the handler', () => {
    const fail = csrf(OPTIONS).wrap(() => {
      throw new Error('Down')
    })
    expect(() => fail(write({ Origin: SELF }))).toThrow('Down')
  })

  it('has a parameter for the request, because Deno passes none to a function without parameters', () => {
    expect(csrf(OPTIONS).wrap(() => new Response())).toHaveLength(1)
  })
})

describe('refuse', () => {
  it('answers only denied requests', () => {
    const { refuse } = csrf(OPTIONS)
    expect(refuse(write({ Origin: SELF }))).toBeUndefined()
    expect(refuse(foreign())?.status).toBe(403)
    expect(refuse(foreign())).not.toBe(refuse(foreign()))
  })
})

describe('onDeny', () => {
  it('is called once for each denied request', () => {
    const onDeny = vi.fn<(reason: CsrfReason, request: Request) => void>()
    const guard = csrf({ ...OPTIONS, onDeny })
    const request = foreign()
    guard.check(request)
    guard.refuse(write({ Origin: SELF }))
    guard.refuse(request)
    expect(onDeny.mock.calls).toEqual([['sfs-cross-site', request]])
  })

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('Broken')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('Broken'))],
  ])('does not change the response if it %s', async (_how, fail) => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const response = csrf({ ...OPTIONS, onDeny: fail }).refuse(foreign())
    await new Promise((wake) => setTimeout(wake))

    expect(response?.status).toBe(403)
    expect(report).toHaveBeenCalledOnce()
    report.mockRestore()
  })
})

describe("mode 'report'", () => {
  it('reports every denial, and lets every request pass', () => {
    const onDeny = vi.fn<(reason: CsrfReason, request: Request) => void>()
    const guard = csrf({ ...OPTIONS, allowedHosts: ['other.example.com'], mode: 'report', onDeny })
    const answer = new Response('done')

    expect(guard.wrap(() => answer)(foreign())).toBe(answer)
    expect(guard.check(foreign())).toEqual({ allowed: false, reason: 'host-not-allowed' })
    expect(onDeny.mock.calls.map(([reason]) => reason)).toEqual(['host-not-allowed'])
  })
})

describe('a polluted Object.prototype', () => {
  const pollution: Record<string, unknown> = {
    self: [EVIL],
    trusted: new Set([EVIL]),
    missing: 'allow',
    methodOverride: true,
    allowedHosts: ['evil.example'],
    bypass: new Set(['POST /transfer']),
    mode: 'report',
    onDeny: 1,
    credentials: true,
    origin: [EVIL],
    status: 200,
    statusText: 'polluted',
    headers: { 'X-Polluted': 'yes' },
    suggestion: 'polluted',
    toJSON: () => ({ origin: [EVIL], credentials: true }),
    evil: ['origin', /^/],
  }
  // Made in advance, because a runtime cannot make requests while the prototype is polluted.
  const requests = [foreign(), write({ Origin: EVIL }), write({ Cookie: 'a=1' }), write({ Origin: SELF })]
  const make = (): ReturnType<typeof csrf> => csrf({ self: SELF })
  const answers = (guard = make()): unknown =>
    requests.map((request) => {
      const response = guard.refuse(request)
      return [guard.check(request).reason, response?.status, response?.statusText, response && [...response.headers]]
    })

  it.each(['before', 'after'])('changes nothing if it is polluted %s the guard is made', (when) => {
    const expected = answers()
    const made = when === 'after' ? make() : undefined
    let actual: unknown
    let failure: unknown
    try {
      for (const [name, value] of Object.entries(pollution))
        // oxlint-disable-next-line no-extend-native
        Object.defineProperty(Object.prototype, name, { value, enumerable: true, configurable: true, writable: true })
      actual = answers(made)
      try {
        csrf({ self: SELF, evil: 'x' } as unknown as CsrfOptions)
      } catch (error) {
        failure = error
      }
    } finally {
      for (const name of Object.keys(pollution)) Reflect.deleteProperty(Object.prototype, name)
    }

    expect(actual).toEqual(expected)
    expect(String(failure)).toContain('evil is not an option of csrf(), expected one of self')
  })
})

it('handles very long headers', () => {
  const guard = csrf(OPTIONS)
  const long = 'https://a.example/'.repeat(7000)
  expect(guard.check(rawWrite('POST', { Origin: long })).reason).toBe('origin-mismatch')
  expect(guard.check(rawWrite('POST', { Upgrade: long, Authorization: ' ,'.repeat(60_000) })).allowed).toBe(true)
})
