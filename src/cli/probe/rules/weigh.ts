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
  /** More about what a page can do: a clause. */
  readonly remark: string
}

/** How bad it is that a page may read an answer, by what is in the answer. */
export function weigh(view: View, reading: Reading, { withCookies, without }: Weights): Weighed {
  const { status } = reading.seen.answer
  if (!reading.withCookies.isAllowed) return { severity: without, impact: 'harmless', remark: ' without cookies' }
  const impact: Impact = 'exploitable-with-cookies'
  if (isRedirect(status))
    return {
      severity: milder(withCookies, 'low'),
      impact: 'harmless',
      remark: ` with cookies, but it is a redirect: probe its target`,
    }
  if (status === 401 || status === 403)
    return {
      severity: milder(withCookies, 'medium'),
      impact,
      remark: ` with cookies, but it has the status ${status}: give -H 'Cookie: …' to see the answer after a login`,
    }
  if (status >= 400)
    return {
      severity: milder(withCookies, 'low'),
      impact: 'harmless',
      remark: ` with cookies, but it has the status ${status}, so there is nothing to read: probe a URL that has data`,
    }
  const isConfirmed = view.bare !== undefined && view.bare.answer.status !== status
  const severity = isConfirmed && withCookies === 'high' ? 'critical' : withCookies
  const proof = isConfirmed
    ? `; confirmed: without your -H, the status is ${view.bare!.answer.status} instead of ${status}`
    : ''
  return { severity, impact, remark: ` with the cookies of its visitor${proof}. ${aboutCookies(view)}` }
}

/** Which cookies a page of another site can use. */
function aboutCookies({ all }: View): string {
  const set = all.flatMap(({ answer }) => linesOf(answer.headers, 'set-cookie'))
  const isOfOthers = set.some((cookie) => /;\s*samesite\s*=\s*none\b/i.test(cookie))
  if (isOfOthers) return 'The server sets cookies with SameSite=None, which browsers send from other sites'
  if (set.length && set.every((cookie) => /;\s*samesite\s*=\s*(lax|strict)\b/i.test(cookie)))
    return 'The cookies that were seen have SameSite=Lax or Strict, so only pages of the same site send them; the others need SameSite=None, or a login by Basic or a certificate'
  return 'From other sites, browsers send cookies with SameSite=None, and logins by Basic or a certificate; from the same site, all cookies'
}

const ORDER: readonly ProbeSeverity[] = ['info', 'low', 'medium', 'high', 'critical']

export function milder(one: ProbeSeverity, other: ProbeSeverity): ProbeSeverity {
  return ORDER.indexOf(one) < ORDER.indexOf(other) ? one : other
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}
