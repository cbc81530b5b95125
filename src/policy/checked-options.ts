import type { CorsOptions } from './options.ts'

/**
 * Options whose literals make an illegal policy do not compile: the type of each wrong property has the sentence that
 * says what is wrong. What is only known at run time (a `string[]` from the environment) compiles, and `cors()`
 * checks it.
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

/** What no value is. An object, since a text and another text meet in `never`, which would hide the sentence. */
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
      : Illegal<'Only a policy for any origin is cookieless: pages that are listed may be somebody'>
  : Flag

/** The literal check of the option `origin`. */
export type CheckedOrigin<Origin, Credentials> = Origin extends '*'
  ? Credentials extends true
    ? Illegal<'Any origin with credentials would give every website the data of your users: list origins'>
    : Origin
  : Origin extends readonly unknown[]
    ? { readonly [Index in keyof Origin]: CheckedPattern<Origin[Index]> }
    : CheckedPattern<Origin>

/** The literal check of one origin pattern. */
export type CheckedPattern<Pattern> = Pattern extends string
  ? IsFinite<Pattern> extends false
    ? Pattern
    : Pattern extends '*'
      ? Illegal<'A star in a list would swallow the list: write origin: "*"'>
      : Pattern extends `${string}://${string}`
        ? Pattern
        : Illegal<'An origin has a scheme: write https:// before the host'>
  : Pattern

/** Whether a text is known to the letter, neither a `string` nor a template with one in it. */
type IsFinite<Text extends string> = {} extends Record<Text, 1> ? false : true

/** The literal check of a list of names. */
export type CheckedList<List, Credentials> = Credentials extends true
  ? List extends readonly unknown[]
    ? {
        readonly [Index in keyof List]: List[Index] extends '*'
          ? Illegal<'With credentials "*" is a literal name: list the names'>
          : List[Index]
      }
    : List
  : List
