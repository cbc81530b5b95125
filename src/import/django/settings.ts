import type { Given } from '../../policy/check.ts'
import { quote } from '../../wording/quote.ts'
import type { Findings } from '../finding.ts'

/** A setting that django-cors-headers reads. The new name wins whenever it exists, whatever its value is. */
export interface Setting {
  readonly name: string
  readonly old?: string
  /** The system check that reports a value of another type. */
  readonly check?: string
}

type Key =
  | 'all'
  | 'credentials'
  | 'csrf'
  | 'expose'
  | 'headers'
  | 'maxAge'
  | 'methods'
  | 'middleware'
  | 'origins'
  | 'privateNetwork'
  | 'regexes'
  | 'urls'

export const SETTINGS: Readonly<Record<Key, Setting>> = {
  all: { name: 'CORS_ALLOW_ALL_ORIGINS', old: 'CORS_ORIGIN_ALLOW_ALL', check: 'E005' },
  origins: { name: 'CORS_ALLOWED_ORIGINS', old: 'CORS_ORIGIN_WHITELIST', check: 'E006' },
  regexes: { name: 'CORS_ALLOWED_ORIGIN_REGEXES', old: 'CORS_ORIGIN_REGEX_WHITELIST', check: 'E007' },
  credentials: { name: 'CORS_ALLOW_CREDENTIALS', check: 'E003' },
  methods: { name: 'CORS_ALLOW_METHODS', check: 'E002' },
  headers: { name: 'CORS_ALLOW_HEADERS', check: 'E001' },
  expose: { name: 'CORS_EXPOSE_HEADERS', check: 'E008' },
  maxAge: { name: 'CORS_PREFLIGHT_MAX_AGE', check: 'E004' },
  urls: { name: 'CORS_URLS_REGEX', check: 'E009' },
  privateNetwork: { name: 'CORS_ALLOW_PRIVATE_NETWORK', check: 'E015' },
  csrf: { name: 'CSRF_TRUSTED_ORIGINS' },
  middleware: { name: 'MIDDLEWARE' },
}

/** The settings of a project, and where findings about them go. */
export interface Project {
  readonly given: Given
  /** The major version of django-cors-headers. */
  readonly major: number
  readonly findings: Findings
}

/** A value, and the name under which it was found. */
export interface Found<Value> {
  readonly name: string
  readonly value: Value
}

/** Finds a setting by its new name or, if there is none, by its old one. */
export function find({ given }: Project, { name, old }: Setting): Found<unknown> | undefined {
  if (Object.hasOwn(given, name)) return { name, value: given[name] }
  return old !== undefined && Object.hasOwn(given, old) ? { name: old, value: given[old] } : undefined
}

/** Reads a switch. */
export function readSwitch(project: Project, setting: Setting): boolean {
  const found = find(project, setting)
  if (!found || found.value === false) return false
  if (found.value !== true) refuseType(project, setting, found, 'true or false')
  return true
}

/**
 * Reads a list. Python reads a string as the list of its letters, so a string is refused.
 *
 * @param split the list that was probably meant by a string
 */
export function readList(
  project: Project,
  setting: Setting,
  split: (text: string) => readonly string[] = (text) => text.split(/[\s,]+/).filter(Boolean),
): Found<readonly unknown[]> | undefined {
  const found = find(project, setting)
  if (!found) return undefined
  const { name, value } = found
  if (Array.isArray(value)) return { name, value }
  if (typeof value === 'string') {
    const message = `is ${quote(value)}, which Django reads letter by letter, expected a list${checkOf(project, setting)}`
    project.findings.refuse('list-is-string', name, message, { meant: split(value) })
  } else refuseType(project, setting, found, 'a list of strings')
  return { name, value: [] }
}

/** Refuses a value of another type. */
export function refuseType(project: Project, setting: Setting, found: Found<unknown>, expected: string): void {
  const message = `is ${quote(found.value)}, expected ${expected}${checkOf(project, setting)}`
  project.findings.refuse('setting-type', found.name, message)
}

/** The system check, in parentheses. Version 3 takes a string for a list of origins, and then misses their schemes. */
function checkOf({ major }: Project, { name, check }: Setting): string {
  const id = major < 4 && name === SETTINGS.origins.name ? 'E013' : check
  return id ? ` (corsheaders.${id})` : ''
}
