/** Run it: `npm run build && npx bun run examples/elysia/server.ts` */
import { cors } from 'corsage/elysia'
import { Elysia, t } from 'elysia'

const flowers = new Set(['tulip'])

new Elysia()
  .use(
    cors({
      origin: ['https://app.example.com'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['content-type'],
    }),
  )
  .get('/flowers', () => [...flowers])
  .put(
    '/flowers',
    ({ body, status }) => {
      flowers.add(body.name)
      return status(204)
    },
    { body: t.Object({ name: t.String() }) },
  )
  .listen({ port: Number(process.env['PORT'] ?? 8080), hostname: '127.0.0.1' }, ({ url }) => {
    console.info(`${url}flowers`)
  })
