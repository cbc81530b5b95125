import { checkArgument, isOptions } from '../../policy/arguments.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { inCode } from '../../wording/code.ts'
import { judgeRegex } from '../regex/judge.ts'
import { judge } from './expressions.ts'
import {
  addJudged,
  createOrigins,
  type OriginDialect,
  type Origins,
  readEntries,
  readEveryone,
  toOptions,
} from './origins.ts'
import { readExposed, readNames, readSwitch, readValue, reflectHeaders } from './settings.ts'
import { isTable, readTable } from './spring-paths.ts'
import { finish, type PackageImport, readSource, refuseType, type Source } from './source.ts'

/** The properties of Spring's `CorsConfiguration`. */
export interface SpringConfiguration {
  readonly allowedOrigins?: readonly string[] | null | undefined
  readonly allowedOriginPatterns?: readonly string[] | null | undefined
  readonly allowedMethods?: readonly string[] | null | undefined
  readonly allowedHeaders?: readonly string[] | null | undefined
  readonly exposedHeaders?: readonly string[] | null | undefined
  readonly allowCredentials?: boolean | null | undefined
  readonly allowPrivateNetwork?: boolean | null | undefined
  /** In seconds. */
  readonly maxAge?: number | null | undefined
}

const NAMES =
  /* @__PURE__ */ 'allowedOrigins allowedOriginPatterns allowedMethods allowedHeaders exposedHeaders allowCredentials allowPrivateNetwork maxAge'.split(
    ' ',
  )
const DIALECT: OriginDialect = {}
const LISTS = { takesString: false }

/**
 * Reads a `CorsConfiguration` of Spring, or one for each path. An empty one allows nothing: `@CrossOrigin` and `CorsRegistry` fill in the
 * values of `applyPermitDefaultValues()`, which you write out.
 *
 * @throws {PolicyError} if the argument is not a configuration at all. Wrong properties are in `refusals`
 * @example
 * ```ts
 * import { fromSpring } from 'corsage/import'
 *
 * const { options } = fromSpring({ allowedOriginPatterns: ['https://*.example.com'], allowedMethods: ['GET', 'PUT'] })
 * options?.origin // ['https://*.example.com']
 * ```
 */
export function fromSpring(
  configuration: SpringConfiguration | { readonly [path: `/${string}`]: SpringConfiguration },
): PackageImport {
  return configuration && isOptions(configuration) && isTable(configuration)
    ? readTable(configuration, readConfiguration)
    : readConfiguration(configuration)
}

function readConfiguration(configuration: unknown): PackageImport {
  const isGiven = configuration !== undefined && typeof configuration !== 'function'
  checkArgument(['configuration'], configuration, 'an object with the properties of CorsConfiguration', isGiven)
  const source = readSource(configuration, 'CorsConfiguration', NAMES)
  const { findings } = source
  const credentials = readSwitch(source, 'allowCredentials')
  if (readSwitch(source, 'allowPrivateNetwork')) {
    const message = 'is left out: no browser asks for it any more, because it asks the user instead'
    findings.note('private-network', 'allowPrivateNetwork', message)
  }
  const message =
    'answers 403 to requests of other origins, and so does enforce, which also refuses images and links of other sites: ' +
    'give your own origins in self, if your pages use plain HTTP'
  findings.note('enforced', 'CorsConfiguration', message)
  return finish(source, {
    ...readOrigins(source, credentials),
    allowMethods: readNames(
      source,
      { ...LISTS, setting: 'allowedMethods', option: 'allowMethods', fallback: ['GET', 'HEAD'], isMissing: isEmpty },
      credentials,
    ),
    ...readSpringHeaders(source, credentials),
    ...readExposed(source, { ...LISTS, setting: 'exposedHeaders' }, credentials),
    ...readValue(source, 'maxAge', 'maxAge'),
    preflightStatus: 200,
    enforce: true,
    ...(credentials && { credentials }),
  })
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && !value.length)
}

/** `*` allows the headers that each preflight asks for, also with credentials. */
function readSpringHeaders(source: Source, credentials: boolean): Partial<CorsOptions> {
  const setting = 'allowedHeaders'
  const value = source.given[setting]
  if (Array.isArray(value) && value.includes('*')) return reflectHeaders(source, setting, 'has "*"')
  return { allowHeaders: readNames(source, { ...LISTS, setting, option: 'allowHeaders', fallback: [] }, credentials) }
}

function readOrigins(source: Source, credentials: boolean): CorsOptions {
  const { given } = source
  const lists = ['allowedOrigins', 'allowedOriginPatterns'].map((setting) => {
    const value = given[setting]
    if (!Array.isArray(value) && !isEmpty(value)) refuseType(source, setting, 'a list of strings')
    return {
      list: Array.isArray(value) ? (value as unknown[]) : [],
      origins: createOrigins(source, setting, credentials, DIALECT),
    }
  })
  const [listed, matched] = lists as [(typeof lists)[0], (typeof lists)[0]]
  for (const { list, origins } of lists)
    // Spring sends a listed star as it is, and throws with credentials. For a pattern, it sends back each origin.
    if (list.includes('*')) {
      return readEveryone(origins, 'has "*"', origins === matched.origins, 'Spring takes only one of the two')
    }
  readEntries(listed.origins, listed.list)
  matched.list.forEach((pattern, index) => readPattern(matched.origins, pattern, index))
  return toOptions({
    ...listed.origins,
    patterns: lists.flatMap(({ origins }) => origins.patterns),
    predicates: matched.origins.predicates,
    hasNull: lists.some(({ origins }) => origins.hasNull),
  })
}

/** Reads a pattern: a star is any number of characters, and `:[80,8080]` or `:[*]` at the end are ports. */
function readPattern(origins: Origins, pattern: unknown, index: number): void {
  const { source, setting, credentials } = origins
  if (typeof pattern !== 'string') {
    source.findings.refuse('origin-type', setting, 'is not a string, expected a pattern of an origin', { index })
    return
  }
  const [, start = pattern, ports] = /^(.*):\[(\*|\d+(?:,\d+)*)\]$/.exec(pattern) ?? []
  const text = start.replaceAll(/[.[\]+?(){}|\\^$]/g, String.raw`\$&`).replaceAll('*', '.*')
  const end = ports === undefined ? '' : ports === '*' ? String.raw`(:\d+)?` : `:(${ports.replaceAll(',', '|')})`
  addJudged(origins, index, judge(source, setting, index, inCode(pattern), judgeRegex(`^${text}${end}$`), credentials))
}
