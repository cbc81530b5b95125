import { quote } from '../../../wording/quote.ts'
import type { Problem } from '../problem.ts'
import type { Seen } from '../send.ts'
import { headerOf, listOf, type Reading, readsOf, type View } from '../view.ts'
import { isRedirect } from './weigh.ts'

const ALLOW_ORIGIN = 'access-control-allow-origin'
const ALLOW_CREDENTIALS = 'access-control-allow-credentials'

/** What is wrong with the headers of answers to pages. */
export function headerProblems(view: View): Problem[] {
  const { reads, preflights } = view
  const judged = [...reads, ...preflights]
  return [
    ...first(judged, 'wildcard-with-credentials', 'low', ({ withCookies, seen }) =>
      /acao-wildcard-with-credentials$/.test(withCookies.code ?? '') && headerOf(seen, ALLOW_CREDENTIALS) === 'true'
        ? 'Access-Control-Allow-Origin is * and Access-Control-Allow-Credentials is true: browsers refuse that for calls with cookies, so nothing leaks, and such calls do not work'
        : undefined,
    ),
    ...first(judged, 'allow-origin-multiple', 'medium', ({ without, seen }) =>
      /acao-multiple$/.test(without.code ?? '')
        ? `Access-Control-Allow-Origin has several values, so every browser refuses the answer: ${quote(headerOf(seen, ALLOW_ORIGIN))}`
        : undefined,
    ),
    ...first(judged, 'allow-origin-invalid', 'low', ({ without, seen }) =>
      /acao-invalid$/.test(without.code ?? '')
        ? `Access-Control-Allow-Origin is no origin, so every browser refuses the answer: ${quote(headerOf(seen, ALLOW_ORIGIN))}`
        : undefined,
    ),
    ...first(judged, 'credentials-invalid', 'low', ({ withCookies, seen }) =>
      /acac-invalid$/.test(withCookies.code ?? '')
        ? `Access-Control-Allow-Credentials is not exactly true, so browsers refuse calls with cookies: ${quote(headerOf(seen, ALLOW_CREDENTIALS))}`
        : undefined,
    ),
    ...first(judged, 'credentials-on-refused', 'info', ({ seen }) =>
      headerOf(seen, ALLOW_ORIGIN) === undefined && headerOf(seen, ALLOW_CREDENTIALS) === 'true'
        ? 'Access-Control-Allow-Credentials is sent to pages that are refused; a second layer that adds an origin would complete the permission'
        : undefined,
    ),
    ...refusedProblems(view),
    ...exposureProblems(reads),
  ]
}

/** The first reading about which there is something to say. */
function first(
  readings: readonly Reading[],
  code: Problem['code'],
  severity: Problem['severity'],
  say: (reading: Reading) => string | undefined,
): Problem[] {
  for (const reading of readings) {
    const message = say(reading)
    const impact = severity === 'info' || code === 'wildcard-with-credentials' ? 'harmless' : 'broken'
    if (message !== undefined) return [{ code, severity, impact, message, seen: reading.seen }]
  }
  return []
}

function refusedProblems(view: View): Problem[] {
  const refused = readsOf(view, 'expected').filter(
    ({ without, withCookies }) => !without.isAllowed && !withCookies.isAllowed,
  )
  return refused.map(({ seen, asker, without }) => {
    const { status } = seen.answer
    const about = isRedirect(status) ? `the redirect (status ${status})` : `the answer (status ${status})`
    return {
      code: isRedirect(status) ? 'redirects' : 'expected-origin-refused',
      severity: 'low',
      impact: 'broken',
      message: `Pages of ${quote(asker.origin)} should be allowed, and cannot read ${about}: ${without.code}`,
      seen,
    }
  })
}

function exposureProblems(reads: readonly Reading[]): Problem[] {
  const allowed = reads.filter(({ without }) => without.isAllowed)
  const exposing = allowed.find(({ seen }) => listOf(seen, 'access-control-expose-headers').includes('*'))
  const echoing = reads.find(({ seen }) => echoes(seen).length > 1)
  return [
    ...(exposing
      ? [
          {
            code: 'exposes-all',
            severity: 'low',
            impact: 'harmless',
            message: 'Pages may read every response header of calls without cookies',
            seen: exposing.seen,
          } as const,
        ]
      : []),
    ...(echoing
      ? [
          {
            code: 'echoes-request-headers',
            severity: 'low',
            impact: 'exploitable',
            message: `The names of the request headers come back, also those that proxies add: ${echoes(echoing.seen).join(', ')}`,
            seen: echoing.seen,
          } as const,
        ]
      : []),
  ]
}

/** Names that were sent, that no page sets itself, and that came back. */
function echoes(seen: Seen): string[] {
  const sent = new Set(seen.sent.headers.map(([name]) => name.toLowerCase()))
  const names = [...listOf(seen, 'access-control-expose-headers'), ...listOf(seen, 'access-control-allow-headers')]
  const isOfBrowsers = (name: string): boolean =>
    /^(host|user-agent|accept-encoding|sec-fetch-.*|origin|connection)$/.test(name)
  return [...new Set(names)].filter(
    (name) => isOfBrowsers(name) && (sent.has(name) || /^(host|connection)$/.test(name)),
  )
}
