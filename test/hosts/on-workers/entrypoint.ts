/**
 * The application as a class, of which Workers make an instance for every request. The default export is such a class
 * too.
 */
import { WorkerEntrypoint } from 'cloudflare:workers'
import { type WorkersContext, withCors } from '../../../adapters/cloudflare.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { createApp } from '../support/app.ts'
import { enforced, guard, listed, open, policyName } from '../support/policies.ts'
import { upgrade } from './socket.ts'

interface Env {
  readonly TENANT: string
}

const app = createApp({ upgrade })

class App extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Response | Promise<Response> {
    return app(request)
  }
}

const apps: Readonly<Record<string, typeof App>> = {
  listed: withCors(listed, App),
  open: withCors(open, App),
  enforced: withCors(enforced, App),
  guarded: withCors(csrf(guard), App),
  protected: withCors(protect(listed, guard), App),
  predicate: withCors({ origin: ({ host }, { env }: WorkersContext<Env>) => host === env.TENANT }, App),
}

export default class extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Response | Promise<Response> {
    return new apps[policyName(request)]!(this.ctx, this.env).fetch(request)
  }
}
