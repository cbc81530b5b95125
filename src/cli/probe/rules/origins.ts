import { isLoopback } from '../../../fetch/origin.ts'
import { isPrivateHost } from '../../../fetch/private-host.ts'
import { quote } from '../../../wording/quote.ts'
import type { Problem } from '../problem.ts'
import { headerOf, isReadable, type Reading, readsOf, type View } from '../view.ts'
import { DEVELOPMENT, KIND_RULES, type KindRule } from './kinds.ts'
import { weigh } from './weigh.ts'

/** Who may read, and should not. */
export function originProblems(view: View): Problem[] {
  const strangers = readsOf(view, 'stranger').filter(isReadable)
  return [
    ...(strangers.length ? [strangerProblem(view, worst(strangers))] : []),
    ...nullProblems(view, strangers.length > 0),
    // Where everybody may read, there is no comparison to get past.
    ...(strangers.length ? [] : KIND_RULES.flatMap((rule) => kindProblems(view, rule))),
  ]
}

/** The reading that shows most. */
function worst(readings: readonly Reading[]): Reading {
  return readings.find(({ withCookies }) => withCookies.isAllowed) ?? readings[0]!
}

function strangerProblem(view: View, reading: Reading): Problem {
  const { seen, asker } = reading
  const about = { seen, witness: asker.origin }
  if (reading.withCookies.isAllowed) {
    const { severity, impact, how, note } = weigh(view, reading, { withCookies: 'high', without: 'low' })
    const message = `Any website can read the answer ${how}, because the server allows the origin of every page, with credentials${note}`
    return { code: 'any-origin-with-credentials', severity, impact, message, ...about }
  }
  const { hostname } = view.settings.url
  const isHidden = isPrivateHost(hostname) && !isLoopback(hostname)
  const value = headerOf(seen, 'access-control-allow-origin') === '*' ? '*' : 'the origin of each page'
  const note = isHidden
    ? 'The host is on a private network, so a website reads what it could not reach itself'
    : 'That is right for public data'
  return {
    code: 'any-origin',
    severity: isHidden ? 'medium' : 'info',
    impact: isHidden ? 'exploitable' : 'harmless',
    message: `Any website can read the answer without cookies, because Access-Control-Allow-Origin is ${value}. ${note}`,
    ...about,
  }
}

function nullProblems(view: View, isOpen: boolean): Problem[] {
  // Where everybody gets *, null is nothing special.
  const isSpecial = ({ seen }: Reading): boolean => !isOpen || headerOf(seen, 'access-control-allow-origin') !== '*'
  const readings = readsOf(view, 'null').filter((reading) => isReadable(reading) && isSpecial(reading))
  return readings.map((reading): Problem => {
    const { severity, impact, how, note } = weigh(view, reading, {
      withCookies: 'high',
      without: isOpen ? 'info' : 'low',
    })
    return {
      code: reading.withCookies.isAllowed ? 'null-origin-with-credentials' : 'null-origin',
      severity,
      impact,
      message: `A page of "null" can read the answer ${how}, because any website can put a page with this origin into a sandboxed frame${note}`,
      seen: reading.seen,
      witness: 'null',
    }
  })
}

function kindProblems(view: View, { kind, code, weights, why }: KindRule): Problem[] {
  const listed = kind === 'insecure' ? readsOf(view, 'expected').filter(isInsecure) : []
  const readings = [...listed, ...readsOf(view, kind)].filter(isReadable)
  // Where the end is compared, a name with another character in place of a dot passes for that reason.
  const isImplied = kind === 'dot' && readsOf(view, 'suffix').some(isReadable)
  if (!readings.length || isImplied) return []
  const reading = worst(readings)
  const { origin } = reading.asker
  const isDevelopment = kind === 'loopback' && isOfDevelopment(view)
  const { severity, impact, how, note } = weigh(view, reading, isDevelopment ? DEVELOPMENT : weights)
  const others = readings.length > 1 ? ` (and of ${readings.length - 1} more origins of this kind)` : ''
  const message = `A page of ${quote(origin)}${others} can read the answer ${how}, because ${why}${note}`
  return [{ code, severity, impact, message, seen: reading.seen, witness: origin }]
}

/** An origin that should be allowed, and that anybody on the network can pose as. */
function isInsecure({ asker: { origin } }: Reading): boolean {
  return origin.startsWith('http:') && !isLoopback(new URL(origin).hostname)
}

/** Whether the pages that should be allowed are all on the machine of a developer. */
function isOfDevelopment({ settings: { expected } }: View): boolean {
  return expected.length > 0 && expected.every((origin) => isLoopback(new URL(origin).hostname))
}

/** Whose preflights are permitted, and should not be, although they cannot read. */
export function sendingProblems(view: View): Problem[] {
  const readers = new Set(
    view.reads.filter(({ withCookies }) => withCookies.isAllowed).map(({ asker }) => asker.origin),
  )
  const senders = view.preflights.filter(
    ({ asker, withCookies }) =>
      /^(stranger|null)$/.test(asker.kind) && withCookies.isAllowed && !readers.has(asker.origin),
  )
  return senders.slice(0, 1).map(({ seen, asker }) => ({
    code: 'any-origin-sends-with-credentials',
    severity: 'high',
    impact: 'exploitable-with-cookies',
    message: `A page of ${quote(asker.origin)} can send a ${seen.call!.method} with the cookies of its visitor, although it cannot read the answer`,
    seen,
    witness: asker.origin,
  }))
}
