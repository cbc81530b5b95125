import type { CorsOptions } from './options.ts'

/**
 * The type check of options that are written as literals. An illegal policy does not compile, and the type of each
 * wrong property contains a sentence that says what is wrong. Values that are only known at run time (a `string[]` from
 * the environment) compile, and `cors()` checks them.
 */
export type CheckedOptions<Options> = {
  readonly [Key in keyof Options]: Key extends keyof CorsOptions
    ? Key extends 'origin'
      ? CheckedOrigin<Options[Key], HasCredentials<Options>>
      : Key extends 'allowMethods' | 'allowHeaders' | 'exposeHeaders'
        ? CheckedList<Options[Key], HasCredentials<Options>>
        : Key extends 'cookieless'
          ? CheckedCookieless<Options[Key], OriginOf<Options>>
          : Options[Key]
    : Illegal<'Corsage has no such option'>
}

/**
 * A type that no value has, carrying the reason. It is an object type, because intersecting two string literals gives
 * `never`, which would hide the reason.
 */
export interface Illegal<Sentence extends string> {
  readonly illegal: Sentence
}

/** Whether the literal type of the options says `credentials: true`. */
export type HasCredentials<Options> = Options extends { readonly credentials: true } ? true : false

/** The type of the option `origin`. */
export type OriginOf<Options> = Options extends { readonly origin: infer Origin } ? Origin : unknown

/** The literal check of the option `cookieless`. */
export type CheckedCookieless<Flag, Origin> = [Flag] extends [true]
  ? Origin extends '*'
    ? Flag
    : string extends Origin
      ? Flag
      : Illegal<'Only a policy with origin: "*" can be cookieless'>
  : Flag

/** The literal check of the option `origin`. */
export type CheckedOrigin<Origin, Credentials> = Origin extends '*'
  ? Credentials extends true
    ? Illegal<"With any origin and credentials, every website could read your users' data: list the origins">
    : Origin
  : Origin extends readonly unknown[]
    ? { readonly [Index in keyof Origin]: CheckedPattern<Origin[Index]> }
    : CheckedPattern<Origin>

/** The literal check of one origin pattern. */
export type CheckedPattern<Pattern> = Pattern extends string
  ? IsFinite<Pattern> extends false
    ? Pattern
    : Pattern extends '*'
      ? Illegal<'A star makes the other entries of the list useless: write origin: "*", or remove the star'>
      : Pattern extends `${string}://${string}`
        ? Pattern
        : Illegal<'An origin needs a scheme: write https:// before the host'>
  : Pattern

/**
 * Whether a string type is finite: a literal or a union of literals, not `string` or a template that contains `string`.
 */
type IsFinite<Text extends string> = {} extends Record<Text, 1> ? false : true

/** The literal check of a list of names. */
export type CheckedList<List, Credentials> = Credentials extends true
  ? List extends readonly unknown[]
    ? {
        readonly [Index in keyof List]: List[Index] extends '*'
          ? Illegal<'With credentials, browsers take "*" literally: list the names'>
          : List[Index]
      }
    : List
  : List
