import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { after } from '../../runtime/promise.ts'
import { changeOf, type Found } from './change.ts'
import type { Comparison } from './compare-origins.ts'
import { actualFrom, all, allows, preflightFor, uses } from './permissions.ts'

/** An origin that both policies allow, by which everything else is compared: all origins of a policy may do the same. */
export function originOfBoth({ sides }: Comparison): string | undefined {
  const both = sides.filter(({ allowed }) => allowed.every(Boolean)).map(({ origin }) => origin)
  return both.find((origin) => origin !== 'null') ?? both[0]
}

/** Names of both lists without the wildcard, and a name that only the wildcard covers. */
export function namesOfBoth(lists: readonly (readonly string[])[], unlisted: string, isAny: boolean): string[] {
  const names = new Set(lists.flat())
  const hasStar = names.delete('*') || isAny
  let name = unlisted
  while (names.has(name)) name += unlisted.at(-1)
  return hasStar ? [...names, name] : [...names]
}

/** The methods and request headers that only one of the policies lets a page use. */
export function compareMethodsAndHeaders(comparison: Comparison): Found[] | Promise<Found[]> {
  const { policies, context } = comparison
  const origin = originOfBoth(comparison)
  if (origin === undefined) return []
  const options = policies.map((policy) => policy.options)
  const methods = namesOfBoth([SAFELISTED_METHODS, ...options.map(({ allowMethods }) => allowMethods)], 'ANY', false)
  const isSimple = (method: string): boolean => SAFELISTED_METHODS.includes(method)
  const asked: (Found[] | Promise<Found[]>)[] = [
    ...methods.map((method) =>
      after(all(policies.map((policy) => uses(policy, origin, method, context))), (used) =>
        changeOf('method', used, {
          name: method,
          origin,
          request: isSimple(method) ? actualFrom(origin, method) : preflightFor(origin, method),
        }),
      ),
    ),
    compareHeaders(comparison, origin, 'GET'),
  ]
  return after(all(asked), (found) => found.flat())
}

/** The request headers that only one of the policies lets pages of an origin set, together with a method. */
export function compareHeaders(
  { policies, context }: Comparison,
  origin: string,
  method: string,
): Found[] | Promise<Found[]> {
  const options = policies.map((policy) => policy.options)
  const names = namesOfBoth(
    [['authorization'], ...options.map(({ allowHeaders }) => allowHeaders.map((name) => name.toLowerCase()))],
    'x-any',
    options.some(({ dangerouslyReflectHeaders }) => dangerouslyReflectHeaders),
  )
  const asked = names.map((name) => {
    const request = preflightFor(origin, method, name)
    return after(all(policies.map((policy) => allows(policy, request, context))), (allowed) =>
      changeOf('header', allowed, { name, origin, request }),
    )
  })
  return after(all(asked), (found) => found.flat())
}
