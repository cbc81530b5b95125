import { contextOf, ownContext } from '../../browser/cookies/context.ts'
import { keep } from '../../browser/cookies/keep.ts'
import type { CookieRules } from '../../browser/cookies/rules.ts'
import { sendFault } from '../../browser/cookies/send.ts'
import { parseSetCookie } from '../../browser/cookies/set-cookie.ts'
import { type ProfileName, PROFILES } from '../../browser/profile.ts'
import type { CookieContext } from '../../browser/terms/wire.ts'
import { getLines } from '../../browser/terms/header-list.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { Inquiry } from '../inquiry/index.ts'
import { COOKIE_FAULTS, type CookieFault, type LostCookie } from './lost-cookie.ts'
import type { Warned } from './warning.ts'

/** Warnings about cookies that a browser does not keep or send, of which it says nothing to the page. */
export const COOKIE_WARNINGS = [
  // A login that works, and a next call that is not logged in.
  {
    code: 'cookie-not-kept',
    section: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7',
    say: (inquiry: Inquiry): Warned =>
      answersWithCookies(inquiry).flatMap(({ url, lines }) =>
        sayLost('keep', url, lines, inquiry, (line, rules) => {
          const kept = keep(line, url, contextIn(inquiry, url, rules), rules)
          return typeof kept === 'string' ? kept : undefined
        }),
      ),
  },
  // A login on the API's own page, and a page of another site that is not logged in.
  {
    code: 'cookie-not-sent',
    section: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.8.3',
    say: (inquiry: Inquiry): Warned => {
      const { cookies, request } = inquiry
      const url = request.urlList[0]!
      const isSending =
        request.credentials === 'include' || (request.credentials === 'same-origin' && url.origin === request.origin)
      return sayLost('send', url, cookies, inquiry, (line, rules) => {
        const kept = keep(line, url, ownContext(url), rules)
        if (typeof kept === 'string') return kept
        return isSending ? sendFault(kept, url, contextIn(inquiry, url, rules), rules) : 'no-credentials'
      })
    },
  },
] as const

/** The responses whose cookies a browser looks at, with their lines of `Set-Cookie`. */
function answersWithCookies({ events }: Inquiry): { readonly url: URL; readonly lines: readonly string[] }[] {
  let has = false
  return events.flatMap((event) => {
    if (event.kind === 'step') {
      if (event.step.id === 'actual-request') has = event.step.detail['withCookies'] === true
      return []
    }
    const { isPreflight, response, url } = event.exchange
    return has && !isPreflight && response ? [{ url, lines: getLines(response.headers, 'set-cookie') }] : []
  })
}

function contextIn({ request: { client, origin } }: Inquiry, url: URL, rules: CookieRules): CookieContext {
  return contextOf(url, { ...client, origin }, rules)
}

const ENGINES = { chromium: 'Chrome', firefox: 'Firefox', webkit: 'Safari' } as const

/** A sentence for each reason for which cookies are lost. */
function sayLost(
  verb: LostCookie['verb'],
  url: URL,
  lines: readonly string[],
  { profile, request }: Inquiry,
  faultOf: (line: string, rules: CookieRules) => CookieFault | undefined,
): string[] {
  /** The names of the lost cookies, by what is said of them. */
  const losses = new Map<string, { readonly start: string; readonly end: string; readonly names: string[] }>()
  for (const line of lines) {
    const said = parseSetCookie(line)
    for (const [fault, engines] of faultsIn(line, profile, faultOf)) {
      const { because, wayOut } = COOKIE_FAULTS[fault]
      const lost = { said, url, page: request.origin, verb }
      const who = profile !== 'spec' ? 'The browser' : engines.length > 2 ? 'Browsers' : enumerate(engines)
      const start = `${who} will not ${verb} the cookie`
      const end = `because ${because(lost)}: ${wayOut(lost)}.`
      const loss = losses.get(start + end) ?? { start, end, names: [] }
      loss.names.push(said.name ? inCode(said.name) : 'without a name')
      losses.set(start + end, loss)
    }
  }
  return Array.from(
    losses.values(),
    ({ start, end, names }) => `${start}${names.length > 1 ? 's' : ''} ${enumerate(names)}, ${end}`,
  )
}

/** The faults of a line, each with the engines that find it: those of the profile, or all for the standard. */
function faultsIn(
  line: string,
  profile: ProfileName,
  faultOf: (line: string, rules: CookieRules) => CookieFault | undefined,
): Map<CookieFault, string[]> {
  const found = new Map<CookieFault, string[]>()
  for (const engine of profile === 'spec' ? (['chromium', 'firefox', 'webkit'] as const) : [profile]) {
    const fault = faultOf(line, PROFILES[engine].cookies)
    if (!fault || (profile === 'spec' && fault === 'third-party' && isKeptInSafari(line))) continue
    found.set(fault, [...(found.get(fault) ?? []), ENGINES[engine]])
  }
  return found
}

/** Since Safari 18.4. The profile is of WebKitGTK, which does not know the attribute. */
function isKeptInSafari(line: string): boolean {
  const { isPartitioned, isSecure } = parseSetCookie(line)
  return isPartitioned && isSecure
}
