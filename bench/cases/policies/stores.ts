import type { Case } from '../../harness/measure.ts'
import { HEADERS, MAX_AGE, METHODS } from '../../harness/settings.ts'
import type { Handler } from '../work.ts'
import { cors, originStore } from './built.js'
import { HOME_MADE, type Lookup } from './home-made.ts'
import { app, caseOf, type Kind, OPTIONS, poolOf } from './pool.ts'

const TTL_MS = 3_600_000

/** Whole requests from an origin that a store has allowed before, next to a policy that lists it. */
export async function storeCases(): Promise<Case[]> {
  const kinds: readonly Kind[] = ['GET', 'preflight']
  const found: Case[] = []
  for (const kind of kinds) {
    for (const [contender, handler] of Object.entries(ways())) {
      const pool = (): Request[] => poolOf(kind, (index) => `/tenant-${index}/items`)
      // The first answers fill the caches.
      // oxlint-disable-next-line no-await-in-loop
      for (const request of pool()) await handler(request)
      // oxlint-disable-next-line no-await-in-loop
      found.push(await caseOf({ work: `store hit, ${kind}`, contender, handler, pool }))
    }
  }
  return found
}

function ways(): Readonly<Record<string, Handler>> {
  const tenant = ({ request }: { readonly request: Request }): string => tenantOf(request)
  const store = originStore({ tenant, get: async () => true, fresh: TTL_MS / 1000, negative: TTL_MS / 1000 })
  const homeMade = Object.entries(HOME_MADE).map(
    ([name, make]) => [name, reflecting(make(async () => '1', { max: 10_000, ttlMs: TTL_MS }))] as const,
  )
  return {
    'static policy': cors(OPTIONS).wrap(app),
    'static policy, again': cors(OPTIONS).wrap(app),
    'static policy, and the tenant': cors({
      ...OPTIONS,
      origin: (_origin, context) => tenant(context as never) !== '',
    }).wrap(app),
    Corsage: cors({ ...OPTIONS, origin: store }).wrap(app),
    ...Object.fromEntries(homeMade),
  }
}

function tenantOf({ url }: Request): string {
  return url.split('/', 4)[3] ?? ''
}

/** A handler that reflects the origins that its cached lookup allows, and answers preflights as the policy does. */
function reflecting(lookup: Lookup): Handler {
  return async (request) => {
    const serialized = request.headers.get('origin')
    const isAllowed =
      serialized !== null && (await lookup(tenantOf(request), { scheme: '', host: '', port: null, serialized }))
    const headers: Record<string, string> = { Vary: 'Origin' }
    if (isAllowed) {
      headers['Access-Control-Allow-Origin'] = serialized
      headers['Access-Control-Allow-Credentials'] = 'true'
    }
    if (request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) {
      if (isAllowed) {
        headers['Access-Control-Allow-Methods'] = METHODS.join(', ')
        headers['Access-Control-Allow-Headers'] = HEADERS.join(', ')
        headers['Access-Control-Max-Age'] = String(MAX_AGE)
      }
      return new Response(null, { status: 204, headers })
    }
    const response = app()
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    return response
  }
}
