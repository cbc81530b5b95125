import { mergeVary } from '../fetch/vary.ts'
import { isOwnResponse } from '../runtime/platform.ts'
import type { AnsweringPolicy, HeaderLine } from './headers.ts'

/**
 * What one pass over the headers of a response finds. It is one object for all responses, because a new one for each
 * costs time: nothing else runs between the pass and the reading of what it found.
 */
const found: { vary: string | null; foreign: string[] | undefined; isDated: boolean } = {
  vary: null,
  foreign: undefined,
  // Servers date their answers and applications do not, so a dated response comes from `fetch()`.
  isDated: false,
}

/**
 * Puts the policy's headers on a response of the application, in place of any `Access-Control-*` that it has, because
 * a permission has one owner. Everything else stays: body, status, other headers.
 *
 * A response that switches to another protocol (101, `webSocket`) stays untouched, because hosts recognise it by
 * identity; a network error (status 0) cannot be changed; after an upgrade some hosts want no response at all.
 *
 * @param allowedOrigin the value of `Access-Control-Allow-Origin`; empty where nothing is shared
 * @param lines those that come with it, for an actual request or for a preflight
 * @returns the response itself, or a copy: when its headers are immutable (from `fetch()` or `Response.redirect()`), and
 * when it already has `Access-Control-*` headers, because the application may share it between requests
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
  // Finding out by an error that headers are immutable takes longer than copying them. `url` would tell a response of
  // `fetch()`, but some hosts build a whole response to read it.
  const seemsImmutable = isDated || (status > 300 && status < 309 && isOwnResponse())
  if (!foreign && !seemsImmutable) {
    try {
      return edit(policy, response, vary, allowedOrigin, lines)
    } catch {
      // Immutable all the same.
    }
  }
  const copy = new Response(response.body, response)
  for (const name of foreign ?? []) copy.headers.delete(name)
  return edit(policy, copy, vary, allowedOrigin, lines)
}

/** Whether a response has to stay as it is, or cannot be changed. */
export function isUntouchable(response: Response, status: number | undefined = response?.status): boolean {
  return !status || status === 101 || Object.hasOwn(response, 'webSocket')
}

function look(value: string, name: string): void {
  if (name.startsWith('access-control-')) (found.foreign ??= []).push(name)
  else if (name === 'vary') found.vary = value
  else if (name === 'date') found.isDated = true
}

/** Appends where nothing is in the way: on Deno `set` takes as long as the rest of a GET. */
function edit(
  policy: AnsweringPolicy,
  response: Response,
  vary: string | null,
  allowedOrigin: string,
  lines: readonly HeaderLine[],
): Response {
  const { headers } = response
  const { vary: added } = policy.lines
  if (added && vary === null) headers.append('Vary', added)
  else if (added) headers.set('Vary', mergeVary(vary, added))
  if (allowedOrigin) {
    headers.append('Access-Control-Allow-Origin', allowedOrigin)
    // By index, because iterators over lists cost time on Bun.
    for (let at = 0; at < lines.length; at++) headers.append(lines[at]![0], lines[at]![1])
  }
  return response
}
