import { CREDENTIAL_RULES } from './credentials.ts'
import { GUARD_RULES } from './guards.ts'
import { HEADER_RULES } from './headers.ts'
import { LAYER_RULES } from './layers.ts'
import { MAX_AGE_RULES } from './max-age.ts'
import { METHOD_RULES } from './methods.ts'
import { ORIGIN_LIST_RULES } from './origin-list.ts'
import { ORIGIN_RULES } from './origins.ts'
import { PREDICATE_RULES } from './predicates.ts'
import type { Rules } from './rule.ts'
import { TABLE_RULES } from './tables.ts'

/** All rules. Where several find something in one place, their findings come in this order. */
export const AUDIT_RULES: readonly Rules[] = [
  PREDICATE_RULES,
  ORIGIN_RULES,
  ORIGIN_LIST_RULES,
  LAYER_RULES,
  METHOD_RULES,
  HEADER_RULES,
  MAX_AGE_RULES,
  CREDENTIAL_RULES,
  GUARD_RULES,
  TABLE_RULES,
]
