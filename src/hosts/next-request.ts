import { isCookieless, type Layer } from '../layer.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import { quote } from '../wording/quote.ts'

/** The part of a `NextRequest` that is used here. Other requests do not have these members. */
type NextRequest = Request & {
  readonly nextUrl?: { readonly pathname?: string }
  readonly cookies?: { readonly size?: number; readonly clear?: () => unknown }
}

/**
 * Clears the cookies of a `NextRequest` for a cookieless layer. They are parsed before the layer removes the header.
 */
export function forgetting(layer: Layer): Layer {
  return {
    ...layer,
    wrap: (handler, contextOf) =>
      layer.wrap((request, ...rest) => {
        if (isCookieless(layer, request)) forgetCookies(request)
        return handler(request, ...rest)
      }, contextOf),
  }
}

function forgetCookies({ cookies, headers }: NextRequest): void {
  // Where Next.js hides the headers, `cookies` is empty, and `clear()` throws.
  if (!cookies?.clear || cookies.size === 0 || headers.has('cookie')) return
  cookies.clear()
  // `clear()` leaves an empty header.
  headers.delete('cookie')
}

/**
 * Returns what a layer sees of a request to a route. With `dynamic = 'force-static'`, Next.js hides the headers, and Node
 * throws when `method` is read. Every preflight then gets one answer, so each OPTIONS request becomes a preflight.
 *
 * @throws if the headers are hidden, and the layer needs them. A list could not see `Origin`, and a guard would take a
 * forged request for one that no browser sent. Only a policy has `decorate`; a policy with a guard does not
 */
export function visibleTo(layer: Layer, request: NextRequest, method: string): Request {
  if (!hidesHeaders(request)) return request
  if (layer.options?.origin !== '*' || !Object.hasOwn(layer, 'decorate'))
    throw new Error(
      `The route ${quote(request.nextUrl?.pathname)} has dynamic = 'force-static', so Next.js hides the headers of its ` +
        `requests, but the policy needs Origin, expected a policy with origin: '*', or no dynamic`,
    )
  if (method !== 'OPTIONS') return request
  const headers = { origin: 'null', 'access-control-request-method': 'GET' }
  return new Request(request.url, unpolluted({ method, headers }))
}

/**
 * Whether the headers are those that Next.js gives in place of hidden ones: empty, and with one function, which throws,
 * for all methods of writing. No other `Headers` has one function for two methods, so a request that only lacks headers
 * is never taken for one whose headers are hidden.
 */
function hidesHeaders({ headers }: Request): boolean {
  // oxlint-disable-next-line typescript/unbound-method -- compared, never called
  return headers.set === (headers.delete as unknown) && headers.keys().next().done === true
}
