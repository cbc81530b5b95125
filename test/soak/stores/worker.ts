// The server under soak in workerd, in front of KV, D1 or Durable Objects, as the binding `subject` says.
import { DurableObject } from 'cloudflare:workers'
import { type WorkersContext, withCors } from '../../../adapters/cloudflare.ts'
import { fromD1, fromDurableObject, fromKv, type OriginLookup } from '../../../src/origins/index.ts'
import type { KvNamespace, D1Source, ObjectNamespace } from '../../../src/origins/index.ts'
import { createPolicy } from './policy.ts'

interface Env {
  readonly subject: string
  readonly ORIGINS: KvNamespace
  readonly DB: D1Source
  readonly TENANTS: Tenants
}

interface Tenants extends ObjectNamespace<object> {
  get(id: object): Tenant
}

type Fetch = (request: Request, env: Env, ctx: never) => Response | Promise<Response>

/** Until when the objects hang. They run in the isolate of the Worker here. */
let hangsUntil = 0

/** The origins of one tenant. */
export class Tenant extends DurableObject {
  async allows(origin: string): Promise<boolean> {
    const left = hangsUntil - Date.now()
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    return (await this.ctx.storage.get(origin)) === true
  }

  write(origin: string, isAllowed: boolean): Promise<unknown> {
    return isAllowed ? this.ctx.storage.put(origin, true) : this.ctx.storage.delete(origin)
  }

  /** Ends the object, as the platform does when it moves one or when its code is replaced. */
  end(): void {
    this.ctx.abort('The object is ended by the soak')
  }
}

const LOOKUPS: Readonly<Record<string, () => OriginLookup>> = {
  kv: () => fromKv(({ env }: WorkersContext<Env>) => env.ORIGINS),
  d1: () => fromD1(({ env }: WorkersContext<Env>) => env.DB),
  object: () => fromDurableObject(({ env }: WorkersContext<Env>) => env.TENANTS),
}

let app: Fetch | undefined

function open(subject: string): Fetch {
  const { policy, troubles } = createPolicy(LOOKUPS[subject]!())
  const answer = (): Response => new Response('ok', { headers: { 'x-troubles': troubles() } })
  const { fetch } = withCors(policy, { fetch: (_request: Request, _env: Env, _ctx: never) => answer() })
  return fetch
}

/** What the soak asks for, by the first segment of the path. */
const CONTROLS: Readonly<Record<string, (query: URLSearchParams, env: Env) => unknown>> = {
  'collect-garbage': () => (globalThis as { gc?: () => void }).gc?.(),
  hang: (query) => {
    hangsUntil = Date.now() + Number(query.get('ms'))
  },
  write: (query, { TENANTS }) =>
    TENANTS.get(TENANTS.idFromName(query.get('tenant') ?? '')).write(
      query.get('origin') ?? '',
      Boolean(query.get('allowed')),
    ),
  // The call fails, because its object ends.
  end: (query, { TENANTS }) =>
    Promise.resolve(TENANTS.get(TENANTS.idFromName(query.get('tenant') ?? '')).end()).catch(() => {}),
}

export default {
  fetch: async (request: Request, env: Env, ctx: never): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url)
    const control = CONTROLS[pathname.split('/')[1] ?? '']
    if (control) {
      await control(searchParams, env)
      return new Response()
    }
    app ??= open(env.subject)
    return app(request, env, ctx)
  },
}
