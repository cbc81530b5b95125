import type { Mistake } from './mistake.ts'
import { OPTION_MISTAKES } from './option-mistakes.ts'
import { ORIGIN_MISTAKES } from './origin-mistakes.ts'
import { PARAMETER_MISTAKES, PREDICATE_MISTAKES } from './predicate-mistakes.ts'

/** All mistakes in the options of a policy. */
export const MISTAKES: readonly Mistake[] = [
  ...PREDICATE_MISTAKES,
  ...PARAMETER_MISTAKES,
  ...ORIGIN_MISTAKES,
  ...OPTION_MISTAKES,
]
