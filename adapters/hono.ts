import { carryOver } from '../src/hosts/carry-over.ts'
import { mountMiddleware } from '../src/hosts/middleware.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import { after, isPromise } from '../src/runtime/promise.ts'
import { respond } from '../src/runtime/respond.ts'
import { unpolluted } from '../src/runtime/unpolluted.ts'
import { isResponse } from '../src/server/copy.ts'
import { unexpected } from '../src/wording/unexpected.ts'

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

/** The options of a policy in Hono: the app's `onError` answers errors. */
export interface HonoOptions extends Omit<CorsOptions<HonoContext>, 'onError'> {
  readonly onError?: 'throw' | undefined
}

/** The type of Hono 4 middleware. */
export type HonoMiddleware = (context: HonoContext, next: () => Promise<void>) => Promise<void>

/**
 * Makes middleware for Hono 4, for an app or a path. Mount it with `app.use`, so that it sees preflights, and first,
 * because middleware outside of it can replace its answers.
 *
 * Errors go back to Hono, whatever `onError` of the policy says. The response that the app's `onError` or another
 * middleware makes from an error has the policy's headers, and so has that of `notFound`.
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
export function cors<const Input extends HonoOptions | Layer>(layer: LayerInput<Input>): HonoMiddleware
export function cors(layer: HonoOptions | Layer): HonoMiddleware {
  const run = mountMiddleware(
    toLayer(layer),
    (context: HonoContext) => context.req.raw,
    (request, context, next: () => Promise<Response>) => {
      context.req.raw = request
      return next()
    },
  )
  return async (context, next) => {
    let failure: { readonly error: unknown } | undefined
    const answer = run(context, async () => {
      try {
        await next()
        // Reading `res` would create a response if there is none.
        const response: unknown = context.finalized ? context.res : undefined
        if (isResponse(response)) return response
        // Hono keeps any value as `res`, and would fail to read its headers when `onError` answers.
        if (response) context.res = undefined
        // Hono itself notices this outside of all middleware.
        throw unexpected('The Hono handler returned', response, 'a Response, such as return c.json()')
      } catch (error) {
        // A thrown response is an answer, but Hono does not know it.
        if (isResponse(error)) throw error
        failure = { error }
        // Stands for the answer that Hono will make, so that the layer can decorate it now.
        return respond(500, null, [...(pending.get(context) ?? [])])
      }
    })
    const response = isPromise(answer) ? await answer : answer
    if (failure) {
      decorateFrom(context, response.headers)
      throw failure.error
    }
    if (response && !(context.finalized && response === context.res)) replace(context, response)
  }
}

/** The headers that the responses of a context have to get, because an error went back to Hono. */
const pending = new WeakMap<HonoContext, Headers>()

/**
 * Decorates the responses that are made of an error. Middleware and `app.onError` set theirs as `res`. If no other
 * handler matches the request, Hono returns the answer of `app.onError` at once, and it is decorated only if the context
 * makes it.
 */
function decorateFrom(context: HonoContext, given: Headers): void {
  // A guard gives no headers.
  if (given.keys().next().done) return
  if (context.finalized) replace(context, carryOver(given, context.res, context.req.raw))
  pending.set(context, given)
  if (Object.hasOwn(context, 'res')) return
  const prototype: object = Object.getPrototypeOf(context)
  const setResponse = (response: Response | undefined) => Reflect.set(prototype, 'res', response, context)
  const decorate = (response: Response, vary: string | null = null): Response => {
    const last = pending.get(context)
    if (!last) return response
    const headers = new Headers(last)
    if (vary) headers.append('Vary', vary)
    return carryOver(headers, response, context.req.raw)
  }
  Object.defineProperty(
    context,
    'res',
    unpolluted({
      get: () => Reflect.get(prototype, 'res', context) as Response,
      set: (response: Response | undefined) => {
        setResponse(response)
        if (!response) return
        // Hono has replaced headers of the response by those of the former one, `Vary` too.
        const decorated = decorate(context.res, response.headers.get('Vary'))
        setResponse(undefined)
        setResponse(decorated)
      },
    }),
  )
  const makers = context as unknown as Record<string, (...args: unknown[]) => Response | Promise<Response>>
  for (const name of ['newResponse', 'body', 'text', 'json', 'html']) {
    const make = makers[name]!
    makers[name] = (...args) => after(make(...args), (response) => decorate(response))
  }
}

/**
 * Setting `res` merges the headers of the old response into the new one, which would bring back headers that the layer
 * has removed. So the old response is dropped first.
 */
function replace(context: HonoContext, response: Response): void {
  pending.delete(context)
  context.res = undefined
  context.res = response
}
