import { coverApp, type ElysiaLike, serverOf } from '../src/hosts/elysia-app.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

export type { ElysiaLike }

/** A predicate's context in Elysia. Annotate it as `ElysiaContext<Bun.Server<unknown>>` if you need the server. */
export interface ElysiaContext<Server = unknown> extends RequestContext {
  /** The server that `listen` started. `null` if another server calls `fetch`. */
  readonly server: Server
}

/** A plugin of Elysia. It keeps the type of the app. */
export type ElysiaPlugin = <App extends ElysiaLike>(app: App) => App

/** How many plugins there are. */
let plugins = 0

/**
 * Makes a plugin for Elysia that covers everything the app answers, also the routes before it: values, files, static
 * responses, 404, the 422 of a validation, and errors, which the app's `onError` answers as always.
 *
 * It covers the whole app also where a group or another plugin uses it. Of two policies, the one that is used last
 * decides. For a policy of its own, mount an app: `app.mount('/public', other)`.
 *
 * @param layer options for `cors()` of `corsage`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { cors } from 'corsage/elysia'
 *
 * const plugin = cors({ origin: ['https://app.example.com'], credentials: true })
 * // new Elysia().use(plugin).get('/', () => 'Hello').listen(3000)
 * ```
 */
export function cors<const Input extends CorsOptions<ElysiaContext> | Layer>(layer: LayerInput<Input>): ElysiaPlugin
export function cors(layer: CorsOptions<ElysiaContext> | Layer): ElysiaPlugin {
  let hasRun = false
  const run = toLayer(layer).wrap(
    (request: Request, _app: ElysiaLike, handle: (request: Request) => Response | Promise<Response>) => handle(request),
    (app) => ({ server: serverOf(app) }),
  )
  const id = `corsage ${plugins++}`
  return (app) => {
    coverApp(
      app,
      (handle) => (request) => {
        hasRun = true
        return run(request, app, handle)
      },
      id,
      () => hasRun,
    )
    return app
  }
}
