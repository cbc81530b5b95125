import { quote } from '../../../wording/quote.ts'
import type { Problem } from '../problem.ts'
import type { Seen } from '../send.ts'
import { headerOf, listOf, readsOf, type View } from '../view.ts'

const ALLOW_ORIGIN = 'access-control-allow-origin'

/** Whether a `Cache-Control` asks shared caches to store an answer: `isShared` of the audit. */
export type IsShared = (cacheControl: string | undefined, isTargeted?: boolean) => boolean

/** What caches do with answers that depend on the origin. */
export function cacheProblems(view: View, isShared: IsShared): Problem[] {
  const { status } = view.baseline.answer
  // An answer with another status may be of a firewall, or of a limit of the rate.
  const answers = [view.baseline, ...view.reads.map(({ seen }) => seen)].filter(
    ({ answer }) => answer.status === status,
  )
  const values = new Set(answers.map((seen) => headerOf(seen, ALLOW_ORIGIN)))
  const shared = answers.find((seen) => isStored(seen, isShared))
  const mixed = mixedUp(view)
  if (mixed) return [mixed]
  return [
    ...starProblems(answers),
    ...(values.size > 1 ? dependentProblems(answers, shared) : constantProblems(answers)),
  ]
}

function starProblems(answers: readonly Seen[]): Problem[] {
  const seen = answers.find((one) => listOf(one, 'vary').includes('*'))
  const message = 'Vary is *, so no cache stores the answer'
  return seen ? [{ code: 'vary-star', severity: 'info', impact: 'harmless', message, seen }] : []
}

function constantProblems(answers: readonly Seen[]): Problem[] {
  const only = answers[0] && headerOf(answers[0], ALLOW_ORIGIN)
  const needless = only !== undefined ? answers.find((seen) => listOf(seen, 'vary').includes('origin')) : undefined
  const message = 'The answer is the same for every origin, but Vary names Origin, so caches keep one for each'
  return needless ? [{ code: 'vary-needless', severity: 'info', impact: 'harmless', message, seen: needless }] : []
}

function dependentProblems(answers: readonly Seen[], shared: Seen | undefined): Problem[] {
  const lacking = answers.filter((seen) => !listOf(seen, 'vary').some((name) => name === 'origin' || name === '*'))
  const twice = answers.find((seen) => listOf(seen, 'vary').filter((name) => name === 'origin').length > 1)
  const missing = lacking.find((seen) => seen.asker && headerOf(seen, ALLOW_ORIGIN) !== undefined) ?? lacking[0]
  const problems: Problem[] = []
  if (missing) {
    const isKept = shared !== undefined
    const isNever = lacking.every((seen) => /\bno-store\b/i.test(headerOf(seen, 'cache-control') ?? ''))
    const severity = isKept ? 'high' : isNever ? 'info' : 'low'
    const cache = isKept ? `a shared cache, which stores it (${aboutStorage(shared)})` : 'a cache that stores it'
    problems.push({
      code: 'vary-missing',
      severity,
      impact: isKept ? 'exploitable' : isNever ? 'harmless' : 'broken',
      message: `The permission depends on the origin, but ${kindsOf(lacking)} ${lacking.length > 1 ? 'lack' : 'lacks'} Vary: Origin, so ${cache} can hand the permission of one visitor to another`,
      seen: missing,
    })
  } else if (shared) {
    problems.push({
      code: 'shared-cache',
      severity: 'low',
      impact: 'harmless',
      message: `Shared caches store the answer (${aboutStorage(shared)}), and a cache that ignores Vary hands the permission of one origin to another`,
      seen: shared,
    })
  }
  if (twice) {
    const message = `Vary names Origin more than once: ${quote(headerOf(twice, 'vary'))}`
    problems.push({ code: 'vary-duplicate', severity: 'info', impact: 'harmless', message, seen: twice })
  }
  return problems
}

function kindsOf(lacking: readonly Seen[]): string {
  const kinds = [
    lacking.some((seen) => seen.asker && headerOf(seen, ALLOW_ORIGIN) !== undefined) && 'answers to allowed pages',
    lacking.some((seen) => seen.asker && headerOf(seen, ALLOW_ORIGIN) === undefined) && 'answers to refused pages',
    lacking.some((seen) => !seen.asker) && 'the answer without Origin',
  ]
  return kinds.filter(Boolean).join(' and ')
}

/** A cache gave the answer for one page to a request without `Origin`. */
function mixedUp({ store, stored }: View): Problem | undefined {
  const origin = store?.asker?.origin
  if (!stored || !origin || headerOf(stored, ALLOW_ORIGIN) !== origin) return
  const isWithCookies = headerOf(stored, 'access-control-allow-credentials') === 'true'
  return {
    code: 'vary-ignored',
    severity: isWithCookies ? 'high' : 'medium',
    impact: 'exploitable',
    message: `A cache handed the permission of ${quote(origin)} to a request without Origin, so it stores the permission of one visitor for another`,
    seen: stored,
    witness: origin,
  }
}

/** The headers in which caches look for the time that they may keep an answer. */
const CACHE_HEADERS = ['cache-control', 'cdn-cache-control', 'surrogate-control']

function isStored(seen: Seen, isShared: IsShared): boolean {
  return (
    CACHE_HEADERS.some((name) => isShared(headerOf(seen, name), name !== 'cache-control')) ||
    headerOf(seen, 'age') !== undefined ||
    /\bhit\b/i.test(`${headerOf(seen, 'x-cache') ?? ''} ${headerOf(seen, 'cf-cache-status') ?? ''}`)
  )
}

function aboutStorage(seen: Seen): string {
  const name = [...CACHE_HEADERS, 'age', 'x-cache', 'cf-cache-status'].find((one) => headerOf(seen, one) !== undefined)
  return name === undefined ? 'it was stored' : `${name}: ${quote(headerOf(seen, name))}`
}

/** Errors and redirects that pages cannot read. */
export function errorProblems(view: View): Problem[] {
  const trusted = view.reads.filter(({ asker }) => asker.origin === view.trusted)
  const isServed = trusted.some(({ without, withCookies }) => without.isAllowed || withCookies.isAllowed)
  const lost = view.errors.find(
    ({ asker, seen, without, withCookies }) =>
      asker.origin === view.trusted && seen.answer.status >= 400 && !without.isAllowed && !withCookies.isAllowed,
  )
  const redirect = [...readsOf(view, 'expected'), ...readsOf(view, 'own')].find(
    ({ seen, without }) =>
      without.isAllowed && seen.answer.status >= 301 && seen.answer.status <= 308 && seen.answer.status !== 304,
  )
  return [
    ...(isServed && lost
      ? [
          {
            code: 'error-without-headers',
            severity: 'low',
            impact: 'broken',
            message: `A page that may read the answer cannot read the error ${lost.seen.answer.status} ${lost.seen.role === 'bare' ? 'without a login' : 'of a path that does not exist'}, so it sees a network error`,
            seen: lost.seen,
          } as const,
        ]
      : []),
    ...(redirect
      ? [
          {
            code: 'redirects',
            severity: 'info',
            impact: 'harmless',
            message: `The answer is a redirect (status ${redirect.seen.answer.status}); what is behind it was not probed`,
            seen: redirect.seen,
          } as const,
        ]
      : []),
  ]
}
