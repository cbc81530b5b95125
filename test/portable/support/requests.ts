import { cors } from '../../../src/cors.ts'
import type { CorsOptions, SyncCorsPolicy } from '../../../src/index.ts'

export const API = 'https://api.example.com/items'

/** A policy from options that are only known at run time. A predicate among them has to be synchronous. */
export function syncPolicy(options: CorsOptions): SyncCorsPolicy {
  return cors(options) as SyncCorsPolicy
}

/** A request with an `Origin`, unless that is `null`. */
export function requestFrom(origin: string | null, method = 'GET', headers: Record<string, string> = {}): Request {
  return new Request(API, { method, headers: { ...(origin !== null && { Origin: origin }), ...headers } })
}

/** A CORS-preflight request for `method`. `names` is the value of `Access-Control-Request-Headers`. */
export function preflightFrom(origin: string | null, method = 'PUT', names?: string): Request {
  return requestFrom(origin, 'OPTIONS', {
    'Access-Control-Request-Method': method,
    ...(names !== undefined && { 'Access-Control-Request-Headers': names }),
  })
}

/** The CORS headers and the `Vary` of a response. */
export function corsHeaders(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => /^(access-control-|vary$)/.test(name)))
}

/** The names of the `Access-Control-*` headers that a response has. */
export function permissions(response: Response): string[] {
  return [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))
}

/** A request with any header values, including those that a `Headers` object would refuse. */
export function rawRequest(method: string, headers: Record<string, string>, url: string = API): Request {
  const values = new Map(Object.entries(headers))
  return {
    method,
    url,
    headers: { has: (name: string) => values.has(name), get: (name: string) => values.get(name) ?? null },
  } as unknown as Request
}

/**
 * Whether the runtime can make requests with a method. workerd and Bun have a list of methods; Bun replaces others by
 * GET.
 */
export function isKnownMethod(method: string): boolean {
  try {
    return new Request(API, { method }).method.toUpperCase() === method.toUpperCase()
  } catch {
    return false
  }
}

/** Answers a request with a policy and a handler. The policy must not have an async predicate. */
export function respond(options: CorsOptions, request: Request, handler: () => Response): Response {
  return syncPolicy(options).wrap(handler)(request) as Response
}

/** The elements of a header that is a list, in lower case. */
export function listIn(response: Response, name: string): string[] {
  const value = response.headers.get(name) ?? ''
  return value.split(',').flatMap((element) => element.trim().toLowerCase() || [])
}
