import { SAFE_METHOD } from '../fetch/safe-method.ts'
import { type Given, ownOptions, readOptions } from '../policy/check.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { CsrfOptions } from './options.ts'
import { OPTION_RULES } from './rules.ts'

/** Valid options, with lists turned into sets. */
export interface CompiledGuard extends Pick<CsrfOptions, 'missing' | 'methodOverride' | 'mode' | 'onDeny'> {
  readonly self: ReadonlySet<unknown>
  readonly trusted: ReadonlySet<unknown>
  /** `undefined` if every host is answered. */
  readonly allowedHosts: ReadonlySet<unknown> | undefined
  readonly bypass: ReadonlySet<unknown>
}

/**
 * Checks options and turns their lists into sets.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function compile(options: unknown): CompiledGuard {
  const own = ownOptions(options)
  // A guard of nothing would be a mistake, so the first entry of an empty list is missing.
  const self = [own['self']].flat().length ? own['self'] : [undefined]
  const given: Given & Partial<CsrfOptions> = readOptions(
    { ...own, self, trusted: originsOf(own['trusted']) },
    OPTION_RULES,
    'csrf()',
  )
  const { missing, methodOverride, mode, onDeny, allowedHosts } = given
  return {
    missing,
    methodOverride,
    mode,
    onDeny,
    self: setOf(given.self),
    trusted: setOf(given.trusted),
    allowedHosts: allowedHosts === undefined ? undefined : setOf(allowedHosts),
    bypass: setOf(given.bypass),
  }
}

function setOf(list: unknown = []): ReadonlySet<unknown> {
  return new Set([list].flat())
}

/**
 * Replaces a policy by the origins that it lists, or by none if it gives them no credentials or no unsafe method. Any
 * other value is returned as it is, for the check of options. That includes a policy with a predicate, which cannot
 * list its origins.
 */
function originsOf(value: unknown): unknown {
  try {
    if (!Object.hasOwn(value as object, 'toJSON')) return value
    const { origin, credentials, enforce, allowMethods } = (value as CorsPolicy).toJSON()
    return credentials && !(enforce && allowMethods.every((method) => SAFE_METHOD.test(method))) ? origin : []
  } catch {
    return value
  }
}
