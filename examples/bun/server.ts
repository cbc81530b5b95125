/** Run it: `npm run build && npx bun run examples/bun/server.ts` */
import { withCors } from 'corsage/bun'

const policy = {
  origin: ['https://app.example.com', 'http://localhost:*'],
  allowMethods: ['GET', 'DELETE'],
  allowHeaders: ['content-type'],
} as const

const users = new Map([['1', { name: 'Ada' }]])

export default withCors(policy, {
  routes: {
    '/status': new Response('OK'),
    '/users': { GET: () => Response.json([...users.values()]) },
    '/users/:id': {
      GET({ params }: Request & { params: { id: string } }) {
        const user = users.get(params.id)
        return user ? Response.json(user) : new Response('No such user', { status: 404 })
      },
      DELETE({ params }: Request & { params: { id: string } }) {
        users.delete(params.id)
        return new Response(null, { status: 204 })
      },
    },
  },
})
