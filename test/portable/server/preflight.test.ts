import { describe, expect, it, vi } from 'vitest'
import { corsHeaders, preflightFrom, syncPolicy } from '../support/requests.ts'

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
    'are the same for %s, whatever its place in the list',
    (origin) => {
      const response = policy.preflight(preflightFrom(origin, 'PUT', 'x-a'))

      expect(response && [response.status, corsHeaders(response)]).toEqual([
        204,
        { ...LISTS, 'access-control-allow-origin': origin },
      ])
    },
  )

  it.each([ORIGINS[0], ORIGINS[39], 'https://one.preview.example', 'https://evil.example'])(
    'are a new response for each request of %s',
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

  it('are few, even for many origins, and none is made after the first preflight', () => {
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

describe('if a host has replaced Response by its own class', () => {
  /** Like the class of @hono/node-server, which is fast as long as nothing reads the members below. */
  class Replacement extends Response {
    override get url(): string {
      throw new Error('Nothing may read url')
    }
    override get body(): null {
      throw new Error('Nothing may read body')
    }
    override clone(): Response {
      throw new Error('Nothing may clone')
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
    'preflights from %s get the same answer, made with that class',
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
})

describe('where a Response has no clone(), as on Fastly Compute', () => {
  const Own = Response

  it.each([ORIGINS[0], ORIGINS[39], 'https://one.preview.example', 'https://evil.example'])(
    'preflights from %s get the same answer',
    (origin = '') => {
      const request = preflightFrom(origin, 'PUT', 'x-a')
      const expected = policy.preflight(request)
      const Bare = function (body: null, init: ResponseInit): Response {
        return Object.defineProperty(new Own(body, init), 'clone', { value: undefined })
      }
      Bare.prototype = {}
      vi.stubGlobal('Response', Bare)
      try {
        const response = syncPolicy(policy.options).preflight(request)
        expect(response && [response.status, corsHeaders(response)]).toEqual(
          expected && [expected.status, corsHeaders(expected)],
        )
      } finally {
        vi.unstubAllGlobals()
      }
    },
  )
})

describe('decorate', () => {
  it.each([
    ['allowed', preflightFrom(ORIGINS[0] ?? '', 'PUT')],
    ['refused because of its method', preflightFrom(ORIGINS[0] ?? '', 'DELETE')],
    ['refused because of its origin', preflightFrom('https://evil.example')],
  ])('adds to the application’s own answer to a preflight the headers of the policy’s answer: %s', (_case, request) => {
    const own = policy.preflight(request)
    const response = policy.decorate(new Response('own', { headers: { Vary: 'Accept' } }), request)

    expect(corsHeaders(response)).toEqual({ ...(own && corsHeaders(own)), vary: 'Accept, Origin' })
  })
})
