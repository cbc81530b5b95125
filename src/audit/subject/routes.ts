import { quote } from '../../wording/quote.ts'
import type { Details } from '../report/finding.ts'
import type { AuditRoute } from '../settings.ts'

/** A route of the settings, with its methods read. */
export interface KnownRoute extends Details {
  readonly route: AuditRoute
  /** In upper case; `ALL` for any. */
  readonly methods: readonly string[]
}

/** The routes of the settings. */
export function readRoutes(routes: readonly AuditRoute[]): KnownRoute[] {
  return routes.map((route) => {
    const methods = methodsOf(route)
    return { route, methods, path: ['routes', route.path], got: quote(`${methods.join(', ')} ${route.path}`) }
  })
}

/** Routers take methods in any case. A route without methods takes any. */
function methodsOf({ method, methods }: AuditRoute): readonly string[] {
  const names = methods?.length ? methods : [method ?? '*']
  return names.map((name) => (name === '*' ? 'ALL' : name.toUpperCase()))
}
