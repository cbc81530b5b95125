import { checkArgument } from '../../policy/arguments.ts'
import { unpolluted } from '../../runtime/unpolluted.ts'
import type { Details } from '../report/finding.ts'
import type { CheckedGuard } from '../settings.ts'

/** A guard against CSRF that rules can ask about requests. */
export interface AskedGuard extends Details {
  /** The origin that it protects. */
  readonly own: string
  /** Whether it lets every request pass and only reports those that it would deny. */
  readonly isReporting: boolean
  /** Whether it allows a POST with cookies. A guard that only reports is not asked. */
  readonly allows: (headers: Readonly<Record<string, string>>, origin?: string) => boolean
  /** Whether it allows a page of an origin to open a WebSocket with cookies. */
  readonly allowsUpgrade: (origin: string) => boolean
  /** Whether it was asked about a POST, and never gave an answer. */
  readonly isMute: () => boolean
}

/**
 * Prepares a guard for questions.
 *
 * @param own the origin that it protects, or one in its place unless `isKnown`
 * @throws {PolicyError} if the guard answers only certain hosts, and nobody said which
 */
export function readGuard(guard: CheckedGuard, own: string, isKnown: boolean): AskedGuard {
  const isReporting = Object.hasOwn(guard, 'mode') && guard.mode === 'report'
  const answers: unknown[] = []
  const isForOtherHosts = !isKnown && ask(guard, 'GET', own, {}, 'reason') === 'host-not-allowed'
  const needed = 'an origin at which the guard answers, because it denies every other host'
  checkArgument(['self'], undefined, needed, !isForOtherHosts)
  return {
    path: ['csrf'],
    own,
    isReporting,
    allows: (headers, origin = own) => {
      if (isReporting) return false
      const answer = ask(guard, 'POST', origin, headers)
      answers.push(answer)
      return answer === true
    },
    allowsUpgrade: (origin) => isReporting || ask(guard, 'GET', own, { upgrade: 'websocket', origin }) === true,
    isMute: () => answers.length > 0 && answers.every((answer) => answer === undefined),
  }
}

/** What the guard answers: `undefined` when it throws, and when it does not answer at once. */
function ask(
  guard: CheckedGuard,
  method: string,
  origin: string,
  headers: object,
  member: 'allowed' | 'reason' = 'allowed',
): unknown {
  try {
    const host = origin.slice(origin.indexOf('://') + 3)
    // A path for which guards rarely make an exception.
    const url = `${origin}/attacker`
    const init = unpolluted({ method, headers: { host, cookie: 'session=1', ...headers } })
    const answer = guard.check(new Request(url, init))
    // Nobody waits for a promise here, so a rejection would be unhandled.
    Promise.resolve(answer).catch(() => {})
    return typeof answer === 'boolean' ? answer : (Object(answer) as { allowed?: unknown; reason?: unknown })[member]
  } catch {
    return
  }
}
