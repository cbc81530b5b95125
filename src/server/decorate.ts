import { mergeVary } from '../fetch/vary.ts'
import type { PreparedPolicy } from './prepare.ts'

/**
 * Puts the policy's headers on a response of the application, in place of any `Access-Control-*` that it has: one
 * permission, one owner. Everything else stays: body, status, other headers.
 *
 * What switches to another protocol (101, `webSocket`) is not CORS's to change, and hosts recognise it by identity; a
 * network error (status 0) cannot be changed; after an upgrade some hosts want no response at all.
 *
 * @param share the value of `Access-Control-Allow-Origin`; empty where nothing is shared
 * @param preflight what the policy answers itself, where the application answers a preflight
 * @returns the response itself, or a copy: when its headers are immutable (of `fetch()`, of `Response.redirect()`), and
 * when it has such headers already, for it may be one that the application shares between requests
 */
export function decorate(policy: PreparedPolicy, response: Response, share: string, preflight?: Response): Response {
  if (!response || response.status === 101 || !response.status || Object.hasOwn(response, 'webSocket')) return response
  const foreign: string[] = []
  let vary: string | null = null
  // `forEach`, since iterators over headers cost up to five times as much.
  response.headers.forEach((value, name) => {
    if (name.startsWith('access-control-')) foreign.push(name)
    else if (name === 'vary') vary = value
  })
  if (!foreign.length && !isImmutable(response)) {
    try {
      edit(response.headers, policy, vary, share, preflight)
      return response
    } catch {
      // Immutable all the same.
    }
  }
  const copy = new Response(response.body, response)
  for (const name of foreign) copy.headers.delete(name)
  edit(copy.headers, policy, vary, share, preflight)
  return copy
}

/**
 * Whether the headers look as if they could not be changed: those that come from `fetch()`, and redirects. To find out by
 * an error takes longer than to copy.
 */
function isImmutable({ url, status }: Response): boolean {
  return url !== '' || (status > 300 && status < 309 && status !== 304)
}

/** Where nothing is in the way, `append` takes less time than `set`. */
function edit(
  headers: Headers,
  policy: PreparedPolicy,
  vary: string | null,
  share: string,
  preflight: Response | undefined,
): void {
  if (preflight) {
    preflight.headers.forEach((value, name) => headers.set(name, name === 'vary' ? mergeVary(vary, value) : value))
    return
  }
  if (vary !== null && !policy.isPublic) headers.set('Vary', mergeVary(vary, 'Origin'))
  else if (!policy.isPublic) headers.append('Vary', 'Origin')
  if (!share) return
  headers.append('Access-Control-Allow-Origin', share)
  for (const [name, value] of policy.actualHeaders) headers.append(name, value)
}
