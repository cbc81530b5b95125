import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { edit } from './edit.ts'
import type { CorsRequest } from './request.ts'

/**
 * Puts the policy's headers on a response of the application. Everything else stays: body, status, other headers.
 *
 * What switches to another protocol (101, `webSocket`) is not CORS's to change, and hosts recognise it by identity; a
 * network error (status 0) cannot be changed; after an upgrade some hosts want no response at all.
 *
 * @returns the response itself, or its copy when its headers are immutable (of `fetch()`, of `Response.redirect()`)
 */
export function decorate(
  policy: CompiledPolicy,
  response: Response,
  request: CorsRequest,
  decision: Decision,
): Response {
  if (!response?.status || response.status === 101 || (response as { webSocket?: unknown }).webSocket) return response
  try {
    edit(response.headers, policy, request, decision)
    return response
  } catch {
    const copy = new Response(response.body, response)
    edit(copy.headers, policy, request, decision)
    return copy
  }
}
