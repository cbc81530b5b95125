import { cors } from '../cors.ts'
import { pathOf } from '../fetch/path.ts'
import { isLayer } from '../layer.ts'
import type { CheckedOptions } from '../policy/checked-options.ts'
import { isOptions } from '../policy/arguments.ts'
import { type OptionRule, type OptionRules, ownOptions, readOptions } from '../policy/check.ts'
import { issue, PolicyError, type PolicyIssue, type PolicyIssueCode } from '../policy/issues.ts'
import type { CorsOptions } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { type CorsRequest, requestedMethod } from '../server/request.ts'
import type { Handler } from '../server/wrap.ts'
import { quote } from '../wording/quote.ts'
import { visible } from '../wording/visible.ts'
import { createMatcher } from './matcher.ts'
import { readPattern, type RoutePattern } from './pattern.ts'

/** What a row says about its requests: a policy, options for `cors()`, or `false` for no CORS at all. */
export type RowPolicy = CorsOptions | CorsPolicy | false

/** The row that decides about a request. */
export interface FoundRow {
  /** The key of the row. `undefined` if no row covers the request, or if it is not certain which one does. */
  readonly key: string | undefined
  readonly policy: CorsPolicy
  /** Whether routers could read the path in different ways, so that nothing is permitted. */
  readonly isUncertain: boolean
  /**
   * The keys of the rows that routers could take the request for, and `otherwise` for none, if that is not certain. The
   * list is empty if the path is too long or too odd to read.
   */
  readonly candidates?: readonly string[]
}

/** A table of policies. It answers like a policy, by the row of each request. */
export interface RouteTable extends Omit<CorsPolicy, 'allowsOrigin' | 'options' | 'toJSON'> {
  /** The rows, in their order. */
  readonly rows: readonly {
    readonly key: string
    readonly policy: CorsPolicy
    /** The key, read: its methods and its path. */
    readonly pattern: RoutePattern
  }[]
  /** The policy of requests that no row covers. */
  readonly otherwise: CorsPolicy
  /** Finds the row that decides about a request. */
  readonly find: (request: CorsRequest) => FoundRow
  /** Finds the options of the policy that decides about a request. */
  readonly optionsFor: (request: CorsRequest) => CorsPolicy['options']
}

/** The literal check of a table. */
export type CheckedTable<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends CorsPolicy | false ? Table[Key] : CheckedOptions<Table[Key]>
}

/**
 * Makes a table of policies by path and method. The first row that covers a request decides about it, and a preflight
 * belongs to the row of the method that it asks for.
 *
 * A key is a path, or methods and a path: `'/users/:id'`, `'GET,PUT /users/:id'`. `:id` is one segment, and `/*` at the
 * end is everything below the path before it. GET covers HEAD.
 *
 * Servers and routers decode, clean and compare paths in different ways. A request whose path they could read so that
 * different rows cover it gets no permission.
 *
 * @param table the rows, the most specific first
 * @param settings `otherwise` is the policy of requests that no row covers. Default: `false`
 * @throws {PolicyError} with every problem of the table and of its policies
 * @example
 * ```ts
 * import { routes } from 'corsage/routes'
 *
 * const layer = routes({
 *   'GET /prices': { origin: '*' },
 *   '/prices': { origin: ['https://app.example.com'], allowMethods: ['PUT'] },
 *   '/internal/*': false,
 * })
 * const handler = layer.wrap((request: Request) => new Response(`Hello from ${request.url}`))
 * ```
 */
export function routes<
  const Table extends { readonly [key: string]: RowPolicy },
  const Otherwise extends RowPolicy = false,
>(
  table: Table & CheckedTable<Table>,
  settings?: {
    readonly otherwise?:
      | (Otherwise & (Otherwise extends CorsPolicy | false ? unknown : CheckedOptions<Otherwise>))
      | undefined
  },
): RouteTable
export function routes(
  table: { readonly [key: string]: RowPolicy },
  settings?: { readonly otherwise?: RowPolicy | undefined },
): RouteTable {
  readOptions({ table, settings }, ARGUMENT_RULES, 'routes()')
  readOptions(settings, SETTING_RULES, 'routes()')
  const issues: PolicyIssue[] = []
  const none = cors({ origin: [] })
  const toPolicy = (key: string, given: unknown): CorsPolicy => {
    try {
      return given === false ? none : readPolicy(given)
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error
      issues.push(...error.issues.map((one) => inRow(one, key, `${quote(key)}: ${one.message}`)))
      return none
    }
  }
  const addIssue = (key: string, code: PolicyIssueCode, expected: string, why: string): void =>
    void issues.push(inRow(issue(code, ['row'], key, expected, undefined, why), key))
  const rows = Object.entries(ownOptions(table)).map(([key, given]) => ({ key, policy: toPolicy(key, given) }))
  const otherwise = toPolicy('otherwise', settings?.otherwise === undefined ? false : settings.otherwise)
  const matcher = createMatcher()
  const patterns: RoutePattern[] = []
  for (const [row, { key }] of rows.entries()) {
    const pattern = readPattern(key)
    const isRead = typeof pattern !== 'string'
    if (isRead) patterns.push(pattern)
    const hiding = new Set(isRead ? matcher.add(pattern, row) : [])
    const before = [...hiding].map((other) => quote(rows[other]!.key)).join(' and ')
    const why = `${before} before it ${hiding.size > 1 ? 'cover' : 'covers'} them all, so move it up, or remove it`
    if (!isRead) addIssue(key, 'route-invalid', 'a path such as "/users/:id"', pattern)
    else if (before) addIssue(key, 'route-hidden', 'a row that decides about some request', why)
  }
  if (issues.length) throw new PolicyError(issues)
  // A row that enforces has to do so at every path that a router could take for it. Behind a cookieless row, no other site
  // may act with cookies either, and only a refusal is sure of that. `self` is what all of these rows have.
  const enforcing = [...rows.map(({ policy }) => policy), otherwise].filter(
    ({ options }) => options.enforce || options.cookieless,
  )
  const self = enforcing[0]?.options.self?.filter((own) =>
    enforcing.every(({ options }) => options.self?.includes(own)),
  )
  const refusing = enforcing.length > 0 ? cors({ origin: [], enforce: true, self: self ?? [] }) : none
  const classOf = createClasses()
  const classes = [...rows.map(({ policy }) => classOf(policy)), classOf(otherwise)]
  const classAt = (row: number): number => classes[Math.min(row, rows.length)]!

  const find = (request: CorsRequest): FoundRow => {
    const method = requestedMethod(request, request.headers.get('origin')) || request.method
    const at = matcher.find(pathOf(request.url), method, classAt)
    if (typeof at === 'number') return { key: rows[at]?.key, policy: rows[at]?.policy ?? otherwise, isUncertain: false }
    const candidates = [...new Set(at.map((one) => rows[one]?.key ?? 'otherwise'))]
    const isEnforced = !at.length || at.some((one) => enforcing.includes(rows[one]?.policy ?? otherwise))
    return { key: undefined, policy: isEnforced ? refusing : none, isUncertain: true, candidates }
  }
  const ask =
    <Name extends 'decide' | 'headers' | 'answer' | 'preflight'>(name: Name) =>
    (request: CorsRequest, context?: unknown): ReturnType<CorsPolicy[Name]> =>
      find(request).policy[name](request as Request, context) as ReturnType<CorsPolicy[Name]>
  return Object.freeze<RouteTable>({
    rows: Object.freeze(rows.map((row, at) => Object.freeze({ ...row, pattern: patterns[at]! }))),
    otherwise,
    find,
    optionsFor: (request) => find(request).policy.options,
    decide: ask('decide'),
    headers: ask('headers'),
    answer: ask('answer'),
    preflight: ask('preflight'),
    decorate: (response, request, context) => find(request).policy.decorate(response, request, context),
    wrap: <HostRequest extends Request, Rest extends unknown[]>(
      handler: Handler<HostRequest, Rest>,
      contextOf?: (...rest: Rest) => unknown,
    ): Handler<HostRequest, Rest> => {
      const policies = [none, refusing, otherwise, ...rows.map(({ policy }) => policy)]
      const wrapped = new Map(policies.map((policy) => [policy, policy.wrap(handler, contextOf)]))
      return function (this: unknown, request, ...rest) {
        return wrapped.get(find(request).policy)!.call(this, request, ...rest)
      }
    },
  })
}

/** The rules of the arguments. */
const ARGUMENT_RULES: OptionRules = {
  table: { ...object('an object of paths and policies, such as { "/users": policy }'), isRequired: true },
  settings: object('an object such as { otherwise: policy }'),
}
/** The policy itself is checked with those of the rows. */
const SETTING_RULES: OptionRules = { otherwise: { expected: '', faultOf: () => false } }

function object(expected: string): OptionRule {
  return { expected, faultOf: (value) => (value === undefined || !isOptions(value)) && ['option-type'] }
}

/** Says in which row a problem is. */
function inRow(one: PolicyIssue, key: string, message: string = one.message): PolicyIssue {
  return Object.freeze({ ...one, path: Object.freeze([visible(key), ...one.path]), message: visible(message) })
}

/** @throws {PolicyError} if a row has no policy */
function readPolicy(given: unknown): CorsPolicy {
  const isPolicy = isLayer(given) && Object.hasOwn(given, 'allowsOrigin')
  if (isPolicy) return given as CorsPolicy
  if (!isLayer(given) && given !== undefined && isOptions(given)) return cors(given as { origin: string })
  const why =
    typeof given === 'function'
      ? 'a preflight lacks the cookies and the headers of its request, so choose by path and method'
      : isLayer(given)
        ? 'put other layers around the whole table, as in protect(routes(…), guard)'
        : undefined
  throw new PolicyError([
    issue('option-type', ['policy'], given, 'options, the result of cors(), or false', undefined, why),
  ])
}

/** Gives policies that decide the same way about every request the same number. */
function createClasses(): (policy: CorsPolicy) => number {
  const classes = new Map<unknown, number>()
  return (policy) => {
    const key = typeof policy.options.origin === 'function' ? policy : JSON.stringify(policy)
    const known = classes.get(key) ?? classes.size
    classes.set(key, known)
    return known
  }
}
