import { cors, type CorsPolicy } from 'corsage'
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

const SETTINGS = {
  tenant: ({ request }: Context) => new URL(request.url).searchParams.get('tenant'),
  get: (tenant: string, origin: string, { signal, context }: { signal: AbortSignal; context: unknown }) =>
    ask((context as Context).env.STORE, tenant, origin, signal),
  onEvent: () => {},
}
const store = originStore({ ...SETTINGS, fresh: 1, stale: 1, deadline: 0.5 })
/** For tests of many requests, which may take a machine long. */
const patient = originStore({ ...SETTINGS, deadline: 20 })

/** What is often written: the promise of one request in module scope, for all others. */
const naive = new Map<string, Promise<boolean>>()
function naiveStore(origin: string, address: string): Promise<boolean> {
  const answer = naive.get(origin) ?? ask(address, 'naive', origin)
  naive.set(origin, answer)
  return answer
}

const POLICIES: Readonly<Record<string, CorsPolicy>> = {
  '/': cors({ origin: store }),
  '/patient': cors({ origin: patient }),
  '/naive': cors({ origin: ({ serialized }, { env }: Context) => naiveStore(serialized, env.STORE) }),
}

export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url)
    return POLICIES[pathname]!.wrap(
      () => new Response('data'),
      () => (env.BARE ? { env } : { env, ctx }),
    )(request)
  },
}
