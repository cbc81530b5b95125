/** The adapter keeps the types of Workers, entrypoints, Durable Objects and Pages Functions. */
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
import { cors } from 'corsage'
import { pagesCors, withCors, type WorkersContext } from 'corsage/cloudflare'

interface Env {
  readonly ORIGINS: string
  readonly ROOMS: DurableObjectNamespace<Room>
  readonly COUNT: KVNamespace
}
interface Job {
  readonly id: number
}

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = cors(options)

/** Other handlers are kept, and the type of the Worker is unchanged. */
export default withCors(options, {
  async fetch(request, env, ctx) {
    ctx.waitUntil(env.COUNT.put(request.cf?.colo ?? '', request.url))
    return Response.json(await env.COUNT.get('visits'))
  },
  async queue(batch) {
    for (const message of batch.messages) console.info(message.body.id)
  },
  async scheduled(controller, env) {
    await env.COUNT.put('cron', controller.cron)
  },
} satisfies ExportedHandler<Env, Job>) satisfies ExportedHandler<Env, Job>

export const ofPolicy: ExportedHandler<Env> = withCors(policy, {
  fetch: (_request: Request, env: Env) => new Response(env.ORIGINS),
})
export const ofFunction: ExportedHandler<Env> = withCors(
  policy,
  (request: Request, env: Env, ctx: ExecutionContext): Response => {
    ctx.passThroughOnException()
    return new Response(request.url + env.ORIGINS)
  },
)
export const wrapped = {
  fetch: policy.wrap(async (request: Request, env: Env, _ctx: ExecutionContext) =>
    Response.json([request.cf, await env.COUNT.get('visits')]),
  ),
} satisfies ExportedHandler<Env>

/** Without annotations, handlers get their types from the type of the export. */
export const unannotated: ExportedHandler<Env> = withCors(options, {
  fetch: (request, env, ctx) => {
    ctx.waitUntil(env.COUNT.put('last', request.url))
    return new Response(env.ORIGINS)
  },
})

/** The predicate gets the same bindings as the Worker. */
export const byEnvironment: ExportedHandler<Env> = withCors(
  {
    origin: (origin, { env }: WorkersContext<Env>) => env.ORIGINS.split(' ').includes(origin.serialized),
    credentials: true,
  },
  { fetch: (_request: Request, env: Env) => new Response(env.ORIGINS) },
)
export const byPart: ExportedHandler<Env> = withCors(
  { origin: ({ serialized }, { env }: { readonly env: Env }) => env.ORIGINS === serialized },
  { fetch: (_request: Request, env: Env) => new Response(env.ORIGINS) },
)
// @ts-expect-error: the adapter does not know the bindings
withCors({ origin: ({ serialized }, { env }) => env.ORIGINS === serialized }, { fetch: () => new Response('Hello') })
export const byContext: ExportedHandler<Env> = withCors(
  {
    origin: async (origin, { env, ctx }: WorkersContext<Env, ExecutionContext>) => {
      ctx.waitUntil(env.COUNT.put('last', origin.serialized))
      return (await env.COUNT.get(origin.host)) !== null
    },
  },
  { fetch: (_request: Request, env: Env) => new Response(env.ORIGINS) },
)

/** Classes keep their types, including their bindings and their remote methods. */
class RawRoom extends DurableObject<Env> {
  override async fetch(request: Request): Promise<Response> {
    return new Response(request.url + this.env.ORIGINS)
  }
  async visitors(): Promise<number> {
    return 1
  }
}
export class Room extends withCors(options, RawRoom) {}
export const visitors = async (env: Env): Promise<number> => await env.ROOMS.getByName('a').visitors()

export class Api extends withCors(
  options,
  class extends WorkerEntrypoint<Env> {
    override fetch(request: Request): Response {
      return new Response(request.url + this.env.ORIGINS)
    }
    add(left: number, right: number): number {
      return left + right
    }
  },
) {}
export const sum = (api: Api): number => api.add(1, 2)

export const onRequest: PagesFunction<Env> = pagesCors(options)
export const onRequestByEnvironment: PagesFunction<Env, 'id'> = pagesCors({
  origin: (origin, { env, params }: EventContext<Env, 'id', unknown>) =>
    env.ORIGINS.includes(origin.serialized) && params.id === 'a',
})
export const onRequestChain: PagesFunction<Env>[] = [pagesCors(policy), ({ env }) => new Response(env.ORIGINS)]

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, { fetch: () => new Response('Hello') })
// @ts-expect-error: any origin with credentials
pagesCors({ origin: '*', credentials: true })
// @ts-expect-error: the option is `allowHeaders`
withCors({ origin: '*', allowedHeaders: ['a'] }, { fetch: () => new Response('Hello') })
// @ts-expect-error: a Worker is not a string
withCors(options, 'worker')
