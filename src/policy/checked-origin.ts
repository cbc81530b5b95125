import type { Illegal } from './expected.ts'
import type { IsAboveTenants, IsRegistrySuffix } from './origins/checked-suffix.ts'

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
    ? Checked<Pattern, FaultOf<Pattern>, FaultWithCredentials<Pattern, Options>>
    : Pattern
  : Pattern

type Checked<Pattern, Fault extends string, FaultThen extends string> = [Fault] extends [never]
  ? [FaultThen] extends [never]
    ? Pattern
    : Illegal<FaultThen>
  : Illegal<Fault>

/**
 * Whether a string type is finite: a literal or a union of literals, not `string` or a template that contains `string`.
 */
export type IsFinite<Text extends string> = {} extends Record<Text, 1> ? false : true

type Blank = ' ' | '\n' | '\t' | '\r'

/** A sentence about what is wrong with a pattern, or `never`. It only knows faults that `cors()` refuses too. */
type FaultOf<Pattern extends string> = Pattern extends ''
  ? 'The string is empty: write an origin, or [] to refuse all'
  : Pattern extends '*'
    ? "A star makes the other entries of the list useless: write origin: '*', or remove the star"
    : Lowercase<Pattern> extends 'null'
      ? 'Any page can send the origin null, so it cannot be listed: remove it'
      : Pattern extends `${'[' | '"' | "'"}${string}`
        ? 'The string contains quotes: write JSON.parse() around it, or give origins with commas to parseOrigins()'
        : Pattern extends `${string}${',' | Blank}${string}`
          ? 'One string is one origin: write parseOrigins() around a string of several'
          : Pattern extends `${infer Scheme}://${infer Rest}`
            ? FaultOfRest<Pattern, Scheme, Rest>
            : Pattern extends `${'data' | 'about' | 'blob' | 'javascript'}:${string}`
              ? OpaqueScheme
              : `An origin has a scheme: write '${Schemed<WithoutPath<WithoutSlashes<Pattern>>>}'`

type OpaqueScheme = 'This scheme has no origin that can be listed: write an https origin'

type FaultOfRest<Pattern extends string, Scheme extends string, Rest extends string> =
  Lowercase<Scheme> extends 'file' | 'ws' | 'wss' | 'data' | 'blob' | 'about' | 'javascript' | 'view-source'
    ? OpaqueScheme
    : Rest extends `${string}${'/' | '?' | '#'}${string}`
      ? `An origin has no path: write '${Lowercase<`${Scheme}://${WithoutPath<Rest>}`>}'`
      : Rest extends `${string}@${infer Host}`
        ? `An origin has no user: write '${Scheme}://${Host}'`
        : Scheme extends 'http' | 'https'
          ? Pattern extends Lowercase<Pattern>
            ? FaultOfHost<Pattern, Scheme, Rest>
            : `Browsers send origins in lower case: write '${Lowercase<Pattern>}'`
          : Scheme extends Lowercase<Scheme>
            ? never
            : `Browsers send schemes in lower case: write '${Lowercase<Scheme>}://${Rest}'`

type FaultOfHost<Pattern extends string, Scheme extends string, Rest extends string> = Pattern extends
  | `https://${infer Host}:443`
  | `http://${infer Host}:80`
  ? `Browsers leave out the default port: write '${Scheme}://${Host}'`
  : Rest extends `*.${infer Domain}`
    ? Domain extends `${string}*${string}`
      ? StarPosition
      : IsRegistrySuffix<WithoutPort<Domain>> extends true
        ? 'Strangers can claim a name there: write a domain of your own after the star'
        : never
    : Rest extends `${infer Host}:*`
      ? Host extends `${string}*${string}`
        ? StarPosition
        : IsLoopback<Host> extends true
          ? never
          : 'Only a loopback host may use any port: write the port'
      : Rest extends `${string}*${string}`
        ? StarPosition
        : never

type StarPosition = 'A star stands for whole labels: write https://*.example.com with a domain of your own, or list the exact origins'

/** The faults of a valid pattern in a policy that allows credentials. */
type FaultWithCredentials<Pattern extends string, Options> =
  HasCredentials<Options> extends true
    ? Options extends { readonly dangerouslyAllowPublicSuffixes: true }
      ? FaultWithHttp<Pattern, Options>
      : Pattern extends `${'http' | 'https'}://*.${infer Domain}`
        ? IsAboveTenants<WithoutPort<Domain>> extends true
          ? "Strangers can claim a name there and read your users' data: write the exact origin, or dangerouslyAllowPublicSuffixes: true"
          : FaultWithHttp<Pattern, Options>
        : FaultWithHttp<Pattern, Options>
    : never

type FaultWithHttp<Pattern extends string, Options> = Options extends { readonly dangerouslyAllowInsecureOrigins: true }
  ? never
  : Pattern extends `http://${infer Rest}`
    ? IsLoopback<WithoutPort<Rest>> extends true
      ? never
      : `Anyone on the network can forge an http page: write 'https://${Rest}', or dangerouslyAllowInsecureOrigins: true`
    : never

/** Generous, because the check at run time is exact. */
type IsLoopback<Host extends string> = Host extends 'localhost' | `${string}.localhost` | `127.${string}` | `[${string}`
  ? true
  : false

type WithoutPort<Rest extends string> = Rest extends `[${string}` ? Rest : Rest extends `${infer Host}:${string}` ? Host : Rest

type WithoutPath<Rest extends string> = Rest extends `${infer Host}/${string}`
  ? WithoutPath<Host>
  : Rest extends `${infer Host}?${string}`
    ? WithoutPath<Host>
    : Rest extends `${infer Host}#${string}`
      ? Host
      : Rest

type WithoutSlashes<Text extends string> = Text extends `/${infer Rest}` ? WithoutSlashes<Rest> : Text

type Schemed<Host extends string> = `${IsLoopback<WithoutPort<Host>> extends true ? 'http' : 'https'}://${Lowercase<Host>}`
