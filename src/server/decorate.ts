import { mergeVary } from '../fetch/vary.ts'
import type { PreparedPolicy } from './prepare.ts'

/** What a response of the application has to do with CORS already. */
interface Findings {
  vary: string | null
  foreign: string[] | undefined
}

/**
 * Puts the policy's headers on a response of the application, in place of any `Access-Control-*` that it has: one
 * permission, one owner. Everything else stays: body, status, other headers.
 *
 * What switches to another protocol (101, `webSocket`) is not CORS's to change, and hosts recognise it by identity; a
 * network error (status 0) cannot be changed; after an upgrade some hosts want no response at all.
 *
 * @param share the value of `Access-Control-Allow-Origin`; empty where nothing is shared
 * @returns the response itself, or a copy: when its headers are immutable (of `fetch()`, of `Response.redirect()`), and
 * when it has such headers already, for it may be one that the application shares between requests
 */
export function decorate(policy: PreparedPolicy, response: Response, share: string): Response {
  if (isUntouchable(response)) return response
  const { status, headers } = response
  const findings: Findings = { vary: null, foreign: undefined }
  // `forEach`, since iterators over headers cost up to five times as much.
  headers.forEach(look, findings)
  const { vary, foreign } = findings
  // Of `fetch()`, or a redirect: to find out by an error that headers are immutable takes longer than to copy them.
  if (!foreign && response.url === '' && !(status > 300 && status < 309)) {
    try {
      edit(policy, headers, vary, share)
      return response
    } catch {
      // Immutable all the same.
    }
  }
  const copy = copyWithout(response, foreign)
  edit(policy, copy.headers, vary, share)
  return copy
}

/** Puts the headers of the policy's own answer on a copy of what the application answers to a preflight. */
export function decoratePreflight(response: Response, { headers }: Response): Response {
  if (isUntouchable(response)) return response
  const findings: Findings = { vary: null, foreign: undefined }
  response.headers.forEach(look, findings)
  const copy = copyWithout(response, findings.foreign)
  headers.forEach((value, name) => copy.headers.set(name, name === 'vary' ? mergeVary(findings.vary, value) : value))
  return copy
}

function isUntouchable(response: Response): boolean {
  const status = response?.status
  return !status || status === 101 || Object.hasOwn(response, 'webSocket')
}

function look(this: Findings, value: string, name: string): void {
  if (name.startsWith('access-control-')) (this.foreign ??= []).push(name)
  else if (name === 'vary') this.vary = value
}

function copyWithout(response: Response, names: string[] = []): Response {
  const copy = new Response(response.body, response)
  for (const name of names) copy.headers.delete(name)
  return copy
}

/** Nothing is in the way, and then `append` takes less time than `set`. */
function edit(
  { isPublic, options, exposed }: PreparedPolicy,
  headers: Headers,
  vary: string | null,
  share: string,
): void {
  if (vary !== null && !isPublic) headers.set('Vary', mergeVary(vary, 'Origin'))
  else if (!isPublic) headers.append('Vary', 'Origin')
  if (!share) return
  headers.append('Access-Control-Allow-Origin', share)
  if (options.credentials) headers.append('Access-Control-Allow-Credentials', 'true')
  if (exposed) headers.append('Access-Control-Expose-Headers', exposed)
}
