// Runs on Node, Bun and Deno: serves one contender, on one port for each kind of work, and prints the ports.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { type Handler, WORK } from '../cases/work.ts'
import { load, worksOf } from './contenders.ts'

declare const Bun: { readonly serve: (options: object) => { readonly port: number } }
declare const Deno: {
  readonly serve: (options: object, handler: Handler) => { readonly addr: { readonly port: number } }
}

const [, , file = '', key = ''] = process.argv
const HOST = '127.0.0.1'

const contender = await load({ file, key })
const ports: Record<string, number> = {}
for (const work of worksOf(contender)) {
  // oxlint-disable-next-line no-await-in-loop
  ports[work] = await listen('make' in contender ? contender.make(WORK[work].handler, work) : undefined)
}
console.log(JSON.stringify(ports))

async function listen(fetch: Handler | undefined): Promise<number> {
  if (!fetch) return listenOnNode('createServer' in contender ? await contender.createServer() : undefined)
  if ('Bun' in globalThis) return Bun.serve({ hostname: HOST, port: 0, fetch }).port
  if ('Deno' in globalThis) return Deno.serve({ hostname: HOST, port: 0, onListen: () => {} }, fetch).addr.port
  return listenOnNode(await adapt(fetch))
}

async function listenOnNode(server: Server | undefined): Promise<number> {
  if (!server) throw new Error(`${contender.name} makes neither a handler nor a server`)
  server.listen(0, HOST)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The server that most fetch handlers have on Node. It is loaded here because it replaces the global `Response`. */
async function adapt(fetch: Handler): Promise<Server> {
  const { createAdaptorServer } = await import('@hono/node-server')
  return createAdaptorServer({ fetch }) as Server
}
