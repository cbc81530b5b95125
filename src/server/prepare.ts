import type { CompiledPolicy } from '../policy/compile.ts'
import type { DecoratingPolicy } from './decorate.ts'
import { isOwnResponse } from '../runtime/platform.ts'

/** A policy with the parts of its answers that no request changes. */
export interface PreparedPolicy extends CompiledPolicy, DecoratingPolicy {
  /** A new answer to a preflight. */
  readonly answerTo: (share: string) => Response
}

const MAX_ANSWERS = 16

/**
 * Works out what the answers of a policy have in common (https://fetch.spec.whatwg.org/#http-responses).
 *
 * Preflights are answered with clones: to clone a response without a body takes a third of the time that it takes to
 * build one. There is one to clone for refused origins, one for any origin, and one for each that is listed first.
 * None is added later, so that nobody can make them grow. They are made for the first preflight: to touch `Response`
 * loads it on Node, which a start should not wait for.
 */
export function prepare(policy: CompiledPolicy): PreparedPolicy {
  const {
    origin,
    credentials,
    allowMethods,
    allowHeaders,
    exposeHeaders,
    maxAge,
    preflightStatus: status,
  } = policy.options
  const vary: Record<string, string> = policy.isPublic ? {} : { Vary: 'Origin' }
  const permission = { ...vary }
  if (credentials) permission['Access-Control-Allow-Credentials'] = 'true'
  if (allowMethods.length) permission['Access-Control-Allow-Methods'] = allowMethods.join(', ')
  if (allowHeaders.length) permission['Access-Control-Allow-Headers'] = allowHeaders.join(', ')
  if (maxAge !== undefined) permission['Access-Control-Max-Age'] = String(maxAge)
  const build = (share: string): Response => {
    const headers = share ? { ...permission, 'Access-Control-Allow-Origin': share } : { ...vary }
    // All written out, and without a prototype: what pollutes that would be read as further options of the response.
    return new Response(null, { __proto__: null, status, headers } as ResponseInit)
  }
  let answers: ReadonlyMap<string, Response> | undefined
  return {
    ...policy,
    exposed: exposeHeaders.join(', '),
    answerTo: (share: string) => {
      if (!isOwnResponse()) return build(share)
      answers ??= new Map(['', '*', ...origin.slice(0, MAX_ANSWERS)].map((key) => [key, build(key)]))
      const ready = answers.get(share)
      if (ready) return ready.clone()
      const response = answers.get('*')!.clone()
      response.headers.set('Access-Control-Allow-Origin', share)
      return response
    },
  }
}
