import type { CorsPolicy } from '../server/cors-policy.ts'
import type { CsrfGuard } from './csrf.ts'

/**
 * Puts a policy and a guard before handlers, in the only right order: the hosts that are answered, preflights, the
 * evidence of writes, the handler, and the policy's headers on whatever comes of it, so that pages can read the 403.
 */
export function protect({ wrap, decorate }: CorsPolicy, guard: CsrfGuard): CorsPolicy['wrap'] {
  return (handler) => {
    const answer = wrap(guard.wrap(handler))
    const answerOptions = wrap(handler)
    return (request, ...rest) => {
      if (request.method !== 'OPTIONS') return answer(request, ...rest)
      // A preflight is answered before the guard of `answer`, which a host that is not allowed must not get to.
      const refusal = guard.refuse(request)
      return refusal ? decorate(refusal, request, rest[0]) : answerOptions(request, ...rest)
    }
  }
}
