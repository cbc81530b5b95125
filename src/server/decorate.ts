import { mergeVary } from '../fetch/vary.ts'
import { isOwnResponse } from '../runtime/platform.ts'
import type { AnsweringPolicy, HeaderLine } from './headers.ts'

/** What the decorator finds in a response of the application. */
interface Findings {
  vary: string | null
  foreign: string[] | undefined
  /** Servers date their answers and applications do not, so a dated response comes from `fetch()`. */
  isDated: boolean
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
  if (isUntouchable(response)) return response
  const { status } = response
  const findings: Findings = { vary: null, foreign: undefined, isDated: false }
  // `forEach`, because iterators over headers cost up to five times as much.
  response.headers.forEach(look, findings)
  const { vary, foreign, isDated } = findings
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
export function isUntouchable(response: Response): boolean {
  const status = response?.status
  return !status || status === 101 || Object.hasOwn(response, 'webSocket')
}

function look(this: Findings, value: string, name: string): void {
  if (name.startsWith('access-control-')) (this.foreign ??= []).push(name)
  else if (name === 'vary') this.vary = value
  else if (name === 'date') this.isDated = true
}

/** No permission is in the way, and then `append` takes less time than `set`. */
function edit(
  policy: AnsweringPolicy,
  response: Response,
  vary: string | null,
  allowedOrigin: string,
  lines: readonly HeaderLine[],
): Response {
  const { headers } = response
  if (policy.lines.vary) headers.set('Vary', mergeVary(vary, policy.lines.vary))
  if (allowedOrigin) {
    headers.append('Access-Control-Allow-Origin', allowedOrigin)
    for (const [name, value] of lines) headers.append(name, value)
  }
  return response
}
