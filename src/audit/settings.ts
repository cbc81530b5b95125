import { parseOrigin } from '../fetch/origin.ts'
import { checkArgument, isOptions } from '../policy/arguments.ts'
import { type Fault, type OptionRule, type OptionRules, ownOptions, readOptions } from '../policy/check.ts'
import { oneOf, OPTION_RULES } from '../policy/rules.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import { quote } from '../wording/quote.ts'
import type { FoundSuffix, PublicSuffixes } from './hosts/suffixes.ts'

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
      faultOf: (value, _given, isEntry) => faultOfRoute(value, isEntry),
      isList: true,
    },
    csrf: kind(
      'true, false, or a guard with check()',
      (value) => typeof value === 'boolean' || hasFunction(value, 'check'),
    ),
    publicSuffixes: {
      expected: 'a list of strings, a string such as the Public Suffix List, or a function',
      faultOf: faultOfSuffixes,
    },
    self: { expected: 'an exact origin such as "https://api.example.com"', faultOf: faultOfSelf, isList: true },
    context: kind('', () => true),
  }
}

function kind(expected: string, fits: (value: unknown) => boolean): OptionRule {
  return { expected, faultOf: (value) => !fits(value) && ['option-type'] }
}

function faultOfRoute(value: unknown, isEntry: boolean): Fault {
  const route = Object(value) as Partial<AuditRoute>
  const { path, method = '', cacheControl = '', methods = [], cookies, sideEffects, jsonp, webSocket } = route
  const isText = [path, method, cacheControl, ...[methods].flat()].every(isString) && Array.isArray(methods)
  if (!isEntry || !isText) return ['option-type']
  const isKnown = [cookies, sideEffects, jsonp, webSocket].every((flag) => /^(boolean|undefined)$/.test(typeof flag))
  return !isKnown && ['option-type', undefined, 'cookies, sideEffects, jsonp and webSocket are true or false']
}

function faultOfSuffixes(value: unknown): Fault {
  if (typeof value === 'function') return
  const lines: unknown = typeof value === 'string' ? value.split('\n') : value
  if (!Array.isArray(lines)) return ['option-type']
  const at = lines.findIndex((line) => !isSuffix(line))
  return (
    at >= 0 && ['option-type', undefined, `entry ${at} is ${quote(lines[at])}, and not a suffix such as "github.io"`]
  )
}

/** Whether a line is a suffix, a comment, or empty, as in the Public Suffix List. A URL would match no host. */
function isSuffix(line: unknown): boolean {
  const [suffix = ''] = isString(line) ? (line as string).trim().split(/\s/) : ['/']
  return (
    !suffix ||
    suffix.startsWith('//') ||
    (/^[!*.]*[^!*/?#@:.][^!*/?#@:]*$/.test(suffix) && URL.canParse(`http://${suffix.replace(/^[!*.]+/, '')}`))
  )
}

/** Checks each answer of a function, because with a promise in place of a suffix no suffix would be found. */
function checkedFinder(find: Exclude<PublicSuffixes, string | Iterable<string>>): typeof find {
  return (host) => {
    const found = find(host)
    const { publicSuffix = 0 } = Object(found) as Partial<FoundSuffix>
    const fits = [found ?? '', publicSuffix ?? ''].some(isString)
    checkArgument(['publicSuffixes()'], found, 'a string, null, or what parse() of tldts returns', fits)
    return found
  }
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
  checkArgument(['settings'], settings, 'an object such as { environment: "production" }', isOptions(settings))
  const own = ownOptions(settings)
  const { publicSuffixes: list } = own
  // Read once, because some lists can be read only once.
  if (typeof list === 'object' && hasFunction(list, Symbol.iterator))
    own['publicSuffixes'] = [...(list as Iterable<unknown>)]
  const { publicSuffixes, ...known } = readOptions(own, SETTING_RULES, 'audit()') as AuditSettings
  // Own properties only, because nothing that somebody adds to `Object.prototype` is something that a route does.
  return unpolluted({
    ...known,
    publicSuffixes: typeof publicSuffixes === 'function' ? checkedFinder(publicSuffixes) : publicSuffixes,
    routes: known.routes?.map(unpolluted),
  })
}
