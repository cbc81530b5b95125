import type { CorsOptions } from './options.ts'

/**
 * Options whose literals make an illegal policy do not compile: each wrong property gets, as its type, the sentence
 * that says what is wrong. What is only known at run time (a `string[]` from the environment) compiles, and `cors()`
 * checks it.
 */
export type CheckedOptions<Options> = {
  readonly [Key in keyof Options]: Key extends keyof CorsOptions
    ? Key extends 'origin'
      ? CheckedOrigin<Options[Key], HasCredentials<Options>>
      : Key extends 'allowMethods' | 'allowHeaders' | 'exposeHeaders'
        ? CheckedList<Options[Key], HasCredentials<Options>>
        : Options[Key]
    : 'Corsage has no such option'
}

/** Whether the literal type of the options says `credentials: true`. */
export type HasCredentials<Options> = Options extends { readonly credentials: true } ? true : false

/** The literal check of the option `origin`. */
export type CheckedOrigin<Origin, Credentials> = Origin extends '*'
  ? Credentials extends true
    ? 'Any origin with credentials would give every website the data of your users: list origins'
    : Origin
  : Origin extends readonly unknown[]
    ? { readonly [Index in keyof Origin]: CheckedPattern<Origin[Index]> }
    : CheckedPattern<Origin>

/** The literal check of one origin pattern. */
export type CheckedPattern<Pattern> = Pattern extends string
  ? string extends Pattern
    ? Pattern
    : Pattern extends '*'
      ? 'A star in a list would swallow the list: write origin: "*"'
      : Pattern extends `${string}://${string}`
        ? Pattern
        : 'An origin has a scheme: write https:// before the host'
  : Pattern

/** The literal check of a list of names. */
export type CheckedList<List, Credentials> = Credentials extends true
  ? List extends readonly unknown[]
    ? {
        readonly [Index in keyof List]: List[Index] extends '*'
          ? 'With credentials "*" is a literal name: list the names'
          : List[Index]
      }
    : List
  : List
