import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { HEADERS, MAX_AGE, METHODS } from '../harness/settings.ts'

type Fetch = (request: Request) => Response

declare const Bun: { readonly serve: (options: object) => { readonly port: number } }
declare const Deno: { readonly serve: (options: object, handler: Fetch) => unknown }

const HOST = '127.0.0.1'

/** Serves a handler on Node, Bun or Deno with what the runtime itself has, and prints the port. */
export function listen(handler: Fetch): void {
  if ('Bun' in globalThis) console.log(Bun.serve({ hostname: HOST, port: 0, fetch: handler }).port)
  else if ('Deno' in globalThis) {
    Deno.serve({ hostname: HOST, port: 0, onListen: ({ port }: AddressInfo) => console.log(port) }, handler)
  } else listenOnNode(handler)
}

/**
 * On `node:http`, because an adapter from a package takes longer to load than what is measured, and varies more. This
 * one converts what a preflight needs; it costs the same with Corsage or without, and so does the loading of `Response`.
 */
function listenOnNode(handler: Fetch): void {
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer((incoming, outgoing) => {
    const { method = '', headers, url } = incoming
    const response = handler(
      new Request(`http://${headers.host}${url}`, { method, headers: headers as Record<string, string> }),
    )
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end()
  })
  server.listen(0, HOST, () => console.log((server.address() as AddressInfo).port))
}

/** The preflight of somebody who needs no library: the cost of a start without one. */
export const handwritten = (request: Request): Response => {
  if (request.method !== 'OPTIONS') return new Response('ok')
  const headers = {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': request.headers.get('origin') ?? '',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': METHODS.join(', '),
    'Access-Control-Allow-Headers': HEADERS.join(', '),
    'Access-Control-Max-Age': String(MAX_AGE),
  }
  return new Response(null, { status: 204, headers })
}
