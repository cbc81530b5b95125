import type { Arbitrary } from 'fast-check'
import { callbackTarget } from './callback.ts'
import { headerNamesTarget } from './header-names.ts'
import { originTarget } from './origin.ts'

/** A parser, what to feed it with, and another one written down independently that has to agree. */
export interface Target {
  readonly inputs: Arbitrary<string>
  /** What the two say otherwise of an input; `undefined` when they agree. */
  readonly disagreement: (input: string) => string | undefined
}

/** By the names of their files in `seeds`. */
export const TARGETS: Readonly<Record<string, Target>> = {
  origin: originTarget,
  'header-names': headerNamesTarget,
  callback: callbackTarget,
}
