import { quote } from '../../../wording/quote.ts'
import type { Problem } from '../problem.ts'
import type { Seen } from '../send.ts'
import { headerOf, isReadable, listOf, type Reading, readsOf, type View } from '../view.ts'
import { isRedirect } from './weigh.ts'

const ALLOW_ORIGIN = 'access-control-allow-origin'
const ALLOW_CREDENTIALS = 'access-control-allow-credentials'

/** A rule about one answer to a page: what it says about the answer, if it is broken. */
interface HeaderRule extends Pick<Problem, 'code' | 'severity' | 'impact'> {
  readonly say: (reading: Reading) => string | false
}

const HEADER_RULES: readonly HeaderRule[] = [
  {
    code: 'allow-origin-multiple',
    severity: 'medium',
    impact: 'broken',
    say: ({ without, seen }) =>
      failsAs(without, 'acao-multiple') &&
      isList(seen) &&
      `Access-Control-Allow-Origin has several values, so every browser refuses the answer: got ${quote(headerOf(seen, ALLOW_ORIGIN))}`,
  },
  {
    code: 'allow-origin-invalid',
    severity: 'low',
    impact: 'broken',
    say: ({ without, seen }) =>
      (failsAs(without, 'acao-invalid') || isPattern(seen) || (failsAs(without, 'acao-multiple') && !isList(seen))) &&
      `Access-Control-Allow-Origin is not an origin, so every browser refuses the answer: got ${quote(headerOf(seen, ALLOW_ORIGIN))}`,
  },
  {
    code: 'wildcard-with-credentials',
    severity: 'low',
    impact: 'harmless',
    say: ({ withCookies, seen }) =>
      failsAs(withCookies, 'acao-wildcard-with-credentials') &&
      headerOf(seen, ALLOW_CREDENTIALS) === 'true' &&
      'Access-Control-Allow-Origin is * and Access-Control-Allow-Credentials is true: browsers refuse that for calls with cookies, so nothing leaks, and these calls fail',
  },
  {
    code: 'credentials-invalid',
    severity: 'low',
    impact: 'broken',
    say: ({ withCookies, seen }) =>
      failsAs(withCookies, 'acac-invalid') &&
      `Access-Control-Allow-Credentials is not exactly true, so browsers refuse calls with cookies: got ${quote(headerOf(seen, ALLOW_CREDENTIALS))}`,
  },
  {
    code: 'credentials-on-refused',
    severity: 'info',
    impact: 'harmless',
    say: ({ seen }) =>
      headerOf(seen, ALLOW_ORIGIN) === undefined &&
      headerOf(seen, ALLOW_CREDENTIALS) === 'true' &&
      'Pages that are refused get Access-Control-Allow-Credentials: another layer that adds an origin would complete the permission',
  },
]

function failsAs({ code }: Reading['without'], failure: string): boolean {
  return code === failure || code === `preflight-${failure}`
}

function isList(seen: Seen): boolean {
  return headerOf(seen, ALLOW_ORIGIN)!.includes(',')
}

/** Whether a server sends what only a configuration can mean. */
function isPattern(seen: Seen): boolean {
  return /[^*,]\*|\*[^*,]/.test(headerOf(seen, ALLOW_ORIGIN) ?? '')
}

/** What is wrong with the headers of answers to pages. */
export function headerProblems(view: View): Problem[] {
  const judged = [...view.reads, ...view.preflights]
  const problems = HEADER_RULES.flatMap(({ say, ...rule }): Problem[] => {
    const broken = judged.find(say)
    return broken ? [{ ...rule, message: say(broken) as string, seen: broken.seen }] : []
  })
  return [...problems, ...refusedProblems(view), ...exposureProblems(view.reads)]
}

function refusedProblems(view: View): Problem[] {
  const refused = readsOf(view, 'expected').filter((reading) => !isReadable(reading))
  return refused.map(({ seen, asker, without }) => {
    const { status } = seen.answer
    const [code, what] = isRedirect(status)
      ? (['redirects', 'redirect'] as const)
      : (['expected-origin-refused', 'answer'] as const)
    const message = `Pages of ${quote(asker.origin)} should be allowed, and cannot read the ${what} (status ${status}): ${without.code}`
    return { code, severity: 'low', impact: 'broken', message, seen }
  })
}

function exposureProblems(reads: readonly Reading[]): Problem[] {
  const exposing = reads.find(
    ({ seen, without }) => without.isAllowed && listOf(seen, 'access-control-expose-headers').includes('*'),
  )
  const echoing = reads.find(({ seen }) => echoes(seen).length > 1)
  const problems: Problem[] = []
  if (exposing) {
    const message = 'Pages may read every response header of calls without cookies: Access-Control-Expose-Headers is *'
    problems.push({ code: 'exposes-all', severity: 'low', impact: 'harmless', message, seen: exposing.seen })
  }
  if (echoing) {
    const message = `The names of all request headers come back, also of those that your proxies add: got ${echoes(echoing.seen).join(', ')}`
    problems.push({
      code: 'echoes-request-headers',
      severity: 'low',
      impact: 'exploitable',
      message,
      seen: echoing.seen,
    })
  }
  return problems
}

/** Headers that no page sets, and that no policy lists. */
const OF_BROWSERS = /^(host|user-agent|accept-encoding|sec-fetch-.*|origin|connection)$/

/** Names that came back only because they were sent. */
function echoes(seen: Seen): string[] {
  const names = [...listOf(seen, 'access-control-expose-headers'), ...listOf(seen, 'access-control-allow-headers')]
  return [...new Set(names)].filter((name) => OF_BROWSERS.test(name))
}
