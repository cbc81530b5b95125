import type { Decision } from '../policy/decision.ts'

/** A request about which two policies decide differently. */
export interface Difference {
  readonly kind: Decision['kind']
  /** The `Origin` header as received. Do not trust it: a client can send anything. */
  readonly origin: string | null
  /** The method of the request. For a preflight, the method that it asks for. */
  readonly method: string
  readonly current: Decision
  readonly next: Decision
  /** The policy that answered. */
  readonly answered: 'current' | 'next'
  /** The number of differences that were not reported since the last report, because of repetition or of the limit. */
  readonly omitted: number
}

/** A period, in milliseconds, and the most differences that are reported in one. */
const PERIOD = 60_000
const MOST = 100

/**
 * Makes a function that reports differences: in each minute, each kind of difference from an origin once, and at most
 * 100 in all. So a client that sends other origins with every request costs neither memory nor logs.
 */
export function createReporter(
  onDifference: (difference: Difference) => unknown,
): (difference: Omit<Difference, 'omitted'>) => unknown {
  const seen = new Set<string>()
  let end = 0
  let omitted = 0
  return (difference) => {
    const now = Date.now()
    // A clock that was set back must not silence the reports.
    if (now >= end || end > now + PERIOD) {
      seen.clear()
      end = now + PERIOD
    }
    const { kind, origin, method, current, next, answered } = difference
    // Cut, because a client chooses the length of its origin and method.
    const key = [kind, answered, current.reason, next.reason, origin, method].join(' ').slice(0, 500)
    if (seen.size >= MOST || seen.has(key)) {
      omitted++
      return
    }
    seen.add(key)
    const told = omitted
    omitted = 0
    return onDifference(Object.freeze({ ...difference, omitted: told }))
  }
}
