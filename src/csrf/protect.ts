import { cors } from '../cors.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { Layer } from '../layer.ts'
import type { CheckedOptions } from '../policy/checked-options.ts'
import { contextFrom } from '../policy/context.ts'
import type { CorsOptions } from '../policy/options.ts'
import { after } from '../runtime/promise.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { addVary } from '../server/add-vary.ts'
import type { PolicyHeaders } from '../server/headers.ts'
import type { CheckedGuard } from './checked-guard.ts'
import { csrf, type CsrfGuard } from './csrf.ts'
import type { CsrfOptions } from './options.ts'

/** A policy, or a table of policies. */
type Decorating = Pick<CorsPolicy, 'wrap' | 'decorate' | 'answer'> & Pick<Layer, 'options' | 'optionsFor'>

/**
 * Joins a policy and a guard into one layer, in the only order that is safe: the guard checks the host, the policy
 * answers preflights, the guard checks who writes, the handler answers, and the policy puts its headers on every
 * response, so that allowed pages can read a 403.
 *
 * With a table of policies, the guard checks all of its rows, because a forged write needs no permission to read.
 *
 * @param policy a policy, a table of policies from `routes()`, or options for `cors()`
 * @param guard a guard, or options for `csrf()`
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { protect } from 'corsage/csrf'
 *
 * const policy = cors({ origin: ['https://admin.example.com'], credentials: true })
 * const layer = protect(policy, { self: 'https://app.example.com', trusted: policy })
 * const handler = layer.wrap((request: Request) => new Response(`Wrote to ${request.url}`))
 * ```
 */
export function protect<const Input extends CorsOptions | Decorating, const Guard extends CsrfOptions | CsrfGuard>(
  policy: Input & (Input extends Decorating ? unknown : CheckedOptions<Input>),
  guard: Guard & (Guard extends CsrfGuard ? unknown : CheckedGuard<Guard>),
): Layer
export function protect(policyInput: CorsOptions | Decorating, guardInput: CsrfOptions | CsrfGuard): Layer {
  const {
    wrap,
    decorate,
    answer: answerAsData,
    options,
    optionsFor,
  }: Decorating = isOwn(policyInput, 'decorate') ? (policyInput as Decorating) : cors(policyInput as CorsOptions)
  const guard = isOwn(guardInput, 'refuse') ? (guardInput as CsrfGuard) : csrf(guardInput as CsrfOptions)
  return Object.freeze<Layer>({
    options,
    ...(optionsFor && { optionsFor }),
    answer: (request, context) => {
      // The guard and the policy are asked in the order of `wrap`.
      const early = request.method === 'OPTIONS' ? guard.answer(request) : undefined
      return after(answerAsData(request, context), (own) =>
        !early && isOwn(own, 'status') ? own : join(own, early ?? guard.answer(request)),
      )
    },
    wrap: (handler, contextOf) => {
      // Not `guard.wrap`, because its `Vary` has to be on the policy's answers to errors too.
      const guarded: typeof handler = (request, ...rest) => guard.refuse(request) ?? handler(request, ...rest)
      const answer = wrap(guarded, contextOf)
      const answerOptions = wrap(handler, contextOf)
      return (request, ...rest) => {
        const names = guard.vary(request)
        // The policy answers preflights before the guard sees them, so hosts that are not allowed are refused here.
        const refusal = request.method === 'OPTIONS' && guard.refuse(request)
        const context = (): unknown => (contextOf ? contextOf(...rest) : contextFrom(rest[0]))
        const answered = refusal
          ? decorate(refusal, request, context())
          : (request.method === 'OPTIONS' ? answerOptions : answer)(request, ...rest)
        return after(answered, (response) => addVary(response, request, names))
      }
    },
  })
}

/** Adds the policy's headers to the guard's refusal. Without a refusal, it is the answer of the policy, with both `Vary`. */
function join(own: PolicyHeaders, refusal: PolicyHeaders): PolicyHeaders {
  const vary = mergeVary(own.vary, refusal.vary)
  if (!isOwn(refusal, 'status')) return { ...own, vary }
  return {
    ...own,
    ...refusal,
    set: [...own.set, ...refusal.set],
    vary,
    remove: own.remove,
  }
}

function isOwn(value: unknown, name: string): boolean {
  return Object.hasOwn(Object(value), name)
}
