import { mountMiddleware } from '../src/hosts/middleware.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import { isPromise } from '../src/runtime/promise.ts'

/** The part of Hono's `Context` that this adapter uses. A predicate gets the whole: annotate it with your own `Context<Env>`. */
export interface HonoContext {
  readonly req: { raw: Request }
  readonly finalized: boolean
  get res(): Response
  set res(response: Response | undefined)
}

/** Middleware of Hono 4. */
export type HonoMiddleware = (context: HonoContext, next: () => Promise<void>) => Promise<void>

/**
 * Middleware for Hono 4, for an app or a path. Mount it with `app.use`, so that it sees preflights. Errors stay with the
 * app's `onError`, whose answers are decorated, and so are those of `notFound`.
 *
 * @param layer options as `cors()` of `corsage` takes them, or a layer: a policy, a guard, both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { cors } from 'corsage/hono'
 *
 * const middleware = cors({ origin: ['https://app.example.com'], credentials: true })
 * // app.use('/api/*', middleware)
 * ```
 */
export function cors<const Input extends CorsOptions<HonoContext> | Layer>(layer: LayerInput<Input>): HonoMiddleware
export function cors(layer: CorsOptions<HonoContext> | Layer): HonoMiddleware {
  const run = mountMiddleware(
    toLayer(layer),
    (context: HonoContext) => context.req.raw,
    (request, context, next: () => Promise<void>) => {
      context.req.raw = request
      // Reading `res` makes a response where there is none, and then a forgotten `return` would look like an answer.
      return next().then(() => (context.finalized ? context.res : undefined) as Response)
    },
  )
  return async (context, next) => {
    const answer = run(context, next)
    const response = isPromise(answer) ? await answer : answer
    // Hono merges the headers of a response that is already there into the new one, the removed ones too.
    if (response && !(context.finalized && response === context.res)) {
      context.res = undefined
      context.res = response
    }
  }
}
