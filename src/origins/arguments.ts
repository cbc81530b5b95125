import { issue, PolicyError } from '../policy/issues.ts'
import { patternFault } from '../policy/origins/pattern.ts'
import { suggestPattern } from '../policy/suggest.ts'
import { isTenant } from './rules.ts'
import { isTooWide } from './wildcards.ts'

const PATTERNS = 'this pattern is not looked up'

/** @throws {PolicyError} if the value is not the name of a tenant */
export function readTenant(tenant: unknown): string {
  if (isTenant(tenant)) return tenant
  throw new PolicyError([issue('option-type', ['tenant'], tenant, 'a name of 1 to 256 characters')])
}

/**
 * Reads an origin that a developer wrote. The core parses the origins of requests.
 *
 * @param mayBePattern whether `https://*.customer.example` is allowed
 * @throws {PolicyError} if the value is not an origin
 */
export function readOrigin(origin: unknown, mayBePattern: boolean): string {
  const text = typeof origin === 'string' ? origin : ''
  const isExact = mayBePattern ? !text.endsWith('*') && !isTooWide(text) : !text.includes('*')
  const fault = text === origin ? (patternFault(text) ?? (!isExact && 'option-type')) : 'origin-type'
  if (!fault) return text
  throw new PolicyError([
    issue(
      fault,
      ['origin'],
      origin,
      'an origin',
      suggestPattern(text, fault),
      fault === 'option-type' ? PATTERNS : undefined,
    ),
  ])
}
