import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { anyAnswer, FEWER_RUNS } from '../support/arbitraries.ts'
import { issuesOf } from '../support/faults.ts'
import { listIn, permissions, preflightFrom, requestFrom, respond } from '../support/requests.ts'

const ORIGIN = 'Access-Control-Allow-Origin'

it('invariants 8 and 9: no options at all make a policy that sends a star with credentials, or null', () => {
  const names = fc.constantFrom(['*'], ['x-a', '*'], ['x-a'])
  const some = fc.record(
    {
      origin: fc.constantFrom('*', ['*'], ['https://a.example'], ['null'], [], () => true),
      credentials: fc.boolean(),
      allowMethods: fc.constantFrom(['*'], ['PUT']),
      allowHeaders: names,
      exposeHeaders: names,
      dangerouslyAllowNullOrigin: fc.boolean(),
      dangerouslyReflectHeaders: fc.boolean(),
      cookieless: fc.boolean(),
      enforce: fc.boolean(),
    },
    { requiredKeys: ['origin'] },
  ) as fc.Arbitrary<CorsOptions>
  const requests = fc
    .tuple(fc.constantFrom('null', 'https://a.example', 'https://evil.example'), fc.constantFrom('*', 'x-a, *', 'x-b'))
    .chain(([from, asked]) => fc.constantFrom(requestFrom(from), preflightFrom(from, 'PUT', asked)))
  fc.assert(
    fc.property(some, requests, anyAnswer, (options, request, answer) => {
      fc.pre(issuesOf(options).length === 0)
      const response = respond(options, request, answer)
      const stars = permissions(response).filter((name) => listIn(response, name).includes('*'))

      expect(response.headers.has('Access-Control-Allow-Credentials') ? stars : []).toEqual([])
      expect(options.allowHeaders?.includes('*') || !stars.includes('access-control-allow-headers')).toBe(true)
      expect(response.headers.get(ORIGIN)).not.toBe('null')
    }),
    { ...FEWER_RUNS, numRuns: 1000 },
  )
})
