/** The stores of Workers behind policies. */
import { DurableObject, env as bindings } from 'cloudflare:workers'
import { type WorkersContext, withCors } from '../../../adapters/cloudflare.ts'
import { fromD1, fromDurableObject, fromKv } from '../../../src/origins/index.ts'
import { control, inTurns, pathOf, policiesOf, type ServedStore } from '../stores/app.ts'
import { serveEndpoint } from '../stores/http.ts'
import type { Pair } from '../stores/pairs.ts'

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- where the types of Workers look for it
  namespace Cloudflare {
    interface Env {
      readonly ENDPOINT: string
    }
  }
}

interface Env {
  readonly ORIGINS: KVNamespace
  readonly DB: D1Database
  readonly TENANTS: DurableObjectNamespace<Tenant>
}
type Context = WorkersContext<Env>
type Fetch = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>

/** Whether the objects hang. They run in the isolate of the Worker here. */
let isHanging = false

/** The origins of one tenant. */
export class Tenant extends DurableObject {
  async allows(origin: string): Promise<boolean> {
    if (isHanging) await scheduler.wait(5000)
    return (await this.ctx.storage.get(origin)) === true
  }

  write(origin: string, isAllowed: boolean): Promise<unknown> {
    return isAllowed ? this.ctx.storage.put(origin, true) : this.ctx.storage.delete(origin)
  }
}

/** A namespace whose Durable Object is broken is the nearest to one of KV that is down. */
let isKvBroken = false

const stores: Readonly<Record<string, ServedStore<Context>>> = {
  http: serveEndpoint(bindings.ENDPOINT, '/{tenant}/{origin}'),
  kv: {
    get: fromKv(({ env }: Context) => {
      if (isKvBroken) throw new Error('KV GET failed: 503 Service Unavailable')
      return env.ORIGINS
    }),
    write: (tenant, origin, isAllowed, { env }) =>
      isAllowed ? env.ORIGINS.put(`${tenant} ${origin}`, 'true') : env.ORIGINS.delete(`${tenant} ${origin}`),
    setBroken: (isBroken) => {
      isKvBroken = isBroken
    },
  },
  d1: {
    get: fromD1(({ env }: Context) => env.DB),
    write: async (tenant, origin, isAllowed, { env }) => {
      const columns = '(tenant TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (tenant, origin))'
      await env.DB.prepare(`CREATE TABLE IF NOT EXISTS origins ${columns} STRICT, WITHOUT ROWID`).run()
      const sql = isAllowed
        ? 'INSERT INTO origins VALUES (?, ?)'
        : 'DELETE FROM origins WHERE tenant = ? AND origin = ?'
      await env.DB.prepare(sql).bind(tenant, origin).run()
    },
    setBroken: (isBroken, { env }) => {
      const [from, to] = isBroken ? ['origins', 'gone'] : ['gone', 'origins']
      return env.DB.prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run()
    },
  },
  object: {
    get: fromDurableObject(({ env }: Context) => env.TENANTS),
    write: (tenant, origin, isAllowed, { env }) =>
      env.TENANTS.get(env.TENANTS.idFromName(tenant)).write(origin, isAllowed),
    setBroken: (isBroken) => {
      isHanging = isBroken
    },
  },
}

const mounted: Readonly<Record<string, Fetch>> = Object.fromEntries(
  policiesOf(stores).map(([path, policy]) => [
    path,
    withCors(policy, { fetch: (_request: Request, _env: Env, _ctx: ExecutionContext) => new Response('data') }).fetch,
  ]),
)

/** Asks the policy of a store about many pairs, because a request through wrangler takes ten milliseconds. */
async function askAll(request: Request, env: Env, ctx: ExecutionContext): Promise<Pair[]> {
  const allowed: Pair[] = []
  await inTurns(await request.json<Pair[]>(), async ([tenant, origin]) => {
    const asked = new Request(`http://localhost/?tenant=${encodeURIComponent(tenant)}`, { headers: { Origin: origin } })
    const { headers } = await mounted[pathOf(request.url).replace('all', 'ask')]!(asked, env, ctx)
    if (headers.get('Access-Control-Allow-Origin') === origin) allowed.push([tenant, origin])
  })
  return allowed
}

export default {
  async fetch(request, env, ctx) {
    if (request.method === 'POST') return Response.json(await askAll(request, env, ctx))
    const done = await control(request.url, stores, { request, env, ctx: ctx as never })
    return done === undefined ? mounted[pathOf(request.url)]!(request, env, ctx) : new Response(done)
  },
} satisfies ExportedHandler<Env>
