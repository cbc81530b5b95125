import { quote } from '../../wording/quote.ts'
import type { MixedOrigin } from './from-express.ts'
import { judgeRegExp } from './expressions.ts'
import { readOrigin } from './origins.ts'
import { isNeverMissing, noteContinue, readExposed, readHeaders, readNames, readSwitch, readValue } from './settings.ts'
import { finish, type PackageImport, readSource, refuseFunction, type Source } from './source.ts'

/** The options of `@fastify/cors`. */
export interface FastifyOptions {
  readonly origin?: MixedOrigin | ((...values: never[]) => unknown) | undefined
  readonly methods?: string | readonly string[] | undefined
  readonly allowedHeaders?: string | readonly string[] | null | undefined
  readonly exposedHeaders?: string | readonly string[] | null | undefined
  readonly credentials?: boolean | undefined
  readonly maxAge?: number | null | undefined
  readonly preflight?: boolean | undefined
  readonly strictPreflight?: boolean | undefined
  readonly preflightContinue?: boolean | undefined
  readonly optionsSuccessStatus?: number | undefined
  readonly cacheControl?: number | string | null | undefined
  readonly hook?: string | undefined
  readonly delegator?: ((...values: never[]) => unknown) | undefined
  readonly hideOptionsRoute?: boolean | undefined
  readonly logLevel?: string | undefined
}

/** The last two change nothing for browsers. */
const NAMES =
  /* @__PURE__ */ 'origin methods allowedHeaders exposedHeaders credentials maxAge preflight strictPreflight preflightContinue optionsSuccessStatus cacheControl hook delegator hideOptionsRoute logLevel'.split(
    ' ',
  )
const METHODS = ['GET', 'HEAD', 'POST']

/**
 * Reads the options of `@fastify/cors`.
 *
 * @throws {PolicyError} if the argument is not options at all. Wrong options are in `refusals`
 * @example
 * ```ts
 * import { fromFastify } from 'corsage/import'
 *
 * const { options } = fromFastify({ origin: ['https://app.example.com', /^https:\/\/[a-z-]+\.example\.org$/] })
 * options?.allowMethods // ['GET', 'HEAD', 'POST']
 * ```
 */
export function fromFastify(options?: FastifyOptions | ((...values: never[]) => unknown)): PackageImport {
  const source = readSource(options, '@fastify/cors', NAMES)
  const credentials = readSwitch(source, 'credentials')
  const lists = { takesString: true }
  readPreflight(source)
  return finish(source, {
    ...readOrigin(source, credentials, {
      takesFlags: true,
      judge: judgeRegExp,
      takesMixed: true,
      takesStarInList: true,
    }),
    allowMethods: readNames(
      source,
      { ...lists, setting: 'methods', option: 'allowMethods', fallback: METHODS, isMissing: isNeverMissing },
      credentials,
    ),
    ...readHeaders(
      source,
      { ...lists, setting: 'allowedHeaders', isMissing: (value) => value === null },
      credentials,
      true,
    ),
    ...readExposed(source, { ...lists, setting: 'exposedHeaders' }, credentials),
    ...readValue(source, 'maxAge', 'maxAge'),
    ...readValue(source, 'optionsSuccessStatus', 'preflightStatus'),
    ...(credentials && { credentials }),
  })
}

function readPreflight(source: Source): void {
  const { given, findings } = source
  if (given['delegator']) refuseFunction(source, 'delegator')
  noteContinue(source)
  readSwitch(source, 'strictPreflight', true)
  if (Object.hasOwn(given, 'preflight') && given['preflight'] !== true) {
    const message =
      'is not true, expected true: a policy answers preflights, and which of them your own routes allow is not in the options'
    findings.refuse('preflight-off', 'preflight', message)
  }
  const { cacheControl, hook } = given
  if (cacheControl !== undefined && cacheControl !== null)
    findings.note(
      'option-dropped',
      'cacheControl',
      `is ${quote(cacheControl)}, which is left out: no cache keeps the answer to an OPTIONS request`,
    )
  if (hook !== undefined && hook !== 'onRequest')
    findings.note('option-dropped', 'hook', `is ${quote(hook)}, which is left out: a policy answers before all hooks`)
}
