import type { Layer } from '../layer.ts'
import { mergeVary } from '../fetch/vary.ts'
import { attempt } from '../runtime/promise.ts'
import { respond } from '../runtime/respond.ts'
import { addVary } from '../server/add-vary.ts'
import type { PolicyHeaders } from '../server/headers.ts'
import type { CheckedGuard } from './checked-guard.ts'
import { compile } from './compile.ts'
import { type CsrfRequest, decide } from './decide.ts'
import type { CsrfDecision } from './decision.ts'
import type { CsrfOptions } from './options.ts'

/** A compiled guard: frozen, and safe to share between requests. Its functions need no `this`. */
export interface CsrfGuard extends Layer {
  /** Decides about a request. Makes no response and does not call `onDeny`. */
  readonly check: (request: CsrfRequest) => CsrfDecision
  /** Whether requests are denied, or only reported to `onDeny`. `undefined` means `'enforce'`. */
  readonly mode: CsrfOptions['mode']
  /**
   * Answers a denied request with 403 and the reason as its body, and calls `onDeny`. Returns `undefined` if the
   * request may pass, as every request may in `mode: 'report'`.
   */
  readonly refuse: (request: Request) => Response | undefined
  /**
   * Returns a handler of the same type that answers only requests that `refuse` lets pass. `Vary` of its responses names
   * the headers that decided. The given handler is called without `this`.
   */
  readonly wrap: Layer['wrap']
  /** Returns the names of the request headers that the decision about a request reads, for `Vary`. */
  readonly vary: (request: CsrfRequest) => string
  /** Returns the answer of `refuse` as data, which only has names for `Vary` when the request may pass. */
  readonly answer: (request: CsrfRequest) => PolicyHeaders
}

const NOTHING = /(?!)/

/**
 * Makes a guard against cross-site writes (CSRF, https://owasp.org/www-community/attacks/csrf). CORS does not stop
 * them, because it only decides who may read the response, and by then the write is done. The guard relies on headers
 * in which browsers name the source of a request, so it needs no tokens.
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
export function csrf<const Options extends CsrfOptions>(options: Options & CheckedGuard<Options>): CsrfGuard {
  const guard = compile(options)
  const { mode, onDeny } = guard
  const deny = (request: CsrfRequest): Required<PolicyHeaders> | undefined => {
    const { allowed, reason } = decide(guard, request)
    if (allowed) return
    // The async function turns an error that the hook throws into a rejection, so that one `catch` handles both.
    void (async () => onDeny?.(reason, request as Request))().catch(console.error)
    if (mode === 'report') return
    return {
      status: 403,
      body: reason,
      set: [['Cache-Control', 'no-store']],
      vary: mergeVary('Origin, Sec-Fetch-Site', vary(request)),
      remove: NOTHING,
    }
  }
  const vary = (request: CsrfRequest): string => {
    const names: string[] = []
    decide(guard, request, (name) => {
      names.push(name)
      return request.headers.get(name)
    })
    return names.join(', ')
  }
  const refuse = (request: Request): Response | undefined => {
    const denied = deny(request)
    if (!denied) return
    return respond(denied.status, denied.body, [...denied.set, ['Vary', denied.vary]])
  }
  return Object.freeze<CsrfGuard>({
    check: (request) => decide(guard, request),
    refuse,
    mode,
    vary,
    answer: (request) => deny(request) ?? { set: [], vary: vary(request), remove: NOTHING },
    // The request is a named parameter, because Deno passes no request to functions without parameters.
    wrap:
      (handler) =>
      (request, ...rest) => {
        const names = vary(request)
        return (
          refuse(request) ??
          attempt(
            () => handler(request, ...rest),
            (response) => addVary(response, request, names),
            // Some hosts let handlers throw a response.
            (error) => {
              throw error instanceof Response ? addVary(error, request, names) : error
            },
          )
        )
      },
  })
}
