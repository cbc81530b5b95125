import { describe, expect, it } from 'vitest'
import { corsHeaders, preflightFrom, syncPolicy } from '../../support/portable-requests.ts'

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
