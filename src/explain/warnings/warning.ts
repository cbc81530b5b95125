import type { WarningCode } from '../explanation.ts'

/** Something that should not stay so, in a sentence; without one, all is well. */
export type Found = readonly [WarningCode, string | false | undefined]
