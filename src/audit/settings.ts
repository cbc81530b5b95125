import { parseOrigin } from '../fetch/origin.ts'
import { checkOption } from '../policy/check.ts'
import { issue, PolicyError, type PolicyIssue } from '../policy/issues.ts'
import { nearestName } from '../policy/nearest-name.ts'
import { OPTION_RULES } from '../policy/rules.ts'
import { pathOf } from './subject.ts'
import type { PublicSuffixes } from './hosts/suffixes.ts'

/**
 * A route under the policy, as far as it is known; other properties are ignored, so that the `routes` of a Hono app are
 * such routes.
 */
export interface AuditRoute {
  readonly path: string
  /** A method that it implements; `ALL` for any. */
  readonly method?: string | undefined
  /** Methods that it implements. */
  readonly methods?: readonly string[] | undefined
  /** Whether it reads or sets cookies. Left out: not known. */
  readonly cookies?: boolean | undefined
  /** Whether a GET or HEAD of it changes something. */
  readonly sideEffects?: boolean | undefined
  /** The `Cache-Control` that it answers with. */
  readonly cacheControl?: string | undefined
  /** Whether it answers with JSONP. */
  readonly jsonp?: boolean | undefined
  /** Whether it is upgraded to a WebSocket. */
  readonly webSocket?: boolean | undefined
}

/** A guard that can be asked. */
export interface CheckedGuard {
  readonly check: (request: Request) => unknown
  /** Whether it denies, or only tells somebody. */
  readonly mode?: unknown
}

/** What is known besides the policy. */
export interface AuditOptions {
  /** `trial`: the policy may still change. `stable`: you are sure. */
  readonly stage?: 'trial' | 'stable' | undefined
  /** Where the policy is used: loopback origins are dangerous in production, and fine in development and tests. */
  readonly environment?: 'production' | 'staging' | 'development' | 'test' | undefined
  /** All routes under the policy. */
  readonly routes?: readonly AuditRoute[] | undefined
  /**
   * What protects its routes against CSRF: a guard such as that of `corsage/csrf`, which is asked about requests that it
   * should deny, or `true` for another one.
   */
  readonly csrf?: boolean | CheckedGuard | undefined
  /** More public suffixes, besides the popular ones that are built in. */
  readonly publicSuffixes?: PublicSuffixes | undefined
  /** The origins that the policy answers at. Hostile neighbours of them are put to predicates. */
  readonly self?: string | readonly string[] | undefined
  /** What a predicate gets as its second argument, as the host would pass it. */
  readonly context?: unknown
}

/** What an option has to be, and whether a value is. */
const KINDS: { readonly [option: string]: readonly [expected: string, fits: (value: unknown) => boolean] } = {
  stage: oneOf('trial', 'stable'),
  environment: oneOf('production', 'staging', 'development', 'test'),
  routes: ['a list of { path, method }, of texts', (value) => Array.isArray(value) && value.every(isRoute)],
  csrf: ['true, or a guard with check()', (value) => typeof value === 'boolean' || isFunction(value, 'check')],
  publicSuffixes: [
    'a list, a text such as the Public Suffix List, or a function',
    // What else can be iterated over, maybe once only, is not read before it is used.
    (value) =>
      typeof value === 'function' || (Array.isArray(value) ? value.every(isText) : isFunction(value, Symbol.iterator)),
  ],
  self: ['', () => true],
  context: ['', () => true],
}

function oneOf(...values: string[]): (typeof KINDS)[string] {
  return [values.map((value) => `"${value}"`).join(' or '), (value) => values.includes(value as string)]
}

function isRoute(value: unknown): boolean {
  const { path, method = '', cacheControl = '', methods = [] } = Object(value) as Partial<AuditRoute>
  return [path, method, cacheControl, ...[methods].flat()].every(isText) && Array.isArray(methods)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isFunction(value: unknown, name: PropertyKey): boolean {
  return typeof (Object(value) as Record<PropertyKey, unknown>)[name] === 'function'
}

/**
 * The options of an audit, read once.
 *
 * @throws {PolicyError} with everything that is wrong with them
 */
export function readSettings(options: AuditOptions | undefined): AuditOptions {
  const given = { __proto__: null, ...options } as AuditOptions
  const issues = Object.entries(given).flatMap(([option, value]): PolicyIssue[] => {
    if (!Object.hasOwn(KINDS, option))
      return [issue('option-unknown', [option], value, 'an option of audit()', nearestName(option, Object.keys(KINDS)))]
    const [expected, fits] = KINDS[option]!
    if (value === undefined || fits(value)) return []
    return [issue('option-type', [option], value, expected)]
  })
  issues.push(...faultsOfSelf(given.self))
  if (issues.length) throw new PolicyError(issues)
  const { routes } = given
  // Own properties only: what somebody adds to Object.prototype is nothing that a route does.
  return {
    __proto__: null,
    ...given,
    routes: routes?.map((route) => Object.assign({ __proto__: null }, route)),
  } as AuditOptions
}

/** What the policy answers at are exact origins. */
function faultsOfSelf(self: unknown): PolicyIssue[] {
  return (self === undefined ? [] : [self].flat()).flatMap((origin, index) => {
    if (parseOrigin(origin as string)) return []
    const [fault] = checkOption('origin', { origin: [origin] }, OPTION_RULES, 'audit()')
    const expected = 'an origin such as "https://api.example.com"'
    return issue(fault?.code ?? 'wildcard-position', pathOf('self', self, index), origin, expected, fault?.suggestion)
  })
}
