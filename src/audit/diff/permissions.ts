import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { after, isPromise } from '../../runtime/promise.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { CorsRequest } from '../../server/request.ts'

/** A request that shows a permission, as JSON. */
export interface WitnessRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** Where a table decides so. A policy decides the same way about all URLs, unless its predicate reads them. */
  readonly url?: string
}

type Later<Value> = Value | Promise<Value>

/** Waits for a list of values, if one of them is a promise. */
export function all<Value>(values: readonly Later<Value>[]): Later<Value[]> {
  return values.some((value) => isPromise(value)) ? Promise.all(values) : (values as Value[])
}

/** The origin of all requests. */
export const API = 'https://api.example.com'

function toCorsRequest({ method, headers }: WitnessRequest): CorsRequest {
  return { method, url: `${API}/`, headers: new Headers(headers) }
}

/** The preflight by which a page asks for a method and a header. */
export function preflightFor(origin: string, method: string, name?: string): WitnessRequest {
  return {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(name !== undefined && { 'access-control-request-headers': name }),
    },
  }
}

/** A request of a page of an origin, or without one a request that another site makes without a script. */
export function actualFrom(origin: string | undefined, method: string): WitnessRequest {
  return { method, headers: origin === undefined ? { 'sec-fetch-site': 'cross-site' } : { origin } }
}

/** Whether a policy allows a request. */
export function allows(policy: CorsPolicy, request: WitnessRequest, context: unknown): Later<boolean> {
  return after(policy.decide(toCorsRequest(request), context), ({ allowed }) => allowed)
}

/** Whether a page may send a method and read the answer. */
export function uses(policy: CorsPolicy, origin: string, method: string, context: unknown): Later<boolean> {
  const answered = allows(policy, actualFrom(origin, method), context)
  if (SAFELISTED_METHODS.includes(method)) return answered
  const asked = allows(policy, preflightFor(origin, method), context)
  return after(all([answered, asked]), (both) => both.every(Boolean))
}

/** Whether the application gets a request that a browser sends without a preflight. */
export function reaches(policy: CorsPolicy, request: WitnessRequest, context: unknown): Later<boolean> {
  return after(policy.headers(toCorsRequest(request), context), ({ status }) => status === undefined)
}
