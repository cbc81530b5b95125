import { mountInPlace } from '../src/hosts/in-place.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
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
 * React Router runs no middleware for paths without a route, nor for preflights to pages. To cover these too, mount the
 * policy around the request handler instead, with the adapter of your server.
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
  const run = mountInPlace(
    toLayer(input),
    ({ request }: ReactRouterContext) => request,
    (_args, next: () => Promise<Response>) => next(),
  )
  return async (args, next) => {
    let failure: { readonly results: unknown } | undefined
    const response = await run(args, async () => {
      try {
        const results: unknown = await next()
        if (isResponse(results)) return results
        // In the browser, `next` returns the results of loaders, which no layer can decorate.
        failure = { results }
      } catch (error) {
        // React Router throws if the client has left. Nobody receives the answer, and nothing is wrong.
        if (!args.request.signal.aborted) throw error
      }
      return respond(500, null)
    })
    if (failure) throw unexpected('next() of React Router returned', failure.results, NOT_IN_BROWSERS)
    return response
  }
}

const NOT_IN_BROWSERS =
  'a Response: export corsMiddleware as middleware of a route, not as clientMiddleware or in createBrowserRouter'
