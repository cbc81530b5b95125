import type { Arbitrary } from 'fast-check'
import { callbackTarget } from './callback.ts'
import { headerNamesTarget } from './header-names.ts'
import { originTarget } from './origin.ts'

/** A parser, inputs for it, and a comparison with an independent parser. */
export interface Target {
  readonly inputs: Arbitrary<string>
  /** The results of both parsers for an input, or `undefined` if they agree. */
  readonly disagreement: (input: string) => string | undefined
}

/** The targets, by the names of their files in `seeds`. */
export const TARGETS: Readonly<Record<string, Target>> = {
  origin: originTarget,
  'header-names': headerNamesTarget,
  callback: callbackTarget,
}
