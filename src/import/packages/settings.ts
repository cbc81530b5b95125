import { checkOption } from '../../policy/check.ts'
import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { OPTION_RULES } from '../../policy/rules.ts'
import { quote } from '../../wording/quote.ts'
import { refuseType, type Source } from './source.ts'

/** Whether `cors()` takes an entry of a list. If not, the entry is refused under the name of the package's option. */
export function checkEntry(
  { findings }: Source,
  setting: string,
  index: number | undefined,
  option: string,
  entry: unknown,
  credentials: boolean,
): boolean {
  const issues = checkOption(option, { [option]: [entry], credentials }, OPTION_RULES, 'cors()')
  for (const { code, message, suggestion: meant } of issues)
    findings.refuse(code, setting, message.slice(`${option}[0] `.length), { index, meant })
  return !issues.length
}

/** Reads a switch. Other values than `true` and `false` are refused, because some packages take all of them for `true`. */
export function readSwitch(source: Source, setting: string, fallback: boolean = false): boolean {
  const value = source.given[setting] ?? fallback
  if (typeof value !== 'boolean') refuseType(source, setting, 'true or false')
  return value === true
}

/** Reads an option of `cors()` that has its rule, such as `maxAge`. */
export function readValue(source: Source, setting: string, option: 'maxAge' | 'preflightStatus'): Partial<CorsOptions> {
  const { given, findings } = source
  const value = given[setting] ?? undefined
  const issues = checkOption(option, { [option]: value }, OPTION_RULES, 'cors()')
  for (const { code, message, suggestion: meant } of issues)
    findings.refuse(code, setting, message.slice(option.length + 1), { meant })
  // No package takes these for a missing status.
  if (option === 'preflightStatus' && value === undefined && Object.hasOwn(given, setting))
    refuseType(source, setting, '200 or 204')
  return value === undefined ? {} : { [option]: value }
}

/** How a package reads a list of names. */
export interface NameList {
  /** The name of the option in the package. */
  readonly setting: string
  readonly option: 'allowMethods' | 'allowHeaders' | 'exposeHeaders'
  /** Whether a string with commas is a list, too. */
  readonly takesString: boolean
  /** What the package does without the option. */
  readonly fallback: readonly string[]
  /** Whether the package takes a value for a missing one. Default: `null` and `undefined`. */
  readonly isMissing?: (value: unknown) => boolean
}

/** A list of names that every package treats alike, except for the values that are a missing list. */
type Names = Omit<NameList, 'option' | 'fallback'>

/** For a package that takes no value for a missing list: it throws, or allows nothing. */
export function isNeverMissing(): boolean {
  return false
}

/** Reads a list of names. */
export function readNames(source: Source, list: NameList, credentials: boolean): readonly string[] {
  const { setting, option, fallback } = list
  const names = readList(source, list)
  if (!names) return fallback
  return names.filter((entry, index): entry is string => {
    if (option === 'allowHeaders' && typeof entry === 'string' && isDropped(entry)) {
      const message = `is ${quote(entry)}, which is left out: no script can set this header`
      source.findings.note('header-dropped', setting, message, { index })
      return false
    }
    return checkEntry(source, setting, index, option, entry, credentials)
  })
}

/** A header that no script can set. Those of CORS itself are a mistake, so they are refused. */
function isDropped(name: string): boolean {
  return FORBIDDEN_REQUEST_HEADER.test(name) && !CORS_HEADER.test(name)
}

function readList(
  source: Source,
  { setting, takesString, isMissing = isNothing }: NameList,
): readonly unknown[] | undefined {
  const { given, findings, name } = source
  const value = given[setting]
  if (!Object.hasOwn(given, setting) || isMissing(value)) return undefined
  if (Array.isArray(value)) return value
  const names = typeof value === 'string' ? value.split(',').flatMap((one) => one.trim() || []) : []
  if (typeof value !== 'string') refuseType(source, setting, 'a list of strings')
  else if (!takesString) {
    findings.refuse('list-is-string', setting, `is ${quote(value)}, expected a list: ${name} takes no string`, {
      meant: names,
    })
    return []
  }
  return names
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null
}

/** The request headers that pages may set: a list or, where the package has none, those that each preflight asks for. */
export function readHeaders(
  source: Source,
  list: Names,
  credentials: boolean,
  reflects: boolean,
): Partial<CorsOptions> {
  const names = readNames(source, { ...list, option: 'allowHeaders', fallback: REFLECTED }, credentials)
  if (names !== REFLECTED || !reflects) return { allowHeaders: names }
  return reflectHeaders(source, list.setting, Object.hasOwn(source.given, list.setting) ? 'is empty' : 'is missing')
}

const REFLECTED: readonly string[] = []

/** Allows the headers that each preflight asks for, as the package does. */
export function reflectHeaders({ name, findings }: Source, setting: string, state: string): Partial<CorsOptions> {
  const message =
    `${state}, so ${name} allows the headers that each preflight asks for, and dangerouslyReflectHeaders is true: list ` +
    'the headers in allowHeaders in its place'
  findings.note('headers-reflected', setting, message)
  return { dangerouslyReflectHeaders: true }
}

/** The response headers that pages may read. */
export function readExposed(source: Source, list: Names, credentials: boolean): Partial<CorsOptions> {
  const names = readNames(source, { ...list, option: 'exposeHeaders', fallback: [] }, credentials)
  return names.length ? { exposeHeaders: names } : {}
}

/** The option of Express and Fastify that passes preflights on to the application, after their headers are set. */
export function noteContinue(source: Source): void {
  if (!readSwitch(source, 'preflightContinue')) return
  const message = 'is true, and a policy answers preflights itself: routes for OPTIONS get other OPTIONS requests only'
  source.findings.note('preflight-continue', 'preflightContinue', message)
}
