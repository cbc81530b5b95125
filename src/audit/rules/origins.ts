import { isPrivateHost } from '../../fetch/private-host.ts'
import { isTenantSuffix } from '../../policy/origins/public-suffixes.ts'
import { isLoopbackUnwise, type ListedOrigin } from '../subject/origins.ts'
import type { Subject } from '../subject/subject.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const ORIGIN_CONDITIONS = {
  'O-07': 'a wildcard stands directly below a public suffix, or a predicate allows hosts there',
  'O-08': 'credentials are allowed, and there is a wildcard, or a predicate allows any host below a domain',
  'O-09': 'credentials are allowed, and an origin other than loopback has the scheme `http:`',
  'O-10': 'credentials are not allowed, and an origin other than loopback has the scheme `http:`',
  'O-11':
    'a loopback origin is allowed in `environment: "production"`, or next to other origins with credentials, unless `environment` is `"development"` or `"test"`. Capacitor and Tauri run apps at loopback origins without a port',
  'O-12':
    'a host is a private address (also an IPv4 address mapped to IPv6), a name without a dot, or a name in `.local`, `.internal`, `.lan`, `.home.arpa` and the like',
  'O-13': 'credentials are allowed, and a host is below a suffix that strangers share',
  'O-16': 'a host is listed with both `http:` and `https:`',
  'O-19': 'credentials are allowed, and the scheme of an origin is neither `http:` nor `https:`',
} as const

/** Rules about a single origin: an entry of the list, or a hostile origin that a predicate allows. */
export const ORIGIN_RULES: Rules<keyof typeof ORIGIN_CONDITIONS> = {
  'O-19': {
    severity: 'medium',
    point: 2,
    references: ['CWE-346'],
    says: 'Any app can use this origin, and an extension can be sold to somebody else',
    fix: 'Leave credentials out',
    find: {
      origin: ({ isApp }, { credentials }) => isApp && credentials,
      hostileOrigin: ({ hostility }, { credentials }) => hostility === 'app' && credentials,
    },
  },
  'O-11': {
    severity: 'high',
    point: 2,
    references: ['CWE-489', 'CWE-942'],
    says: "Any program on a visitor's machine can serve pages from this origin",
    fix: 'List it in development only, unless it is the origin of your app',
    find: {
      origin: ({ isApp, isRemote, pattern, got }, { origins }) =>
        !isApp &&
        !isRemote &&
        origins.isLoopbackUnwise &&
          // Development servers have ports.
          { got: /^[^*]*localhost$/.test(pattern) ? `${got}, where Capacitor and Tauri run apps` : got },
      hostileOrigin: ({ hostility }, { credentials, settings }) =>
        hostility === 'loopback' && isLoopbackUnwise(settings, credentials),
    },
  },
  'O-09': {
    severity: 'high',
    point: 2,
    references: ['CWE-319', 'CWE-346'],
    says: 'Anybody on the network can pose as an http origin, and read the data of your users',
    fix: 'Write https',
    find: {
      origin: (entry, { credentials }) => isInsecure(entry) && credentials,
      hostileOrigin: ({ hostility }, { credentials }) => hostility === 'insecure' && credentials,
    },
  },
  'O-10': {
    severity: 'medium',
    point: 2,
    references: ['CWE-319'],
    says: 'Anybody on the network can pose as an http origin',
    fix: 'Write https',
    find: {
      origin: (entry, { credentials }) => isInsecure(entry) && !credentials,
      hostileOrigin: ({ hostility }, { credentials }) => hostility === 'insecure' && !credentials,
    },
  },
  'O-16': {
    severity: 'medium',
    point: 2,
    references: ['CWE-319'],
    says: 'The host is listed with https as well, so http only adds a risk',
    fix: 'Remove the http origin',
    find: {
      origin: (entry, { origins }) => isInsecure(entry) && origins.patterns.has(entry.pattern.replace('http', 'https')),
    },
  },
  'O-12': {
    severity: 'medium',
    point: 2,
    references: ['CWE-346', 'CWE-350'],
    says: 'On every network, a different machine can have this private name or address',
    fix: 'Write a public name with https',
    find: {
      origin: ({ isRemote, host }) => isRemote && isPrivateHost(host),
      hostileOrigin: ({ hostility }) => hostility === 'private',
    },
  },
  'O-07': {
    severity: 'high',
    point: 2,
    references: ['CWE-346', 'CWE-942'],
    says: 'Anybody can publish a site below this suffix',
    fix: 'List the hosts, or write a domain of your own',
    find: {
      origin: isBelowPublicSuffix,
      hostileOrigin: ({ hostility }) => hostility === 'tenant',
    },
  },
  'O-08': {
    severity: 'high',
    point: 2,
    references: ['CWE-346'],
    says: 'Any host below the domain, even a forgotten one, can read the data of your users',
    fix: 'List the hosts, or leave credentials out',
    find: {
      origin: (entry, subject) =>
        subject.credentials &&
        entry.isRemote &&
        entry.wildcardDomain !== undefined &&
        !isBelowPublicSuffix(entry, subject),
      hostileOrigin: ({ hostility }, { credentials }) => hostility === 'below' && credentials,
    },
  },
  'O-13': {
    severity: 'medium',
    point: 2,
    references: ['CWE-672'],
    says: 'A stranger can claim this name once your site there is deleted',
    fix: 'Write a domain of your own',
    find: {
      origin: ({ isRemote, wildcardDomain, host }, { credentials, suffixOf }) =>
        credentials && isRemote && wildcardDomain === undefined && suffixOf(host).isShared,
    },
  },
}

function isInsecure({ isRemote, scheme }: ListedOrigin): boolean {
  return isRemote && scheme === 'http'
}

/** Whether a wildcard allows every site below a suffix under which anybody can publish or register. */
function isBelowPublicSuffix({ isRemote, wildcardDomain }: ListedOrigin, { suffixOf }: Subject): boolean {
  if (!isRemote || wildcardDomain === undefined) return false
  return isTenantSuffix(wildcardDomain) || suffixOf(wildcardDomain).domain === wildcardDomain
}
