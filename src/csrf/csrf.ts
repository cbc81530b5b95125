import type { Layer } from '../layer.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import type { PolicyHeaders } from '../server/headers.ts'
import { compile } from './compile.ts'
import { type CsrfRequest, decide } from './decide.ts'
import type { CsrfDecision } from './decision.ts'
import type { CsrfOptions } from './options.ts'

/** A compiled guard: frozen, and safe to share between requests. Its functions need no `this`. */
export interface CsrfGuard extends Layer {
  /** The decision about a request. Answers nothing, reports nothing. */
  readonly check: (request: CsrfRequest) => CsrfDecision
  /** Whether requests are denied, or only reported to `onDeny`: `undefined` is `'enforce'`. */
  readonly mode: CsrfOptions['mode']
  /**
   * The answer to a request that is denied, after a report to `onDeny`: 403, with the reason as its text. `undefined`
   * when the request may pass, as every request may in `mode: 'report'`.
   */
  readonly refuse: (request: Request) => Response | undefined
  /** A handler of the same type, behind `refuse`. It is called without `this`. */
  readonly wrap: Layer['wrap']
  /** What `refuse` answers, as data; nothing to set when the request may pass. */
  readonly answer: (request: CsrfRequest) => PolicyHeaders
}

const NOTHING = /(?!)/

/**
 * Makes a guard against cross-site writes (CSRF, https://owasp.org/www-community/attacks/csrf). CORS does not stop
 * them: it decides who may read the answer, and by then the write is done. The guard allows requests by what browsers
 * say about their source, so there is no token to keep.
 *
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { csrf } from 'corsage/csrf'
 *
 * const guard = csrf({ self: 'https://app.example.com', trusted: ['https://admin.example.com'] })
 * const handler = guard.wrap((request: Request) => new Response(`Wrote to ${request.url}`))
 * ```
 */
export function csrf(options: CsrfOptions): CsrfGuard {
  const guard = compile(options)
  const { mode, onDeny } = guard
  const deny = (request: CsrfRequest): Required<PolicyHeaders> | undefined => {
    const { allowed, reason } = decide(guard, request)
    if (allowed) return
    // Async, so that one `catch` gets what the hook throws and what it rejects with.
    void (async () => onDeny?.(reason, request as Request))().catch(console.error)
    if (mode === 'report') return
    const set = [['Cache-Control', 'no-store']] as const
    return { status: 403, body: reason, set, vary: 'Origin, Sec-Fetch-Site', remove: NOTHING }
  }
  const refuse = (request: Request): Response | undefined => {
    const denied = deny(request)
    if (!denied) return
    const { status, body, set, vary } = denied
    return new Response(body, unpolluted({ status, headers: Object.fromEntries([...set, ['Vary', vary]]) }))
  }
  return Object.freeze<CsrfGuard>({
    check: (request) => decide(guard, request),
    refuse,
    mode,
    answer: (request) => deny(request) ?? { set: [], vary: '', remove: NOTHING },
    // The request is a named parameter, because Deno passes none to functions without parameters.
    wrap:
      (handler) =>
      (request, ...rest) =>
        refuse(request) ?? handler(request, ...rest),
  })
}
