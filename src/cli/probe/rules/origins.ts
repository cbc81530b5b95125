import { isLoopback } from '../../../fetch/origin.ts'
import { isPrivateHost } from '../../../fetch/private-host.ts'
import { quote } from '../../../wording/quote.ts'
import type { Kind } from '../askers.ts'
import type { ProbeCode } from '../codes.ts'
import type { Problem } from '../problem.ts'
import { headerOf, type Reading, readsOf, type View } from '../view.ts'
import { weigh, type Weights } from './weigh.ts'

const ANYBODY: Weights = { withCookies: 'high', without: 'low' }

/** What it means that a page of a kind may read: the code, the weight, and who can have such a page. */
const KINDS: readonly (readonly [Kind, ProbeCode, Weights, string])[] = [
  ['prefix', 'origin-prefix', ANYBODY, 'The origin is compared by its beginning: a stranger who owns another domain'],
  ['suffix', 'origin-suffix', ANYBODY, 'The origin is compared by its end: a stranger who owns another domain'],
  ['part', 'origin-part', ANYBODY, 'The origin is compared by a part of it: a stranger who owns another domain'],
  ['dot', 'origin-dot', ANYBODY, 'A dot stands for any character: a stranger who owns another domain'],
  [
    'special',
    'origin-character',
    ANYBODY,
    'The comparison ends at a character that hosts can have: a stranger who owns another domain',
  ],
  ['top-level', 'origin-top-level', ANYBODY, 'Any top-level domain is allowed: a stranger who owns another domain'],
  ['tenant', 'tenant-origin', ANYBODY, 'Anybody can publish a site below this suffix: each of them'],
  [
    'below',
    'subdomain-origin',
    { withCookies: 'medium', without: 'info' },
    'Any host of the domain, even a forgotten one',
  ],
  ['insecure', 'insecure-origin', ANYBODY, 'Anybody on the network of a visitor can pose as an http origin, and'],
  [
    'loopback',
    'loopback-origin',
    { withCookies: 'medium', without: 'info' },
    "Any program on a visitor's machine can serve pages of this origin, and",
  ],
  [
    'private',
    'private-origin',
    { withCookies: 'medium', without: 'low' },
    'On every network, a different machine can have this private name or address, and',
  ],
  ['app', 'app-origin', { withCookies: 'medium', without: 'info' }, 'Any app of this kind'],
  ['port', 'other-port', { withCookies: 'low', without: 'info' }, 'Whatever serves another port of the host'],
  [
    'case',
    'origin-case',
    { withCookies: 'info', without: 'info' },
    'No browser sends an origin in upper case, but a page of it',
  ],
]

/** Who may read, and should not. */
export function originProblems(view: View): Problem[] {
  const strangers = readsOf(view, 'stranger').filter(isAllowed)
  return [
    ...(strangers.length ? [strangerProblem(view, strangers)] : []),
    ...nullProblems(view, strangers.length > 0),
    // Where everybody may read, there is no comparison to get past.
    ...(strangers.length ? [] : KINDS.flatMap((kind) => kindProblems(view, kind))),
  ]
}

function isAllowed({ without, withCookies }: Reading): boolean {
  return without.isAllowed || withCookies.isAllowed
}

/** The reading that shows most. */
function worst(readings: readonly Reading[]): Reading {
  return readings.find(({ withCookies }) => withCookies.isAllowed) ?? readings[0]!
}

function strangerProblem(view: View, strangers: readonly Reading[]): Problem {
  const reading = worst(strangers)
  const { seen, asker } = reading
  const about = { seen, witness: asker.origin }
  if (reading.withCookies.isAllowed) {
    const { severity, impact, remark } = weigh(view, reading, ANYBODY)
    const message = `Any website can read the answer${remark}`
    return { code: 'any-origin-with-credentials', severity, impact, message, ...about }
  }
  const { hostname } = view.settings.url
  const isHidden = isPrivateHost(hostname) && !isLoopback(hostname)
  const how = headerOf(seen, 'access-control-allow-origin') === '*' ? '*' : 'the origin of each page'
  const message = `Any website can read the answer without cookies, because Access-Control-Allow-Origin is ${how}`
  const note = isHidden
    ? '; the host is on a private network, so websites read what they could not reach themselves'
    : '; that is what public data need'
  return {
    code: 'any-origin',
    severity: isHidden ? 'medium' : 'info',
    impact: isHidden ? 'exploitable' : 'harmless',
    message: message + note,
    ...about,
  }
}

function nullProblems(view: View, isOpen: boolean): Problem[] {
  const isByName = ({ seen }: Reading): boolean => headerOf(seen, 'access-control-allow-origin') === 'null'
  const readings = readsOf(view, 'null').filter((reading) => isAllowed(reading) && isByName(reading))
  return readings.map((reading): Problem => {
    const { severity, impact, remark } = weigh(view, reading, { withCookies: 'high', without: isOpen ? 'info' : 'low' })
    return {
      code: reading.withCookies.isAllowed ? 'null-origin-with-credentials' : 'null-origin',
      severity,
      impact,
      message: `Any website can make a sandboxed frame, whose origin is null, and read the answer${remark}`,
      seen: reading.seen,
      witness: 'null',
    }
  })
}

function kindProblems(view: View, [kind, code, weights, who]: (typeof KINDS)[number]): Problem[] {
  const listed = kind === 'insecure' ? readsOf(view, 'expected').filter(isInsecure) : []
  const readings = [...listed, ...readsOf(view, kind)].filter(isAllowed)
  if (!readings.length) return []
  const reading = worst(readings)
  const { origin } = reading.asker
  const weighed = weigh(view, reading, kind === 'loopback' && isOfDevelopment(view) ? DEVELOPMENT : weights)
  const others = readings.length > 1 ? ` (and ${readings.length - 1} more)` : ''
  return [
    {
      code,
      severity: weighed.severity,
      impact: weighed.severity === 'info' ? 'harmless' : weighed.impact,
      message: `${who} can read the answer from ${quote(origin)}${others}${weighed.remark}`,
      seen: reading.seen,
      witness: origin,
    },
  ]
}

/** An origin that should be allowed, and that anybody on the network can pose as. */
function isInsecure({ asker: { origin } }: Reading): boolean {
  return origin.startsWith('http:') && !isLoopback(new URL(origin).hostname)
}

const DEVELOPMENT: Weights = { withCookies: 'info', without: 'info' }

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
      ['stranger', 'null'].includes(asker.kind) && withCookies.isAllowed && !readers.has(asker.origin),
  )
  return senders.slice(0, 1).map(({ seen, asker }) => ({
    code: 'any-origin-sends-with-credentials',
    severity: 'high',
    impact: 'exploitable-with-cookies',
    message: `Any website can send a ${seen.call!.method} with the cookies of its visitor, although it cannot read the answer`,
    seen,
    witness: asker.origin,
  }))
}
