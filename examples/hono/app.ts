/**
 * Run it on Bun: `npm run build && npx bun run examples/hono/app.ts`
 * or on Workers: `npm run build && npx wrangler dev -c examples/hono/wrangler.toml`
 */
import { cors } from 'corsage/hono'
import { Hono } from 'hono'

const app = new Hono()

// Each part of an application has its own policy.
app.use('/public/*', cors({ origin: '*' }))
app.use(
  '/api/*',
  cors({
    origin: ['https://app.example.com'],
    credentials: true,
    allowMethods: ['GET', 'PATCH'],
    allowHeaders: ['content-type'],
    // Refuses writes from other sites before they run. Without it, CORS only keeps them from reading the answer.
    // Current browsers do not send the writes that it still lets pass (C-06).
    enforce: true,
  }),
)

app.get('/public/motto', (c) => c.text('Sent with flowers'))
app.get('/api/me', (c) => c.json({ name: 'Ada' }))
app.patch('/api/me', async (c) => c.json(await c.req.json()))

export default app
