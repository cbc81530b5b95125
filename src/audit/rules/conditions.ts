import { CREDENTIAL_CONDITIONS } from './credentials.ts'
import { GUARD_CONDITIONS } from './guards.ts'
import { HEADER_CONDITIONS } from './headers.ts'
import { LAYER_CONDITIONS } from './layers.ts'
import { MAX_AGE_CONDITIONS } from './max-age.ts'
import { METHOD_CONDITIONS } from './methods.ts'
import { ORIGIN_LIST_CONDITIONS } from './origin-list.ts'
import { ORIGIN_CONDITIONS } from './origins.ts'
import { PREDICATE_CONDITIONS } from './predicates.ts'
import { TABLE_CONDITIONS } from './tables.ts'

/** When each rule applies, by id. docs/audit.md is made of it; nothing that is published imports this file. */
export const CONDITIONS: Readonly<Record<string, string>> = {
  ...PREDICATE_CONDITIONS,
  ...ORIGIN_CONDITIONS,
  ...ORIGIN_LIST_CONDITIONS,
  ...LAYER_CONDITIONS,
  ...METHOD_CONDITIONS,
  ...HEADER_CONDITIONS,
  ...MAX_AGE_CONDITIONS,
  ...CREDENTIAL_CONDITIONS,
  ...GUARD_CONDITIONS,
  ...TABLE_CONDITIONS,
}
