import { judgeRegExp } from './expressions.ts'
import { readOrigin } from './origins.ts'
import { isNeverMissing, noteContinue, readExposed, readHeaders, readNames, readSwitch, readValue } from './settings.ts'
import { finish, type PackageImport, readSource } from './source.ts'

/** A value of the option `origin` of the package `cors`, and of `@fastify/cors`. */
export type MixedOrigin = boolean | string | RegExp | readonly MixedOrigin[]

/** The options of `cors()` of the package `cors`. */
export interface ExpressOptions {
  readonly origin?: MixedOrigin | ((...values: never[]) => unknown) | undefined
  readonly methods?: string | readonly string[] | undefined
  readonly allowedHeaders?: string | readonly string[] | undefined
  /** Another name of `allowedHeaders`, which counts without it. */
  readonly headers?: string | readonly string[] | undefined
  readonly exposedHeaders?: string | readonly string[] | undefined
  readonly credentials?: boolean | undefined
  readonly maxAge?: number | undefined
  readonly preflightContinue?: boolean | undefined
  readonly optionsSuccessStatus?: number | undefined
}

const NAMES =
  /* @__PURE__ */ 'origin methods allowedHeaders headers exposedHeaders credentials maxAge preflightContinue optionsSuccessStatus'.split(
    ' ',
  )
const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']

/**
 * Reads the options of the package `cors`, which Express, Connect and NestJS use.
 *
 * @throws {PolicyError} if the argument is not options at all. Wrong options are in `refusals`
 * @example
 * ```ts
 * import { fromExpress } from 'corsage/import'
 *
 * const { refusals } = fromExpress({ origin: /example\.com$/, allowedHeaders: 'x-token' })
 * refusals[0]?.witness // 'https://aexample.com'
 * ```
 */
export function fromExpress(options?: ExpressOptions | ((...values: never[]) => unknown)): PackageImport {
  const source = readSource(options, 'the package cors', NAMES)
  const credentials = readSwitch(source, 'credentials')
  const lists = { takesString: true, isMissing: (value: unknown) => !value }
  const setting = source.given['allowedHeaders']
    ? 'allowedHeaders'
    : source.given['headers']
      ? 'headers'
      : 'allowedHeaders'
  noteContinue(source)
  return finish(source, {
    ...readOrigin(source, credentials, { takesFlags: true, judge: judgeRegExp, takesMixed: true, keepsPlace: true }),
    allowMethods: readNames(
      source,
      { takesString: true, setting: 'methods', option: 'allowMethods', fallback: METHODS, isMissing: isNeverMissing },
      credentials,
    ),
    ...readHeaders(source, { ...lists, setting }, credentials, true),
    ...readExposed(source, { ...lists, setting: 'exposedHeaders' }, credentials),
    ...readValue(source, 'maxAge', 'maxAge'),
    ...readValue(source, 'optionsSuccessStatus', 'preflightStatus'),
    ...(credentials && { credentials }),
  })
}
