import { parseHeaderNames } from '../fetch/header-names.ts'
import { isForbiddenMethod, isSafelistedMethod } from '../fetch/method.ts'
import { parseOrigin } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import { isPromise } from './promise.ts'
import { report } from './report.ts'
import { type CorsRequest, isSameOrigin, requestedMethod } from './request.ts'

/**
 * Decides about one request: the only place that does. The order is the browser's, origin, method, headers, so that
 * the reason is the one that its console names (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 *
 * @returns a promise when the predicate answers with one
 */
export function decide(policy: CompiledPolicy, request: CorsRequest, context: unknown): Decision | Promise<Decision> {
  const origin = request.headers.get('origin')
  const verdict = origin === null ? 'no-origin' : judgeOrigin(policy, origin, context)
  const conclude = (reason: Reason): Decision =>
    requestedMethod(request) ? judgePreflight(policy, request, reason) : judgeActual(policy, request, reason)
  return isPromise(verdict) ? verdict.then(conclude) : conclude(verdict)
}

/** Whether the policy shares with an origin, and if not, why. */
export function judgeOrigin(policy: CompiledPolicy, origin: string, context: unknown): Reason | Promise<Reason> {
  if (policy.isPublic) return 'allowed'
  if (origin === 'null') return policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'
  return policy.predicate ? askPredicate(policy.predicate, origin, context) : policy.origins(origin)
}

function askPredicate(
  predicate: NonNullable<CompiledPolicy['predicate']>,
  origin: string,
  context: unknown,
): Reason | Promise<Reason> {
  const tuple = parseOrigin(origin)
  if (!tuple) return 'origin-malformed'
  // Only `true` allows: nothing else that slips through the types may.
  const read = (answer: unknown): Reason => (answer === true ? 'allowed' : 'predicate-refused')
  const fail = (error: unknown): Reason => {
    report(error)
    return 'predicate-failed'
  }
  try {
    const answer = predicate(tuple, context)
    return isPromise(answer) ? answer.then(read, fail) : read(answer)
  } catch (error) {
    return fail(error)
  }
}

function judgeActual(policy: CompiledPolicy, request: CorsRequest, verdict: Reason): Decision {
  const kind = verdict === 'no-origin' ? 'none' : 'actual'
  const isBound = policy.options.enforce && !isSameOrigin(request)
  const isListed = isMethodListed(policy, request.method)
  const reason = verdict === 'allowed' && isBound && !isListed ? 'method-not-listed' : verdict
  const allowed = kind === 'none' ? !isBound || (policy.isPublic && isListed) : reason === 'allowed'
  return Object.freeze({ kind, allowed, reason, origin: request.headers.get('origin') })
}

function judgePreflight(policy: CompiledPolicy, request: CorsRequest, verdict: Reason): Decision {
  const origin = request.headers.get('origin')
  const method = requestedMethod(request)
  const conclude = (reason: Reason, refused?: readonly string[]): Decision =>
    Object.freeze({
      kind: 'preflight',
      allowed: reason === 'allowed',
      reason,
      origin,
      method,
      ...(refused && { refusedHeaders: Object.freeze(refused) }),
    })
  if (verdict !== 'allowed') return conclude(verdict)
  // Bounded like the names below: work must not grow with what a client makes up.
  if (method.length > 4096 || !isToken(method)) return conclude('method-malformed')
  if (!isSafelistedMethod(method) && !isMethodListed(policy, method)) return conclude('method-not-listed')
  const names = parseHeaderNames(request.headers.get('access-control-request-headers') ?? '')
  if (!Array.isArray(names)) return conclude(`headers-${names}`)
  const refused = names.filter((name) => !isHeaderCovered(policy, name))
  return refused.length ? conclude('headers-not-listed', refused) : conclude('allowed')
}

/** Whether `allowMethods` has the method, without the exception that browsers make for GET, HEAD and POST. */
function isMethodListed({ methods }: CompiledPolicy, method: string): boolean {
  return methods.has(method) || (methods.has('*') && !isForbiddenMethod(method))
}

/** A reflected `*` would not be a name but the wildcard; the wildcard does not cover `authorization`. */
function isHeaderCovered({ headers, options }: CompiledPolicy, name: string): boolean {
  return (
    headers.has(name) ||
    (options.dangerouslyReflectHeaders ? name !== '*' : headers.has('*') && name !== 'authorization')
  )
}
