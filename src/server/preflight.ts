import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { isOwnResponse } from '../runtime/platform.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import { decorate, isUntouchable } from './decorate.ts'
import { ALLOW_HEADERS, type AnsweringPolicy, linesOf, requestedNames, VARY_BY_NAMES } from './headers.ts'
import type { CorsRequest } from './request.ts'

/** A policy with all that its answers have in common. */
export interface PreparedPolicy extends AnsweringPolicy {
  /** A new answer to a preflight from an allowed origin; from a refused one where the origin is empty. */
  readonly preflightFor: (allowedOrigin: string) => Response
}

const MAX_TEMPLATES = 16

/**
 * Prepares the answers to preflights, of which clones are sent: cloning a response without a body takes a third of the
 * time that building one takes. There is one to clone for refused origins, one for any origin, and one for each of the
 * first listed ones. None is added later, so that no client can make them grow. The first preflight makes them: to
 * touch `Response` loads it on Node, which a start should not wait for.
 */
export function prepare(policy: CompiledPolicy): PreparedPolicy {
  const { options } = policy
  const lines = linesOf(policy)
  const build = (allowedOrigin: string): Response => {
    const headers: Record<string, string> = {}
    if (lines.vary) headers['Vary'] = lines.vary
    if (allowedOrigin) Object.assign(headers, Object.fromEntries(lines.preflight))
    if (allowedOrigin) headers['Access-Control-Allow-Origin'] = allowedOrigin
    return new Response(null, unpolluted({ status: options.preflightStatus, headers }))
  }
  let templates: ReadonlyMap<string, Response> | undefined
  const preflightFor = (allowedOrigin: string): Response => {
    if (!isOwnResponse()) return build(allowedOrigin)
    templates ??= new Map(['', '*', ...options.origin.slice(0, MAX_TEMPLATES)].map((key) => [key, build(key)]))
    const ready = templates.get(allowedOrigin)
    if (ready) return ready.clone()
    const response = templates.get('*')!.clone()
    response.headers.set('Access-Control-Allow-Origin', allowedOrigin)
    return response
  }
  return { ...policy, lines, preflightFor }
}

/**
 * Answers a CORS-preflight request.
 *
 * A refused origin gets no permission. An allowed one gets the policy's complete lists, whatever method and headers it
 * asks for: the browser compares, and its console names what is missing. So nothing is decided here, except about lists
 * of headers that are too long to read.
 */
export function answerPreflight(policy: PreparedPolicy, request: CorsRequest, allowedOrigin: string): Response {
  const response = policy.preflightFor(allowedOrigin)
  const names = allowedOrigin ? requestedNames(policy.options, request) : undefined
  return names === undefined ? response : varyByNames(response, names)
}

/** Puts the policy's answer to a preflight on the application's own answer to it. */
export function decoratePreflight(
  policy: PreparedPolicy,
  response: Response,
  request: CorsRequest,
  allowedOrigin: string,
): Response {
  const decorated = decorate(policy, response, allowedOrigin, policy.lines.preflight)
  const names = allowedOrigin && !isUntouchable(response) ? requestedNames(policy.options, request) : undefined
  return names === undefined ? decorated : varyByNames(decorated, names)
}

/** Gives a preflight's answer the list of names that depends on its request. */
function varyByNames(response: Response, names: string): Response {
  const { headers } = response
  headers.set('Vary', mergeVary(headers.get('vary'), VARY_BY_NAMES))
  if (names) headers.set(ALLOW_HEADERS, names)
  else headers.delete(ALLOW_HEADERS)
  return response
}
