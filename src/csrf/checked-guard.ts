import type { CheckedOwn } from '../policy/checked-origin.ts'
import type { Illegal } from '../policy/expected.ts'
import type { CsrfOptions } from './options.ts'

/** The type check of the options of a guard that are written as literals, like `CheckedOptions` of a policy. */
export type CheckedGuard<Options> = CsrfOptions extends Options
  ? unknown
  : {
      readonly [Name in keyof Options]: Name extends 'self' | 'trusted'
        ? CheckedOwn<Options[Name]>
        : Name extends keyof CsrfOptions
          ? Options[Name]
          : Illegal<'csrf() has no such option: docs/csrf.md lists all of them'>
    }
