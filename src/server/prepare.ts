import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'

/** A policy with the parts of its answers that no request changes. */
export interface PreparedPolicy extends CompiledPolicy {
  /** What a response that may be read gets besides `Access-Control-Allow-Origin`. */
  readonly actualHeaders: readonly (readonly [name: string, value: string])[]
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
  const { credentials, allowMethods, allowHeaders, exposeHeaders, maxAge, preflightStatus: status } = policy.options
  const permission: Part[] = [['Allow-Credentials', credentials && 'true']]
  const vary: [string, string][] = policy.isPublic ? [] : [['Vary', 'Origin']]
  const preflight = written([
    ['Allow-Origin', policy.isPublic && '*'],
    ...permission,
    ['Allow-Methods', allowMethods.join(', ')],
    ['Allow-Headers', allowHeaders.join(', ')],
    ['Max-Age', String(maxAge ?? '')],
  ])
  const respond = (...headers: [string, string][]): Response =>
    // Without a prototype, whose pollution would be read as further options of the response.
    new Response(null, { __proto__: null, status, headers: [...vary, ...headers] } as ResponseInit)
  const exact = policy.isPublic ? [] : [...policy.options.origin].filter((pattern) => !pattern.includes('*'))
  let preflights: Preflights | undefined
  const makePreflights = (): Preflights => ({
    allowed: respond(...preflight),
    refused: respond(),
    byOrigin: new Map(
      exact
        .slice(0, MAX_PREFLIGHTS)
        .map((origin) => [origin, respond(['Access-Control-Allow-Origin', origin], ...preflight)]),
    ),
  })
  return Object.freeze({
    ...policy,
    actualHeaders: written([...permission, ['Expose-Headers', exposeHeaders.join(', ')]]),
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

type Part = [name: string, value: string | false]

/** The headers that have something to say. */
function written(parts: Part[]): [name: string, value: string][] {
  return parts.flatMap(([name, value]) => (value ? [[`Access-Control-${name}`, value]] : []))
}
