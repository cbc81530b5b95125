/** Run it: `npm run build && npx node examples/h3/server.ts` */
import { cors } from 'corsage/h3'
import { H3, HTTPError, noContent, serve } from 'h3'

const flowers = new Set(['tulip'])

const app = new H3()
  .use(
    cors({
      origin: ['https://app.example.com'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['content-type'],
    }),
  )
  .get('/flowers', () => [...flowers])
  .put('/flowers', async ({ req }) => {
    const { name } = (await req.json()) as { name?: unknown }
    if (typeof name !== 'string') throw new HTTPError({ status: 400, message: 'Send {"name": "rose"}' })
    flowers.add(name)
    return noContent()
  })

const server = serve(app, { port: Number(process.env['PORT'] ?? 8080), hostname: '127.0.0.1', silent: true })
await server.ready()
console.info(`${server.url}flowers`)
