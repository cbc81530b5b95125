import { cors } from 'corsage'
import { originStore } from 'corsage/origins'

interface Env {
  /** The address of the store. */
  readonly STORE: string
  /** Whether the predicate gets no execution context. */
  readonly BARE?: string
}

interface Context {
  readonly request: Request
  readonly env: Env
  readonly ctx?: ExecutionContext
}

async function ask(address: string, tenant: string, origin: string, signal?: AbortSignal): Promise<boolean> {
  const query = new URLSearchParams({ tenant, origin }).toString()
  const response = await fetch(`${address}?${query}`, { signal: signal ?? null })
  return (await response.json()) as boolean
}

const store = originStore({
  tenant: ({ request }: Context) => new URL(request.url).searchParams.get('tenant'),
  get: (tenant, origin, { signal, context }) => ask((context as Context).env.STORE, tenant, origin, signal),
  fresh: 2,
  stale: 2,
  deadline: 1,
  onEvent: () => {},
})

/** What is often written: the promise of one request in module scope, for all others. */
const naive = new Map<string, Promise<boolean>>()
function naiveStore(origin: string, address: string): Promise<boolean> {
  const answer = naive.get(origin) ?? ask(address, 'naive', origin)
  naive.set(origin, answer)
  return answer
}

const careful = cors({ origin: store })
const careless = cors({ origin: ({ serialized }, { env }: Context) => naiveStore(serialized, env.STORE) })

export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url)
    if (pathname === '/stats') return Response.json(store.stats())
    const policy = pathname === '/naive' ? careless : careful
    return policy.wrap(
      () => new Response('data'),
      () => (env.BARE ? { env } : { env, ctx }),
    )(request)
  },
}
