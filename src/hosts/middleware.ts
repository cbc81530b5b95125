import type { Layer } from '../layer.ts'

type Answer = Response | Promise<Response>

/**
 * Mounts a layer as middleware: a function of a host's context, which has the request and is what predicates get, and
 * of a way to go on.
 *
 * @param goOn asks the handlers behind, with the request that the layer hands on: without its cookies it may be another
 */
export function mountMiddleware<Context, Next = void>(
  layer: Layer,
  requestOf: (context: Context) => Request,
  goOn: (request: Request, context: Context, next: Next) => Answer,
): (context: Context, next: Next) => Answer {
  const run = layer.wrap(goOn)
  return (context, next) => run(requestOf(context), context, next)
}
