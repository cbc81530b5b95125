import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { after } from '../../runtime/promise.ts'
import { changeOf, type Found } from './change.ts'
import { compareHeaders, originOfBoth } from './compare-names.ts'
import { compareOptions } from './compare-options.ts'
import { type Comparison, compareOrigins } from './compare-origins.ts'
import { compareReach } from './compare-reach.ts'
import { actualFrom, all, preflightFor, uses, type WitnessRequest } from './permissions.ts'

/** Compares two policies by what they permit for one method, as rows of tables are for certain methods. */
export function compareMethod(comparison: Comparison, method: string): Found[] | Promise<Found[]> {
  const { policies, context } = comparison
  const isSafelisted = SAFELISTED_METHODS.includes(method)
  const requestFrom = (origin: string): WitnessRequest =>
    isSafelisted ? actualFrom(origin, method) : preflightFor(origin, method)
  const asked = comparison.sides.map((side) =>
    after(all(policies.map((policy) => uses(policy, side.origin, method, context))), (used) => ({ ...side, used })),
  )
  return after(all(asked), (known) => {
    const sides = known.map(({ used, ...side }) => ({ ...side, allowed: used }))
    const ofMethod = { ...comparison, sides }
    // Both policies allow the origin, but only one of them allows the method.
    const byMethod = known.find(({ allowed, used }) => allowed.every(Boolean) && used[0] !== used[1])
    const byOrigin = sides.filter((_, at) => !known[at]!.allowed.every(Boolean))
    const both = originOfBoth(ofMethod)
    return after(
      all([
        both === undefined ? [] : compareHeaders(comparison, both, method),
        isSafelisted ? compareReach(comparison, [method]) : [],
      ]),
      (found) => [
        ...compareOrigins({ sides: byOrigin }, requestFrom),
        ...(byMethod
          ? changeOf('method', byMethod.used, {
              name: method,
              origin: byMethod.origin,
              request: requestFrom(byMethod.origin),
            })
          : []),
        ...found.flat(),
        ...compareOptions(ofMethod),
      ],
    )
  })
}
