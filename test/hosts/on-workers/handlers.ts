/** The application as an object with a fetch handler, and as a function. */
import { type WorkersContext, withCors } from '../../../adapters/cloudflare.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { createApp, type HostParts } from '../support/app.ts'
import { enforced, guard, listed, open, policyName } from '../support/policies.ts'
import { upgrade } from './socket.ts'

interface Env {
  readonly TENANT: string
}
type Fetch = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>

export function createWorker(parts: HostParts): { readonly fetch: Fetch } {
  const app = createApp(parts) as Fetch
  const apps: Readonly<Record<string, Fetch>> = {
    listed: withCors(listed, { fetch: app }).fetch,
    open: withCors(open, { fetch: app }).fetch,
    enforced: withCors(enforced, app).fetch,
    guarded: withCors(csrf(guard), app).fetch,
    protected: withCors(protect(listed, guard), { fetch: app }).fetch,
    predicate: withCors(
      {
        // The variable is a binding, and `ctx` is the execution context of this request.
        origin({ host }, { env, ctx }: WorkersContext<Env, ExecutionContext>) {
          ctx.waitUntil(Promise.resolve())
          return host === env.TENANT
        },
      },
      { fetch: app },
    ).fetch,
  }
  return { fetch: (request, env, ctx) => apps[policyName(request)]!(request, env, ctx) }
}

export default createWorker({ upgrade })
