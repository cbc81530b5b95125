import { distinctNames, parseHeaderNames } from '../fetch/header-names.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'
import type { PolicyJSON } from '../policy/options.ts'
import { decide } from './decide.ts'
import { type CorsRequest, isSameOrigin, requestedMethod } from './request.ts'

/** A header line: a name and its value. */
export type HeaderLine = readonly [name: string, value: string]

/** Header lines of a policy that no request changes, worked out once. `Access-Control-Allow-Origin` comes before them. */
export interface PolicyLines {
  /** The names to merge into `Vary`: all request headers that a decision reads. Empty when all answers are the same. */
  readonly vary: string
  /** Lines of a shared answer to an actual request. */
  readonly actual: readonly HeaderLine[]
  /** Lines of the answer to a CORS-preflight request from an allowed origin. */
  readonly preflight: readonly HeaderLine[]
}

/** A policy with its header lines. */
export interface AnsweringPolicy extends CompiledPolicy {
  readonly lines: PolicyLines
}

/**
 * What a policy says of one request, before anybody makes a `Response` of it: for raw responses, and for whoever writes
 * the configuration of a server.
 */
export interface PolicyHeaders {
  /** The status of an answer that is complete: to a preflight, or 403. `undefined`: the application answers. */
  readonly status?: 200 | 204 | 403
  /** The body of a complete answer, if it has one. */
  readonly body?: string
  /** Lines to set, after those of `remove` are gone. */
  readonly set: readonly HeaderLine[]
  /** Names to merge into `Vary`; empty when there are none. Set on every answer, also without `Origin` and on errors. */
  readonly vary: string
  /** The names of header lines to remove from the application's answer: a permission has one owner. */
  readonly remove: RegExp
}

/** The header in which a preflight's answer can depend on its request, and the request header that it then varies on. */
export const ALLOW_HEADERS = 'Access-Control-Allow-Headers'
export const VARY_BY_NAMES = 'Access-Control-Request-Headers'

const FOREIGN = /^access-control-/i

/** Works out the lines of a policy (https://fetch.spec.whatwg.org/#http-responses). */
export function linesOf(policy: CompiledPolicy): PolicyLines {
  const { credentials, allowMethods, allowHeaders, exposeHeaders, maxAge, vary = [] } = policy.options
  const both = line('Access-Control-Allow-Credentials', credentials && 'true')
  return {
    vary: policy.isPublic ? '' : mergeVary('Origin', ['Origin', ...vary].join(', ')),
    actual: [...both, ...line('Access-Control-Expose-Headers', exposeHeaders.join(', '))],
    preflight: [
      ...both,
      ...line('Access-Control-Allow-Methods', allowMethods.join(', ')),
      ...line(ALLOW_HEADERS, allowHeaders.join(', ')),
      ...line('Access-Control-Max-Age', maxAge !== undefined && String(maxAge)),
    ],
  }
}

function line(name: string, value: string | false): HeaderLine[] {
  return value ? [[name, value]] : []
}

/**
 * The value of `Access-Control-Allow-Origin`; empty where nothing is shared. Without credentials `*` tells an opaque
 * origin as much as `null` would, and any attacker can have the origin `null`.
 */
export function allowedOriginFor({ isPublic }: CompiledPolicy, origin: string | null, reason: Reason): string {
  if (isPublic) return '*'
  if (origin === null || reason !== 'allowed') return ''
  return origin === 'null' ? '*' : origin
}

/** What a policy enforces against: an actual cross-origin request that it does not allow. */
export function refusedByEnforce(
  policy: CompiledPolicy,
  request: CorsRequest,
  origin: string | null,
  originReason: Reason,
): Reason | undefined {
  if (!policy.options.enforce || isSameOrigin(request)) return
  const { allowed, reason } = decide(policy, request, origin, originReason)
  return allowed ? undefined : reason
}

/** The answer of a policy as data. */
export function headersFor(
  policy: AnsweringPolicy,
  request: CorsRequest,
  origin: string | null,
  originReason: Reason,
): PolicyHeaders {
  const { options, lines } = policy
  const { vary } = lines
  const allowedOrigin = allowedOriginFor(policy, origin, originReason)
  // Copies, because the receiver could change the lines. They are not frozen, because Bun reads frozen lists slowly.
  const permit = (constant: readonly HeaderLine[]): HeaderLine[] =>
    allowedOrigin
      ? [['Access-Control-Allow-Origin', allowedOrigin], ...constant.map<HeaderLine>(([name, value]) => [name, value])]
      : []
  if (requestedMethod(request, origin)) {
    const status = options.preflightStatus
    const names = allowedOrigin ? requestedNames(options, request) : undefined
    if (names === undefined) return { status, set: permit(lines.preflight), vary, remove: FOREIGN }
    const constant = lines.preflight.filter(([name]) => name !== ALLOW_HEADERS)
    const set = [...permit(constant), ...line(ALLOW_HEADERS, names)]
    return { status, set, vary: mergeVary(vary || null, VARY_BY_NAMES), remove: FOREIGN }
  }
  const refused = refusedByEnforce(policy, request, origin, originReason)
  if (refused)
    return { status: 403, body: refusalText(refused), set: [['Cache-Control', 'no-store']], vary, remove: FOREIGN }
  return { set: permit(lines.actual), vary, remove: FOREIGN }
}

/** The text of a 403. */
export function refusalText(reason: Reason): string {
  return `Cross-origin request refused: ${reason}`
}

/** Characters: a shorter list cannot name too many headers, however short their names. */
const MANY_NAMES = 256

/**
 * The value of `Access-Control-Allow-Headers` where it depends on the names that a preflight asks for; `undefined`
 * where it does not. A list that is too long to read gets the empty answer: a browser might find all its names listed.
 */
export function requestedNames(
  { allowHeaders, dangerouslyReflectHeaders }: PolicyJSON,
  request: CorsRequest,
): string | undefined {
  const asked = request.headers.get('access-control-request-headers') ?? ''
  if (!dangerouslyReflectHeaders && asked.length < MANY_NAMES) return
  const names = parseHeaderNames(asked)
  if (names === 'too-long') return ''
  if (!dangerouslyReflectHeaders) return
  // A reflected `*` would be the wildcard.
  const reflected = Array.isArray(names) ? names.filter((name) => name !== '*') : []
  return distinctNames([...allowHeaders, ...reflected]).join(', ')
}
