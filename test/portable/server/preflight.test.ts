import { describe, expect, it, vi } from 'vitest'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const ORIGINS = Array.from({ length: 40 }, (_, index) => `https://app-${index}.example`)
const LISTS = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-headers': 'x-a',
  'access-control-allow-methods': 'PUT',
  'access-control-max-age': '60',
  vary: 'Origin',
}
const policy = syncPolicy({
  origin: [...ORIGINS, 'https://*.preview.example'],
  credentials: true,
  allowMethods: ['PUT'],
  allowHeaders: ['x-a'],
  exposeHeaders: ['x-shown'],
  maxAge: 60,
})

describe('prepared answers', () => {
  it.each([...ORIGINS, 'https://one.preview.example', 'https://two.preview.example'])(
    'are the same for %s, whichever place it has',
    (origin) => {
      const response = policy.preflight(preflightFrom(origin, 'PUT', 'x-a'))

      expect(response && [response.status, corsHeaders(response)]).toEqual([
        204,
        { ...LISTS, 'access-control-allow-origin': origin },
      ])
    },
  )

  it.each([ORIGINS[0], ORIGINS[39], 'https://one.preview.example', 'https://evil.example'])(
    'of %s belong to one request each',
    (origin = '') => {
      const request = preflightFrom(origin)
      const before = policy.preflight(request)
      const expected = before && corsHeaders(before)
      before?.headers.set('Access-Control-Allow-Origin', '*')
      before?.headers.append('Vary', 'Accept')
      before?.headers.delete('Access-Control-Allow-Methods')
      const after = policy.preflight(request)

      expect(after && corsHeaders(after)).toEqual(expected)
    },
  )

  it('are few, however many origins there are, and none is made after the first preflight', () => {
    const many = syncPolicy({ origin: Array.from({ length: 1000 }, (_, index) => `https://${index}.many.example`) })
    const made = vi.fn<() => void>()
    const Counted = new Proxy(Response, {
      construct: (target, args: ConstructorParameters<typeof Response>) => {
        made()
        return new target(...args)
      },
    })
    vi.stubGlobal('Response', Counted)
    try {
      many.preflight(preflightFrom('https://1.many.example'))
      const first = made.mock.calls.length
      for (const index of [0, 1, 500, 999, 1000]) many.preflight(preflightFrom(`https://${index}.many.example`))

      expect([first > 0, first < 30, made.mock.calls.length]).toEqual([true, true, first])
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('where a host has a class of its own in place of Response', () => {
  /** As that of @hono/node-server: quick as long as nobody reads more of it than this. */
  class Replacement extends Response {
    override get url(): string {
      throw new Error('Nobody has to read url')
    }
    override get body(): null {
      throw new Error('Nobody has to read body')
    }
    override clone(): Response {
      throw new Error('Nobody has to clone')
    }
  }
  const replaced = (run: () => void): void => {
    vi.stubGlobal('Response', Replacement)
    try {
      run()
    } finally {
      vi.unstubAllGlobals()
    }
  }

  it.each([ORIGINS[0], ORIGINS[39], 'https://one.preview.example', 'https://evil.example'])(
    'preflights from %s get the same answer, of that class',
    (origin = '') => {
      const expected = policy.preflight(preflightFrom(origin, 'PUT', 'x-a'))
      replaced(() => {
        const response = policy.preflight(preflightFrom(origin, 'PUT', 'x-a'))

        expect(response).toBeInstanceOf(Replacement)
        expect(response && [response.status, corsHeaders(response)]).toEqual(
          expected && [expected.status, corsHeaders(expected)],
        )
      })
    },
  )

  it.each([200, 302])('responses with the status %i are decorated in place', (status) => {
    replaced(() => {
      const response = new Response(null, { status, headers: { Location: '/next' } })

      expect(policy.decorate(response, requestFrom(ORIGINS[0] ?? ''))).toBe(response)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(ORIGINS[0])
    })
  })
})

describe('decorate', () => {
  it.each([
    ['allowed', preflightFrom(ORIGINS[0] ?? '', 'PUT')],
    ['refused for its method', preflightFrom(ORIGINS[0] ?? '', 'DELETE')],
    ['of a refused origin', preflightFrom('https://evil.example')],
  ])('gives a preflight that the application answers what the policy would: %s', (_case, request) => {
    const own = policy.preflight(request)
    const response = policy.decorate(new Response('own', { headers: { Vary: 'Accept' } }), request)

    expect(corsHeaders(response)).toEqual({ ...(own && corsHeaders(own)), vary: 'Accept, Origin' })
  })
})
