import { carryOver } from '../src/hosts/carry-over.ts'
import type { IfGiven } from '../src/hosts/if-given.ts'
import { mountMiddleware } from '../src/hosts/middleware.ts'
import { placeInside } from '../src/hosts/nesting.ts'
import { type Environment, perEnvironment } from '../src/hosts/per-environment.ts'
import { isLayer, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import { after, isPromise } from '../src/runtime/promise.ts'
import { respond } from '../src/runtime/respond.ts'
import { unpolluted } from '../src/runtime/unpolluted.ts'
import { isResponse } from '../src/server/copy.ts'
import { forgetLast } from '../src/server/decorate.ts'
import { unexpected } from '../src/wording/unexpected.ts'

/**
 * The part of Hono's `Context` that this adapter knows. Predicates receive the whole context, and may annotate it as
 * `Context<Env>`. `Env` is the type argument of the app: `{ Bindings, Variables }`.
 */
export interface HonoContext<Env = unknown> {
  readonly req: {
    raw: Request
    readonly method: string
    readonly path: string
    readonly url: string
    header(name: string): string | undefined
    query(name: string): string | undefined
  }
  readonly env: BindingsOf<Env>
  readonly var: Readonly<VariablesOf<Env>>
  get<Name extends keyof VariablesOf<Env>>(name: Name): VariablesOf<Env>[Name]
  readonly finalized: boolean
  get res(): Response
  set res(response: Response | undefined)
}

type BindingsOf<Env> = Env extends { readonly Bindings: infer Bindings } ? Bindings : unknown
type VariablesOf<Env> = Env extends { readonly Variables: infer Variables } ? Variables : Record<string, unknown>

/** The options of a policy in Hono: the app's `onError` answers errors. */
export interface HonoOptions<Context = HonoContext> extends Omit<CorsOptions<Context>, 'onError'> {
  readonly onError?: 'throw' | undefined
}

/** The type of Hono 4 middleware. */
export type HonoMiddleware<Context = HonoContext> = (context: Context, next: () => Promise<void>) => Promise<void>

type Input<Context = HonoContext> = HonoOptions<Context> | Layer
/** A method, because its parameters are bivariant, so that a function may annotate its own bindings. */
type Make<Bindings, Made> = { make(context: Environment<Bindings>): Made }['make']
type EnvOf<Context> = Context extends { readonly env: infer Bindings } ? Bindings : unknown

/**
 * Makes middleware for Hono 4, for an app or a path. Mount it with `app.use`, so that it sees preflights, and first,
 * because middleware outside of it can replace its answers.
 *
 * Errors go back to Hono, whatever `onError` of the policy says. The response that the app's `onError` or another
 * middleware makes from an error has the policy's headers, and so has that of `notFound`.
 *
 * `cors<Env>(…)` gives predicates the types of `Hono<Env>`. Then options are checked less while they compile, but fully
 * when the app starts. In a `MiddlewareHandler<Env>`, predicates have its `Context<Env>` without a type argument.
 *
 * A function of `{ env }` makes the options from the environment: at the first request, and again when a value that it
 * has read changes. If it throws, or its options are refused, the app's `onError` answers every request.
 *
 * @param layer options for `cors()` of `corsage`, a layer (a policy, a guard, or both), or a function that makes one of
 * these from the environment
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { parseOrigins } from 'corsage'
 * import { cors } from 'corsage/hono'
 *
 * type Env = { Bindings: { ORIGINS: string } }
 *
 * const middleware = cors({ origin: ['https://app.example.com'], credentials: true })
 * const fromEnv = cors<Env>(({ env }) => ({ origin: parseOrigins(env.ORIGINS) }))
 * // app.use('/api/*', middleware)
 * ```
 */
export function cors<Env = never>(
  layer: IfGiven<Env, Input<HonoContext<Env>> | Make<BindingsOf<Env>, Input<HonoContext<Env>>>>,
): HonoMiddleware<IfGiven<Env, HonoContext<Env>>>
export function cors<const Given extends Input<Context>, Context extends HonoContext = HonoContext>(
  layer: Make<EnvOf<Context>, LayerInput<Given>>,
): HonoMiddleware<Context>
export function cors<const Given extends Input<Context>, Context extends HonoContext = HonoContext>(
  layer: LayerInput<Given>,
): HonoMiddleware<Context>
export function cors(input: Input | Make<unknown, Input>): HonoMiddleware {
  const mount = (given: Input): ((context: HonoContext, next: Next) => Response | Promise<Response>) => {
    const layer = toLayer(given)
    return mountMiddleware(
      layer,
      (context: HonoContext) => context.req.raw,
      (request, context, next: Next) => {
        context.req.raw = request
        return next(layer)
      },
    )
  }
  const isMade = typeof input === 'function' && !isLayer(input)
  const run = isMade ? undefined : mount(input)
  const runFor = perEnvironment((given) => run ?? mount((input as Make<unknown, Input>)(given)))
  return async (context, next) => {
    let failure: { readonly error: unknown; readonly layer: Layer } | undefined
    const { routeIndex = 0 } = context.req as Routed
    const answer = runFor(context.env)(context, async (layer) => {
      try {
        await next()
        noteRoute(context, routeIndex)
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
        failure = { error, layer }
        // Stands for the answer that Hono will make, so that the layer can decorate it now.
        return respond(500, null, [...(pending.get(context) ?? [])])
      }
    })
    const response = isPromise(answer) ? await answer : answer
    if (failure) {
      decorateFrom(failure.layer, context, response.headers)
      throw failure.error
    }
    if (response && !(context.finalized && response === context.res)) replace(context, response)
  }
}

/** The part of Hono's request that says which of the routes that match is running. */
interface Routed {
  readonly routeIndex?: number
  readonly matchedRoutes?: readonly { readonly path: string }[]
}

/** Reports no policy of a shorter path inside this one. */
function noteRoute(context: HonoContext, index: number): void {
  const inside = placeInside(context, index)
  if (inside === undefined) return
  const { matchedRoutes = [] } = context.req as Routed
  const lengthOf = (at: number): number => matchedRoutes[at]?.path.length ?? 0
  if (lengthOf(index) > lengthOf(inside)) forgetLast()
}

/** Calls the next handler, behind a layer. */
type Next = (layer: Layer) => Promise<Response>

/** The headers that the responses of a context have to get, because an error went back to Hono. */
const pending = new WeakMap<HonoContext, Headers>()

/**
 * Decorates the responses that are made of an error. Middleware and `app.onError` set theirs as `res`. If no other
 * handler matches the request, Hono returns the answer of `app.onError` at once, and it is decorated only if the context
 * makes it.
 */
function decorateFrom(layer: Layer, context: HonoContext, given: Headers): void {
  // A guard gives no headers.
  if (given.keys().next().done) return
  if (context.finalized) replace(context, carryOver(layer, given, context.res, context.req.raw))
  pending.set(context, given)
  if (Object.hasOwn(context, 'res')) return
  const prototype: object = Object.getPrototypeOf(context)
  const setResponse = (response: Response | undefined) => Reflect.set(prototype, 'res', response, context)
  const decorate = (response: Response, vary: string | null = null): Response => {
    const last = pending.get(context)
    if (!last) return response
    const headers = new Headers(last)
    if (vary) headers.append('Vary', vary)
    return carryOver(layer, headers, response, context.req.raw)
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
