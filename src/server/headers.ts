import { CORS_HEADER } from '../fetch/header-classes.ts'
import { distinctNames, parseHeaderNames } from '../fetch/header-names.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'
import type { PolicyJSON } from '../policy/options.ts'
import { decide } from './decide.ts'
import { isFromItself, type PolicyRequest, requestedMethod, varyOf } from './request.ts'

/** A header line: a name and its value. */
export type HeaderLine = readonly [name: string, value: string]

/** The header lines of an answer that are the same for every request. */
export interface AnswerLines {
  /** The request headers that decide about the answer, to merge into `Vary`. Empty if there are none. */
  readonly vary: string
  /** The lines of an allowed request. A line without a value gets the allowed origin as its value. */
  readonly allowed: readonly HeaderLine[]
  /** `Timing-Allow-Origin` if the policy decides about it. */
  readonly timing: string | false
  /** Whether another policy around this one has removed the lines, and that is reported. */
  isNested?: boolean
}

/** The header lines of a policy, for the two kinds of requests. */
export interface PolicyLines {
  readonly actual: AnswerLines
  readonly preflight: AnswerLines
  /** Matches the names of the application's lines that the policy replaces. */
  readonly remove: RegExp
}

/** A policy with its header lines. */
export interface AnsweringPolicy extends CompiledPolicy {
  readonly lines: PolicyLines
}

/**
 * A policy's answer to one request as data, for raw responses and for generators of server configuration.
 */
export interface PolicyHeaders {
  /** The status of a complete answer: a preflight's, or 403. `undefined` if the application has to answer. */
  readonly status?: 200 | 204 | 403
  /** The body of a complete answer, if it has one. */
  readonly body?: string
  /** Lines to set, after the lines that match `remove` are removed. */
  readonly set: readonly HeaderLine[]
  /** Names to merge into `Vary` on every response, also without `Origin` and on errors. Empty if there are none. */
  readonly vary: string
  /** Matches the names of header lines to remove from the application's response, because the policy alone decides. */
  readonly remove: RegExp
}

/**
 * The one header of a preflight's answer that can depend on its request, and the request header that it then depends
 * on.
 */
export const ALLOW_HEADERS = 'Access-Control-Allow-Headers'
export const VARY_BY_NAMES = 'Access-Control-Request-Headers'

/**
 * Makes the header lines of a policy (https://fetch.spec.whatwg.org/#http-responses).
 *
 * `Access-Control-Allow-Credentials` is in both lists, because browsers run the CORS check on the answer to a preflight
 * as well. `Access-Control-Expose-Headers` and `Timing-Allow-Origin` mean nothing in a preflight, and the other lines
 * mean nothing outside of one.
 *
 * `Timing-Allow-Origin` has the value of `Access-Control-Allow-Origin`, also for an opaque origin: the TAO check accepts
 * `*` whatever the credentials (https://fetch.spec.whatwg.org/#concept-tao-check), and `null` would name nobody either.
 * The application's own line is replaced only if the option is on.
 */
export function linesOf(policy: CompiledPolicy): PolicyLines {
  const { credentials, allowMethods, allowHeaders, exposeHeaders, maxAge, timingAllowOrigin } = policy.options
  const both: HeaderLine[] = [
    ['Access-Control-Allow-Origin', ''],
    ...line('Access-Control-Allow-Credentials', credentials && 'true'),
  ]
  const timing = timingAllowOrigin && 'Timing-Allow-Origin'
  return {
    remove: timing ? /^(access-control-|timing-allow-origin$)/i : CORS_HEADER,
    actual: {
      timing,
      vary: varyOf(policy, policy.options.enforce),
      allowed: [
        ...both,
        ...line('Access-Control-Expose-Headers', exposeHeaders.join(', ')),
        ...(timing ? [[timing, ''] as const] : []),
      ],
    },
    preflight: {
      timing,
      vary: varyOf(policy, false),
      allowed: [
        ...both,
        ...line('Access-Control-Allow-Methods', allowMethods.join(', ')),
        ...line(ALLOW_HEADERS, allowHeaders.join(', ')),
        ...line('Access-Control-Max-Age', maxAge !== undefined && String(maxAge)),
      ],
    },
  }
}

function line(name: string, value: string | false): HeaderLine[] {
  return value ? [[name, value]] : []
}

/**
 * The value of `Access-Control-Allow-Origin`, empty if nothing is shared: `*` or one origin, because the header takes
 * no list (https://fetch.spec.whatwg.org/#http-new-header-syntax). An opaque origin gets `*`, never `null`. Without
 * credentials both permit the same, because any attacker can send `Origin: null`.
 */
export function allowedOriginFor({ isPublic }: CompiledPolicy, origin: string | null, reason: Reason): string {
  if (isPublic) return '*'
  if (origin === null || reason !== 'allowed') return ''
  return origin === 'null' ? '*' : origin
}

/**
 * Why `enforce` refuses an actual request: it is cross-origin, and the policy does not allow it. `undefined` if it
 * passes.
 */
export function refusedByEnforce(
  policy: CompiledPolicy,
  request: PolicyRequest,
  origin: string | null,
  originReason: Reason,
): Reason | undefined {
  if (!policy.options.enforce || isFromItself(request, policy.options.self)) return
  const { allowed, reason } = decide(policy, request, origin, originReason)
  return allowed ? undefined : reason
}

/** A policy's answer as data. It has to say the same as the responses of `wrap`. */
export function headersFor(
  policy: AnsweringPolicy,
  request: PolicyRequest,
  origin: string | null,
  originReason: Reason,
): PolicyHeaders {
  const { options, lines } = policy
  const { remove } = lines
  const allowedOrigin = allowedOriginFor(policy, origin, originReason)
  const isPreflight = requestedMethod(request, origin)
  const refused = !isPreflight && refusedByEnforce(policy, request, origin, originReason)
  const { vary, allowed } = isPreflight ? lines.preflight : lines.actual
  const names = isPreflight ? requestedNames(options, request, allowedOrigin) : undefined
  const given =
    names === undefined
      ? allowed
      : [...allowed.filter(([name]) => name !== ALLOW_HEADERS), ...line(ALLOW_HEADERS, names)]
  const answer: PolicyHeaders = {
    // Copies, because the receiver could change the lines. They are not frozen, because Bun reads frozen lists slowly.
    set: (refused ? NOT_STORED : allowedOrigin ? given : []).map(([name, value]) => [name, value || allowedOrigin]),
    vary: names === undefined ? vary : mergeVary(vary, VARY_BY_NAMES),
    remove,
  }
  if (isPreflight) return { status: options.preflightStatus, ...answer }
  return refused ? { status: 403, body: refusalText(refused), ...answer } : answer
}

/** The lines of a 403. */
export const NOT_STORED: readonly HeaderLine[] = [['Cache-Control', 'no-store']]

/** The body of a 403. */
export function refusalText(reason: Reason): string {
  return `Cross-origin request refused: ${reason}`
}

/**
 * Lists with fewer characters than this cannot have too many names, however short the names are, and need no parsing.
 */
const MANY_NAMES = 256

/**
 * The value of `Access-Control-Allow-Headers` if it depends on the names that a preflight asks for, otherwise
 * `undefined`. A list that is too long to parse gets no names at all. With the policy's own list, a browser might find
 * all its names in it, and allow what the decision has refused.
 */
export function requestedNames(
  { allowHeaders, dangerouslyReflectHeaders }: PolicyJSON,
  request: PolicyRequest,
  allowedOrigin: string,
): string | undefined {
  const asked = request.headers.get('access-control-request-headers') ?? ''
  if (!allowedOrigin || (!dangerouslyReflectHeaders && asked.length < MANY_NAMES)) return
  const names = parseHeaderNames(asked)
  if (names === 'too-long') return ''
  if (!dangerouslyReflectHeaders) return
  // A header can be called `*`, but in the answer that name would be the wildcard.
  const reflected = Array.isArray(names) ? names.filter((name) => name !== '*') : []
  return distinctNames([...allowHeaders, ...reflected]).join(', ')
}
