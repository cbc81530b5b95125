import { isCookieless, type Layer } from '../layer.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import type { Handler } from '../server/wrap.ts'
import { quote } from '../wording/quote.ts'

/** The part of a `NextRequest` that is used here. Other requests do not have these members. */
type NextRequest = Request & {
  readonly nextUrl?: { readonly pathname?: string }
  readonly cookies?: { readonly size?: number; readonly clear?: () => unknown }
}

/**
 * Prepares a layer for the requests of Next.js. A cookieless layer also clears the cookies that Next.js has parsed, and
 * a layer that needs the headers of requests refuses to run where Next.js hides them.
 */
export function forNext(layer: Layer): Layer {
  const isForgetting = isCookieless(layer)
  return {
    ...layer,
    wrap: <HostRequest extends Request, Rest extends unknown[]>(
      handler: Handler<HostRequest, Rest>,
      contextOf?: (...rest: Rest) => unknown,
    ): Handler<HostRequest, Rest> => {
      const answer = layer.wrap(function (this: unknown, request: HostRequest, ...rest: Rest) {
        if (isForgetting) forgetCookies(request)
        return handler.call(this, request, ...rest)
      }, contextOf)
      return function (this: unknown, request, ...rest) {
        if (hidesHeaders(request)) expectOpen(layer, request)
        return answer.call(this, request, ...rest)
      }
    },
  }
}

/** Clears the cookies of a `NextRequest`, which are parsed before the layer removes the header. */
function forgetCookies({ cookies, headers }: NextRequest): void {
  // Where Next.js hides the headers, `cookies` is empty, and `clear()` throws.
  if (!cookies?.clear || cookies.size === 0 || headers.has('cookie')) return
  cookies.clear()
  // `clear()` leaves an empty header.
  headers.delete('cookie')
}

/**
 * Whether Next.js hides the headers of a request, as it does in a route with `dynamic = 'force-static'`. It then gives
 * empty headers whose methods of writing are one function that throws. No other `Headers` has one function for two
 * methods, so a request that only lacks headers is never taken for one whose headers are hidden.
 */
function hidesHeaders({ headers }: Request): boolean {
  // oxlint-disable-next-line typescript/unbound-method -- compared, never called
  return headers.set === (headers.delete as unknown) && headers.keys().next().done === true
}

/**
 * Checks that a layer needs no headers. A list could not see `Origin`, and a guard would take a forged request for one
 * that no browser sent. Only a policy has `decorate`; a policy with a guard does not.
 */
function expectOpen(layer: Layer, request: NextRequest): void {
  if (layer.options?.origin === '*' && Object.hasOwn(layer, 'decorate')) return
  throw new Error(
    `The route ${quote(request.nextUrl?.pathname ?? request.url)} has dynamic = 'force-static', so Next.js hides the ` +
      `headers of its requests, but the policy needs Origin, expected a policy with origin: '*', or no dynamic`,
  )
}

/**
 * Returns a preflight in place of an OPTIONS request whose headers are hidden. A policy that needs no headers answers
 * every preflight alike. `method` cannot be read from the hidden request: Node throws.
 *
 * @throws if the layer needs headers
 */
export function revealPreflight(request: Request, layer: Layer): Request {
  if (!hidesHeaders(request)) return request
  expectOpen(layer, request)
  const headers = { origin: 'null', 'access-control-request-method': 'GET' }
  return new Request(request.url, unpolluted({ method: 'OPTIONS', headers }))
}
