/** The application as a Worker, in all forms that a Worker can have. */
import { DurableObject, exports, WorkerEntrypoint } from 'cloudflare:workers'
import { withCors } from '../../adapters/cloudflare.ts'
import { corsMiddleware } from '../../adapters/react-router.ts'
import { createWorker } from '../hosts/on-workers/handlers.ts'
import { upgrade } from '../hosts/on-workers/socket.ts'

export interface Env {
  readonly TENANT: string
  readonly ROOM: DurableObjectNamespace<InstanceType<typeof Room>>
}

/** An upstream with its own CORS headers. Its responses have immutable headers, because they are fetched. */
export class Upstream extends WorkerEntrypoint<Env> {
  override fetch(): Response {
    const headers = new Headers({
      'Access-Control-Allow-Origin': '*, https://evil.example',
      'Access-Control-Allow-Credentials': 'true',
      Vary: 'Accept-Encoding',
    })
    headers.append('Set-Cookie', 'u=1')
    headers.append('Set-Cookie', 'v=2')
    return new Response('upstream', { headers })
  }
}

export default createWorker({
  upgrade,
  fetchUpstream: () => (exports as unknown as { Upstream: Fetcher }).Upstream.fetch('https://upstream.example'),
})

const publicMiddleware = corsMiddleware({ origin: '*', cookieless: true })

/** A loader of React Router behind its middleware, with a request as Workers make it. */
export class Loader extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    const context = { get: () => undefined as never }
    return publicMiddleware({ request, params: {}, context }, async () => new Response(request.headers.get('Cookie')))
  }
}

/** An entrypoint with another method next to `fetch`. */
export const Api = withCors(
  {
    origin: ({ host }, { env, ctx }: { env: Env; ctx: ExecutionContext }) =>
      host === env.TENANT && typeof ctx.waitUntil === 'function',
  },
  class extends WorkerEntrypoint<Env> {
    override fetch(request: Request): Response {
      return new Response(`${new URL(request.url).pathname} of ${this.env.TENANT}`)
    }

    add(a: number, b: number): number {
      return a + b
    }

    trusts(host: string): boolean {
      return host === this.env.TENANT
    }

    respond(): Response {
      return new Response('data', { headers: { 'Access-Control-Allow-Origin': '*' } })
    }
  },
)

/** A Durable Object with a counter, and with WebSockets that survive hibernation. */
export const Room = withCors(
  {
    origin: ({ host }, { env, ctx }: { env: Env; ctx: DurableObjectState }) =>
      host === env.TENANT && ctx.id.name === 'lobby',
  },
  class extends DurableObject<Env> {
    #visits = 0

    override fetch(request: Request): Response {
      this.#visits++
      if (request.headers.get('Upgrade') !== 'websocket') return new Response(`visit ${this.#visits}`)
      const { 0: client, 1: server } = new WebSocketPair()
      this.ctx.acceptWebSocket(server)
      return new Response(null, { status: 101, webSocket: client })
    }

    override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
      socket.send(`room ${message as string}`)
    }

    visits(): number {
      return this.#visits
    }
  },
)
