import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { allOptions, anyAnswer, anyRequest, FEWER_RUNS, listedOptions } from '../support/arbitraries.ts'
import { requestFrom, respond, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'

/** Whether nobody can change a part of a policy. A predicate is the application's own. */
function isFixed(part: unknown): boolean {
  return typeof part === 'function' || Object.isFrozen(part)
}

describe('invariant 17: a request always gets the same decision', () => {
  it('whatever requests came before it', () => {
    const plan = fc
      .array(anyRequest, { minLength: 1, maxLength: 4 })
      .chain((requests) => fc.tuple(fc.constant(requests), fc.array(fc.nat(requests.length - 1), { maxLength: 12 })))
    fc.assert(
      fc.property(allOptions, plan, anyAnswer, (options, [requests, order], answer) => {
        const shared = syncPolicy(options)
        for (const index of order) {
          const request = requests[index] as Request
          const headers = [...request.headers]
          shared.wrap(answer)(request) as Response

          expect(shared.decide(request)).toEqual(syncPolicy(options).decide(request))
          expect([...request.headers]).toEqual(headers)
        }
      }),
      FEWER_RUNS,
    )
  })

  it('whatever a handler does to the response', () => {
    fc.assert(
      fc.property(allOptions, anyRequest, anyAnswer, (options, request, answer) => {
        const policy = syncPolicy(options)
        const first = policy.wrap(answer)(request) as Response
        const before = [...first.headers]
        for (const name of first.headers.keys()) first.headers.set(name, 'changed')

        expect([...(policy.wrap(answer)(request) as Response).headers]).toEqual(before)
      }),
      FEWER_RUNS,
    )
  })

  it('whatever headers an earlier response had', () => {
    const varyOf = (answer: () => Response): string | null =>
      respond({ origin: [A] }, requestFrom(A), answer).headers.get('Vary')
    fc.assert(
      fc.property(fc.array(anyAnswer, { maxLength: 3 }), (answers) => {
        for (const answer of answers) varyOf(answer)
        expect(varyOf(() => new Response())).toBe('Origin')
      }),
      FEWER_RUNS,
    )
  })

  it('whatever anybody does to the policy, its options, or an answer as data', () => {
    fc.assert(
      fc.property(allOptions, anyRequest, (given, request) => {
        const lists = Object.entries(given).filter((entry): entry is [string, string[]] => Array.isArray(entry[1]))
        const options = {
          ...given,
          ...Object.fromEntries(lists.map(([name, list]) => [name, [...list]])),
        } as CorsOptions
        const policy = syncPolicy(options)
        const look = (): string => JSON.stringify([policy.decide(request), policy.headers(request), policy.options])
        const before = look()
        for (const list of Object.values(options)) if (Array.isArray(list)) list.push('https://evil.example')
        for (const line of policy.headers(request).set) Object.assign(line, ['X-Changed', 'changed'])

        expect(look()).toBe(before)
        expect([policy, policy.options, ...Object.values(policy.options)].filter((part) => !isFixed(part))).toEqual([])
      }),
      FEWER_RUNS,
    )
  })

  it('also from a policy that is made from its JSON (invariant 35)', () => {
    fc.assert(
      fc.property(listedOptions, anyRequest, anyAnswer, (options, request, answer) => {
        const again = JSON.parse(JSON.stringify(syncPolicy(options))) as CorsOptions

        expect(syncPolicy(again).decide(request)).toEqual(syncPolicy(options).decide(request))
        expect([...respond(again, request, answer).headers]).toEqual([...respond(options, request, answer).headers])
      }),
      FEWER_RUNS,
    )
  })
})
