// Runs on Node, Bun and Deno: serves one contender, at one port for each kind of work, and prints the ports.
import { once } from 'node:events'
import process from 'node:process'
import { WORK } from '../work.mjs'
import { load, worksOf } from './contenders.mjs'

const [file, key] = process.argv.slice(2)
const HOST = '127.0.0.1'

const contender = await load({ file, key })
const ports = {}
for (const work of worksOf(contender)) {
  // oxlint-disable-next-line no-await-in-loop
  ports[work] = await listen(contender.make?.(WORK[work].handler, work))
}
console.log(JSON.stringify(ports))

async function listen(fetch) {
  if (globalThis.Bun) return Bun.serve({ hostname: HOST, port: 0, fetch }).port
  if (globalThis.Deno) return Deno.serve({ hostname: HOST, port: 0, onListen: () => {} }, fetch).addr.port
  const server = contender.createServer ? await contender.createServer() : await adapt(fetch)
  server.listen(0, HOST)
  await once(server, 'listening')
  return server.address().port
}

/** What most fetch handlers on Node are served by. Loaded here, since it replaces the global `Response`. */
async function adapt(fetch) {
  const { createAdaptorServer } = await import('@hono/node-server')
  return createAdaptorServer({ fetch })
}
