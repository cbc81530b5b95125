import { trimBlanks } from '../../fetch/header-names.ts'
import type { ReferrerPolicy } from '../terms/wire.ts'

/** All referrer policies except the empty one, which stands for the default. */
export const REFERRER_POLICIES: readonly ReferrerPolicy[] = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]

/**
 * The last known policy in a `Referrer-Policy` header
 * (https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header). Unknown policies are ignored,
 * so that servers can send a new one after an old one.
 */
export function parseReferrerPolicy(value: string | null): ReferrerPolicy {
  const tokens = (value ?? '').split(',').map((token) => trimBlanks(token).toLowerCase())
  const known = tokens.map((token) => REFERRER_POLICIES.find((policy) => policy === token))
  return known.findLast(Boolean) ?? ''
}
