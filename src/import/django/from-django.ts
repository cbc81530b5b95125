import { checkArgument, isOptions, refuseUnknown } from '../../policy/arguments.ts'
import { ownOptions } from '../../policy/check.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { createFindings, type ImportNote, type ImportRefusal } from '../finding.ts'
import { readTrusted } from './csrf.ts'
import { readMiddleware } from './middleware.ts'
import { readNames } from './names.ts'
import { readOrigins } from './origins.ts'
import { readPaths } from './paths.ts'
import { find, type Project, readSwitch, SETTINGS } from './settings.ts'
import { reportUnread } from './unread.ts'

/** What the settings do not say. Both are in what {@link DJANGO_DUMP} prints. */
export interface DjangoFacts {
  /** The version of django-cors-headers, such as `'3.14.0'`. Default: `version` of the settings, or the newest. */
  readonly version?: string | undefined
  /** Whether `check_request_enabled` has listeners. Default: `signal` of the settings, or `false`. */
  readonly signal?: boolean | undefined
}

/** What the settings of a project mean for this library. */
export interface DjangoImport {
  /** Options for `cors()`. Missing if a setting is refused. */
  readonly options?: CorsOptions
  /** A table for `routes()` of corsage/routes, if the policy is not the one of all paths. Other paths have no CORS. */
  readonly routes?: { readonly [key: string]: CorsOptions }
  /** Options for `csrf()` of corsage/csrf, next to your own `self`. */
  readonly csrf?: { readonly trusted: readonly string[] }
  /** What is different, what has no effect, and what stays to be done. */
  readonly notes: readonly ImportNote[]
  /** What must be changed first. */
  readonly refusals: readonly ImportRefusal[]
}

/**
 * Reads the settings of django-cors-headers, as {@link DJANGO_DUMP} prints them. Nothing is repaired: a setting that is
 * unsafe, or that has no translation, is refused, with the value that was probably meant. Regular expressions are never
 * run: they become patterns, or a predicate that reads each character of an origin once.
 *
 * @param settings the settings, by their names
 * @throws {PolicyError} if an argument is wrong. Wrong settings are in `refusals`
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { fromDjango } from 'corsage/import'
 *
 * const { options, refusals } = fromDjango({
 *   CORS_ALLOWED_ORIGINS: ['https://app.example.com'],
 *   CORS_ALLOWED_ORIGIN_REGEXES: ['^https://.*\\.example\\.org$'],
 * })
 * if (!options) throw new Error(refusals.map(({ message }) => message).join('\n'))
 * const policy = cors(options)
 * policy.options.origin // ['https://app.example.com', 'https://*.example.org']
 * ```
 */
export function fromDjango(settings: { readonly [name: string]: unknown }, facts?: DjangoFacts): DjangoImport {
  const project = readProject(settings, facts)
  const { notes, refusals } = project.findings
  const credentials = readSwitch(project, SETTINGS.credentials)
  const options: CorsOptions = {
    ...readOrigins(project, credentials),
    ...readNames(project, credentials),
    preflightStatus: 200,
    ...(credentials && { credentials }),
  }
  const table = readTable(project, options)
  const trusted = readTrusted(project)
  reportPrivateNetwork(project)
  reportUnread(project)
  return Object.freeze({
    ...(!refusals.length && { options, ...(table && { routes: table }), ...(trusted && { csrf: { trusted } }) }),
    notes: Object.freeze(notes),
    refusals: Object.freeze(refusals),
  })
}

function readProject(settings: unknown, facts: DjangoFacts | undefined): Project {
  const isObject = settings !== undefined && isOptions(settings)
  checkArgument(['settings'], settings, 'an object with the settings of Django by their names', isObject)
  checkArgument(['options'], facts, 'an object', isOptions(facts))
  refuseUnknown(facts, ['version', 'signal'], 'fromDjango()')
  const { version: ofProject, signal: isListened, ...given } = ownOptions(settings)
  const { version = ofProject, signal = isListened } = ownOptions(facts)
  const [, major] = (typeof version === 'string' && /^(\d{1,3})(?:\.|$)/.exec(version)) || []
  checkArgument(['version'], version, 'a version such as "4.3.0"', version === undefined || major !== undefined)
  checkArgument(['signal'], signal, 'true or false', signal === undefined || typeof signal === 'boolean')
  const findings = createFindings()
  if (signal) {
    const message =
      'has listeners, which allow more than the settings say: write them as a predicate or as rows of corsage/routes'
    findings.note('signal-listeners', 'check_request_enabled', message)
  }
  return { given, major: Number(major ?? Infinity), findings }
}

/** The table of a policy that is not for all paths, or not for static files. */
function readTable(project: Project, options: CorsOptions): { readonly [key: string]: CorsOptions } | undefined {
  const paths = readPaths(project)
  const files = readMiddleware(project)
  if (!paths && !files) return undefined
  const rows = (paths ?? ['/*']).map((path) => [path, options] as const)
  const readable: CorsOptions = { origin: '*', allowMethods: ['GET', 'HEAD'] }
  return Object.fromEntries(files ? [[files, readable], ...rows.filter(([path]) => path !== files)] : rows)
}

function reportPrivateNetwork(project: Project): void {
  const found = find(project, SETTINGS.privateNetwork)
  if (!found || found.value === false) return
  const why =
    project.major < 4
      ? 'this version does not read it'
      : 'no browser asks for it any more, because it asks the user instead'
  project.findings.note('private-network', found.name, `is left out: ${why}`)
}
