/** Run it: `npm run build && npx node examples/node/server.ts` */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { withCors } from 'corsage/node'

const policy = {
  origin: ['https://app.example.com'],
  allowMethods: ['GET', 'DELETE'],
} as const

const users = new Map([['1', { name: 'Ada' }]])

const server = createServer(
  withCors(policy, (req: IncomingMessage, res: ServerResponse) => {
    const id = /^\/users\/(\w+)$/.exec(req.url ?? '')?.[1] ?? ''
    const user = users.get(id)
    if (!user) return res.writeHead(404).end('No such user')
    if (req.method !== 'DELETE')
      return res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(user))
    users.delete(id)
    return res.writeHead(204).end()
  }),
)

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () => {
  const address = server.address()
  console.info(`http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/users/1`)
})
