import type { Host } from './host.ts'

/** The frameworks whose servers mount a policy like middleware. */
export const NODE_HOSTS: Readonly<Record<string, Host>> = {
  hono: {
    title: 'Hono',
    signs: { packages: ['hono'] },
    policy: 'src/cors',
    mount: 'src/index',
    isBundled: true,
    imports: ["import { cors } from 'corsage/hono'", "import { Hono } from 'hono'"],
    code: `const app = new Hono()
// Before all routes, so that it sees preflights.
app.use(cors(policy))
app.get('/', (c) => c.text('Hello'))

export default app
`,
  },
  elysia: {
    title: 'Elysia',
    signs: { packages: ['elysia'] },
    policy: 'src/cors',
    mount: 'src/index',
    isBundled: true,
    imports: ["import { cors } from 'corsage/elysia'", "import { Elysia } from 'elysia'"],
    code: `new Elysia()
  .use(cors(policy))
  .get('/', () => 'Hello')
  .listen(process.env['PORT'] ?? 3000)
`,
  },
  h3: {
    title: 'h3',
    signs: { packages: ['h3'] },
    policy: 'src/cors',
    mount: 'src/server',
    imports: ["import { cors } from 'corsage/h3'", "import { H3, serve } from 'h3'"],
    code: `const app = new H3().use(cors(policy)).get('/', () => 'Hello')

serve(app, { port: process.env['PORT'] ?? 3000 })
`,
  },
  fastify: {
    title: 'Fastify',
    signs: { packages: ['fastify'] },
    policy: 'src/cors',
    mount: 'src/server',
    imports: ["import { fastifyCors } from 'corsage/node'", "import fastify from 'fastify'"],
    code: `const app = fastify()
await app.register(fastifyCors(policy))
app.get('/', async () => 'Hello')

await app.listen({ port: Number(process.env['PORT'] ?? 3000) })
`,
  },
  koa: {
    title: 'Koa',
    signs: { packages: ['koa'] },
    policy: 'src/cors',
    mount: 'src/server',
    imports: ["import { koaCors } from 'corsage/node'", "import Koa from 'koa'"],
    code: `const app = new Koa()
app.use(koaCors(policy))
app.use((ctx) => {
  ctx.body = 'Hello'
})

app.listen(process.env['PORT'] ?? 3000)
`,
  },
  express: {
    title: 'Express',
    signs: { packages: ['express'] },
    policy: 'src/cors',
    mount: 'src/server',
    imports: ["import { withCors } from 'corsage/node'", "import express from 'express'"],
    code: `const app = express()
app.use(withCors(policy))
app.get('/', (_request, response) => {
  response.send('Hello')
})

app.listen(process.env['PORT'] ?? 3000)
`,
  },
}
