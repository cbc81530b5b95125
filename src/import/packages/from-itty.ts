import { checkArgument, isOptions, refuseUnknown } from '../../policy/arguments.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { ownOptions } from '../../policy/check.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { judgeRegExp } from './expressions.ts'
import { readOrigin } from './origins.ts'
import { readExposed, readHeaders, readNames, readSwitch, readValue } from './settings.ts'
import { finish, type PackageImport, readSource, type Source } from './source.ts'

/** The options of `cors()` of `itty-router`. */
export interface IttyOptions {
  readonly origin?: boolean | string | readonly string[] | RegExp | ((origin: string) => unknown) | undefined
  readonly allowMethods?: string | readonly string[] | undefined
  readonly allowHeaders?: string | readonly string[] | undefined
  readonly exposeHeaders?: string | readonly string[] | undefined
  readonly maxAge?: number | undefined
  readonly credentials?: boolean | undefined
}

/** What the options do not say. */
export interface IttyFacts {
  /** The major version of itty-router. Version 5 allows the headers that a preflight asks for, and exposes none. Default: the newest. */
  readonly version?: number | undefined
}

const NAMES = ['origin', 'allowMethods', 'allowHeaders', 'exposeHeaders', 'maxAge', 'credentials']

/**
 * Reads the options of `cors()` of `itty-router`.
 *
 * @throws {PolicyError} if an argument is not options at all. Wrong options are in `refusals`
 * @example
 * ```ts
 * import { fromItty } from 'corsage/import'
 *
 * const { refusals } = fromItty({ credentials: true })
 * refusals[0]?.code // 'any-origin-credentials'
 * ```
 */
export function fromItty(options?: IttyOptions, facts?: IttyFacts): PackageImport {
  const source = readSource(options, 'itty-router', NAMES)
  checkArgument(['facts'], facts, 'an object', isOptions(facts))
  refuseUnknown(facts, ['version'], 'fromItty()')
  const { version = 6 } = ownOptions(facts)
  checkArgument(
    ['version'],
    version,
    'a major version, 5 or later',
    Number.isInteger(version) && (version as number) >= 5,
  )
  const isOld = version === 5
  const credentials = readSwitch(source, 'credentials')
  const lists = { takesString: true }
  return finish(source, {
    ...readOrigin(source, credentials, {
      takesFlags: true,
      judge: judgeRegExp,
      takesUndefined: true,
      keepsPlace: true,
      reflectsStar: true,
    }),
    allowMethods: readMethods(source, credentials),
    ...readHeaders(source, { ...lists, setting: 'allowHeaders' }, credentials, isOld),
    ...(isOld ? dropExposed(source) : readExposed(source, { ...lists, setting: 'exposeHeaders' }, credentials)),
    ...readMaxAge(source),
    ...(credentials && { credentials }),
  })
}

/** The default is `*`, which allows no method to requests with credentials. */
function readMethods(source: Source, credentials: boolean): readonly string[] {
  const { given, findings } = source
  if (credentials && given['allowMethods'] === undefined) {
    const message =
      'is "*" by default, which browsers take literally with credentials: only GET, HEAD and POST worked, and more have to ' +
      'be listed'
    findings.note('methods-star', 'allowMethods', message)
    return SAFELISTED_METHODS
  }
  const setting = 'allowMethods'
  return readNames(
    source,
    { setting, option: setting, takesString: true, fallback: ['*'], isMissing: (value) => value === undefined },
    credentials,
  )
}

/** Version 5 sends the list with preflights only, where browsers do not read it. */
function dropExposed({ given, findings }: Source): Partial<CorsOptions> {
  if (given['exposeHeaders'] !== undefined) {
    const message = 'is left out, because itty-router 5 sends it with preflights only, where it has no effect'
    findings.note('option-dropped', 'exposeHeaders', message)
  }
  return {}
}

function readMaxAge(source: Source): Partial<CorsOptions> {
  if (source.given['maxAge'] !== 0) return readValue(source, 'maxAge', 'maxAge')
  const message = 'is 0, for which itty-router sends no Access-Control-Max-Age, so maxAge is left out'
  source.findings.note('max-age-zero', 'maxAge', message)
  return {}
}
