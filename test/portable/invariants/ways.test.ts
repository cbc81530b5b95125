import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { allOptions, anyAnswer, anyOptions, anyRequest, FEWER_RUNS } from '../support/arbitraries.ts'
import { corsHeaders, respond, syncPolicy } from '../support/requests.ts'
import { WAYS } from '../support/ways.ts'

const ways = fc.constantFrom(...Object.keys(WAYS))

it('invariants 5 and 29: an answer has the same permission, whether it is returned, thrown, made by onError or set from data', async () => {
  await fc.assert(
    fc.asyncProperty(ways, allOptions, anyRequest, anyAnswer, async (way, options, request, answer) => {
      const response = await WAYS[way]!(options, request, answer)
      const origin = request.headers.get('Origin')
      const isRefused = origin !== null && !syncPolicy(options).allowsOrigin(origin)
      const { vary: _, ...permission } = corsHeaders(response)
      const { vary: _vary, ...expected } = corsHeaders(respond(options, request, answer))

      expect(isRefused ? permission : {}).toEqual({})
      expect(permission).toEqual(expected)
    }),
    { ...FEWER_RUNS, numRuns: 800 },
  )
})

it('invariants 5 and 29: also if the application answers a preflight itself', () => {
  fc.assert(
    fc.property(anyOptions, anyRequest, anyAnswer, (options, request, answer) => {
      const { vary: _, ...permission } = corsHeaders(syncPolicy(options).decorate(answer(), request))
      const { vary: _vary, ...expected } = corsHeaders(respond(options, request, answer))

      expect(permission).toEqual(expected)
    }),
    FEWER_RUNS,
  )
})
