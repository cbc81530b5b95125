import type { Impact, ProbeSeverity } from '../problem.ts'
import { linesOf, type Reading, type View } from '../view.ts'

/** The severities of a permission with cookies, and without them. */
export interface Weights {
  readonly withCookies: ProbeSeverity
  readonly without: ProbeSeverity
}

/** How bad a permission is, and the words for it. */
export interface Weighed {
  readonly severity: ProbeSeverity
  readonly impact: Impact
  /** How the page reads: `without cookies`. */
  readonly how: string
  /** What else matters: a sentence with its space before it, or nothing. */
  readonly note: string
}

const WITH = 'with the cookies of its visitor'

/** How bad it is that a page may read an answer, by what is in the answer. */
export function weigh({ bare }: View, { seen, withCookies }: Reading, weights: Weights): Weighed {
  const { status } = seen.answer
  if (!withCookies.isAllowed) return { severity: weights.without, impact: 'harmless', how: 'without cookies', note: '' }
  const harmless = (note: string): Weighed => {
    return { severity: milder(weights.withCookies, 'low'), impact: 'harmless', how: WITH, note }
  }
  if (isRedirect(status))
    return harmless(`. It is a redirect (status ${status}), so there is nothing to read: probe its target`)
  const impact = weights.withCookies === 'info' ? 'harmless' : 'exploitable-with-cookies'
  if (status === 401 || status === 403) {
    const note = `. The status is ${status}: give -H 'Cookie: …' to see the answer after a login`
    return { severity: milder(weights.withCookies, 'medium'), impact, how: WITH, note }
  }
  if (status >= 400)
    return harmless(`. The status is ${status}, so there is nothing to read: probe a URL that has data`)
  if (bare === undefined || bare.answer.status === status)
    return { severity: weights.withCookies, impact, how: WITH, note: '' }
  return {
    severity: weights.withCookies === 'high' ? 'critical' : weights.withCookies,
    impact,
    how: WITH,
    note: `. Confirmed: without your -H, the status is ${bare.answer.status} instead of ${status}`,
  }
}

/** Which cookies a page of another site can use: a sentence without a period. */
export function aboutCookies({ all }: View): string {
  const set = all.flatMap(({ answer }) => linesOf(answer.headers, 'set-cookie'))
  if (set.some((cookie) => /;\s*samesite\s*=\s*none\b/i.test(cookie)))
    return 'The server sets cookies with SameSite=None, which browsers send from pages of other sites'
  const others = 'cookies with SameSite=None, and logins by Basic or a certificate'
  if (set.length && set.every((cookie) => /;\s*samesite\s*=\s*(lax|strict)\b/i.test(cookie)))
    return `The cookies that the server set have SameSite=Lax or Strict, so only pages of the same site send them; pages of other sites would need ${others}`
  return `Pages of other sites send ${others}; pages of the same site send all cookies`
}

const ORDER: readonly ProbeSeverity[] = ['info', 'low', 'medium', 'high', 'critical']

function milder(one: ProbeSeverity, other: ProbeSeverity): ProbeSeverity {
  return ORDER.indexOf(one) < ORDER.indexOf(other) ? one : other
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}
