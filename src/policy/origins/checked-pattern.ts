import type { IsAboveTenants, IsRegistrySuffix } from './checked-suffix.ts'

/**
 * A sentence about what is wrong with a literal pattern, or `never`. It finds the usual faults only, and nothing that
 * `cors()` accepts.
 */
export type FaultOf<Pattern extends string> = Pattern extends ''
  ? 'The string is empty: write an origin, or [] to refuse all'
  : Pattern extends '*'
    ? "A star makes the other entries of the list useless: write origin: '*', or remove the star"
    : Lowercase<Pattern> extends 'null'
      ? 'Any page can send the origin null, so it cannot be listed: remove it'
      : Pattern extends `${'[' | '"' | "'"}${string}`
        ? 'Quotes and brackets are part of this string: remove them, or write JSON.parse() around it'
        : Pattern extends `^${string}` | `${string}\\${string}`
          ? 'A pattern is not a RegExp: write https://*.example.com with your own domain'
          : Pattern extends `${string}${' ' | '\n' | '\t' | '\r'}${string}` | `${string},${string}://${string}`
            ? Several
            : Pattern extends `${infer Scheme}://${infer Rest}`
              ? FaultOfParts<Pattern, Scheme, Rest>
              : Pattern extends `${string},${string}`
                ? Several
                : Pattern extends `${'data' | 'about' | 'blob' | 'javascript'}:${string}`
                  ? OpaqueScheme
                  : `An origin has a scheme: write '${WithScheme<WithoutPath<WithoutSlashes<Pattern>>>}'`

type Several = 'One string is one origin: write parseOrigins() around a string of several'
type OpaqueScheme = 'This scheme has no origin that can be listed: write an https origin'
type StarPosition =
  'A star stands for whole labels: write https://*.example.com with your own domain, or the exact origins'

type FaultOfParts<Pattern extends string, Scheme extends string, Rest extends string> =
  Lowercase<Scheme> extends
    | 'about'
    | 'blob'
    | 'data'
    | 'file'
    | 'filesystem'
    | 'javascript'
    | 'view-source'
    | 'ws'
    | 'wss'
    ? OpaqueScheme
    : Rest extends `${string}${'/' | '?' | '#'}${string}`
      ? `An origin has no path: write '${Scheme}://${WithoutPath<Rest>}'`
      : Lowercase<Scheme> extends 'http' | 'https'
        ? FaultOfWeb<Pattern, Scheme, Rest>
        : Scheme extends Lowercase<Scheme>
          ? Scheme extends '*'
            ? StarPosition
            : never
          : `Browsers send schemes in lower case: write '${Lowercase<Scheme>}://${Rest}'`

type FaultOfWeb<Pattern extends string, Scheme extends string, Rest extends string> = Rest extends `${string},${string}`
  ? Several
  : Rest extends `${string}@${infer Host}`
    ? `An origin has no user: write '${Scheme}://${Host}'`
    : Pattern extends Lowercase<Pattern>
      ? Pattern extends `https://${infer Host}:443` | `http://${infer Host}:80`
        ? `Browsers leave out the default port: write '${Scheme}://${Host}'`
        : Rest extends `${infer Host}:*`
          ? FaultOfAnyPort<Host>
          : FaultOfStar<Rest>
      : `Browsers send origins in lower case: write '${Lowercase<Pattern>}'`

/** The fault of a host before `:*`. */
type FaultOfAnyPort<Host extends string> =
  IsLoopback<Host> extends true ? FaultOfStar<Host> : 'Only a loopback host may use any port: write the port'

type FaultOfStar<Rest extends string> = Rest extends `*.${infer Domain}`
  ? Domain extends `${string}*${string}`
    ? StarPosition
    : IsRegistrySuffix<WithoutPort<Domain>> extends true
      ? 'Strangers can claim a name there: write a domain of your own after the star'
      : never
  : Rest extends `${string}*${string}`
    ? StarPosition
    : never

/** The fault of a valid literal pattern in a policy that allows credentials, or `never`. */
export type FaultWithCredentials<Pattern extends string, Options> = Pattern extends `${string}://*.${infer Domain}`
  ? Options extends { readonly dangerouslyAllowPublicSuffixes: true }
    ? FaultOfHttp<Pattern, Options>
    : IsAboveTenants<WithoutPort<Domain>> extends true
      ? "Strangers can claim a name there and read your users' data: write the exact origin, or dangerouslyAllowPublicSuffixes: true"
      : FaultOfHttp<Pattern, Options>
  : FaultOfHttp<Pattern, Options>

type FaultOfHttp<Pattern extends string, Options> = Options extends { readonly dangerouslyAllowInsecureOrigins: true }
  ? never
  : Pattern extends `http://${infer Rest}`
    ? IsLoopback<WithoutPort<Rest>> extends true
      ? never
      : `Anyone on the network can forge an http page: write 'https://${Rest}', or dangerouslyAllowInsecureOrigins: true`
    : never

/** Generous with IP addresses, because `cors()` looks at them. */
type IsLoopback<Host extends string> = Host extends 'localhost' | `${string}.localhost` | `127.${string}` | `[${string}`
  ? true
  : false

type WithoutPort<Rest extends string> = Rest extends `[${string}`
  ? Rest
  : Rest extends `${infer Host}:${string}`
    ? Host
    : Rest

type WithoutPath<Rest extends string> = Rest extends
  | `${infer Host}/${string}`
  | `${infer Host}?${string}`
  | `${infer Host}#${string}`
  ? WithoutPath<Host>
  : Rest

type WithoutSlashes<Text extends string> = Text extends `/${infer Rest}` ? WithoutSlashes<Rest> : Text

type WithScheme<Host extends string> =
  `${IsLoopback<WithoutPort<Host>> extends true ? 'http' : 'https'}://${Lowercase<Host>}`
