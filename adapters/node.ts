import { mountNode } from '../src/hosts/node.ts'
import type { RawRequest } from '../src/hosts/raw-request.ts'
import type { RawResponse } from '../src/hosts/raw-response.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { Decision } from '../src/policy/decision.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsRequest } from '../src/server/request.ts'

export type { RawRequest, RawResponse }

/** The context of a predicate on Node: annotate it with your `IncomingMessage` and `ServerResponse`. */
export interface NodeContext<Req = RawRequest, Res = RawResponse> {
  /**
   * A view of the raw request, a `CorsRequest` and not a `Request`: its method, its headers by `get(name)`, and its URL.
   * The origin of the URL is a placeholder, because a raw request does not know its own. To decide by the host, look
   * `headers.get('host')` up in a list of yours.
   */
  readonly request: CorsRequest
  readonly req: Req
  readonly res: Res
}

/** The context of a predicate in Koa: annotate it with the type of your context. */
export interface KoaContext<Ctx = KoaLike> extends Pick<NodeContext, 'request'> {
  readonly ctx: Ctx
}

/** The context of a predicate in Fastify: annotate it with `FastifyReply`, whose `request` is Fastify's request. */
export interface FastifyContext<Reply = ReplyLike> extends Pick<NodeContext, 'request'> {
  readonly reply: Reply
}

/** The options of a policy for raw responses: no hook gets a `Request`, and errors of handlers stay with the server. */
interface RawOptions<Context> extends Omit<CorsOptions<Context>, 'onDecision' | 'onError'> {
  readonly onDecision?: ((decision: Decision, request: CorsRequest) => void) | undefined
  readonly onError?: 'throw' | undefined
}

/** The options of a policy on Node. */
export interface NodeOptions extends RawOptions<NodeContext<never, never>> {}

/** The options of a policy in Koa. */
export interface KoaOptions extends RawOptions<KoaContext<never>> {}

/** The options of a policy in Fastify. */
export interface FastifyOptions extends RawOptions<FastifyContext<never>> {}

type Input = NodeOptions | Layer
/** A host chooses the type of errors: h3 takes an `Error`, and Express takes anything. */
type Next = (error?: never) => void
type RawArguments = [req: RawRequest, res: RawResponse, ...rest: unknown[]]

/** The part of Koa's context that is used here. */
interface KoaLike {
  readonly req: RawRequest
  readonly res: RawResponse
  readonly originalUrl: string
}

/** Middleware of Koa. Its parameter is generic, so that an `Application` keeps its own type of context. */
export type KoaMiddleware = <Ctx extends KoaLike>(ctx: Ctx, next: () => Promise<unknown>) => unknown

/** The parts of Fastify that are used here. */
interface ReplyLike {
  readonly raw: RawResponse
  callNotFound(): unknown
}
interface InstanceLike {
  addHook(name: 'onRequest', hook: (request: { readonly raw: RawRequest }, reply: ReplyLike) => Promise<void>): unknown
  options(url: string, settings: object, handler: (request: never, reply: ReplyLike) => unknown): unknown
  readonly prefix: string
}

/** A plugin of Fastify. */
export type FastifyPlugin = (instance: InstanceLike, options: unknown) => Promise<void>

/** Middleware of Connect and Express. */
export type NodeMiddleware = (req: RawRequest, res: RawResponse, next: Next) => void | Promise<void>

/**
 * Mounts a policy, or any layer, in front of a handler of `node:http` or `node:http2`; called without one, it makes
 * middleware for Connect and Express. It makes no `Request` and no `Response`: the layer answers with data, and the
 * headers are set when the handler writes the head of its response. Errors stay with the server or the framework, whose
 * answers have the headers too; `onError` is never called.
 *
 * With `enforce`, list the server's own origin in `self` if browsers reach it over plain HTTP, because they then send
 * `Sec-Fetch-Site` to loopback addresses only.
 *
 * Mount a cookieless policy before any middleware that reads cookies.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} when the layer can answer with a `Response` only, or when it is called with a `Request`, as a
 * route of the App Router of Next.js is
 * @example
 * ```ts
 * import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
 * import { withCors } from 'corsage/node'
 *
 * const server = createServer(
 *   withCors({ origin: ['https://app.example.com'] }, (req: IncomingMessage, res: ServerResponse) => {
 *     res.end(`Hello from ${req.url}`)
 *   }),
 * )
 * // server.listen(8080), or in Express: app.use(withCors({ origin: ['https://app.example.com'] }))
 * ```
 */
export function withCors<const Given extends Input>(layer: LayerInput<Given>): NodeMiddleware
export function withCors<
  const Given extends Input,
  Req extends RawRequest,
  Res extends RawResponse,
  Rest extends unknown[],
  Result,
>(
  layer: LayerInput<Given>,
  handler: (req: Req, res: Res, ...rest: Rest) => Result,
): (req: Req, res: Res, ...rest: Rest) => Result
export function withCors(input: Input, handler?: (this: unknown, ...args: RawArguments) => unknown): unknown {
  const mounted = mountNode(toLayer(input))
  const run: typeof mounted = (req, ...rest) => {
    // Read as a raw request, it has no headers: a guard would let every forged request pass.
    if (typeof req.headers['get'] === 'function')
      throw new TypeError('The request is a Request, expected one of a Node server: use the adapter of its host')
    return mounted(req, ...rest)
  }
  if (handler && typeof handler !== 'function')
    throw new TypeError(
      'The handler is an object, expected a function of req and res. An app with fetch() needs another adapter',
    )
  return handler
    ? function (this: unknown, ...args: RawArguments) {
        return run(args[0], args[1], () => handler.apply(this, args))
      }
    : (req: RawRequest, res: RawResponse, next: (error?: unknown) => void) => run(req, res, next, next)
}

/**
 * Mounts a policy, or any layer, in Koa. The answers that Koa makes have its headers too: the 404 where no middleware
 * answers, and those to errors.
 *
 * Mount it before all other middleware, except middleware whose answers no page has to read.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} when the layer can answer with a `Response` only
 * @example
 * ```ts
 * import { koaCors } from 'corsage/node'
 *
 * const middleware = koaCors({ origin: ['https://app.example.com'] })
 * // new Koa().use(middleware)
 * ```
 */
export function koaCors<const Given extends KoaOptions | Layer>(layer: LayerInput<Given>): KoaMiddleware {
  const run = mountNode(toLayer(layer))
  // Koa cuts the path of a mount off `req.url`, and keeps the whole path in its context only.
  return (ctx, next) => run(ctx.req, ctx.res, next, undefined, { ctx }, ctx.originalUrl)
}

/**
 * Makes a Fastify plugin that mounts a policy, or any layer. It belongs to the instance that registers it, as if by
 * `fastify-plugin`: to the whole server, or to the routes of one of your plugins.
 *
 * Register it before hooks and plugins that may answer by themselves. In a plugin of yours, it adds routes for
 * `OPTIONS` on all paths, because Fastify runs the hooks of a plugin only for its routes. Fastify does not start if that
 * plugin has a second policy, or such a route of its own. The server's 404 for a missing route has no headers there.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} when the layer can answer with a `Response` only
 * @example
 * ```ts
 * import { fastifyCors } from 'corsage/node'
 *
 * const plugin = fastifyCors({ origin: ['https://app.example.com'] })
 * // fastify().register(plugin)
 * ```
 */
export function fastifyCors<const Given extends FastifyOptions | Layer>(layer: LayerInput<Given>): FastifyPlugin {
  const run = mountNode(toLayer(layer))
  const plugin: FastifyPlugin = async (instance) => {
    // Fastify goes on by itself, except where the answer has ended.
    instance.addHook('onRequest', async (request, reply) => {
      await run(request.raw, reply.raw, () => {}, undefined, { reply })
    })
    // Only the root has its methods itself. Its hooks run for missing routes too.
    if (!Object.hasOwn(instance, 'addHook'))
      for (const url of instance.prefix ? ['/', '/*'] : ['/*'])
        instance.options(url, {}, (_request, reply) => reply.callNotFound())
  }
  // This symbol is all that `fastify-plugin` needs.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}
