import { distinctNames, parseHeaderNames } from '../fetch/header-names.ts'
import { mergeVary } from '../fetch/vary.ts'
import { isUntouchable } from './decorate.ts'
import type { PreparedPolicy } from './prepare.ts'
import type { CorsRequest } from './request.ts'

/** Bytes: a shorter list cannot name too many headers, however short their names. */
const MANY_NAMES = 256

/**
 * Answers a CORS-preflight request.
 *
 * A refused origin gets no permission. An allowed one gets the policy's complete lists, whatever method and headers it
 * asks for: the browser compares, and its console names what is missing. So there is nothing here to be decided, but
 * about lists of headers that are too long to be read.
 */
export function answerPreflight(policy: PreparedPolicy, request: CorsRequest, share: string): Response {
  const { allowHeaders, dangerouslyReflectHeaders } = policy.options
  const response = policy.answerTo(share)
  const asked = (share && request.headers.get('access-control-request-headers')) || ''
  if (!share || (!dangerouslyReflectHeaders && asked.length < MANY_NAMES)) return response
  const names = parseHeaderNames(asked)
  if (dangerouslyReflectHeaders || names === 'too-long') {
    response.headers.append('Vary', 'Access-Control-Request-Headers')
  }
  // A list that was too long to read is not answered: the browser might find that all its names are listed.
  if (names === 'too-long') response.headers.delete('Access-Control-Allow-Headers')
  else if (dangerouslyReflectHeaders && Array.isArray(names)) {
    const list = distinctNames([...allowHeaders, ...names.filter((name) => name !== '*')])
    if (list.length) response.headers.set('Access-Control-Allow-Headers', list.join(', '))
  }
  return response
}

/** Puts the policy's answer to a preflight on what the application answers to it, where it may. */
export function putPreflight(response: Response, { headers }: Response): Response {
  if (!isUntouchable(response)) {
    headers.forEach((value, name) =>
      response.headers.set(name, name === 'vary' ? mergeVary(response.headers.get(name), value) : value),
    )
  }
  return response
}
