/** The application as a Hono app. Each host serves it in its own way. */
import { type Context, Hono } from 'hono'
import { cors } from '../../adapters/hono.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { createApp, type HostParts } from './support/app.ts'
import { enforced, guard, listed, open, TENANT } from './support/policies.ts'

export function createHono(parts?: HostParts): Hono {
  const app = createApp(parts) as (request: Request, context: Context) => Promise<Response>
  const hono = new Hono()
  hono.use('/listed/*', cors(listed))
  hono.put('/open/asked', async ({ req }, next) => {
    await req.text()
    await next()
  })
  hono.use('/open/*', cors(open))
  hono.use('/enforced/*', cors(enforced))
  hono.use('/guarded/*', cors(csrf(guard)))
  hono.use('/protected/*', cors(protect(listed, guard)))
  hono.use(
    '/predicate/*',
    cors({
      origin: ({ host }, { req }: Context) =>
        host === TENANT && req.path.startsWith('/predicate/') && !!req.header('x-run'),
    }),
  )
  hono.all('*', (context) => app(context.req.raw, context))
  return hono
}
