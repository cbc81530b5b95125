/** Run it: `npm run build && npx node examples/koa/server.ts` */
import { koaCors } from 'corsage/node'
import Koa from 'koa'

const app = new Koa()
app.use(koaCors({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] }))
app.use((ctx) => {
  if (ctx.path !== '/flowers') return
  if (ctx.method !== 'GET') ctx.throw(405, 'Ask with GET')
  ctx.body = ['tulip']
})

const server = app.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () => {
  const address = server.address()
  console.info(`http://127.0.0.1:${typeof address === 'object' ? address?.port : address}/flowers`)
})
