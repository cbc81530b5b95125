import { type PolicyInput, toPolicy } from '../src/cors.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/policy.ts'
import { isPromise } from '../src/server/promise.ts'

/** What this adapter uses of Hono's `Context`, which is what a predicate gets: annotate it with your own `Context<Env>`. */
export interface HonoContext {
  readonly req: { raw: Request }
  readonly finalized: boolean
  get res(): Response
  set res(response: Response | undefined)
}

/**
 * Middleware for Hono 4, for an app or a path: mount it with `app.use`, so that it sees preflights. Errors stay with
 * the app's `onError`, whose answers are decorated, as are those of `notFound`.
 *
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { cors } from 'corsage/hono'
 *
 * const middleware = cors({ origin: ['https://app.example.com'], credentials: true })
 * // app.use('/api/*', middleware)
 * ```
 */
export function cors<const Input extends CorsOptions<HonoContext> | CorsPolicy>(
  options: PolicyInput<Input>,
): (context: HonoContext, next: () => Promise<void>) => Promise<void> {
  const run = toPolicy(options as CorsPolicy).wrap(
    (request: Request, context: HonoContext, next: () => Promise<void>) => {
      // Without its cookies, it may be another.
      context.req.raw = request
      // Reading `res` makes a response where there is none, and a forgotten `return` would look like an answer.
      return next().then(() => (context.finalized ? context.res : undefined) as Response)
    },
  )
  return async (context, next) => {
    const answer = run(context.req.raw, context, next)
    const response = isPromise(answer) ? await answer : answer
    // Hono would merge in the headers of a response that is there already, and with them those that are removed here.
    if (response && !(context.finalized && response === context.res)) {
      context.res = undefined
      context.res = response
    }
  }
}
