import { distinctNames } from '../fetch/header-names.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { Decision } from '../policy/decision.ts'
import { shareWith } from './decorate.ts'
import type { PreparedPolicy } from './prepare.ts'
import { type CorsRequest, requestedHeaders } from './request.ts'

/**
 * Answers a CORS-preflight request.
 *
 * A refused origin gets no permission. An allowed one gets the policy's complete lists also when its method or a header
 * is refused: the browser compares, and its console names what is missing.
 */
export function answerPreflight(policy: PreparedPolicy, request: CorsRequest, { reason, origin }: Decision): Response {
  const { allowed, refused, byOrigin } = policy.preflights()
  if (reason !== 'allowed' && !/^(method|headers)/.test(reason)) return refused.clone()
  const whole = byOrigin.get(origin)
  const response = (whole ?? allowed).clone()
  if (!whole && !policy.isPublic) response.headers.set('Access-Control-Allow-Origin', shareWith(origin))
  if (policy.options.dangerouslyReflectHeaders || reason === 'headers-too-long') {
    consultNames(response.headers, policy, request)
  }
  return response
}

/** Lets the answer depend on the requested names. */
function consultNames(headers: Headers, policy: PreparedPolicy, request: CorsRequest): void {
  const { allowHeaders, dangerouslyReflectHeaders } = policy.options
  const names = requestedHeaders(request)
  headers.set('Vary', mergeVary(headers.get('Vary'), 'Access-Control-Request-Headers'))
  // A list that was too long to read is not answered: the browser might find that all its names are listed.
  if (names === 'too-long') headers.delete('Access-Control-Allow-Headers')
  else if (dangerouslyReflectHeaders && Array.isArray(names)) {
    const list = distinctNames([...allowHeaders, ...names.filter((name) => name !== '*')])
    if (list.length) headers.set('Access-Control-Allow-Headers', list.join(', '))
  }
}
