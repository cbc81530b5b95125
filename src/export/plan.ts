import { cors } from '../cors.ts'
import { isLayer } from '../layer.ts'
import { checkArgument } from '../policy/arguments.ts'
import type { PolicyJSON } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { ExportError, type ExportIssue, type ExportIssueCode, type ExportTarget } from './export-error.ts'
import { type OriginList, toOriginList } from './origin-pattern.ts'

/** What a server has to do to follow a policy. Every target writes the same plan in its own words. */
export interface Plan {
  /** Whether the policy is for any origin. Then the list is empty. */
  readonly isPublic: boolean
  readonly origins: OriginList
  readonly allowsNull: boolean
  /** Whether there is an origin that the policy allows. */
  readonly allowsSome: boolean
  /** The header lines of an allowed request. Empty if the policy allows none. */
  readonly preflight: readonly PlannedLine[]
  readonly actual: readonly PlannedLine[]
  /** `Timing-Allow-Origin`, if the policy sets it in place of the application. */
  readonly timing: readonly string[]
  readonly preflightStatus: 200 | 204
  /** What `enforce` lets pass. `undefined` without `enforce`. */
  readonly enforce: { readonly methods: '*' | readonly string[]; readonly self: readonly string[] } | undefined
  readonly isCookieless: boolean
  /** The options themselves, for platforms that take lists and no header lines. */
  readonly options: PolicyJSON
}

/** A header line that a policy sets. */
export interface PlannedLine {
  readonly name: string
  /** The same for every allowed request, or `undefined` for the origin that the policy allows. */
  readonly value: string | undefined
}

/** The header for timing, which a policy sets in place of the application, or leaves to it. */
export const TIMING = 'Timing-Allow-Origin'

/** The name of the header that a preflight with too many names does not get. */
export const ALLOW_HEADERS = 'Access-Control-Allow-Headers'

/** The headers of the CORS protocol that an application may have set, for servers that can remove only known names. */
export const KNOWN_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Access-Control-Allow-Private-Network',
]

/** A fact about a server: the policies that it cannot follow, and the way out. */
export interface Limit {
  readonly code: ExportIssueCode
  readonly option: string
  readonly message: string
  readonly applies: (options: PolicyJSON) => boolean
}

/**
 * Makes the plan of a policy.
 *
 * @param limits what the target cannot do
 * @throws {ExportError} with every limit that the policy exceeds
 * @throws {PolicyError} if it is not a policy
 */
export function plan(policy: CorsPolicy, target: ExportTarget, limits: readonly Limit[]): Plan {
  checkArgument(['policy'], policy, 'the result of cors()', isPolicy(policy))
  const options = readAgain(policy)
  const issues = issuesOf(options, target, limits)
  if (issues.length) throw new ExportError(target, issues)
  return planOf(options)
}

/** Whether a value is a policy, not a table or a guard. */
export function isPolicy(value: unknown): value is CorsPolicy {
  return isLayer(value) && Object.hasOwn(value, 'allowsOrigin')
}

/**
 * The options of a policy, checked again. A copy of a policy may have others, such as `{ ...policy, options }`, and a quote
 * in one of them could end a string in the configuration of a server.
 *
 * @throws {PolicyError} with every problem that they have
 */
export function readAgain({ options }: CorsPolicy): PolicyJSON {
  return cors(options as { origin: string }).options as PolicyJSON
}

/** What a target cannot do of a policy. */
export function issuesOf(
  options: PolicyJSON,
  target: ExportTarget,
  limits: readonly Limit[],
  row?: string,
): ExportIssue[] {
  return [...LIMITS, ...limits]
    .filter((limit) => limit.applies(options))
    .map(({ code, option, message }) => Object.freeze({ code, option, target, message, ...(row && { row }) }))
}

/** The plan of a policy without issues. */
export function planOf(options: PolicyJSON): Plan {
  const { origin, credentials, allowMethods, allowHeaders, exposeHeaders, maxAge, enforce, self } = options
  const both = [
    { name: 'Access-Control-Allow-Origin', value: undefined },
    ...line('Access-Control-Allow-Credentials', credentials && 'true'),
  ]
  const timing = options.timingAllowOrigin ? [TIMING] : []
  const origins = origin === '*' ? [] : origin
  const allowsSome = origin === '*' || origins.length > 0 || options.dangerouslyAllowNullOrigin
  return {
    isPublic: origin === '*',
    origins: toOriginList(origins),
    allowsNull: options.dangerouslyAllowNullOrigin,
    allowsSome,
    preflight: !allowsSome
      ? []
      : [
          ...both,
          ...line('Access-Control-Allow-Methods', allowMethods.join(', ')),
          ...line(ALLOW_HEADERS, allowHeaders.join(', ')),
          ...line('Access-Control-Max-Age', maxAge !== undefined && String(maxAge)),
        ],
    actual: !allowsSome
      ? []
      : [
          ...both,
          ...line('Access-Control-Expose-Headers', exposeHeaders.join(', ')),
          ...timing.map((name) => ({ name, value: undefined })),
        ],
    timing,
    preflightStatus: options.preflightStatus,
    enforce: enforce ? { methods: methodsThatPass(allowMethods), self: self ?? [] } : undefined,
    isCookieless: options.cookieless,
    options,
  }
}

function line(name: string, value: string | false): PlannedLine[] {
  return value ? [{ name, value }] : []
}

/** A listed GET covers HEAD, which caches answer from a stored GET (RFC 9111, section 4). */
function methodsThatPass(methods: readonly string[]): '*' | readonly string[] {
  if (methods.includes('*')) return '*'
  return methods.includes('GET') ? [...new Set([...methods, 'HEAD'])] : methods
}

/** What no server can do. */
const LIMITS: readonly Limit[] = [
  {
    code: 'export-predicate',
    option: 'origin',
    message:
      'origin is a function, and a server cannot call it. List the origins, or mount the policy in front of the server',
    applies: ({ origin }) => typeof origin === 'function',
  },
  {
    code: 'export-reflected-headers',
    option: 'dangerouslyReflectHeaders',
    message:
      'dangerouslyReflectHeaders checks the names that a preflight asks for, and a server would echo them unchecked. List the names in allowHeaders',
    applies: ({ dangerouslyReflectHeaders }) => dangerouslyReflectHeaders,
  },
]
