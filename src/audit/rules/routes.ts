import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { parseOrigin } from '../../fetch/origin.ts'
import { isLocalHost } from '../../fetch/private-host.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { type Finding, finding } from '../report/finding.ts'
import { isUpgradeOpen } from './guards.ts'
import { entriesOf } from './names.ts'
import { ATTACKER, listOf, quote, type Subject } from '../subject.ts'
import { isShared } from '../hosts/cache-control.ts'
import type { AuditRoute } from '../settings.ts'

/** What is unwise in a policy for what is under it: its routes, where it is, and what protects it against CSRF. */
export function* auditRoutes(subject: Subject): Generator<Finding> {
  const { policy, settings } = subject
  const { cookieless, credentials, enforce } = policy.options
  const routes = settings.routes ?? []
  const isGuarded = !!settings.csrf
  // Then what is not listed is answered with 403, whatever it asks for.
  const isEnforced = enforce && !policy.isPublic
  if (routes.length) yield* auditMethods(subject, routes)
  for (const route of routes) {
    const details = { path: ['routes', route.path], got: describe(route) }
    if (policy.isPublic) {
      if ((route.cookies && !cookieless) || /\bprivate\b/i.test(route.cacheControl ?? ''))
        yield finding('O-21', { ...details, witness: ATTACKER })
    } else if (isShared(route.cacheControl)) yield finding('V-02', details)
    if (route.sideEffects && methodsOf(route).some((method) => ['GET', 'HEAD', 'ALL'].includes(method)))
      yield finding('M-04', details)
    if (route.jsonp && (credentials || route.cookies)) yield finding('J-01', details)
    if (route.webSocket && !isEnforced && isUpgradeOpen(subject)) yield finding('F-06', details)
  }
  if (policy.isPublic) {
    for (const origin of listOf(settings.self))
      if (isInside(origin))
        yield finding('O-21', { path: ['origin'], got: `"*" at ${quote(origin)}`, witness: ATTACKER })
  }
  if (!credentials) return
  const on = { path: ['credentials'], got: 'credentials: true' }
  if (routes.length && routes.every(({ cookies }) => cookies === false)) yield finding('C-01', on)
  const canWrite =
    !routes.length || routes.some((route) => methodsOf(route).some((method) => !SAFE_METHOD.test(method)))
  if (!isGuarded && !enforce && canWrite) yield finding('C-02', on)
}

/** Methods that are listed, and that no route has. */
function* auditMethods(subject: Subject, routes: readonly AuditRoute[]): Generator<Finding> {
  const methods = new Set(routes.flatMap(methodsOf))
  if (methods.has('ALL')) return
  for (const found of entriesOf(subject, 'allowMethods')) {
    const isImplied = ['*', ...SAFELISTED_METHODS].includes(found.name)
    if (!isImplied && !methods.has(found.name.toUpperCase())) yield finding('M-02', found)
  }
}

/** In upper case: routers take any. Nothing said is any method. */
function methodsOf({ method, methods }: AuditRoute): readonly string[] {
  const names = methods?.length ? methods : [method ?? '*']
  return names.map((name) => (name === '*' ? 'ALL' : name.toUpperCase()))
}

function describe(route: AuditRoute): string {
  return quote(`${methodsOf(route).join(', ')} ${route.path}`)
}

/** Whether it is in a private network, where to be let in is a credential. */
function isInside(origin: string): boolean {
  return isLocalHost(parseOrigin(origin)!.host)
}
