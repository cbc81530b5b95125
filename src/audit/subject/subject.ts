import type { CompiledPolicy } from '../../policy/compile.ts'
import type { CorsOptions, PolicyJSON } from '../../policy/options.ts'
import { type SuffixOf, suffixFinder } from '../hosts/suffixes.ts'
import type { AuditSettings } from '../settings.ts'
import { type AskedGuard, readGuard } from './guard.ts'
import { listOf } from './lists.ts'
import { type ListedName, readNames } from './names.ts'
import { type ListedOrigin, type OriginList, readOrigins, readSelf } from './origins.ts'
import { type KnownRoute, readRoutes } from './routes.ts'

/** What is audited: a policy, and what is known besides it. Its parts are read once, before any rule looks at them. */
export interface Subject {
  /** The normalised options. */
  readonly options: PolicyJSON
  /** Whether any origin is allowed. */
  readonly isPublic: boolean
  readonly credentials: boolean
  readonly settings: AuditSettings
  readonly suffixOf: SuffixOf
  readonly origins: OriginList
  readonly methods: readonly ListedName[]
  readonly requestHeaders: readonly ListedName[]
  readonly responseHeaders: readonly ListedName[]
  readonly routes: readonly KnownRoute[]
  /** All methods of the routes. */
  readonly routeMethods: ReadonlySet<string>
  /** Whether a route is known to read or set cookies. */
  readonly hasCookieRoute: boolean
  /** The guard against CSRF, if it can be asked. */
  readonly guard: AskedGuard | undefined
  /** The first origin in `self`, or one in its place. */
  readonly own: string
  /** For how many seconds the predicate uses an answer of its store, if it is the result of `originStore()`. */
  readonly storeFresh: number | undefined
  /** The origins in `self`, which the policy answers at. */
  readonly self: readonly ListedOrigin[]
  /** Whether requests may carry cookies, as far as the policy and the routes say. */
  readonly hasCookies: boolean
}

/**
 * Reads what is audited.
 *
 * @param written the options as they were written: paths point into them
 */
export function readSubject(written: CorsOptions, policy: CompiledPolicy, settings: AuditSettings): Subject {
  const { csrf } = settings
  const routes = readRoutes(settings.routes ?? [])
  const hasCookieRoute = routes.some(({ route }) => route.cookies)
  const own = listOf(settings.self)[0] ?? 'https://app.example.com'
  const { credentials } = policy.options
  return {
    options: policy.options,
    isPublic: policy.isPublic,
    credentials,
    settings,
    suffixOf: suffixFinder(settings.publicSuffixes),
    origins: readOrigins(written, policy, settings),
    methods: readNames(written, 'allowMethods'),
    requestHeaders: readNames(written, 'allowHeaders'),
    responseHeaders: readNames(written, 'exposeHeaders'),
    routes,
    routeMethods: new Set(routes.flatMap(({ methods }) => methods)),
    hasCookieRoute,
    guard: typeof csrf === 'object' ? readGuard(csrf, own, listOf(settings.self).length > 0) : undefined,
    own,
    storeFresh: readFresh(policy.predicate),
    self: readSelf(settings),
    hasCookies: credentials || hasCookieRoute,
  }
}

/** The audit knows a store by this member, so that it need not load one. */
function readFresh(predicate: unknown): number | undefined {
  const fresh = Object.hasOwn(Object(predicate), 'fresh') && (predicate as { fresh: unknown }).fresh
  return typeof fresh === 'number' ? fresh : undefined
}
