import { readOrigin } from './origins.ts'
import { isNeverMissing, readExposed, readHeaders, readNames, readSwitch, readValue } from './settings.ts'
import { finish, type PackageImport, readSource } from './source.ts'

/** The options of `cors()` of `hono/cors`. */
export interface HonoOptions {
  readonly origin?: string | readonly string[] | ((origin: string, c: never) => unknown) | undefined
  readonly allowMethods?: readonly string[] | ((origin: string, c: never) => unknown) | undefined
  readonly allowHeaders?: readonly string[] | undefined
  readonly exposeHeaders?: readonly string[] | undefined
  readonly maxAge?: number | undefined
  readonly credentials?: boolean | undefined
}

const NAMES = ['origin', 'allowMethods', 'allowHeaders', 'exposeHeaders', 'maxAge', 'credentials']
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'QUERY']

/**
 * Reads the options of `cors()` of `hono/cors`.
 *
 * @throws {PolicyError} if the argument is not options at all. Wrong options are in `refusals`
 * @example
 * ```ts
 * import { fromHono } from 'corsage/import'
 *
 * const { options } = fromHono({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'], allowHeaders: ['x-token'] })
 * options?.allowMethods // ['GET', 'PUT']
 * ```
 */
export function fromHono(options?: HonoOptions): PackageImport {
  const source = readSource(options, 'hono/cors', NAMES)
  const credentials = readSwitch(source, 'credentials')
  const lists = { takesString: false }
  return finish(source, {
    ...readOrigin(source, credentials, {}),
    allowMethods: readNames(
      source,
      { ...lists, setting: 'allowMethods', option: 'allowMethods', fallback: METHODS, isMissing: isNeverMissing },
      credentials,
    ),
    ...readHeaders(source, { ...lists, setting: 'allowHeaders', isMissing: isEmpty }, credentials, true),
    ...readExposed(source, { ...lists, setting: 'exposeHeaders' }, credentials),
    ...readValue(source, 'maxAge', 'maxAge'),
    ...(credentials && { credentials }),
  })
}

/** Hono takes an empty list for a missing one. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && !value.length)
}
