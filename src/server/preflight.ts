import { distinctNames } from '../fetch/header-names.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { Reason } from '../policy/decision.ts'
import { type PreparedPolicy, shareWith } from './prepare.ts'
import { type CorsRequest, requestedHeaders } from './request.ts'

/** So short that it cannot name too many headers, however short the names. */
const FEW_NAMES = 256

/**
 * Answers a CORS-preflight request.
 *
 * A refused origin gets no permission. An allowed one gets the policy's complete lists, whatever method and headers it
 * asks for: the browser compares, and its console names what is missing. So there is nothing here to be decided, but
 * about lists of headers that are too long to be read.
 */
export function answerPreflight(
  policy: PreparedPolicy,
  request: CorsRequest,
  origin: string | null,
  verdict: Reason,
): Response {
  const { allowed, refused, byOrigin } = policy.preflights()
  if (verdict !== 'allowed') return refused.clone()
  const whole = byOrigin.get(origin)
  const response = (whole ?? allowed).clone()
  if (!whole && !policy.isPublic)
    response.headers.set('Access-Control-Allow-Origin', shareWith(policy, origin, verdict))
  const asked = request.headers.get('access-control-request-headers')
  if (policy.options.dangerouslyReflectHeaders || (asked && asked.length > FEW_NAMES)) {
    consultNames(response.headers, policy, request)
  }
  return response
}

/** Lets the answer depend on the requested names. */
function consultNames(headers: Headers, { options }: PreparedPolicy, request: CorsRequest): void {
  const { allowHeaders, dangerouslyReflectHeaders } = options
  const names = requestedHeaders(request)
  if (names === 'too-long' || dangerouslyReflectHeaders) {
    headers.set('Vary', mergeVary(headers.get('Vary'), 'Access-Control-Request-Headers'))
  }
  // A list that was too long to read is not answered: the browser might find that all its names are listed.
  if (names === 'too-long') headers.delete('Access-Control-Allow-Headers')
  else if (dangerouslyReflectHeaders && Array.isArray(names)) {
    const list = distinctNames([...allowHeaders, ...names.filter((name) => name !== '*')])
    if (list.length) headers.set('Access-Control-Allow-Headers', list.join(', '))
  }
}
