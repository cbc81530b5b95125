import type { Failure } from '../../browser/terms/wire.ts'
import { inCode } from '../../wording/code.ts'

/** Why there was no answer, as far as the network or the URL tells. */
export function causeOf({ cause, expected, actual }: Failure): string {
  const thrown = cause instanceof Error ? cause.message : cause
  if (typeof thrown === 'string') return `: ${inCode(thrown)}`
  return actual ? `: browsers fetch ${expected} here, not ${inCode(actual)}` : ''
}
