import { CORS_HEADER } from '../fetch/header-name.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { edit } from './edit.ts'
import type { CorsRequest } from './request.ts'

/**
 * Puts the policy's headers on a response of the application, in place of any `Access-Control-*` that it has: one
 * permission, one owner. Everything else stays: body, status, other headers.
 *
 * What switches to another protocol (101, `webSocket`) is not CORS's to change, and hosts recognise it by identity; a
 * network error (status 0) cannot be changed; after an upgrade some hosts want no response at all.
 *
 * @returns the response itself, or a copy: when its headers are immutable (of `fetch()`, of `Response.redirect()`), and
 * when it has such headers already, for it may be one that the application shares between requests
 */
export function decorate(
  policy: CompiledPolicy,
  response: Response,
  request: CorsRequest,
  decision: Decision,
): Response {
  if (!response || response.status === 101 || !response.status || Object.hasOwn(response, 'webSocket')) return response
  const foreign: string[] = []
  // `forEach`, since iterators over headers cost up to five times as much.
  response.headers.forEach((_value, name) => {
    if (CORS_HEADER.test(name)) foreign.push(name)
  })
  try {
    if (!foreign.length) {
      edit(response.headers, policy, request, decision)
      return response
    }
  } catch {
    // Immutable.
  }
  const copy = new Response(response.body, response)
  for (const name of foreign) copy.headers.delete(name)
  edit(copy.headers, policy, request, decision)
  return copy
}
