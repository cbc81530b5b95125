import { parseSetCookie } from '../../browser/cookies/set-cookie.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { quote } from '../../wording/quote.ts'
import { MAX_CHARACTERS } from '../subject/answers.ts'
import { cookiePages, type CookiePages } from '../subject/cookie-pages.ts'
import type { Subject } from '../subject/subject.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const CREDENTIAL_CONDITIONS = {
  'C-01':
    'credentials are allowed, and all `routes` have `cookies: false`, or `observe` has seen no request that carried any',
  'C-02': 'credentials are allowed, and there is neither `csrf` nor `enforce`, unless all `routes` only read',
  'C-04': 'credentials are allowed, and `allowHeaders` lists `Authorization`, unless a route has `cookies`',
  'C-05': 'credentials are allowed, and `observe` has seen a `Set-Cookie` without `Secure`, `HttpOnly` or `SameSite`',
  'C-06': 'credentials are allowed, and the policy enforces, but there is no `csrf`, unless all `routes` only read',
  'J-01': 'a route has `jsonp`, and credentials are allowed or the route has `cookies`',
} as const

/** Rules about credentials: whether anything needs them, and what they let other sites do. */
export const CREDENTIAL_RULES: Rules<keyof typeof CREDENTIAL_CONDITIONS> = {
  'C-01': {
    severity: 'medium',
    point: 6,
    references: ['ASVS 3.4.2'],
    says: 'Credentials are allowed, but nothing uses them',
    fix: 'Leave credentials out',
    find: {
      credentials: (_, { settings }) =>
        !!settings.routes?.length && settings.routes.every(({ cookies }) => cookies === false),
      counts: ({ bare, patience }) => bare === patience && { got: `${patience} requests without any` },
    },
  },
  'C-02': {
    severity: 'high',
    point: 6,
    references: ['CWE-352', 'ASVS 3.5.1'],
    says: 'CORS does not stop another site from sending a POST with the cookies of your users',
    fix: 'Put csrf() before the handler and pass it to audit() as csrf',
    find: {
      credentials: (_, subject) => !subject.options.enforce && canBeForged(subject),
    },
  },
  'C-04': {
    severity: 'info',
    point: 6,
    references: ['Fetch'],
    says: 'A token in Authorization needs no credentials',
    fix: 'Leave credentials out',
    find: {
      requestHeader: ({ name }, { credentials, hasCookieRoute }) =>
        credentials && name.toLowerCase() === 'authorization' && !hasCookieRoute,
    },
  },
  'C-05': {
    severity: 'medium',
    point: 6,
    references: ['CWE-1275', 'CWE-614', 'CWE-1004'],
    says: 'The cookie can reach sites and scripts that the policy does not allow',
    fix: 'Set it with Secure, HttpOnly and SameSite=Lax; for pages of other sites, with SameSite=None and Partitioned in place of SameSite=Lax',
    find: {
      answer: ({ request, headers, options }) =>
        options.credentials &&
        headers.getSetCookie().flatMap((cookie) => {
          const missing = missingAttributes(cookie)
          if (!missing.length) return []
          const got = `${quote(nameOf(cookie))} without ${missing.join(', ')}`
          return { got, fix: fixOf(missing, cookiePages(options, request)) }
        }),
    },
  },
  'C-06': {
    severity: 'low',
    point: 6,
    references: ['CWE-352', 'ASVS 3.5.1'],
    says: 'With enforce, a write with cookies still passes if it has neither Sec-Fetch-Site nor Origin',
    fix: 'Put csrf() before the handler and pass it to audit() as csrf',
    find: {
      credentials: (_, subject) => subject.options.enforce && canBeForged(subject),
    },
  },
  'J-01': {
    severity: 'high',
    point: 6,
    references: ['CWE-829', 'ASVS 3.5.6'],
    says: 'Any page can read a JSONP answer that is made with the cookies of its visitor',
    fix: 'Answer with CORS, or leave cookies out',
    find: { route: ({ route }, { credentials }) => !!route.jsonp && (credentials || !!route.cookies) },
  },
}

/** Whether no guard protects the writes, as far as the settings say. Nothing can be forged where all routes only read. */
function canBeForged({ settings, routes }: Subject): boolean {
  return (
    !settings.csrf &&
    (!routes.length || routes.some(({ methods }) => methods.some((method) => !SAFE_METHOD.test(method))))
  )
}

function missingAttributes(cookie: string): string[] {
  const { isSecure, isHttpOnly, sameSite } = parseSetCookie(cookie)
  return [...(isSecure ? [] : ['Secure']), ...(isHttpOnly ? [] : ['HttpOnly']), ...(sameSite ? [] : ['SameSite'])]
}

/**
 * What to add, and nothing that loses the cookie: `SameSite=Lax` keeps it from pages of other sites, and they may be the
 * ones that log in.
 */
function fixOf(missing: readonly string[], pages: CookiePages): string {
  const sameSite = pages === 'cross-site' ? ['SameSite=None', 'Partitioned'] : ['SameSite=Lax']
  const attributes = missing.flatMap((name) => (name === 'SameSite' ? sameSite : name))
  const fix = `Set it with ${enumerate(attributes)}`
  if (!missing.includes('SameSite') || pages === 'same-site') return fix
  if (pages === 'unknown')
    return `${fix}; for pages of other sites, with SameSite=None and Partitioned in place of SameSite=Lax`
  return `${fix}, because the policy lists pages of other sites; each of these sites then has a cookie of its own, so let its page log in by a call`
}

/** The name of a cookie. Its value never gets into a finding. */
function nameOf(cookie: string): string {
  return cookie.split(/[=;]/)[0]!.slice(0, MAX_CHARACTERS)
}
