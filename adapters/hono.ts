import { mountMiddleware } from '../src/hosts/middleware.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import { isPromise } from '../src/runtime/promise.ts'

/**
 * The part of Hono's `Context` that this adapter uses. Predicates receive the whole context, and may annotate it as
 * `Context<Env>`.
 */
export interface HonoContext {
  readonly req: { raw: Request }
  readonly finalized: boolean
  get res(): Response
  set res(response: Response | undefined)
}

/** The type of Hono 4 middleware. */
export type HonoMiddleware = (context: HonoContext, next: () => Promise<void>) => Promise<void>

/**
 * Makes middleware for Hono 4, for an app or a path. Mount it with `app.use`, so that it sees preflights. The app's
 * `onError` still answers errors. Its responses are decorated, and so are those of `notFound`.
 *
 * @param layer options for `cors()` of `corsage`, or a layer: a policy, a guard, or both
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
      // Reading `res` creates a response if there is none, so a handler that forgot to return one would seem to have
      // answered.
      return next().then(() => (context.finalized ? context.res : undefined) as Response)
    },
  )
  return async (context, next) => {
    const answer = run(context, next)
    const response = isPromise(answer) ? await answer : answer
    // Setting `res` merges the headers of the old response into the new one, which would bring back the headers that
    // the policy has removed. So the old response is dropped first.
    if (response && !(context.finalized && response === context.res)) {
      context.res = undefined
      context.res = response
    }
  }
}
