import type { CheckedOrigin, CheckedOwn } from './checked-origin.ts'
import type { CheckedMaxAge } from './checked-max-age.ts'
import type { CheckedNames, NameList } from './checked-names.ts'
import type { Illegal } from './expected.ts'
import type { ForeignOptions } from './foreign-options.ts'
import type { CorsOptions } from './options.ts'

/**
 * The type check of options that are written as literals. An illegal policy does not compile, and the type of each
 * wrong property contains a sentence that says what to write. Values that are only known at run time (a `string[]` from
 * the environment) compile, and `cors()` checks them.
 */
export type CheckedOptions<Options> = CorsOptions extends Options
  ? // Nothing is literal. The compiler also takes this type where it refuses the options, and its message must stay.
    unknown
  : {
      readonly [Name in keyof Options]: CheckedOption<Name, Options[Name], Options>
    }

type CheckedOption<Name, Value, Options> = Name extends keyof ForeignOptions
  ? ForeignOptions[Name]
  : Name extends keyof CorsOptions
    ? Name extends 'origin'
      ? CheckedOrigin<Value, Options>
      : Name extends 'self'
        ? CheckedOwn<Value>
        : Name extends NameList
          ? CheckedNames<Value, Name, Options>
          : Name extends 'maxAge'
            ? CheckedMaxAge<Value>
            : Name extends 'cookieless'
              ? CheckedCookieless<Value, Options>
              : Value
    : Illegal<'Corsage has no such option: docs/options.md lists all of them'>

/** The literal check of the option `cookieless`. */
type CheckedCookieless<Flag, Options> = [Flag] extends [true]
  ? Options extends { readonly origin: infer Origin }
    ? Origin extends '*'
      ? Flag
      : string extends Origin
        ? Flag
        : Illegal<"Only a policy with origin: '*' can be cookieless: remove cookieless">
    : Flag
  : Flag
