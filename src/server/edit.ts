import { distinctNames } from '../fetch/header-names.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { type CorsRequest, requestedHeaders } from './request.ts'

/**
 * Puts the policy's headers on a response that has none of its own (https://fetch.spec.whatwg.org/#http-responses).
 *
 * A refused origin gets none. An allowed one gets the policy's complete lists also when its method or a header is
 * refused: the browser compares, and its console names what is missing.
 */
export function edit(headers: Headers, policy: CompiledPolicy, request: CorsRequest, decision: Decision): void {
  const { kind, reason, origin } = decision
  const { isPublic, options } = policy
  const set = (name: string, value: string | false | null): void => {
    if (value) headers.set(`Access-Control-${name}`, value)
  }
  const vary = (name: string): void => headers.set('Vary', mergeVary(headers.get('Vary'), name))

  if (!isPublic) vary('Origin')
  const isPreflight = kind === 'preflight'
  if (isPreflight ? !/^(allowed|method|headers)/.test(reason) : !decision.allowed || (kind === 'none' && !isPublic))
    return

  // Without credentials `*` tells an opaque origin as much as `null` would, and `null` is what every attacker can be.
  set('Allow-Origin', isPublic || origin === 'null' ? '*' : origin)
  set('Allow-Credentials', options.credentials && 'true')
  if (!isPreflight) return set('Expose-Headers', options.exposeHeaders.join(', '))
  set('Allow-Methods', options.allowMethods.join(', '))
  set('Max-Age', String(options.maxAge ?? ''))
  // A list that was too long to read is not answered: the browser might find that all its names are listed.
  const isTooLong = reason === 'headers-too-long'
  if (isTooLong || options.dangerouslyReflectHeaders) vary('Access-Control-Request-Headers')
  const names = options.dangerouslyReflectHeaders && requestedHeaders(request)
  const list = Array.isArray(names)
    ? distinctNames([...options.allowHeaders, ...names.filter((name) => name !== '*')])
    : options.allowHeaders
  set('Allow-Headers', !isTooLong && list.join(', '))
}
