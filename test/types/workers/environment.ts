/**
 * The environment of a Worker is named once. The handlers and the predicate then need no annotation, and options that
 * are written as literals are still checked. A test in test/hosts compiles this folder with the types of
 * `wrangler types`, too.
 */
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
import { cors } from 'corsage'
import { pagesCors, withCors, type WorkersContext } from 'corsage/cloudflare'
import { Hono } from 'hono'

interface Bindings {
  readonly ORIGINS: string
  readonly COUNT: KVNamespace
}
interface Job {
  readonly id: number
}

const options = { origin: ['https://app.example.com'], credentials: true } as const

/** 1. The environment as a type argument. */
export default withCors<Bindings>(options, {
  async fetch(request, env, ctx) {
    const { colo }: { readonly colo?: string } = request.cf ?? {}
    ctx.waitUntil(env.COUNT.put('last', request.url))
    return Response.json([colo, env.ORIGINS, await request.json()])
  },
})

/** 2. With handlers of other events, and a predicate. */
export const events: ExportedHandler<Bindings, Job> = withCors<Bindings>(
  { origin: async ({ host }, { env, request }) => (await env.COUNT.get(host + request.method)) !== null },
  {
    fetch: (_request, env) => new Response(env.ORIGINS),
    async scheduled(controller, env, ctx) {
      ctx.waitUntil(env.COUNT.put('cron', controller.cron))
    },
    async queue(batch, env) {
      await env.COUNT.put('jobs', batch.messages.map(({ id }) => id).join())
      batch.ackAll()
    },
    async email(message: ForwardableEmailMessage, env: Bindings) {
      await message.forward(env.ORIGINS)
    },
  },
)

/** 3. A function alone, and the whole execution context. */
export const ofFunction: ExportedHandler<Bindings> = withCors<Bindings>(options, (request, env, ctx) => {
  ctx.passThroughOnException()
  return new Response(request.url + env.ORIGINS)
})
export const ofContext = withCors<Bindings, ExecutionContext>(options, {
  fetch: (request, env, ctx) => new Response(request.url + env.ORIGINS + typeof ctx.exports),
})
/** A test may call it with any request. */
export const answer: Response | Promise<Response> = ofContext.fetch(
  new Request('https://api.example.com'),
  {} as Bindings,
  {} as ExecutionContext,
)

/** Older types of Workers have less in the execution context. */
type OlderFetch = (
  request: Request,
  env: Bindings,
  ctx: Pick<ExecutionContext, 'waitUntil' | 'passThroughOnException'>,
) => Response | Promise<Response>
export const older: { readonly fetch: OlderFetch } = withCors<Bindings>(options, {
  fetch: () => new Response('Hello'),
})

/** 4. A policy or a framework in place of options or handlers. */
const app = new Hono<{ Bindings: Bindings }>()
export const ofPolicy = withCors<Bindings>(cors(options), { fetch: (_request, env) => new Response(env.ORIGINS) })
export const handingOn = withCors<Bindings>(options, { fetch: (request, env, ctx) => app.fetch(request, env, ctx) })
export const ofApp = withCors<Bindings>({ origin: ({ host }, { env }) => env.ORIGINS === host }, app)

/** 5. The type of the handlers names the environment, for the predicate too. */
export const satisfying = withCors({ origin: ({ host }, { env }) => env.ORIGINS === host }, {
  async fetch(request, env, ctx) {
    ctx.waitUntil(env.COUNT.put(request.cf?.colo ?? '', typeof ctx.exports))
    return new Response(env.ORIGINS)
  },
  async queue(batch) {
    for (const { body } of batch.messages) console.info(body.id)
  },
} satisfies ExportedHandler<Bindings, Job>)

const handlers: ExportedHandler<Bindings, Job> = {
  fetch: (_request, env) => new Response(env.ORIGINS),
  scheduled: async (controller, env) => env.COUNT.put('cron', controller.cron),
}
export const ofTyped: ExportedHandler<Bindings, Job> = withCors(
  { origin: ({ host }, { env }) => env.ORIGINS === host },
  handlers,
)
export const ofTypedToo: ExportedHandler<Bindings, Job> = withCors<Bindings>(options, handlers)

/** 6. So does the type of the export. */
export const annotated: ExportedHandler<Bindings, Job> = withCors(
  { origin: ({ host }, { env, ctx }) => env.ORIGINS === host && typeof ctx === 'object' },
  {
    fetch: (request, env, ctx) => {
      ctx.waitUntil(env.COUNT.put(request.cf?.colo ?? '', request.url))
      return new Response(env.ORIGINS)
    },
    queue: ({ messages }) => console.info(messages.map(({ body }) => body.id)),
  },
)

/** 7. So does an annotated parameter, and the app of a framework. */
export const byParameter = withCors(
  { origin: ({ host }, { env }) => env.ORIGINS === host },
  { fetch: (request: Request, env: Bindings) => new Response(request.url + env.ORIGINS) },
)
export const ofEnvOnly = withCors(options, {
  fetch: (request, env: Bindings, ctx) => {
    ctx.waitUntil(env.COUNT.put('last', request.url))
    return new Response(request.cf?.country)
  },
})
export const ofHono: typeof app = withCors({ origin: ({ host }, { env }) => env.ORIGINS === host }, app)

/** 8. So does the class of an entrypoint or a Durable Object. Their remote methods stay. */
export class Api extends withCors(
  {
    origin: ({ host }, { env, ctx }) => {
      ctx.waitUntil(env.COUNT.put('last', host))
      return env.ORIGINS === host
    },
  },
  class extends WorkerEntrypoint<Bindings> {
    override fetch(request: Request): Response {
      return new Response(request.url + this.env.ORIGINS)
    }
    add(left: number, right: number): number {
      return left + right
    }
  },
) {}
export const sum = (api: Api): number => api.add(1, 2)
class RawRoom extends DurableObject<Bindings> {
  override fetch(request: Request): Response {
    return new Response(request.url)
  }
}
export const Room = withCors(
  { origin: async ({ host }, { env, ctx }) => env.ORIGINS === (await ctx.storage.get(host)) },
  RawRoom,
)

/** 9. Pages Functions: the type argument, or the type of the export. */
export const onRequestGet = pagesCors<Bindings>({ origin: ({ host }, { env }) => env.ORIGINS === host })
export const onRequest: PagesFunction<Bindings, 'id'> = pagesCors({
  origin: ({ host }, { env, params, waitUntil }) => {
    waitUntil(env.COUNT.put('last', host))
    return env.ORIGINS === host && params.id === 'a'
  },
})
export const onRequestPost: PagesFunction<Bindings> = onRequestGet

/** 10. Where nothing names the environment, it is `unknown`, and an annotation says what it is. */
export const unnamed = withCors(
  { origin: (_origin, { env, request }) => typeof env === 'object' && request.method === 'GET' },
  {
    fetch(request, env, ctx) {
      ctx.passThroughOnException()
      return Response.json([request.url, typeof env])
    },
  },
)
export const unnamedPages = pagesCors({ origin: (_origin, { env }) => typeof env === 'object' })
export const namedByPredicate = withCors(
  { origin: ({ host }, { env }: WorkersContext<Bindings, ExecutionContext>) => env.ORIGINS === host },
  { fetch: () => new Response('Hello') },
)
export const namedByPart = withCors(
  { origin: ({ host }, { env }: { readonly env: Bindings }) => env.ORIGINS === host },
  { fetch: (request) => new Response(request.url) },
)

// @ts-expect-error: the environment is not known
withCors({ origin: (_origin, { env }) => env.ORIGINS === '' }, { fetch: () => new Response('Hello') })
// @ts-expect-error: there is no such binding
withCors<Bindings>(options, { fetch: (_request, env) => new Response(env.ORIGIN) })
// @ts-expect-error: there is no such binding
withCors({ origin: (_origin, { env }) => env.ORIGIN === '' }, RawRoom)
// @ts-expect-error: a handler returns a response
withCors<Bindings>(options, { fetch: () => 'Hello' })
// @ts-expect-error: a Worker has no such handler
withCors<Bindings>(options, { fetch: () => new Response('Hello'), onRequest: () => {} })
// @ts-expect-error: the option is `allowHeaders`
withCors<Bindings>({ origin: '*', allowedHeaders: ['a'] }, { fetch: () => new Response('Hello') })
// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, { fetch: (_request: Request, env: Bindings) => new Response(env.ORIGINS) })
// @ts-expect-error: an origin needs a scheme
withCors({ origin: ['app.example.com'] }, RawRoom)
