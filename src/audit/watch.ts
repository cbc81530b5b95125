import { isFromItself } from '../server/request.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { Finding } from './report/finding.ts'
import { CREDENTIAL_RULES } from './rules/credentials.ts'
import { LAYER_RULES } from './rules/layers.ts'
import { findIn, type Rules } from './rules/rule.ts'
import { MAX_CHARACTERS } from './subject/answers.ts'

/** The rules that look at answers and counts. The other ones need not be bundled with `observe`. */
export const OBSERVED_RULES: readonly Rules[] = [LAYER_RULES, CREDENTIAL_RULES]

const MAX_ROUTES = 100
const MAX_ORIGINS = 8

/** What was seen of one route. */
interface Sight {
  readonly name: string
  /** The rules that were reported: each is reported once. */
  readonly reported: Set<string>
  bare: number
  refusals: number
  readonly refused: Map<string, number>
}

/** Looks at the answers of an application, before and after its policy decorates them. */
export interface Watch {
  readonly application: (policy: CorsPolicy, route: string, request: Request, response: Response) => void
  readonly answer: (policy: CorsPolicy, route: string, request: Request, response: Response) => void
}

/**
 * Watches the answers of a policy, and reports what the rules find.
 *
 * @param patience the number of requests without credentials before C-01 is reported, and of refusals before R-01 is
 */
export function createWatch(sink: (finding: Finding) => void, patience: number): Watch {
  const sights = new Map<string, Sight>()

  const sightOf = (route: string): Sight => {
    const name = sights.has(route) || sights.size < MAX_ROUTES ? route : 'other routes'
    const sight = sights.get(name) ?? { name, reported: new Set(), bare: 0, refusals: 0, refused: new Map() }
    sights.set(name, sight)
    return sight
  }
  const reportNew = ({ reported }: Sight, findings: Iterable<Finding>): void => {
    for (const finding of findings) {
      if (reported.has(finding.rule)) continue
      reported.add(finding.rule)
      sink(finding)
    }
  }
  const reportCounts = (sight: Sight): void => {
    const counts = { ...sight, path: ['routes', sight.name], patience }
    reportNew(sight, findIn(OBSERVED_RULES, 'counts', [[counts]]))
  }

  return {
    application: ({ options }, route, request, { headers }) => {
      const sight = sightOf(route)
      const answer = { path: ['routes', sight.name], request, headers, options }
      reportNew(sight, findIn(OBSERVED_RULES, 'answer', [[answer]]))
    },
    answer: (policy, route, request, { headers }) => {
      const { options } = policy
      const origin = request.headers.get('origin')
      if (origin === null || isFromItself(request, options.self)) return
      const sight = sightOf(route)
      if (headers.has('access-control-allow-origin')) {
        if (!options.credentials || request.method === 'OPTIONS') return
        const isBare = !request.headers.has('cookie') && !request.headers.has('authorization')
        sight.bare += isBare ? 1 : Infinity
        reportCounts(sight)
      } else if (isRefused(policy, request, headers, origin)) {
        countRefusal(sight, origin)
        reportCounts(sight)
      }
    },
  }
}

/**
 * Whether the policy refused the origin of a request. A predicate is not asked again, because it may count its calls. So
 * with a predicate, answers without `Vary` do not count, since CORS had no part in them; nor do those that `enforce`
 * may have refused because of the method.
 */
function isRefused(policy: CorsPolicy, { method }: Request, headers: Headers, origin: string): boolean {
  const { origin: allowed, enforce, allowMethods } = policy.options
  if (typeof allowed !== 'function') return !policy.allowsOrigin(origin)
  const isMethodAllowed = allowMethods.some((name) => name === '*' || name === method)
  return headers.has('vary') && (!enforce || method === 'OPTIONS' || isMethodAllowed)
}

function countRefusal(sight: Sight, caller: string): void {
  const { refused } = sight
  const origin = caller.slice(0, MAX_CHARACTERS)
  const key = refused.has(origin) || refused.size < MAX_ORIGINS ? origin : 'others'
  refused.set(key, (refused.get(key) ?? 0) + 1)
  sight.refusals++
}
