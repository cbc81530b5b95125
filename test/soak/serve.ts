// Runs on Bun and Deno: serves the application under soak, and prints the port.
import { createApp } from './app.ts'

/** What is used of Bun's server. */
interface BunServer {
  readonly port: number
  readonly upgrade: (request: Request) => boolean
}

declare const Bun: { readonly serve: (options: object) => BunServer }
declare const Deno: {
  readonly serve: (options: object, handler: (request: Request) => Response | Promise<Response>) => unknown
  readonly upgradeWebSocket: (request: Request) => { readonly response: Response }
}

const HOST = '127.0.0.1'

if ('Bun' in globalThis) {
  const fetch = createApp((request, server: BunServer) => {
    // Bun wants no response to a request that it has upgraded.
    if (server.upgrade(request)) return undefined as unknown as Response
    return new Response('Upgrade required', { status: 426 })
  })
  const websocket = { message: () => {} }
  console.log(Bun.serve({ hostname: HOST, port: 0, fetch, websocket, development: false }).port)
} else {
  const app = createApp((request) => Deno.upgradeWebSocket(request).response)
  Deno.serve({ hostname: HOST, port: 0, onListen: ({ port }: { port: number }) => console.log(port) }, (request) =>
    app(request),
  )
}
