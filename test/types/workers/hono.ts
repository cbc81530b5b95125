/** Hono on Workers: the context has the bindings of the Worker. */
import { cors } from 'corsage/hono'
import { type Context, Hono } from 'hono'

interface Env {
  readonly ORIGINS: KVNamespace
}

const app = new Hono<{ Bindings: Env }>()
app.use(
  '*',
  cors({
    origin: async (origin, c: Context<{ Bindings: Env }>) => (await c.env.ORIGINS.get(origin.host)) !== null,
    credentials: true,
  }),
)

export default app satisfies ExportedHandler<Env>
