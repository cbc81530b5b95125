import { isLocalHost } from '../../fetch/private-host.ts'
import { quote } from '../../wording/quote.ts'
import { ATTACKER } from '../hosts/hostile-origins.ts'
import { registrableDomain } from '../hosts/suffixes.ts'
import type { ListedOrigin, OriginList } from '../subject/origins.ts'
import type { Subject } from '../subject/subject.ts'
import type { Found, Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const ORIGIN_LIST_CONDITIONS = {
  'O-03': '`dangerouslyAllowNullOrigin` is on, next to a list or a predicate',
  'O-17':
    'credentials are allowed, and an origin has a registrable domain that no origin in `self` has; or, without `self`, the list has several registrable domains',
  'O-18': 'an entry is listed twice, covered by a wildcard, or one of `self`; or the list has more than 50 entries',
  'O-21':
    '`origin: "*"` covers a route with `cookies` (unless the policy is `cookieless`), a route with a private `cacheControl`, or a private `self`',
} as const

const MAX_ENTRIES = 50

/** Rules about the origins of a policy as a whole. */
export const ORIGIN_LIST_RULES: Rules<keyof typeof ORIGIN_LIST_CONDITIONS> = {
  'O-03': {
    severity: 'high',
    point: 2,
    references: ['CWE-942', 'CWE-346'],
    says: 'Any page can have the origin null, so the list keeps nobody out',
    fix: 'Serve the page from an origin that you list',
    find: { dangerouslyAllowNullOrigin: (_, { isPublic }) => !isPublic && { witness: 'null' } },
  },
  'O-18': {
    severity: 'low',
    point: 2,
    references: ['CWE-1126'],
    says: 'The list is longer than it needs to be',
    fix: 'Remove what is not needed',
    find: {
      origin: (entry, { origins }) => {
        const excess = excessOf(entry, origins)
        return excess !== undefined && { got: `${entry.got}, ${excess}` }
      },
      origins: ({ patterns, entries }) =>
        patterns.size > MAX_ENTRIES && { got: `${patterns.size} origins`, witness: entries[MAX_ENTRIES]!.witness },
    },
  },
  'O-17': {
    severity: 'info',
    point: 2,
    references: ['CWE-346'],
    says: 'Sites of another domain can act as your users',
    fix: 'Write down who owns them, and why they need credentials',
    find: { origins: foreignSites },
  },
  'O-21': {
    severity: 'high',
    point: 2,
    references: ['CWE-942'],
    says: 'Any page can read an answer that is not public',
    fix: 'List the origins, or give it another policy; if only cookies make it private, write cookieless: true',
    find: {
      origins: (_, { isPublic, self }) =>
        isPublic &&
        self
          // On a private network, being let in is a credential.
          .filter(({ host }) => isLocalHost(host))
          .map(({ got }) => ({ got: `"*" at ${got}`, witness: ATTACKER })),
      route: ({ route }, { isPublic, options }) =>
        isPublic &&
        ((route.cookies && !options.cookieless) || /\bprivate\b/i.test(route.cacheControl ?? '')) && {
          witness: ATTACKER,
        },
    },
  },
}

/** Why an entry changes nothing, if it does not. */
function excessOf({ pattern, isRepeated }: ListedOrigin, { own, isBelowWildcard }: OriginList): string | undefined {
  if (isRepeated) return 'which is listed already'
  if (own.has(pattern)) return 'which is your own origin'
  // A wildcard is not below itself: without its star it is the domain, which is outside.
  return isBelowWildcard(pattern.replace('*.', '')) ? 'which a wildcard covers' : undefined
}

/** Sites that may act as a user although they belong to another domain: not to yours, or to several if yours is not known. */
function foreignSites({ entries }: OriginList, { credentials, self, suffixOf }: Subject): Found {
  if (!credentials) return false
  const siteOf = ({ isRemote, host, wildcardDomain }: ListedOrigin): string | undefined =>
    isRemote ? registrableDomain(wildcardDomain ?? host, suffixOf) : undefined
  const own = new Set(self.map(siteOf))
  const sites = entries.flatMap((entry) => {
    const site = siteOf(entry)
    return site === undefined ? [] : [{ entry, site }]
  })
  if (own.size) return sites.filter(({ site }) => !own.has(site)).map(({ entry }) => entry)
  const names = [...new Set(sites.map(({ site }) => site))]
  if (names.length < 2) return false
  const got = `${names.length} domains, ${names.slice(0, 3).map(quote).join(', ')}${names.length > 3 ? ' …' : ''}`
  return { got, witness: sites.at(-1)!.entry.witness }
}
