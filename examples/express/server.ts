/** Run it: `npm run build && npx node examples/express/server.ts` */
import { withCors } from 'corsage/node'
import express from 'express'

const flowers = new Set(['tulip'])

const app = express()
app.use(
  withCors({
    origin: ['https://app.example.com'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['content-type'],
  }),
)
app.use(express.json())

app.get('/flowers', (_req, res) => res.json([...flowers]))
app.put('/flowers', (req, res) => {
  const { name } = req.body as { name?: unknown }
  if (typeof name !== 'string') return res.status(400).send('Send {"name": "rose"}')
  flowers.add(name)
  return res.status(204).end()
})

const server = app.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () => {
  const address = server.address()
  console.info(`http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/flowers`)
})
