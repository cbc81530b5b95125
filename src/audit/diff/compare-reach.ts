import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { after } from '../../runtime/promise.ts'
import { changeOf, type Found } from './change.ts'
import type { Comparison } from './compare-origins.ts'
import { actualFrom, all, allows, preflightFor, reaches, uses } from './permissions.ts'

/**
 * The requests without a preflight that get to the application under only one of the policies, because the other one
 * enforces. A change that lets a page read the answer too is already a change of the origin or of the method.
 */
export function compareReach(
  { policies, context, sides }: Comparison,
  methods: readonly string[] = SAFELISTED_METHODS,
): Found[] | Promise<Found[]> {
  if (!policies.some(({ options }) => options.enforce)) return []
  const own = policies.flatMap(({ options }) => options.self ?? [])
  const others = sides.filter(({ origin }) => !own.includes(origin))
  const kinds = new Map(others.map(({ origin, allowed }) => [origin === 'null' ? origin : String(allowed), origin]))
  // Without an origin: an image, a link or a script of another site.
  const origins = [undefined, ...new Set([...kinds.values(), ...own])]
  // Policies let their own origins do more, so what pages may read is asked for an origin that is not an own one.
  const readers = origins.map((origin) =>
    origin === undefined || !own.includes(origin)
      ? origin
      : after(all(policies.map((policy) => allows(policy, preflightFor(origin, 'GET'), context))), (allowed) =>
          kinds.get(String(allowed)),
        ),
  )
  const asked = methods.flatMap((method) =>
    origins.map((origin, at) => {
      const request = actualFrom(origin, method)
      const reached = policies.map((policy) => reaches(policy, request, context))
      const used = policies.map((policy) =>
        after(readers[at], (reader) => reader !== undefined && uses(policy, reader, method, context)),
      )
      return after(all([...reached, ...used]), ([before, next, usedBefore, usedNext]) =>
        before !== next && usedBefore === usedNext
          ? changeOf('send', [before!, next!], { name: method, origin, request })
          : [],
      )
    }),
  )
  // One for each method and direction is enough to know.
  const keyOf = ({ isAdded, change }: Found): string => `${isAdded} ${change.message}`
  return after(all(asked), (lists) => {
    const found = lists.flat()
    const keys = found.map(keyOf)
    return found.filter((one, at) => keys.indexOf(keyOf(one)) === at)
  })
}
