import { ATTACKER } from '../hosts/hostile-origins.ts'
import { quote } from '../../wording/quote.ts'
import type { AskedGuard } from '../subject/guard.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const GUARD_CONDITIONS = {
  'F-03':
    'requests may carry cookies, and the guard allows a POST with a cookie that has neither `Sec-Fetch-Site` nor `Origin`',
  'F-04':
    'requests may carry cookies, and the guard allows a POST whose `Origin` is the host that the request itself names',
  'F-05': 'requests may carry cookies, and an origin in `self` other than loopback has the scheme `http:`',
  'F-06':
    'a route is a `webSocket`, the policy does not `enforce`, and there is no `csrf`, or the guard allows any origin to open it',
  'F-07':
    'requests may carry cookies, and the guard allows a POST from another origin, from `null`, from an origin that begins with `self`, or from another site, or it has `mode: "report"`',
  'F-08': 'requests may carry cookies, and `check()` of the guard always throws or returns a promise',
} as const

/** Rules about the guard against CSRF. It is asked about requests that it should deny. */
export const GUARD_RULES: Rules<keyof typeof GUARD_CONDITIONS> = {
  'F-03': {
    severity: 'medium',
    point: 6,
    references: ['CWE-352'],
    says: 'The guard allows a POST with cookies although no header says which site sent it',
    fix: "Write missing: 'deny-if-ambient'",
    find: { guard: ({ allows }) => allows({}) },
  },
  'F-04': {
    severity: 'high',
    point: 6,
    references: ['CWE-346', 'CWE-348'],
    says: 'The guard trusts the host that a request names, so any client can name its own',
    fix: 'Compare Origin with configured origins: csrf({ self })',
    find: {
      guard: ({ allows, own }) =>
        [own, ATTACKER].some((url) => allows(headersOfNamedHost(), url)) && {
          got: `${quote(ATTACKER)} at a host of that name`,
        },
    },
  },
  'F-07': {
    severity: 'high',
    point: 6,
    references: ['CWE-352', 'CWE-346'],
    says: 'The guard allows a request that another site can send',
    fix: 'Compare Origin with configured origins: csrf({ self })',
    find: {
      guard: (guard) => {
        if (guard.isReporting) return { got: 'mode: "report"' }
        const forged = forgedHeaders(guard).find((headers) => guard.allows(headers))
        return forged !== undefined && { got: JSON.stringify(forged) }
      },
    },
  },
  'F-08': {
    severity: 'low',
    point: 6,
    references: ['CWE-352'],
    says: 'The guard throws or returns a promise, so the audit cannot tell what it allows',
    fix: 'Return { allowed } from check(), without a promise',
    // The last rule about the guard: it looks at the answers that the others got.
    find: { guard: ({ isMute }) => isMute() },
  },
  'F-06': {
    severity: 'high',
    point: 6,
    references: ['CWE-1385'],
    says: 'CORS does not stop another site from opening this WebSocket with the cookies of your users',
    fix: 'Put csrf() before the handler and pass it to audit() as csrf, or write enforce: true and self',
    find: {
      route: ({ route }, { options, isPublic, settings, guard }) =>
        !!route.webSocket &&
        // With `enforce`, an origin that is not listed gets a 403, whatever it asks for.
        (!options.enforce || isPublic) &&
        (guard ? guard.allowsUpgrade(ATTACKER) : !settings.csrf),
    },
  },
  'F-05': {
    severity: 'medium',
    point: 6,
    references: ['CWE-319'],
    says: 'Over http, browsers do not say which site sent a request',
    fix: 'Write https',
    find: { self: ({ scheme, isRemote }, { hasCookies }) => hasCookies && scheme === 'http' && isRemote },
  },
}

/** A request that names the attacker's host in each header by which servers learn their own name. */
function headersOfNamedHost(): Readonly<Record<string, string>> {
  const host = 'attacker.example'
  return { host, 'x-forwarded-host': host, 'x-forwarded-proto': 'https', origin: ATTACKER }
}

/** The headers of requests that another site can make a browser send. */
function forgedHeaders({ own }: AskedGuard): Readonly<Record<string, string>>[] {
  return [
    { origin: ATTACKER },
    { origin: 'null' },
    { origin: `${own}.attacker.example` },
    { origin: ATTACKER, 'sec-fetch-site': 'cross-site' },
    { origin: own.replace('://', '://attacker.'), 'sec-fetch-site': 'same-site' },
  ]
}
