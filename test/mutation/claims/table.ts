import { CACHES } from './caches.ts'
import type { Claim } from './claim.ts'
import { COMPANIONS } from './companions.ts'
import { ENFORCE } from './enforce.ts'
import { GUARDS } from './guards.ts'
import { HANDLERS } from './handlers.ts'
import { MANY_POLICIES } from './many-policies.ts'
import { OPTIONS } from './options.ts'
import { ORIGINS } from './origins.ts'
import { PERMISSIONS } from './permissions.ts'
import { POLICIES } from './policies.ts'
import { PREFLIGHTS } from './preflights.ts'

/** All mutations, by the guarantee of SECURITY.md that they break. */
export const CLAIMS: readonly Claim[] = [
  ...ORIGINS,
  ...OPTIONS,
  ...PERMISSIONS,
  ...CACHES,
  ...HANDLERS,
  ...ENFORCE,
  ...PREFLIGHTS,
  ...POLICIES,
  ...MANY_POLICIES,
  ...GUARDS,
  ...COMPANIONS,
]
