import { parseHeaderNames } from '../fetch/header-names.ts'
import { SAFELISTED_METHODS } from '../fetch/method.ts'
import { parseOrigin } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { coversHeader, coversMethod } from '../policy/covers.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import type { OriginPredicate } from '../policy/options.ts'
import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { type CorsRequest, isSameOrigin, requestedMethod } from './request.ts'

/**
 * Whether the policy shares with an origin. It is all that most answers depend on, and most requests ask for no more:
 * what is not listed may also turn out to be malformed, which only `explain` finds out.
 */
export function judgeOrigin(policy: CompiledPolicy, origin: string | null, context: unknown): Reason | Promise<Reason> {
  if (origin === null) return 'no-origin'
  if (policy.isPublic) return 'allowed'
  if (origin === 'null') return policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'
  if (policy.predicate) return ask(policy.predicate, origin, context)
  return policy.origins(origin) ? 'allowed' : 'origin-not-listed'
}

function ask(predicate: OriginPredicate, origin: string, context: unknown): Reason | Promise<Reason> {
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

/**
 * The whole decision, for those who ask for it: frozen. The order is the browser's, origin, method, headers, so that the
 * reason is the one that its console names (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0).
 */
export function explain(
  policy: CompiledPolicy,
  request: CorsRequest,
  origin: string | null,
  verdict: Reason,
): Decision {
  const method = requestedMethod(request, origin)
  let reason = verdict === 'origin-not-listed' && !parseOrigin(origin!) ? 'origin-malformed' : verdict
  let allowed = reason === 'allowed' || origin === null
  let refusedHeaders: readonly string[] | undefined
  if (allowed && method) {
    const answer = judgeAsked(policy, request, method)
    if (typeof answer === 'string') reason = answer
    else {
      reason = 'headers-not-listed'
      refusedHeaders = Object.freeze(answer)
    }
    allowed = reason === 'allowed'
  } else if (allowed && policy.options.enforce && !isSameOrigin(request)) {
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

/** What to say of the method and the headers that a preflight asks for: a reason, or the names that are not listed. */
function judgeAsked(policy: CompiledPolicy, request: CorsRequest, method: string): Reason | string[] {
  // Bounded, as all that a client makes up: its length must not be work.
  if (method.length > 4096) return 'method-malformed'
  if (!SAFELISTED_METHODS.includes(method) && !coversMethod(policy.options, method)) {
    return isToken(method) ? 'method-not-listed' : 'method-malformed'
  }
  const names = parseHeaderNames(request.headers.get('access-control-request-headers') ?? '')
  if (typeof names === 'string') return `headers-${names}`
  const refused = names.filter((name) => !coversHeader(policy.options, policy.headers, name))
  return refused.length ? refused : 'allowed'
}
