import { parseHeaderNames } from '../fetch/header-names.ts'
import { SAFELISTED_METHODS } from '../fetch/method.ts'
import { parseOrigin } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { coversHeader, coversMethod } from '../policy/covers.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import { attempt } from '../runtime/promise.ts'
import { type CorsRequest, isSameOrigin, requestedMethod } from './request.ts'

/** Characters of a requested method: a client makes it up, so its length must not become work. */
const MAX_METHOD = 4096

/**
 * Decides about the origin alone, which most answers depend on. It does not tell an unlisted origin from a malformed
 * one; the full decision does.
 *
 * @param context what the host passes to the handler next to the request
 * @param fail gets what a predicate throws or rejects with: reporting it is the caller's business
 */
export function decideOrigin(
  policy: CompiledPolicy,
  request: CorsRequest | undefined,
  origin: string | null,
  context: unknown,
  fail: (error: unknown) => void,
): Reason | Promise<Reason> {
  if (origin === null) return 'no-origin'
  if (policy.isPublic) return 'allowed'
  // The opaque origin: sandboxed frames, data: URLs and redirects across origins send it, and so can any page
  // (https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque). A predicate never sees it.
  if (origin === 'null') return policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'
  if (policy.predicate) return askPredicate(policy, request, origin, context, fail)
  return policy.origins(origin) ? 'allowed' : 'origin-not-listed'
}

function askPredicate(
  { predicate }: CompiledPolicy,
  request: CorsRequest | undefined,
  origin: string,
  context: unknown,
  fail: (error: unknown) => void,
): Reason | Promise<Reason> {
  const tuple = parseOrigin(origin)
  if (!tuple) return 'origin-malformed'
  return attempt<unknown, Reason>(
    () => predicate!(tuple, contextOf(request, context)),
    // Only `true` allows: nothing else that slips through the types may.
    (answer) => (answer === true ? 'allowed' : 'predicate-refused'),
    (error) => {
      fail(error)
      return 'predicate-failed'
    },
  )
}

/**
 * The context of a predicate: the request, and the members of the object that the host passes. An object that has a
 * request stays as it is, and so does an instance of a class, such as Hono's `Context`, of which a copy has no methods.
 */
function contextOf(request: CorsRequest | undefined, context: unknown): unknown {
  if (Object.hasOwn(Object(context), 'request')) return context
  const prototype: unknown = Object.getPrototypeOf(Object(context))
  return prototype === Object.prototype || prototype === null ? { request, ...(context as object) } : context
}

/**
 * The whole decision, frozen. The order is the browser's, origin, method, headers, so that the reason is the one that
 * its console names (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 *
 * @param originReason the decision about the origin
 */
export function decide(
  policy: CompiledPolicy,
  request: CorsRequest,
  origin: string | null,
  originReason: Reason,
): Decision {
  const method = requestedMethod(request, origin)
  let reason = originReason === 'origin-not-listed' && !parseOrigin(origin!) ? 'origin-malformed' : originReason
  let allowed = reason === 'allowed' || origin === null
  let refusedHeaders: readonly string[] | undefined
  if (allowed && method) {
    const refused = refusedByPreflight(policy, request, method)
    if (typeof refused === 'string') reason = refused
    else {
      reason = 'headers-not-listed'
      refusedHeaders = Object.freeze(refused)
    }
    allowed = reason === 'allowed'
  } else if (allowed && policy.options.enforce && !isSameOrigin(request)) {
    // Here GET, HEAD and POST have to be listed too: a browser never asks for them, but a policy can mean to refuse them.
    const isListed = coversMethod(policy.options, request.method)
    if (origin !== null && !isListed) reason = 'method-not-listed'
    allowed = isListed && (origin !== null || policy.isPublic)
  }
  const kind = method ? 'preflight' : origin === null ? 'none' : 'actual'
  return Object.freeze({
    kind,
    allowed,
    reason,
    origin,
    ...(method && { method }),
    ...(refusedHeaders && { refusedHeaders }),
  })
}

/** What a browser would refuse of a preflight's method and headers: the reason, or the names that are not listed. */
function refusedByPreflight(policy: CompiledPolicy, request: CorsRequest, method: string): Reason | string[] {
  if (method.length > MAX_METHOD) return 'method-malformed'
  if (!SAFELISTED_METHODS.includes(method) && !coversMethod(policy.options, method)) {
    return isToken(method) ? 'method-not-listed' : 'method-malformed'
  }
  const names = parseHeaderNames(request.headers.get('access-control-request-headers') ?? '')
  if (typeof names === 'string') return `headers-${names}`
  const refused = names.filter((name) => !coversHeader(policy.options, policy.headers, name))
  return refused.length ? refused : 'allowed'
}
