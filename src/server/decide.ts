import { parseHeaderNames } from '../fetch/header-names.ts'
import { SAFELISTED_METHODS } from '../fetch/method.ts'
import { MAX_ORIGIN_BYTES, parseOrigin, type TupleOrigin } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { withRequest } from '../policy/context.ts'
import { coversHeader, coversMethod } from '../policy/covers.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import { attempt } from '../runtime/promise.ts'
import { unexpected } from '../wording/unexpected.ts'
import { isFromItself, type PolicyRequest, requestedMethod } from './request.ts'

/**
 * The most characters of a requested method that are looked at. A client chooses its length, which must not become
 * work.
 */
const MAX_METHOD = 4096

/**
 * Decides about the origin alone. Most answers depend on nothing else. It does not tell an unlisted origin from a
 * malformed one; the full decision does.
 *
 * @param context the object that the host passes to the handler after the request
 * @param fail receives the error of a predicate that throws or rejects, and once an error about answers that are not
 * booleans, so that the caller chooses how to report it
 */
export function decideOrigin(
  policy: CompiledPolicy,
  request: PolicyRequest | undefined,
  origin: string | null,
  context: unknown,
  fail: (error: unknown) => void,
): Reason | Promise<Reason> {
  // Browsers send `Origin` with every request that they check for CORS
  // (https://fetch.spec.whatwg.org/#append-a-request-origin-header). Without the header nobody asks for permission.
  if (origin === null) return 'no-origin'
  // The answer is `*`, which passes the CORS check for any origin, opaque ones included, but never with credentials
  // (https://fetch.spec.whatwg.org/#concept-cors-check, step 3). So the origin is deliberately not parsed.
  if (policy.isPublic) return 'allowed'
  // Sandboxed frames, data: URLs and redirects across origins send the opaque origin, and any page can send it by means
  // of one of these (https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque). It identifies nobody,
  // so a predicate never sees it.
  if (origin === 'null') return policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'
  if (policy.predicate) return askPredicate(policy, request, origin, context, fail)
  // Browsers compare bytes (https://fetch.spec.whatwg.org/#concept-cors-check, step 4), and so does the lookup. An
  // `Origin` in another spelling is not normalised first: no browser sends one.
  return policy.origins(origin) ? 'allowed' : 'origin-not-listed'
}

/** The policies with a reported answer of their predicate. One report is enough, because clients choose how many follow. */
const misled = new WeakSet<CompiledPolicy>()

/** The most parsed origins that are kept. */
const MAX_PARSED = 256

/** Parsed origins: the same come again, and parsing costs more than any other step. They are frozen. */
const parsed = new Map<string, TupleOrigin>()

function parse(origin: string): TupleOrigin | undefined {
  // A lookup reads all of a string, and no origin is longer.
  if (origin.length > MAX_ORIGIN_BYTES) return
  let tuple = parsed.get(origin)
  if (!tuple && (tuple = parseOrigin(origin))) {
    // Anyone can invent origins, so that a flood must not make the map grow.
    if (parsed.size >= MAX_PARSED) parsed.clear()
    parsed.set(origin, tuple)
  }
  return tuple
}

function askPredicate(
  policy: CompiledPolicy,
  request: PolicyRequest | undefined,
  origin: string,
  context: unknown,
  fail: (error: unknown) => void,
): Reason | Promise<Reason> {
  // Parse first, so that a predicate that compares hosts or suffixes cannot be fooled by a string that is not an
  // origin.
  const tuple = parse(origin)
  if (!tuple) return 'origin-malformed'
  return attempt<unknown, Reason>(
    () => policy.predicate!(tuple, withRequest(request, context)),
    (answer) => {
      // Only `true` allows. Another truthy value, such as a matched string or a forgotten promise, must not.
      if (answer === true) return 'allowed'
      if (answer !== false && !misled.has(policy)) {
        misled.add(policy)
        fail(
          unexpected(
            'The predicate returned',
            answer,
            'true or false: return whether the origin is allowed, not the origin as in hono/cors',
          ),
        )
      }
      return 'predicate-refused'
    },
    // A predicate that fails refuses: its database may be down, and a guess could share data.
    (error) => {
      fail(error)
      return 'predicate-failed'
    },
  )
}

/**
 * Makes the full decision, frozen. It checks the origin, then the method, then the headers, as browsers do
 * (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0), so that the reason is the one that the browser's console
 * names.
 *
 * @param originReason the decision about the origin
 */
export function decide(
  policy: CompiledPolicy,
  request: PolicyRequest,
  origin: string | null,
  originReason: Reason,
): Decision {
  const method = requestedMethod(request, origin)
  let reason = originReason === 'origin-not-listed' && !parseOrigin(origin!) ? 'origin-malformed' : originReason
  let allowed = reason === 'allowed' || origin === null
  let refusedHeaders: readonly string[] | undefined
  if (allowed && method) {
    const refused = refusedByPreflight(policy, request, method)
    if (typeof refused === 'string') reason = refused
    else {
      reason = 'headers-not-listed'
      refusedHeaders = Object.freeze(refused)
    }
    allowed = reason === 'allowed'
  } else if (allowed && policy.options.enforce && !isFromItself(request, policy.options.self)) {
    // `enforce` protects the handler from requests that browsers send without a preflight. So GET, HEAD and POST have
    // to be listed as well: browsers never ask for them, but a policy may leave them out to refuse them.
    // A listed GET covers HEAD, which caches answer from a stored GET (RFC 9111, section 4).
    const isListed =
      coversMethod(policy.options, request.method) || (request.method === 'HEAD' && coversMethod(policy.options, 'GET'))
    if (origin !== null && !isListed) reason = 'method-not-listed'
    // Images, scripts and links to other sites send no `Origin`, so no list can allow them; only `origin: '*'` does.
    allowed = isListed && (origin !== null || policy.isPublic)
  }
  // Deliberately not checked: the headers of an actual request. A browser has asked for them in a preflight, and any
  // other client can send what it likes.
  const kind = method ? 'preflight' : origin === null ? 'none' : 'actual'
  return Object.freeze({
    kind,
    allowed,
    reason,
    origin,
    ...(method && { method }),
    ...(refusedHeaders && { refusedHeaders }),
  })
}

/**
 * Compares a preflight's method and headers with the policy, as the browser will
 * (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.5 to 7.7).
 *
 * @returns `allowed`, the reason for a refusal, or the header names that are not listed
 */
function refusedByPreflight(policy: CompiledPolicy, request: PolicyRequest, method: string): Reason | string[] {
  if (method.length > MAX_METHOD) return 'method-malformed'
  // GET, HEAD and POST pass if they are not listed, because the browser lets them pass (step 7.5).
  if (!SAFELISTED_METHODS.includes(method) && !coversMethod(policy.options, method)) {
    return isToken(method) ? 'method-not-listed' : 'method-malformed'
  }
  // A preflight for a method alone has no such header (step 5 adds it only if there are names).
  const names = parseHeaderNames(request.headers.get('access-control-request-headers') ?? '')
  // A list that is malformed or too long did not come from a browser, which writes sorted, lower-case, valid names.
  if (typeof names === 'string') return `headers-${names}`
  const refused = names.filter((name) => !coversHeader(policy.options, policy.headers, name))
  return refused.length ? refused : 'allowed'
}
