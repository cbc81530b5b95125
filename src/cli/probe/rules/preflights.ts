import { quote } from '../../../wording/quote.ts'
import { ODD_HEADER, ODD_METHOD, PROXY_HEADERS } from '../plan.ts'
import type { Problem } from '../problem.ts'
import type { Seen } from '../send.ts'
import { headerOf, linesOf, listOf, type Reading, type View } from '../view.ts'
import { isRedirect } from './weigh.ts'

const ALLOW_ORIGIN = 'access-control-allow-origin'

/** What is wrong with the answers to preflights. */
export function preflightProblems(view: View): Problem[] {
  const own = view.preflights.filter(({ asker }) => asker.origin === view.trusted)
  return [
    ...answerProblems(view, own),
    ...permissionProblems(own),
    ...ageProblems(own),
    ...listProblems(view.preflights),
    ...varyProblems(view),
    ...optionsProblems(view),
    ...unstableProblems(own),
  ]
}

function isOk({ answer }: Seen): boolean {
  return answer.status >= 200 && answer.status <= 299
}

/** Preflights that no browser accepts, although pages may read. */
function answerProblems(view: View, own: readonly Reading[]): Problem[] {
  const isRead = view.reads.some(({ asker, without }) => asker.origin === view.trusted && without.isAllowed)
  const failed = own.find(({ seen }) => !isOk(seen))
  if (!failed || own.some(({ seen }) => isOk(seen))) return []
  const { seen } = failed
  const { status } = seen.answer
  const hasPermission = headerOf(seen, ALLOW_ORIGIN) !== undefined
  const about = { seen, impact: 'broken' } as const
  if (status === 401 || status === 407) {
    const message = `Preflights get the status ${status}: browsers send them without cookies and tokens, so only simple requests work`
    return isRead || hasPermission ? [{ code: 'preflight-needs-auth', severity: 'medium', message, ...about }] : []
  }
  if (isRedirect(status)) {
    const message = `Preflights are redirected (status ${status}), which browsers do not follow`
    return isRead || hasPermission ? [{ code: 'preflight-redirect', severity: 'low', message, ...about }] : []
  }
  if (hasPermission) {
    const message = `Preflights get a permission with the status ${status}, which browsers refuse`
    return [{ code: 'preflight-status', severity: 'low', message, ...about }]
  }
  const message = `Preflights get the status ${status} and no permission, so pages can send simple requests only`
  return isRead ? [{ code: 'preflight-unanswered', severity: 'info', message, seen, impact: 'harmless' }] : []
}

/** The preflight of a call with a header, or with a method. */
function askedFor(own: readonly Reading[], method: string, name?: string): Reading | undefined {
  return own.find(
    ({ seen: { call } }) =>
      call!.method === method && (name === undefined || call!.headers?.some(([one]) => one === name)),
  )
}

function permissionProblems(own: readonly Reading[]): Problem[] {
  const method = askedFor(own, ODD_METHOD)
  const header = askedFor(own, 'GET', ODD_HEADER)
  const proxy = askedFor(own, 'GET', PROXY_HEADERS[0])
  const network = own.find(({ seen }) => headerOf(seen, 'access-control-allow-private-network') === 'true')
  const isAllowed = (reading: Reading | undefined): reading is Reading =>
    reading !== undefined && (reading.without.isAllowed || reading.withCookies.isAllowed)
  const weight = ({ withCookies }: Reading) =>
    withCookies.isAllowed
      ? ({ severity: 'low', how: 'with cookies' } as const)
      : ({ severity: 'info', how: 'without cookies' } as const)
  const problems: Problem[] = []
  if (isAllowed(method)) {
    const { severity, how } = weight(method)
    const message = `Allowed pages may send any method ${how}, even ${ODD_METHOD}`
    problems.push({ code: 'any-method', severity, impact: 'harmless', message, seen: method.seen })
  }
  if (isAllowed(header)) {
    const { severity, how } = weight(header)
    const message = `Allowed pages may send any header ${how}, because the requested names are allowed, even ${ODD_HEADER}`
    problems.push({ code: 'any-header', severity, impact: 'harmless', message, seen: header.seen })
  } else if (isAllowed(proxy)) {
    const message = `Allowed pages could pose as your proxy with these headers: ${PROXY_HEADERS.join(', ')}`
    problems.push({ code: 'proxy-header', severity: 'medium', impact: 'exploitable', message, seen: proxy.seen })
  }
  if (network) {
    const message =
      'Access-Control-Allow-Private-Network is sent, which no standard has any more, and which once opened devices on private networks'
    problems.push({ code: 'private-network', severity: 'low', impact: 'harmless', message, seen: network.seen })
  }
  return problems
}

function ageProblems(own: readonly Reading[]): Problem[] {
  const found = own.find(({ seen }) => headerOf(seen, 'access-control-max-age') !== undefined)
  if (!found) return []
  const { seen } = found
  const value = headerOf(seen, 'access-control-max-age')!
  if (!/^\d+$/.test(value)) {
    const message = `Access-Control-Max-Age is not a whole number of seconds, and browsers do not agree on what it means then: got ${quote(value)}`
    return [{ code: 'max-age-invalid', severity: 'low', impact: 'broken', message, seen }]
  }
  if (Number(value) <= 600) return []
  const message = `Access-Control-Max-Age is ${Number(value)}: Chromium caps it at 7200 seconds, Firefox at 86400, and Safari at 600`
  return [{ code: 'max-age-capped', severity: 'info', impact: 'harmless', message, seen }]
}

function listProblems(preflights: readonly Reading[]): Problem[] {
  const garbled = preflights.find(({ without }) => /^preflight-aca[mh]-invalid$/.test(without.code ?? ''))
  const names = ['access-control-allow-methods', 'access-control-allow-headers'] as const
  const isWild = (seen: Seen): boolean =>
    headerOf(seen, 'access-control-allow-credentials') === 'true' &&
    headerOf(seen, ALLOW_ORIGIN) !== '*' &&
    headerOf(seen, ALLOW_ORIGIN) !== undefined &&
    names.some((name) => listOf(seen, name).includes('*'))
  const wild = preflights.find(({ seen }) => isWild(seen))
  const length = preflights.find(
    ({ seen }) => seen.answer.status === 204 && linesOf(seen.answer.headers, 'content-length').length > 0,
  )
  const problems: Problem[] = []
  if (garbled) {
    const name = garbled.without.code!.includes('acam') ? names[0] : names[1]
    const message = `${name} is not a list of names, so browsers refuse every preflight: got ${quote(headerOf(garbled.seen, name))}`
    problems.push({ code: 'preflight-list-invalid', severity: 'low', impact: 'broken', message, seen: garbled.seen })
  }
  if (wild) {
    const message = 'A list of a preflight with credentials has *, which covers calls without cookies only'
    problems.push({
      code: 'wildcard-list-with-credentials',
      severity: 'low',
      impact: 'broken',
      message,
      seen: wild.seen,
    })
  }
  if (length) {
    const message = 'The answer to a preflight has the status 204 and Content-Length, which RFC 9110 does not allow'
    problems.push({ code: 'length-without-content', severity: 'info', impact: 'harmless', message, seen: length.seen })
  }
  return problems
}

/** Answers to OPTIONS are never stored (RFC 9110, section 9.3.7), so this only matters to caches that do it anyway. */
function varyProblems({ preflights }: View): Problem[] {
  const answers = preflights.map(({ seen }) => seen).filter(isOk)
  const lacksOrigin = (seen: Seen): boolean => !listOf(seen, 'vary').some((name) => name === 'origin' || name === '*')
  const isDynamic = new Set(answers.map((seen) => headerOf(seen, ALLOW_ORIGIN))).size > 1
  const echoing = preflights.find(
    ({ seen, without }) =>
      isOk(seen) && without.isAllowed && listOf(seen, 'access-control-allow-headers').includes(ODD_HEADER),
  )
  const lacking = isDynamic ? answers.find(lacksOrigin) : undefined
  const mute =
    echoing && !/access-control-request-headers|\*/i.test(headerOf(echoing.seen, 'vary') ?? '')
      ? echoing.seen
      : undefined
  const seen = lacking ?? mute
  const [what, name] = lacking ? ['the origin', 'Origin'] : ['the requested headers', 'Access-Control-Request-Headers']
  const message = `The answer to a preflight depends on ${what}, and lacks Vary: ${name}; that only matters to caches that break the rules, because answers to OPTIONS are not stored`
  return seen ? [{ code: 'preflight-vary', severity: 'info', impact: 'harmless', message, seen }] : []
}

function optionsProblems({ options }: View): Problem[] {
  const swallowed = options.find((seen) => headerOf(seen, 'access-control-allow-methods') !== undefined)
  const message = 'An OPTIONS request that is not a preflight is answered like one, so the application never sees it'
  return swallowed
    ? [{ code: 'options-swallowed', severity: 'info', impact: 'harmless', message, seen: swallowed }]
    : []
}

/** The same preflight was sent twice, once with a header that changes nothing. */
function unstableProblems(own: readonly Reading[]): Problem[] {
  const [one, other] = own.filter(({ seen: { call } }) => call!.method === 'PUT')
  if (!one || !other || one.without.isAllowed === other.without.isAllowed) return []
  const message =
    'The same preflight is permitted once and refused once, so pages fail by chance: a RegExp with the flag g or y does that'
  return [{ code: 'unstable-permission', severity: 'low', impact: 'broken', message, seen: other.seen }]
}
