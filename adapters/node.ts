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
   * The origin of the URL is a placeholder, because a raw request does not know its own.
   */
  readonly request: CorsRequest
  readonly req: Req
  readonly res: Res
}

/** The options of a policy on Node: no hook gets a `Request`, and errors of handlers stay with the server. */
export interface NodeOptions extends Omit<CorsOptions<NodeContext<never, never>>, 'onDecision' | 'onError'> {
  readonly onDecision?: ((decision: Decision, request: CorsRequest) => void) | undefined
  readonly onError?: 'throw' | undefined
}

type Input = NodeOptions | Layer
type Next = (error?: unknown) => void
type RawArguments = [req: RawRequest, res: RawResponse, ...rest: unknown[]]

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
 * @throws {TypeError} when the layer can answer with a `Response` only
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
  const run = mountNode(toLayer(input))
  if (handler && typeof handler !== 'function')
    throw new TypeError(
      'The handler is an object, expected a function of req and res. An app with fetch() needs another adapter',
    )
  return handler
    ? function (this: unknown, ...args: RawArguments) {
        return run(args[0], args[1], () => handler.apply(this, args))
      }
    : (req: RawRequest, res: RawResponse, next: Next) => run(req, res, next, next)
}
