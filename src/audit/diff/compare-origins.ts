import { after } from '../../runtime/promise.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { changeOf, type Found } from './change.ts'
import { all, allows, preflightFor, type WitnessRequest } from './permissions.ts'
import { representativesOf, strangerTo } from './representatives.ts'
import type { DiffSettings } from './settings.ts'

/** An origin, and whether the old and the new policy allow it. */
export interface Side {
  readonly pattern: string
  readonly origin: string
  readonly allowed: readonly boolean[]
}

/** Two policies, and the origins by which they are compared. */
export interface Comparison {
  readonly policies: readonly [CorsPolicy, CorsPolicy]
  readonly context: unknown
  readonly sides: readonly Side[]
}

/** Whether everything about the origins of both policies is known: a predicate can only be asked, unless both have it. */
export function areKnown([before, next]: Comparison['policies']): boolean {
  const [old, current] = [before.options.origin, next.options.origin]
  return old === current || [old, current].every((origin) => typeof origin !== 'function')
}

/** Asks both policies about origins that stand for all origins. */
export function readSides(
  policies: readonly [CorsPolicy, CorsPolicy],
  { origins = [], context }: DiffSettings,
): Comparison | Promise<Comparison> {
  const mentioned = [...policies.map(({ options }) => String(options.origin)), ...origins].join(' ')
  const stranger = strangerTo(mentioned)
  const exact = [...origins, stranger, 'null'].map((origin) => ({ pattern: origin, origin }))
  const listed = policies.flatMap((policy) =>
    representativesOf(policy.options, mentioned, (origin) => policy.allowsOrigin(origin) === true),
  )
  // The first of each, because a public policy is represented by the stranger too.
  const distinct = new Map([...exact, ...listed].map((one) => [one.origin, one]))
  const sides = Array.from(distinct.values(), (one) =>
    after(
      // A preflight for GET is allowed exactly if the origin is.
      all(policies.map((policy) => allows(policy, preflightFor(one.origin, 'GET'), context))),
      (allowed): Side => ({ ...one, allowed }),
    ),
  )
  return after(all(sides), (known) => ({ policies, context, sides: known }))
}

/** The origins that only one of the policies allows. The opaque origin is one of all origins. */
export function compareOrigins(
  { sides }: Pick<Comparison, 'sides'>,
  requestFrom: (origin: string) => WitnessRequest = (origin) => preflightFor(origin, 'GET'),
): Found[] {
  const areAll = sides.some(({ pattern, allowed }) => pattern === '*' && allowed[0] !== allowed[1])
  return sides
    .filter(({ origin }) => !(areAll && origin === 'null'))
    .flatMap(({ pattern, origin, allowed }) =>
      changeOf('origin', allowed, { name: pattern, origin, request: requestFrom(origin) }),
    )
}
