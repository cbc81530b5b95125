import type { CorsPolicy } from '../server/cors-policy.ts'
import { isSameOrigin } from '../server/request.ts'
import { isShared } from './hosts/cache-control.ts'
import type { RuleId } from './rules/catalogue.ts'
import { type Finding, finding } from './report/finding.ts'
import { quote } from './subject.ts'

const MAX_ROUTES = 100
const MAX_ORIGINS = 8
/** Characters of what a client made up that are kept. */
export const MAX_TEXT = 99

/** What was seen of one route. */
interface Sight {
  readonly reported: Set<RuleId>
  /** Requests of allowed origins that carried no credentials: infinite once one did. */
  bare: number
  refusals: number
  /** Refusals by origin. */
  readonly refused: Map<string, number>
}

/** Looks at what an application answers, and at what its policy makes of it. */
export interface Watch {
  readonly application: (route: string, request: Request, response: Response) => void
  readonly answer: (route: string, request: Request, response: Response) => void
}

export function createWatch(policy: CorsPolicy, sink: (finding: Finding) => void, patience: number): Watch {
  const { origin, credentials, enforce, allowMethods } = policy.options
  const sights = new Map<string, Sight>()

  const sightOf = (route: string): readonly [name: string, sight: Sight] => {
    const name = sights.has(route) || sights.size < MAX_ROUTES ? route : 'other routes'
    const sight = sights.get(name) ?? { reported: new Set(), bare: 0, refusals: 0, refused: new Map() }
    sights.set(name, sight)
    return [name, sight]
  }
  const tell = (rule: RuleId, [name, { reported }]: readonly [string, Sight], detail: string): void => {
    if (reported.has(rule)) return
    reported.add(rule)
    sink(finding(rule, { path: ['routes', name], got: detail }))
  }

  return {
    application: (route, _request, { headers }) => {
      const sight = sightOf(route)
      const foreign = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
      if (foreign.length) tell('X-01', sight, foreign.join(', '))
      const caching = CACHE_HEADERS.find((name) => isShared(headers.get(name), name !== 'cache-control'))
      if (caching && origin !== '*') tell('V-02', sight, `${caching}: ${headers.get(caching)}`)
      if (credentials)
        for (const cookie of headers.getSetCookie()) {
          const missing = missingAttributes(cookie)
          if (missing.length) tell('C-05', sight, `${quote(nameOf(cookie))} without ${missing.join(', ')}`)
        }
    },
    answer: (route, request, { headers }) => {
      const caller = request.headers.get('origin')
      if (caller === null || isSameOrigin(request)) return
      const sight = sightOf(route)
      const isPreflight = request.method === 'OPTIONS'
      if (headers.has('access-control-allow-origin')) {
        if (!credentials || isPreflight) return
        const isBare = !request.headers.has('cookie') && !request.headers.has('authorization')
        if ((sight[1].bare += isBare ? 1 : Infinity) === patience)
          tell('C-01', sight, `${patience} requests without any`)
        return
      }
      // A predicate is not asked again: it may count its calls. What is not CORS's to change has no `Vary`, and what is
      // enforced refuses by the method, too.
      const isRefused =
        typeof origin === 'function'
          ? headers.has('vary') &&
            (!enforce || isPreflight || allowMethods.some((name) => name === '*' || name === request.method))
          : !policy.allowsOrigin(caller)
      if (isRefused && countRefusal(sight[1], caller) === patience) tell('R-01', sight, listRefused(sight[1]))
    },
  }
}

/** Where caches look for how long they may keep an answer: those of one's own and those of a network in front. */
const CACHE_HEADERS = ['cache-control', 'cdn-cache-control', 'surrogate-control']

function missingAttributes(cookie: string): string[] {
  return ['Secure', 'HttpOnly', 'SameSite'].filter((name) => !new RegExp(`;\\s*${name}\\s*([=;]|$)`, 'i').test(cookie))
}

/** Never the value. */
function nameOf(cookie: string): string {
  return cookie.split(/[=;]/)[0]!.slice(0, MAX_TEXT)
}

function countRefusal(sight: Sight, caller: string): number {
  const { refused } = sight
  const origin = caller.slice(0, MAX_TEXT)
  const key = refused.has(origin) || refused.size < MAX_ORIGINS ? origin : 'others'
  refused.set(key, (refused.get(key) ?? 0) + 1)
  return ++sight.refusals
}

function listRefused({ refusals, refused }: Sight): string {
  const most = [...refused].toSorted(([, one], [, other]) => other - one)
  return `${refusals} requests, ${most.map(([origin, count]) => `${count} of ${quote(origin)}`).join(', ')}`
}
