import type { Illegal } from './expected.ts'
import type { FaultOf, FaultWithCredentials } from './origins/checked-pattern.ts'

/** Whether the literal type of the options says `credentials: true`. */
export type HasCredentials<Options> = Options extends { readonly credentials: true } ? true : false

/** The literal check of the option `origin`. */
export type CheckedOrigin<Origin, Options> = Origin extends '*'
  ? HasCredentials<Options> extends true
    ? Illegal<"With any origin and credentials, every website could read your users' data: list the origins">
    : Origin
  : Origin extends readonly unknown[]
    ? { readonly [Index in keyof Origin]: CheckedPattern<Origin[Index], Options> }
    : CheckedPattern<Origin, Options>

/** The literal check of one origin pattern. */
type CheckedPattern<Pattern, Options> = Pattern extends string
  ? IsFinite<Pattern> extends true
    ? Checked<
        Pattern,
        FaultOf<Pattern>,
        HasCredentials<Options> extends true ? FaultWithCredentials<Pattern, Options> : never
      >
    : Pattern
  : Pattern

type Checked<Pattern, Fault extends string, FaultThen extends string = never> = [Fault] extends [never]
  ? [FaultThen] extends [never]
    ? Pattern
    : Illegal<FaultThen>
  : Illegal<Fault>

/** The literal check of one or more exact origins, such as those of the application itself. */
export type CheckedOwn<Origin> = Origin extends readonly unknown[]
  ? { readonly [Index in keyof Origin]: CheckedExact<Origin[Index]> }
  : CheckedExact<Origin>

type CheckedExact<Origin> = Origin extends string
  ? IsFinite<Origin> extends true
    ? Origin extends `${string}*${string}`
      ? Illegal<'These are exact origins: write each of them without a star'>
      : Checked<Origin, FaultOf<Origin>>
    : Origin
  : Origin

/**
 * Whether a string type is finite: a literal or a union of literals, not `string` or a template that contains `string`.
 */
export type IsFinite<Text extends string> = {} extends Record<Text, 1> ? false : true
