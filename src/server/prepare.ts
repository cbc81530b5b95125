import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'

/** A policy with the parts of its answers that no request changes. */
export interface PreparedPolicy extends CompiledPolicy {
  /** The value of `Access-Control-Expose-Headers`; may be empty. */
  readonly exposed: string
  /** Made for the first preflight: to touch `Response` loads it on Node, which a start should not wait for. */
  readonly preflights: () => Preflights
}

/** Answers to be cloned: to clone a response without a body takes a third of the time that it takes to build one. */
export interface Preflights {
  /** Still lacks the origin, unless any is allowed. */
  readonly allowed: Response
  readonly refused: Response
  /** Whole answers for the first exact origins: none is added later, so that nobody can make them grow. */
  readonly byOrigin: ReadonlyMap<string | null, Response>
}

const MAX_PREFLIGHTS = 16

/** Works out what the answers of a policy have in common (https://fetch.spec.whatwg.org/#http-responses). */
export function prepare(policy: CompiledPolicy): PreparedPolicy {
  const { isPublic, options } = policy
  const { credentials, allowMethods, allowHeaders, exposeHeaders, maxAge, preflightStatus: status } = options
  const respond = (headers: Record<string, string | false>): Response =>
    new Response(null, {
      // Without a prototype, whose pollution would be read as further options of the response.
      __proto__: null,
      status,
      headers: Object.entries({ Vary: !isPublic && 'Origin', ...headers }).filter(([, value]) => value),
    } as ResponseInit)
  const allow = (origin: string | false): Response =>
    respond({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': credentials && 'true',
      'Access-Control-Allow-Methods': allowMethods.join(', '),
      'Access-Control-Allow-Headers': allowHeaders.join(', '),
      'Access-Control-Max-Age': maxAge !== undefined && String(maxAge),
    })
  const exact = isPublic ? [] : [...options.origin].filter((pattern) => !pattern.includes('*'))
  let preflights: Preflights | undefined
  const makePreflights = (): Preflights => ({
    allowed: allow(isPublic && '*'),
    refused: respond({}),
    byOrigin: new Map(exact.slice(0, MAX_PREFLIGHTS).map((origin) => [origin, allow(origin)])),
  })
  return Object.freeze({
    ...policy,
    exposed: exposeHeaders.join(', '),
    preflights: () => (preflights ??= makePreflights()),
  })
}

/**
 * The value of `Access-Control-Allow-Origin`; empty where nothing is shared. Without credentials `*` tells an opaque
 * origin as much as `null` would, and `null` is what every attacker can be.
 */
export function shareWith({ isPublic }: CompiledPolicy, origin: string | null, verdict: Reason): string {
  if (isPublic) return '*'
  if (origin === null || verdict !== 'allowed') return ''
  return origin === 'null' ? '*' : origin
}
