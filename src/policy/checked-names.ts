import type { HasCredentials, IsFinite } from './checked-origin.ts'
import type { Illegal } from './expected.ts'

/** The literal check of the option `allowMethods`. */
export type CheckedMethods<List, Options> = CheckedNames<List, Options, true>

/** The literal check of a list of header names. */
export type CheckedHeaders<List, Options> = CheckedNames<List, Options, false>

type CheckedNames<List, Options, AreMethods> = List extends readonly unknown[]
  ? { readonly [Index in keyof List]: CheckedName<List[Index], Options, AreMethods> }
  : List

type CheckedName<Name, Options, AreMethods> = Name extends '*'
  ? HasCredentials<Options> extends true
    ? Illegal<"With credentials, browsers take '*' literally: list the names">
    : Name
  : Name extends string
    ? IsFinite<Name> extends false
      ? Name
      : Name extends `${string},${string}` | `${string} ${string}`
        ? Illegal<"Each name is a string of its own: write ['one', 'other']">
        : AreMethods extends true
          ? CheckedMethod<Name>
          : Name
    : Name

type CheckedMethod<Name extends string> =
  Name extends Uppercase<Name> ? Name : Illegal<`Methods are case-sensitive: write '${Uppercase<Name>}'`>
