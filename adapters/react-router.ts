import { knownByIdentity } from '../src/hosts/known-request.ts'
import { mountMiddleware } from '../src/hosts/middleware.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { respond } from '../src/runtime/respond.ts'
import { isResponse } from '../src/server/copy.ts'
import { unexpected } from '../src/wording/unexpected.ts'

/**
 * A predicate's context in React Router: the part of a middleware's arguments that all versions have. Predicates receive
 * all of the arguments, and may annotate them as `Route.LoaderArgs`.
 */
export interface ReactRouterContext extends RequestContext {
  readonly params: Readonly<Record<string, string | undefined>>
  /** React Router's `RouterContextProvider`. */
  readonly context: { get<Value>(context: { readonly defaultValue?: Value }): Value }
}

/** The type of React Router's server middleware. */
export type ReactRouterMiddleware = (args: ReactRouterContext, next: () => Promise<Response>) => Promise<Response>

/**
 * Makes server middleware for the routes of React Router. Put it first in the `middleware` of the route above your
 * resource routes, or in `root.tsx`, so that no other middleware answers before it.
 *
 * React Router runs no middleware for paths without a route, nor for preflights to pages. To cover these too, put
 * `withCors` of your server's adapter around its request handler.
 *
 * @param layer options for `cors()` of `corsage`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { corsMiddleware } from 'corsage/react-router'
 *
 * export const middleware = [corsMiddleware({ origin: ['https://app.example.com'] })]
 * ```
 */
export function corsMiddleware<const Input extends CorsOptions<ReactRouterContext> | Layer>(
  layer: LayerInput<Input>,
): ReactRouterMiddleware
export function corsMiddleware(input: CorsOptions<ReactRouterContext> | Layer): ReactRouterMiddleware {
  const layer = toLayer(input)
  const requestOf = isCookieless(layer)
    ? ({ request }: ReactRouterContext) => knownByIdentity(request)
    : ({ request }: ReactRouterContext) => request
  const run = mountMiddleware(layer, requestOf, (request, args, next: () => Promise<Response>) => {
    // React Router calls loaders with its own request, so a copy without cookies would change nothing.
    if (request !== args.request) throw new Error(NOT_HIDDEN)
    return next()
  })
  return async (args, next) => {
    let failure: { readonly results: unknown } | undefined
    const response = await run(args, async () => {
      const results: unknown = await next()
      if (isResponse(results)) return results
      failure = { results }
      // Stands for the results of loaders, which `next` returns in the browser, and which no layer can decorate.
      return respond(500, null)
    })
    if (failure) throw unexpected('next() of React Router returned', failure.results, NOT_IN_BROWSERS)
    return response
  }
}

const NOT_HIDDEN =
  'The headers of the request are immutable here, so a cookieless policy cannot hide cookies from loaders, expected ' +
  'the policy around the request handler: withCors(policy, …) of the adapter of your server'

const NOT_IN_BROWSERS =
  'a Response: export corsMiddleware as middleware of the server, not as clientMiddleware, or as middleware of ' +
  'createBrowserRouter'
