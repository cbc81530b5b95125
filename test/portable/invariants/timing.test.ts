import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { allOptions, anyAnswer, anyRequest, FEWER_RUNS } from '../support/arbitraries.ts'
import { syncPolicy } from '../support/requests.ts'
import { WAYS } from '../support/ways.ts'

const TIMING = 'Timing-Allow-Origin'

/** An answer of an application that decides about timing by itself. */
const answerWithTiming = fc
  .tuple(anyAnswer, fc.constantFrom(null, '*', 'null', 'https://a.example', 'https://a.example, https://evil.example'))
  .map(([make, value]) => () => {
    const response = make()
    const headers = new Headers(response.headers)
    if (value !== null) headers.set(TIMING, value)
    const { status, statusText } = response
    return new Response(response.body, { status, statusText, headers })
  })

it('timing is allowed to the origins that may read, on actual responses only, and never by the application', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(WAYS)),
      allOptions,
      anyRequest,
      answerWithTiming,
      async (way, given, request, answer) => {
        const options = { ...given, timingAllowOrigin: true }
        const { headers } = await WAYS[way]!(options, request, answer)
        const isPreflight = syncPolicy(options).decide(request).kind === 'preflight'
        expect(headers.get(TIMING)).toBe(isPreflight ? null : headers.get('Access-Control-Allow-Origin'))
      },
    ),
    { ...FEWER_RUNS, numRuns: 800 },
  )
})

it('without the option, the application alone decides about timing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(WAYS)),
      allOptions,
      anyRequest,
      answerWithTiming,
      async (way, given, request, answer) => {
        const options = { ...given, timingAllowOrigin: false }
        const { status } = syncPolicy(options).headers(request)
        const { headers } = await WAYS[way]!(options, request, answer)
        expect(headers.get(TIMING)).toBe(status === undefined ? answer().headers.get(TIMING) : null)
      },
    ),
    { ...FEWER_RUNS, numRuns: 800 },
  )
})

it('timing is never allowed on the answer to a preflight that the application made itself', () => {
  fc.assert(
    fc.property(allOptions, anyRequest, answerWithTiming, (given, request, answer) => {
      const policy = syncPolicy({ ...given, timingAllowOrigin: true })
      fc.pre(policy.decide(request).kind === 'preflight')
      expect(policy.decorate(answer(), request).headers.get(TIMING)).toBeNull()
    }),
    FEWER_RUNS,
  )
})

it('the option changes no other header', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(WAYS)),
      allOptions,
      anyRequest,
      anyAnswer,
      async (way, options, request, answer) => {
        const [on, off] = await Promise.all(
          [true, false].map(async (timingAllowOrigin) => {
            const { status, headers } = await WAYS[way]!({ ...options, timingAllowOrigin }, request, answer)
            headers.delete(TIMING)
            return { status, headers: [...headers] }
          }),
        )
        expect(on).toEqual(off)
      },
    ),
    FEWER_RUNS,
  )
})
