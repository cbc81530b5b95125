/** Run it: `npm run build && npx node examples/fastify/server.ts` */
import { fastifyCors } from 'corsage/node'
import fastify from 'fastify'

const flowers = new Set(['tulip'])

const app = fastify()
await app.register(
  fastifyCors({
    origin: ['https://app.example.com'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['content-type'],
  }),
)

app.get('/flowers', async () => [...flowers])

const body = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } as const
app.put<{ Body: { name: string } }>('/flowers', { schema: { body } }, async (request, reply) => {
  flowers.add(request.body.name)
  return reply.code(204).send()
})

const origin = await app.listen({ port: Number(process.env['PORT'] ?? 8080), host: '127.0.0.1' })
console.info(`${origin}/flowers`)
