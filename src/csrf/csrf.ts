import type { CorsPolicy } from '../server/cors-policy.ts'
import { compile } from './compile.ts'
import { type CsrfRequest, judge } from './decide.ts'
import type { CsrfOptions } from './options.ts'
import type { CsrfVerdict } from './decision.ts'

/** A compiled guard: frozen, and safe to share between requests. Its functions need no `this`. */
export interface CsrfGuard {
  /** What the guard says of a request. Answers nothing, tells nobody. */
  readonly check: (request: CsrfRequest) => CsrfVerdict
  /** Whether requests are denied, or only told to `onDeny`: `undefined` is `'enforce'`. */
  readonly mode: CsrfOptions['mode']
  /**
   * The answer to a request that is denied, told to `onDeny`: 403, with the reason as its text. `undefined` when the
   * request may pass, as every one may in `mode: 'report'`.
   */
  readonly refuse: (request: Request) => Response | undefined
  /** A handler of the same type, behind `refuse`. It is called without `this`. */
  readonly wrap: CorsPolicy['wrap']
}

/**
 * Makes a guard against cross-site writes (CSRF, https://owasp.org/www-community/attacks/csrf), which CORS does not
 * stop: it decides who may read the answer, when the write is done. Requests are allowed by what browsers say of where
 * they come from; there is no token to be kept.
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
  const rules = compile(options)
  const { mode, onDeny } = rules
  const refuse = (request: Request): Response | undefined => {
    const { allowed, reason } = judge(rules, request)
    if (allowed) return
    // Async, so that one `catch` has what the hook throws and what it rejects with.
    void (async () => onDeny?.(reason, request))().catch(console.error)
    if (mode === 'report') return
    const headers = { 'Cache-Control': 'no-store', Vary: 'Origin, Sec-Fetch-Site' }
    // Without a prototype: what pollutes that would be read as further options of the response.
    return new Response(reason, { __proto__: null, status: 403, headers } as ResponseInit)
  }
  return Object.freeze<CsrfGuard>({
    check: (request) => judge(rules, request),
    refuse,
    mode,
    // With the request by name: Deno gives none to functions without parameters.
    wrap:
      (handler) =>
      (request, ...rest) =>
        refuse(request) ?? handler(request, ...rest),
  })
}

/** What adapters accept: options, or a guard. */
export function toGuard(input: CsrfOptions | CsrfGuard): CsrfGuard {
  return Object.hasOwn(Object(input), 'refuse') ? (input as CsrfGuard) : csrf(input as CsrfOptions)
}
