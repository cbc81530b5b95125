/** The application behind nginx, which knows nothing of CORS. Run it: `npx node examples/nginx/server.ts` */
import { createServer } from 'node:http'

const notes = new Map<string, string>()

const server = createServer(async (req, res) => {
  const { method, url = '' } = req
  if (method === 'PUT') notes.set(url, await req.reduce((text: string, chunk) => text + String(chunk), ''))
  const note = notes.get(url)
  res.writeHead(note === undefined ? 404 : 200, { 'Content-Type': 'text/plain' }).end(note ?? 'No such note')
})

server.listen(Number(process.env['PORT'] ?? 8081), '127.0.0.1', () => {
  const address = server.address()
  console.info(`http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`)
})
