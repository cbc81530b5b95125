import * as fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import {
  anyAnswer,
  anyRequest,
  dynamicOptions,
  FEWER_RUNS,
  field,
  listedOptions,
  origin,
  publicOptions,
  anyOrigin,
} from '../support/arbitraries.ts'
import { corsHeaders, listIn, preflightFrom, requestFrom, respond, syncPolicy } from '../support/requests.ts'

afterEach(() => void vi.restoreAllMocks())

it('invariant 26: every response that depends on the origin has Vary: Origin, and keeps its other names', () => {
  fc.assert(
    fc.property(dynamicOptions, anyRequest, anyAnswer, (options, request, answer) => {
      const response = respond(options, request, answer)
      const vary = listIn(response, 'Vary')
      const before = [...new Set(listIn(answer(), 'Vary'))]
      const isPreflight = syncPolicy(options).decide(request).kind === 'preflight'
      const expected = before.includes('*') ? ['*'] : [...new Set([...before, 'origin'])]

      expect(isPreflight ? vary.slice(0, 1) : vary).toEqual(isPreflight ? ['origin'] : expected)
      expect(new Set(vary).size).toBe(vary.length)
      expect(corsHeaders(syncPolicy(options).decorate(response, requestFrom(null)))['vary']).toBe(
        response.headers.get('Vary'),
      )
    }),
    FEWER_RUNS,
  )
})

it('invariant 26: the response to an error has Vary: Origin too', () => {
  vi.spyOn(console, 'error').mockReturnValue()
  fc.assert(
    fc.property(dynamicOptions, anyRequest, fc.boolean(), (options, request, isDefault) => {
      const fail = (): Response => {
        throw new Error('Down')
      }
      const onError = isDefault ? undefined : () => new Response(null, { status: 500 })
      const response = respond({ ...options, onError }, request, fail)

      expect(listIn(response, 'Vary')).toContain('origin')
    }),
    FEWER_RUNS,
  )
})

it('invariant 27: a public policy sends the same headers to every origin', () => {
  const from = fc.option(anyOrigin.filter(field))
  const methods = fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS')
  fc.assert(
    fc.property(publicOptions, from, from, methods, anyAnswer, (options, one, other, method, answer) => {
      const [first, second] = [one, other].map((value) =>
        corsHeaders(respond(options, requestFrom(value, method), answer)),
      )

      expect(first).toEqual(second)
      expect(first?.['vary'] ?? null).toBe(answer().headers.get('Vary'))
    }),
    FEWER_RUNS,
  )
  fc.assert(
    fc.property(publicOptions, origin, origin, (options, one, other) => {
      const [first, second] = [one, other].map((value) =>
        corsHeaders(respond(options, preflightFrom(value, 'PUT', 'x-a'), () => new Response())),
      )

      expect(first).toEqual(second)
      expect(first?.['vary']).toBe(
        options.dangerouslyReflectHeaders === true ? 'Access-Control-Request-Headers' : undefined,
      )
    }),
    FEWER_RUNS,
  )
})

/** A cache for one URL, keyed by the request headers that the stored response names in Vary (RFC 9111, section 4.1). */
function createCache() {
  const stored: [Request, Response][] = []
  return (request: Request, answer: () => Response): Response => {
    const match = stored.find(([earlier, response]) =>
      listIn(response, 'Vary').every((name) => name !== '*' && earlier.headers.get(name) === request.headers.get(name)),
    )
    if (match) return match[1]
    const response = answer()
    stored.push([request, response])
    return response
  }
}

it('invariant 28: a shared cache in front does not change who gets permission', () => {
  const visitors = fc.array(fc.option(anyOrigin.filter(field)), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(fc.oneof(listedOptions, publicOptions), visitors, anyAnswer, (options, origins, answer) => {
      const cache = createCache()
      for (const each of origins) {
        const request = requestFrom(each)
        const fresh = () => respond(options, request, answer)
        expect(corsHeaders(cache(request, fresh))).toEqual(corsHeaders(fresh()))
      }
    }),
    FEWER_RUNS,
  )
})

it('invariant 28: a shared cache that stores preflights does not change who gets permission', () => {
  const asked = fc.tuple(origin, fc.constantFrom('PUT', 'DELETE'), fc.constantFrom('x-a', 'x-b', 'x-a,x-b'))
  fc.assert(
    fc.property(fc.oneof(listedOptions, publicOptions), fc.array(asked, { maxLength: 9 }), (options, preflights) => {
      const cache = createCache()
      for (const [from, method, names] of preflights) {
        const request = preflightFrom(from, method, names)
        const fresh = () => respond(options, request, () => new Response())
        expect(corsHeaders(cache(request, fresh))).toEqual(corsHeaders(fresh()))
      }
    }),
    FEWER_RUNS,
  )
})
