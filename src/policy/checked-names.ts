import type { HasCredentials, IsFinite } from './checked-origin.ts'
import type { Illegal } from './expected.ts'

/** The lists of names that have a literal check. */
export type NameList = 'allowMethods' | 'allowHeaders' | 'exposeHeaders'

/** The literal check of the list that an option has. */
export type CheckedNames<List, Option extends NameList, Options> = List extends readonly unknown[]
  ? { readonly [Index in keyof List]: CheckedName<List[Index], Option, Options> }
  : List

type CheckedName<Name, Option extends NameList, Options> = Name extends string
  ? IsFinite<Name> extends false
    ? Name
    : FaultOfName<Name, Option, HasCredentials<Options>> extends infer Fault extends string
      ? [Fault] extends [never]
        ? Name
        : Illegal<Fault>
      : never
  : Name

type FaultOfName<Name extends string, Option extends NameList, Credentials> = Name extends '*'
  ? Credentials extends true
    ? "With credentials, browsers take '*' literally: list the names"
    : never
  : Name extends `${string},${string}` | `${string} ${string}`
    ? "Each name is a string of its own: write ['one', 'other']"
    : Option extends 'allowMethods'
      ? FaultOfMethod<Name>
      : Option extends 'allowHeaders'
        ? FaultOfRequestHeader<Lowercase<Name>>
        : Lowercase<Name> extends 'set-cookie' | 'set-cookie2'
          ? 'No script can read this header: remove it'
          : never

type FaultOfMethod<Name extends string> =
  Uppercase<Name> extends 'CONNECT' | 'TRACE' | 'TRACK'
    ? 'No script can send this method: remove it'
    : Name extends Uppercase<Name>
      ? never
      : `Methods are case-sensitive: write '${Uppercase<Name>}'`

type FaultOfRequestHeader<Name extends string> = Name extends `access-control-${string}`
  ? 'This header is part of CORS itself: remove it'
  : Name extends ForbiddenRequestHeader
    ? 'No script can set this header: remove it'
    : never

/** As in src/fetch/header-classes.ts. */
type ForbiddenRequestHeader =
  | `accept-${'charset' | 'encoding'}`
  | `${'proxy' | 'sec'}-${string}`
  | 'connection'
  | 'content-length'
  | 'cookie'
  | 'cookie2'
  | 'date'
  | 'dnt'
  | 'expect'
  | 'host'
  | 'keep-alive'
  | 'origin'
  | 'referer'
  | 'set-cookie'
  | 'te'
  | 'trailer'
  | 'transfer-encoding'
  | 'upgrade'
  | 'via'
