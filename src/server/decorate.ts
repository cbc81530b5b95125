import { mergeVary } from '../fetch/vary.ts'
import { isOwnResponse } from '../runtime/platform.ts'
import type { AnsweringPolicy, HeaderLine } from './headers.ts'

/**
 * The findings of one pass over the headers of a response. All responses share this object, because a new one for each
 * costs time. Sharing is safe, because the findings are read directly after the pass, before any other code can run.
 */
const found: { vary: string | null; foreign: string[] | undefined; isDated: boolean } = {
  vary: null,
  foreign: undefined,
  // Servers set `Date` and applications do not, so a response that has it comes from `fetch()`.
  isDated: false,
}

/**
 * Puts the policy's headers on a response of the application (https://fetch.spec.whatwg.org/#http-responses). It
 * replaces any `Access-Control-*` headers that the response has, because two permissions fail the CORS check, and
 * because the policy alone decides. The body, the status and all other headers stay.
 *
 * Errors and redirects are decorated like any other response: browsers check each redirect on its own
 * (https://fetch.spec.whatwg.org/#http-fetch), and a page that cannot read an error sees only a CORS failure.
 *
 * Some responses stay untouched. Hosts recognise a response that switches to another protocol (101, `webSocket`) by
 * identity, a network error (status 0) cannot be changed, and after an upgrade some hosts want no response at all.
 *
 * @param allowedOrigin the value of `Access-Control-Allow-Origin`; empty if nothing is shared
 * @param lines the other header lines of an allowed request, actual or preflight
 * @returns the response itself, or a copy. Immutable headers need a copy (those from `fetch()` or
 * `Response.redirect()`), and so do responses that already have `Access-Control-*` headers, because the application may
 * share one response between requests
 */
export function decorate(
  policy: AnsweringPolicy,
  response: Response,
  allowedOrigin: string,
  lines: readonly HeaderLine[] = policy.lines.actual,
): Response {
  const status = response?.status
  if (isUntouchable(response, status)) return response
  // First, because the getter of a class can run anything, another `decorate` too.
  const { headers } = response
  found.vary = null
  found.foreign = undefined
  found.isDated = false
  // `forEach`, because iterators over headers cost up to five times as much.
  headers.forEach(look)
  const { vary, foreign, isDated } = found
  // Catching the error that immutable headers throw takes longer than copying them, so guess first. `url` would reveal
  // a response from `fetch()`, but some hosts have to build a whole response to read it.
  const seemsImmutable = isDated || (status > 300 && status < 309 && isOwnResponse())
  if (!foreign && !seemsImmutable) {
    try {
      return edit(policy, response, vary, allowedOrigin, lines)
    } catch {
      // The headers were immutable after all.
    }
  }
  const copy = new Response(response.body, response)
  for (const name of foreign ?? []) copy.headers.delete(name)
  return edit(policy, copy, vary, allowedOrigin, lines)
}

/** Whether a response must not or cannot be changed. */
export function isUntouchable(response: Response, status: number | undefined = response?.status): boolean {
  return !status || status === 101 || Object.hasOwn(response, 'webSocket')
}

function look(value: string, name: string): void {
  if (name.startsWith('access-control-')) (found.foreign ??= []).push(name)
  else if (name === 'vary') found.vary = value
  else if (name === 'date') found.isDated = true
}

/**
 * Adds the policy's headers. Uses `append` if no old value is there, because `set` takes as long as the rest of a GET
 * on Deno.
 */
function edit(
  policy: AnsweringPolicy,
  response: Response,
  vary: string | null,
  allowedOrigin: string,
  lines: readonly HeaderLine[],
): Response {
  const { headers } = response
  const { vary: added } = policy.lines
  // On every response, also without `Origin` and on refusals: a cache would otherwise give one origin the response that
  // was made for another (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
  if (added && vary === null) headers.append('Vary', added)
  else if (added) headers.set('Vary', mergeVary(vary, added))
  // A refused origin gets none of the other lines either: they mean nothing without a permission, and would tell a
  // stranger about the policy.
  if (allowedOrigin) {
    headers.append('Access-Control-Allow-Origin', allowedOrigin)
    // By index, because iterators cost time on Bun.
    for (let at = 0; at < lines.length; at++) headers.append(lines[at]![0], lines[at]![1])
  }
  return response
}
