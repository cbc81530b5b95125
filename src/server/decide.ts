import { parseHeaderNames } from '../fetch/header-names.ts'
import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../fetch/method.ts'
import { parseOrigin } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import { attempt, isPromise } from './promise.ts'
import { report } from './report.ts'
import { type CorsRequest, isSameOrigin, requestedMethod } from './request.ts'

/**
 * Decides about one request: the only place that does. The order is the browser's, origin, method, headers, so that
 * the reason is the one that its console names (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 *
 * @returns a promise when the predicate answers with one; not frozen yet, since most decisions never leave the library
 */
export function decide(policy: CompiledPolicy, request: CorsRequest, context: unknown): Decision | Promise<Decision> {
  const origin = request.headers.get('origin')
  const verdict = origin === null ? 'no-origin' : judgeOrigin(policy, origin, context)
  if (isPromise(verdict)) return verdict.then((settled) => judge(policy, request, origin, settled))
  return judge(policy, request, origin, verdict)
}

function judge(policy: CompiledPolicy, request: CorsRequest, origin: string | null, verdict: Reason): Decision {
  const method = requestedMethod(request, origin)
  return method
    ? judgePreflight(policy, request, origin, method, verdict)
    : judgeActual(policy, request, origin, verdict)
}

/** Makes a decision fit to be handed out. */
export function freeze(decision: Decision): Decision {
  Object.freeze(decision.refusedHeaders)
  return Object.freeze(decision)
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
  let reason = verdict
  let allowed = verdict === 'allowed' || origin === null
  if (policy.options.enforce && allowed && !isSameOrigin(request)) {
    const isListed = isMethodListed(policy, request.method)
    if (origin !== null && !isListed) reason = 'method-not-listed'
    allowed = isListed && (origin !== null || policy.isPublic)
  }
  return { kind: origin === null ? 'none' : 'actual', allowed, reason, origin }
}

function judgePreflight(
  policy: CompiledPolicy,
  request: CorsRequest,
  origin: string | null,
  method: string,
  verdict: Reason,
): Decision {
  const answer = verdict === 'allowed' ? judgeAsked(policy, request, method) : verdict
  if (typeof answer === 'string') {
    return { kind: 'preflight', allowed: answer === 'allowed', reason: answer, origin, method }
  }
  return { kind: 'preflight', allowed: false, reason: 'headers-not-listed', origin, method, refusedHeaders: answer }
}

/** What to say of the method and the headers that a preflight asks for: a reason, or the names that are not listed. */
function judgeAsked(policy: CompiledPolicy, request: CorsRequest, method: string): Reason | string[] {
  // Bounded, as all that a client makes up: its length must not be work.
  if (method.length > 4096) return 'method-malformed'
  if (!SAFELISTED_METHODS.includes(method) && !isMethodListed(policy, method)) {
    return isToken(method) ? 'method-not-listed' : 'method-malformed'
  }
  const value = request.headers.get('access-control-request-headers')
  // Nearly all preflights ask for no header, or for one.
  if (!value || (value.length < 256 && policy.headers.has(value))) return 'allowed'
  const names = parseHeaderNames(value)
  if (typeof names === 'string') return `headers-${names}`
  const refused = names.filter((name) => !isHeaderCovered(policy, name))
  return refused.length ? refused : 'allowed'
}

/** Whether `allowMethods` has the method, without the exception that browsers make for GET, HEAD and POST. */
function isMethodListed({ options: { allowMethods } }: CompiledPolicy, method: string): boolean {
  return (
    allowMethods.includes(method) || (allowMethods.includes('*') && isToken(method) && !FORBIDDEN_METHOD.test(method))
  )
}

/** A reflected `*` would not be a name but the wildcard; the wildcard does not cover `authorization`. */
function isHeaderCovered({ headers, options }: CompiledPolicy, name: string): boolean {
  return (
    headers.has(name) ||
    (options.dangerouslyReflectHeaders ? name !== '*' : headers.has('*') && name !== 'authorization')
  )
}
