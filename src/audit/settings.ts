import { parseOrigin } from '../fetch/origin.ts'
import { type Fault, type OptionRule, type OptionRules, readOptions } from '../policy/check.ts'
import { oneOf, OPTION_RULES } from '../policy/rules.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import type { PublicSuffixes } from './hosts/suffixes.ts'

/**
 * A route under the policy, as far as you know it. Other properties are ignored, so that the `routes` of a Hono app are
 * routes too.
 */
export interface AuditRoute {
  readonly path: string
  /** A method that it implements; `ALL` for any. */
  readonly method?: string | undefined
  /** Methods that it implements. */
  readonly methods?: readonly string[] | undefined
  /** Whether it reads or sets cookies. Left out: not known. */
  readonly cookies?: boolean | undefined
  /** Whether a GET or HEAD request changes something. */
  readonly sideEffects?: boolean | undefined
  /** The `Cache-Control` that it answers with. */
  readonly cacheControl?: string | undefined
  /** Whether it answers with JSONP. */
  readonly jsonp?: boolean | undefined
  /** Whether it is upgraded to a WebSocket. */
  readonly webSocket?: boolean | undefined
}

/** A guard that can be asked about requests. */
export interface CheckedGuard {
  readonly check: (request: Request) => unknown
  /** `'report'`: it lets every request pass. */
  readonly mode?: unknown
}

/** What is known besides the policy. */
export interface AuditSettings {
  /** `trial`: the policy may still change. `stable`: you are sure of it. */
  readonly stage?: 'trial' | 'stable' | undefined
  /** Where the policy is used: loopback origins are dangerous in production, and fine in development and tests. */
  readonly environment?: 'production' | 'staging' | 'development' | 'test' | undefined
  /** All routes under the policy. */
  readonly routes?: readonly AuditRoute[] | undefined
  /**
   * The protection of its routes against CSRF: a guard such as that of `corsage/csrf`, which is asked about requests that
   * it should deny, or `true` for one that cannot be asked.
   */
  readonly csrf?: boolean | CheckedGuard | undefined
  /** More public suffixes, besides the popular ones that are built in. */
  readonly publicSuffixes?: PublicSuffixes | undefined
  /** The origins that the policy answers at. A predicate is asked about hostile neighbours of them. */
  readonly self?: string | readonly string[] | undefined
  /** The context that the host would pass to a predicate. The `request` is added. */
  readonly context?: unknown
}

/** The rules of all settings. Marked, so that bundlers drop them where nothing needs them. */
const SETTING_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    stage: oneOf('trial', 'stable'),
    environment: oneOf('production', 'staging', 'development', 'test'),
    routes: {
      expected: 'a list of routes such as { path: "/users", method: "GET" }',
      faultOf: (value, _given, isEntry) => !(isEntry && isRoute(value)) && ['option-type'],
      isList: true,
    },
    csrf: kind(
      'true, false, or a guard with check()',
      (value) => typeof value === 'boolean' || hasFunction(value, 'check'),
    ),
    publicSuffixes: kind(
      'a list of strings, a string such as the Public Suffix List, or a function',
      // Any other iterable is not read here, because some can be read only once.
      (value) =>
        typeof value === 'function' ||
        (Array.isArray(value) ? value.every(isString) : hasFunction(value, Symbol.iterator)),
    ),
    self: { expected: 'an exact origin such as "https://api.example.com"', faultOf: faultOfSelf, isList: true },
    context: kind('', () => true),
  }
}

function kind(expected: string, fits: (value: unknown) => boolean): OptionRule {
  return { expected, faultOf: (value) => !fits(value) && ['option-type'] }
}

function isRoute(value: unknown): boolean {
  const { path, method = '', cacheControl = '', methods = [] } = Object(value) as Partial<AuditRoute>
  return [path, method, cacheControl, ...[methods].flat()].every(isString) && Array.isArray(methods)
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function hasFunction(value: unknown, name: PropertyKey): boolean {
  return typeof (Object(value) as Record<PropertyKey, unknown>)[name] === 'function'
}

/** A policy answers at exact origins. The reasons that `cors()` gives for its patterns would mislead here. */
function faultOfSelf(value: unknown): Fault {
  if (parseOrigin(value as string)) return
  const [code, suggestion] = OPTION_RULES['origin']!.faultOf(value, {}, true) || (['wildcard-position'] as const)
  return [code, suggestion, '']
}

/**
 * Reads the settings, once.
 *
 * @throws {PolicyError} with every problem that they have
 */
export function readSettings(settings: AuditSettings | undefined): AuditSettings {
  const known = readOptions(settings, SETTING_RULES, 'audit()') as AuditSettings
  // Own properties only, because nothing that somebody adds to `Object.prototype` is something that a route does.
  return unpolluted({ ...known, routes: known.routes?.map(unpolluted) })
}
