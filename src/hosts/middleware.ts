import type { Layer } from '../layer.ts'

type Answer = Response | Promise<Response>

/**
 * Mounts a layer as middleware: a function that takes the host's context and a way to call the next handler. Predicates
 * receive the host's context as theirs.
 *
 * @param goOn calls the next handler with the layer's request, which is a copy if a cookieless layer could not change
 * the original
 */
export function mountMiddleware<Context, Next = void>(
  layer: Layer,
  requestOf: (context: Context) => Request,
  goOn: (request: Request, context: Context, next: Next) => Answer,
): (context: Context, next: Next) => Answer {
  const run = layer.wrap(goOn, (context) => context)
  return (context, next) => run(requestOf(context), context, next)
}
