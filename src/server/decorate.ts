import { mergeVary } from '../fetch/vary.ts'
import type { Decision } from '../policy/decision.ts'
import type { PreparedPolicy } from './prepare.ts'

/**
 * Puts the policy's headers on a response of the application, in place of any `Access-Control-*` that it has: one
 * permission, one owner. Everything else stays: body, status, other headers.
 *
 * What switches to another protocol (101, `webSocket`) is not CORS's to change, and hosts recognise it by identity; a
 * network error (status 0) cannot be changed; after an upgrade some hosts want no response at all.
 *
 * @param preflight what the policy answers itself, where the application answers a preflight
 * @returns the response itself, or a copy: when its headers are immutable (of `fetch()`, of `Response.redirect()`), and
 * when it has such headers already, for it may be one that the application shares between requests
 */
export function decorate(
  policy: PreparedPolicy,
  response: Response,
  decision: Decision,
  preflight?: Response,
): Response {
  if (!response || response.status === 101 || !response.status || Object.hasOwn(response, 'webSocket')) return response
  const foreign: string[] = []
  let vary: string | null = null
  // `forEach`, since iterators over headers cost up to five times as much.
  response.headers.forEach((value, name) => {
    if (name.startsWith('access-control-')) foreign.push(name)
    else if (name === 'vary') vary = value
  })
  try {
    if (!foreign.length) {
      edit(response.headers, policy, vary, decision, preflight)
      return response
    }
  } catch {
    // Immutable.
  }
  const copy = new Response(response.body, response)
  for (const name of foreign) copy.headers.delete(name)
  edit(copy.headers, policy, vary, decision, preflight)
  return copy
}

function edit(
  headers: Headers,
  policy: PreparedPolicy,
  vary: string | null,
  { kind, allowed, origin }: Decision,
  preflight: Response | undefined,
): void {
  if (preflight) {
    preflight.headers.forEach((value, name) => headers.set(name, name === 'vary' ? mergeVary(vary, value) : value))
    return
  }
  if (!policy.isPublic) headers.set('Vary', mergeVary(vary, 'Origin'))
  if (!allowed || (kind === 'none' && !policy.isPublic)) return
  if (!policy.isPublic) headers.set('Access-Control-Allow-Origin', shareWith(origin))
  for (const [name, value] of policy.actualHeaders) headers.set(name, value)
}

/**
 * The value of `Access-Control-Allow-Origin` for an allowed origin. Without credentials `*` tells an opaque origin as
 * much as `null` would, and `null` is what every attacker can be.
 */
export function shareWith(origin: string | null): string {
  return origin === 'null' || origin === null ? '*' : origin
}
