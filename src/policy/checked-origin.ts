import type { Illegal } from './expected.ts'
import type { FaultOf, FaultWithCredentials } from './origins/checked-pattern.ts'

/** Whether the literal type of the options says `credentials: true`. */
export type HasCredentials<Options> = Options extends { readonly credentials: true } ? true : false

/** The literal check of the option `origin`. */
export type CheckedOrigin<Origin, Options> = Checked<
  FaultOfOrigin<Extract<Origin, string>, Options>,
  Origin extends readonly unknown[] ? CheckedPatterns<Origin, Options> : Origin
>

type CheckedPatterns<List extends readonly unknown[], Options> = {
  readonly [Index in keyof List]: Checked<FaultOfPattern<Extract<List[Index], string>, Options>, List[Index]>
}

/**
 * A type that carries the fault, or the type itself. One fault makes a whole union illegal, because the compiler would
 * not say which of its members is wrong.
 */
type Checked<Fault extends string, Type> = [Fault] extends [never] ? Type : Illegal<Fault>

/** A star alone is any origin. */
type FaultOfOrigin<Origin extends string, Options> = Origin extends '*'
  ? HasCredentials<Options> extends true
    ? "With any origin and credentials, every website could read your users' data: list the origins"
    : never
  : FaultOfPattern<Origin, Options>

type FaultOfPattern<Pattern extends string, Options> = Pattern extends string
  ? IsFinite<Pattern> extends false
    ? never
    : HasCredentials<Options> extends false
      ? FaultOf<Pattern>
      : [FaultOf<Pattern>] extends [never]
        ? FaultWithCredentials<Pattern, Options>
        : FaultOf<Pattern>
  : never

/** The literal check of one or more exact origins, such as those of the application itself. */
export type CheckedOwn<Origin> = Checked<
  FaultOfOwn<Extract<Origin, string>>,
  Origin extends readonly unknown[]
    ? { readonly [Index in keyof Origin]: Checked<FaultOfOwn<Extract<Origin[Index], string>>, Origin[Index]> }
    : Origin
>

type FaultOfOwn<Origin extends string> = Origin extends string
  ? IsFinite<Origin> extends false
    ? never
    : Origin extends `${string}*${string}`
      ? 'These are exact origins: write each of them without a star'
      : FaultOf<Origin>
  : never

/**
 * Whether a string type is finite: a literal or a union of literals, not `string` or a template that contains `string`.
 */
export type IsFinite<Text extends string> = {} extends Record<Text, 1> ? false : true
