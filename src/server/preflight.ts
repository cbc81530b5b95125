import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { hasCheapClones } from '../runtime/platform.ts'
import { respond } from '../runtime/respond.ts'
import { decorate, permit } from './decorate.ts'
import { ALLOW_HEADERS, type AnsweringPolicy, linesOf, requestedNames, VARY_BY_NAMES } from './headers.ts'
import type { PolicyRequest } from './request.ts'

/** A policy that is ready to answer preflights. */
export interface PreparedPolicy extends AnsweringPolicy {
  /** Makes a new answer to a preflight from an allowed origin, or a refusal if the origin is empty. */
  readonly preflightFor: (allowedOrigin: string) => Response
}

const MAX_TEMPLATES = 16

/**
 * Prepares answers to preflights as templates, and sends clones of them: cloning a response without a body takes a
 * third of the time that building one takes. There is a template for refused origins, one for `*`, and one for each of
 * the first listed origins. None is added later, so that no client can make the map grow. The first preflight makes the
 * templates, not `cors()`, because the first use of `Response` loads it on Node, which would slow down the start.
 *
 * A refused preflight deliberately has the same status as an allowed one: without a permission it fails the CORS check
 * anyway (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7).
 */
export function prepare(policy: CompiledPolicy): PreparedPolicy {
  const { options } = policy
  const lines = linesOf(policy)
  const build = (allowedOrigin: string): Response => {
    const response = respond(options.preflightStatus, null)
    return permit(response, allowedOrigin, lines.preflight)
  }
  let templates: ReadonlyMap<string, Response> | undefined
  const preflightFor = (allowedOrigin: string): Response => {
    if (!hasCheapClones()) return build(allowedOrigin)
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
 * A refused origin gets no permission. An allowed origin gets the policy's complete lists, whatever method and headers
 * it asks for, because the browser compares them itself and its console then names what is missing. Only lists of
 * headers that are too long to parse are decided here.
 */
export function answerPreflight(policy: PreparedPolicy, request: PolicyRequest, allowedOrigin: string): Response {
  return withNames(policy, policy.preflightFor(allowedOrigin), request, allowedOrigin)
}

/** Puts the policy's preflight headers on the application's own answer to a preflight. */
export function decoratePreflight(
  policy: PreparedPolicy,
  response: Response,
  request: PolicyRequest,
  allowedOrigin: string,
): Response {
  const decorated = decorate(response, request, allowedOrigin, policy.lines.preflight)
  return decorated === response ? decorated : withNames(policy, decorated, request, allowedOrigin)
}

/** Sets the list of names if it depends on the request, and adds the request header that it depends on to `Vary`. */
function withNames(
  policy: PreparedPolicy,
  response: Response,
  request: PolicyRequest,
  allowedOrigin: string,
): Response {
  const names = requestedNames(policy.options, request, allowedOrigin)
  if (names !== undefined) {
    const { headers } = response
    headers.set('Vary', mergeVary(headers.get('vary'), VARY_BY_NAMES))
    if (names) headers.set(ALLOW_HEADERS, names)
    else headers.delete(ALLOW_HEADERS)
  }
  return response
}
