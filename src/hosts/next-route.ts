import type { Layer } from '../layer.ts'
import { after, attempt } from '../runtime/promise.ts'
import { forgetting, visibleTo } from './next-request.ts'
import { answerSignal, isSignal } from './next-signal.ts'

/** The methods that a route of Next.js can export. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export type Method = (typeof METHODS)[number]

type Handler = (request: Request, context: unknown) => Response | Promise<Response>

/** What a handler has thrown for Next.js. It goes around the layer, which gets an empty response in its place. */
interface Signal {
  thrown?: unknown
}

/** Makes a handler for every method, with a layer in front. */
export function mountRoute(
  input: Layer,
  handlers: Readonly<Record<string, Handler>>,
  contextOf: (context: unknown) => object,
): Readonly<Record<string, Handler>> {
  const layer = forgetting(input)
  const given = METHODS.filter((method) => typeof handlers[method] === 'function')
  const methods = new Set(['OPTIONS', ...given, ...(given.includes('GET') ? ['HEAD'] : [])])
  const headers = { Allow: [...methods].toSorted().join(', ') }
  // As Next.js does for methods that a route does not export, but with `Allow` (RFC 9110, section 15.5.6).
  const answerMissing = (method: string) => (): Response =>
    new Response(null, { status: method === 'OPTIONS' ? 204 : 405, headers })
  return Object.fromEntries(
    METHODS.map((method) => {
      const own = method === 'HEAD' && !given.includes('HEAD') ? 'GET' : method
      const handler = given.includes(own) ? handlers[own]! : answerMissing(method)
      const answer = layer.wrap(
        (request: Request, context: unknown, signal: Signal) =>
          attempt(
            () => handler(request, context),
            (response) => response,
            (thrown) => answerSignal(thrown, request) ?? keepSignal(thrown, signal),
          ),
        contextOf,
      )
      const route: Handler = (request, context) => {
        const signal: Signal = {}
        return after(answer(visibleTo(layer, request, method), context, signal), (response) => {
          if (Object.hasOwn(signal, 'thrown')) throw signal.thrown
          return response
        })
      }
      return [method, route]
    }),
  )
}

/** Keeps a signal that has to reach Next.js unchanged, and rethrows an error. */
function keepSignal(thrown: unknown, signal: Signal): Response {
  if (!isSignal(thrown)) throw thrown
  signal.thrown = thrown
  return new Response()
}
