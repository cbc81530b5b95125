import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../fetch/method.ts'
import { parseOrigin } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import { after, attempt } from './promise.ts'
import { report } from './report.ts'
import { type CorsRequest, isSameOrigin, requestedHeaders, requestedMethod } from './request.ts'

/**
 * Decides about one request: the only place that does. The order is the browser's, origin, method, headers, so that
 * the reason is the one that its console names (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 *
 * @returns a promise when the predicate answers with one
 */
export function decide(policy: CompiledPolicy, request: CorsRequest, context: unknown): Decision | Promise<Decision> {
  const origin = request.headers.get('origin')
  return after(origin === null ? 'no-origin' : judgeOrigin(policy, origin, context), (verdict) =>
    (requestedMethod(request) ? judgePreflight : judgeActual)(policy, request, origin, verdict),
  )
}

/** Whether the policy shares with an origin, and if not, why. */
export function judgeOrigin(policy: CompiledPolicy, origin: string, context: unknown): Reason | Promise<Reason> {
  const { predicate } = policy
  if (policy.isPublic) return 'allowed'
  if (origin === 'null') return policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'
  if (!predicate) return policy.origins(origin)
  const tuple = parseOrigin(origin)
  return tuple ? attempt(() => predicate(tuple, context), readAnswer, failToAnswer) : 'origin-malformed'
}

/** Only `true` allows: nothing else that slips through the types may. */
function readAnswer(answer: unknown): Reason {
  return answer === true ? 'allowed' : 'predicate-refused'
}

function failToAnswer(error: unknown): Reason {
  report(error)
  return 'predicate-failed'
}

function judgeActual(policy: CompiledPolicy, request: CorsRequest, origin: string | null, verdict: Reason): Decision {
  const isBound = policy.options.enforce && !isSameOrigin(request)
  const isListed = isMethodListed(policy, request.method)
  const reason = verdict === 'allowed' && isBound && !isListed ? 'method-not-listed' : verdict
  return Object.freeze(
    origin === null
      ? { kind: 'none', allowed: !isBound || (policy.isPublic && isListed), reason, origin }
      : { kind: 'actual', allowed: reason === 'allowed', reason, origin },
  )
}

function judgePreflight(
  policy: CompiledPolicy,
  request: CorsRequest,
  origin: string | null,
  verdict: Reason,
): Decision {
  const method = requestedMethod(request)
  const answer = verdict === 'allowed' ? judgeAsked(policy, request, method) : verdict
  const reason = typeof answer === 'string' ? answer : answer.length ? 'headers-not-listed' : 'allowed'
  return Object.freeze({
    kind: 'preflight',
    allowed: reason === 'allowed',
    reason,
    origin,
    method,
    ...(reason === 'headers-not-listed' && { refusedHeaders: Object.freeze(answer as string[]) }),
  })
}

/** The names that a preflight asks for and that are refused, unless it is refused anyway: then why. */
function judgeAsked(policy: CompiledPolicy, request: CorsRequest, method: string): Reason | string[] {
  // Bounded like the names below: work must not grow with what a client makes up.
  if (method.length > 4096 || !isToken(method)) return 'method-malformed'
  if (!SAFELISTED_METHODS.includes(method) && !isMethodListed(policy, method)) return 'method-not-listed'
  const names = requestedHeaders(request)
  return typeof names === 'string' ? `headers-${names}` : names.filter((name) => !isHeaderCovered(policy, name))
}

/** Whether `allowMethods` has the method, without the exception that browsers make for GET, HEAD and POST. */
function isMethodListed({ options: { allowMethods } }: CompiledPolicy, method: string): boolean {
  return allowMethods.includes(method) || (allowMethods.includes('*') && !FORBIDDEN_METHOD.test(method))
}

/** A reflected `*` would not be a name but the wildcard; the wildcard does not cover `authorization`. */
function isHeaderCovered({ headers, options }: CompiledPolicy, name: string): boolean {
  return (
    headers.has(name) ||
    (options.dangerouslyReflectHeaders ? name !== '*' : headers.has('*') && name !== 'authorization')
  )
}
