import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'
import { isOwnResponse } from '../runtime/platform.ts'

/** What of a policy the answers to actual requests show. */
export interface DecoratingPolicy extends Pick<CompiledPolicy, 'isPublic' | 'options'> {
  /** The value of `Access-Control-Expose-Headers`; may be empty. */
  readonly exposed: string
}

/**
 * The value of `Access-Control-Allow-Origin`; empty where nothing is shared. Without credentials `*` tells an opaque
 * origin as much as `null` would, and `null` is what every attacker can be.
 */
export function shareWith({ isPublic }: CompiledPolicy, origin: string | null, verdict: Reason): string {
  if (isPublic) return '*'
  if (origin === null || verdict !== 'allowed') return ''
  return origin === 'null' ? '*' : origin
}

/** What a response of the application has to do with CORS already. */
interface Findings {
  vary: string | null
  foreign: string[] | undefined
  /** Servers date their answers, applications do not: so it comes of `fetch()`. */
  isDated: boolean
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
export function decorate(policy: DecoratingPolicy, response: Response, share: string): Response {
  if (isUntouchable(response)) return response
  const { status } = response
  const findings: Findings = { vary: null, foreign: undefined, isDated: false }
  // `forEach`, since iterators over headers cost up to five times as much.
  response.headers.forEach(look, findings)
  const { vary, foreign, isDated } = findings
  // To find out by an error that headers are immutable takes longer than to copy them; `url` would tell what comes of
  // `fetch()`, but there are hosts that make a whole response to read it.
  const seemsImmutable = isDated || (status > 300 && status < 309 && isOwnResponse())
  if (!foreign && !seemsImmutable) {
    try {
      return edit(policy, response, vary, share)
    } catch {
      // Immutable all the same.
    }
  }
  const copy = new Response(response.body, response)
  for (const name of foreign ?? []) copy.headers.delete(name)
  return edit(policy, copy, vary, share)
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
function edit(policy: DecoratingPolicy, response: Response, vary: string | null, share: string): Response {
  const { headers } = response
  if (!policy.isPublic) headers.set('Vary', mergeVary(vary, 'Origin'))
  if (share) {
    headers.append('Access-Control-Allow-Origin', share)
    if (policy.options.credentials) headers.append('Access-Control-Allow-Credentials', 'true')
    if (policy.exposed) headers.append('Access-Control-Expose-Headers', policy.exposed)
  }
  return response
}
