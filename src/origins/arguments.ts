import { checkArgument } from '../policy/arguments.ts'
import { issue, PolicyError } from '../policy/issues.ts'
import { patternFault } from '../policy/origins/pattern.ts'
import { suggestPattern } from '../policy/suggest.ts'
import { isTenant, MAX_TENANT } from './rules.ts'
import { isTooWide } from './wildcards.ts'

/** @throws {PolicyError} if the value is not the name of a tenant */
export function readTenant(tenant: unknown): string {
  checkArgument(['tenant'], tenant, `a name of 1 to ${MAX_TENANT} characters`, isTenant(tenant))
  return tenant as string
}

/**
 * Reads an origin that a developer wrote. Origins of requests are parsed by the core.
 *
 * @param mayBePattern whether `https://*.customer.example` is allowed
 * @throws {PolicyError} if the value is not an origin
 */
export function readOrigin(origin: unknown, mayBePattern: boolean): string {
  const expected = mayBePattern
    ? 'an origin, or a pattern such as "https://*.customer.example"'
    : 'an origin such as "https://app.example.com"'
  const isText = typeof origin === 'string'
  const fault = isText ? patternFault(origin) : 'origin-type'
  if (fault)
    throw new PolicyError([
      issue(fault, ['origin'], origin, expected, isText ? suggestPattern(origin, fault) : undefined),
    ])
  const text = origin as string
  const isAskedFor = !text.includes('*') || (mayBePattern && !text.endsWith('*') && !isTooWide(text))
  checkArgument(['origin'], text, expected, isAskedFor)
  return text
}
