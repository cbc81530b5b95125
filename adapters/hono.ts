import { type PolicyInput, toPolicy } from '../src/cors.ts'
import { type CsrfGuard, toGuard } from '../src/csrf/csrf.ts'
import type { CsrfOptions } from '../src/csrf/options.ts'
import { protect as protectBoth } from '../src/csrf/protect.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/cors-policy.ts'
import { isPromise } from '../src/runtime/promise.ts'

/** What this adapter uses of Hono's `Context`, which is what a predicate gets: annotate it with your own `Context<Env>`. */
export interface HonoContext {
  readonly req: { raw: Request }
  readonly finalized: boolean
  get res(): Response
  set res(response: Response | undefined)
}

/** What Hono 4 takes as middleware. */
export type HonoMiddleware = (context: HonoContext, next: () => Promise<void>) => Promise<void>

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
): HonoMiddleware {
  return mount(toPolicy(options).wrap)
}

/**
 * Middleware that guards against cross-site writes, and answers 403 to them.
 *
 * @throws {PolicyError} when the options are no guard
 * @example
 * ```ts
 * import { csrf } from 'corsage/hono'
 *
 * const middleware = csrf({ self: 'https://app.example.com' })
 * // app.use(middleware)
 * ```
 */
export function csrf(options: CsrfOptions | CsrfGuard): HonoMiddleware {
  return mount(toGuard(options).wrap)
}

/**
 * Both in one middleware, in the right order: what the guard refuses has the headers of the policy.
 *
 * @throws {PolicyError} when the options are no policy, or no guard
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { protect } from 'corsage/hono'
 *
 * const policy = cors({ origin: ['https://admin.example.com'], credentials: true })
 * const middleware = protect(policy, { self: 'https://app.example.com', trusted: policy })
 * // app.use('/api/*', middleware)
 * ```
 */
export function protect<const Input extends CorsOptions<HonoContext> | CorsPolicy>(
  policy: PolicyInput<Input>,
  guard: CsrfOptions | CsrfGuard,
): HonoMiddleware {
  return mount(protectBoth(toPolicy(policy), toGuard(guard)))
}

function mount(wrap: CorsPolicy['wrap']): HonoMiddleware {
  const run = wrap((request: Request, context: HonoContext, next: () => Promise<void>) => {
    // Without its cookies, it may be another.
    context.req.raw = request
    // Reading `res` makes a response where there is none, and a forgotten `return` would look like an answer.
    return next().then(() => (context.finalized ? context.res : undefined) as Response)
  })
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
