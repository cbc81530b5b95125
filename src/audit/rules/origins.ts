import { isLoopback, parseOrigin } from '../../fetch/origin.ts'
import { compileOriginSet, type OriginSet } from '../../policy/origins/set.ts'
import { isTenantSuffix } from '../../policy/origins/public-suffixes.ts'
import type { RuleId } from './catalogue.ts'
import { type Finding, finding } from '../report/finding.ts'
import { isPrivateHost } from '../../fetch/private-host.ts'
import { listOf, pathOf, quote, type Subject } from '../subject.ts'
import { registrableDomain } from '../hosts/suffixes.ts'

const MANY = 50

/** What is unwise in the list of origins. */
export function* auditOrigins(subject: Subject): Generator<Finding> {
  const { given, policy, settings } = subject
  const { origin, credentials, dangerouslyAllowNullOrigin } = policy.options
  if (origin === '*') return
  if (dangerouslyAllowNullOrigin)
    yield finding('O-03', {
      path: ['dangerouslyAllowNullOrigin'],
      got: 'dangerouslyAllowNullOrigin: true',
      witness: 'null',
    })
  const listed = listOf(given.origin)
  const wildcards = compileOriginSet(new Set(listed.filter((entry) => entry.includes('://*.'))))
  // Worked out once: lists may be long.
  const isLocalUnwise = isLoopbackUnwise(settings.environment, credentials && listed.some(isPublicEntry))
  const entries = new Set(listed)
  const self = new Set(listOf(settings.self))
  const seen = new Set<string>()
  for (const [index, entry] of listed.entries()) {
    const path = pathOf('origin', given.origin, index)
    const witness = examplesOf(entry).find(policy.origins)
    for (const rule of dangersOf(entry, subject, entries, isLocalUnwise))
      yield finding(rule, { path, got: quote(entry), witness })
    const excess = excessOf(entry, seen.has(entry), wildcards, self)
    if (excess) yield finding('O-18', { path, got: `${quote(entry)}, ${excess}`, witness })
    seen.add(entry)
  }
  if (entries.size > MANY)
    yield finding('O-18', {
      path: ['origin'],
      got: `${entries.size} origins`,
      witness: examplesOf(listed[MANY]!).find(policy.origins),
    })
  yield* auditDomains(subject, listed)
}

/** Origins of which a policy with this entry should let one through: the second one for a very long domain. */
function examplesOf(entry: string): string[] {
  return ['attacker', 'a'].map((name) => entry.replace('://*', `://${name}`).replace(/:\*$/, ':3000'))
}

/** The rules that an entry breaks, whatever else is listed but its twin with https. */
function* dangersOf(
  entry: string,
  { policy, suffixOf }: Subject,
  entries: ReadonlySet<string>,
  isLocalUnwise: boolean,
): Generator<RuleId> {
  const { credentials } = policy.options
  const { scheme, host } = parseOrigin(examplesOf(entry)[1]!)!
  if (!/^https?$/.test(scheme)) {
    if (credentials) yield 'O-19'
  } else if (isLoopback(host)) {
    if (isLocalUnwise) yield 'O-11'
  } else {
    if (scheme === 'http') {
      yield credentials ? 'O-09' : 'O-10'
      if (entries.has(entry.replace('http', 'https'))) yield 'O-16'
    }
    if (isPrivateHost(host)) yield 'O-12'
    const base = host.slice(2)
    if (!entry.includes('*')) {
      if (credentials && suffixOf(host).isShared) yield 'O-13'
    } else if (isTenantSuffix(base) || suffixOf(base).domain === base) yield 'O-07'
    else if (credentials) yield 'O-08'
  }
}

/** Whether loopback origins are a danger: in production, and beside others with credentials where nothing is said. */
export function isLoopbackUnwise(environment: string | undefined, isBesideOthers: boolean): boolean {
  return environment === 'production' || (isBesideOthers && environment !== 'development' && environment !== 'test')
}

function isPublicEntry(entry: string): boolean {
  return !isLoopback(parseOrigin(examplesOf(entry)[1]!)!.host)
}

/** Why an entry changes nothing, if so. The domain of a wildcard is below another one, never below its own. */
function excessOf(
  entry: string,
  isRepeated: boolean,
  wildcards: OriginSet,
  self: ReadonlySet<string>,
): string | undefined {
  if (isRepeated) return 'which is listed already'
  if (self.has(entry)) return 'which is your own origin'
  return wildcards(entry.replace('*.', '')) ? 'which a wildcard covers' : undefined
}

/** Whose sites may act as a user, when they are of other domains than your own; than each other, when that is not known. */
function* auditDomains({ given, policy, settings, suffixOf }: Subject, listed: readonly string[]): Generator<Finding> {
  if (!policy.options.credentials) return
  const domainOf = (entry: string): string | undefined => {
    const { scheme, host } = parseOrigin(examplesOf(entry)[1]!)!
    const name = entry.includes('*') ? host.slice(2) : host
    return /^https?$/.test(scheme) && !isLoopback(host) ? registrableDomain(name, suffixOf) : undefined
  }
  const own = new Set(listOf(settings.self).map(domainOf))
  const domains = new Set(listed.map(domainOf).filter((domain) => domain !== undefined))
  if (own.size) {
    for (const [index, entry] of listed.entries()) {
      const domain = domainOf(entry)
      if (domain === undefined || own.has(domain)) continue
      const path = pathOf('origin', given.origin, index)
      yield finding('O-17', { path, got: quote(entry), witness: examplesOf(entry).find(policy.origins) })
    }
  } else if (domains.size > 1) {
    const got = `${domains.size} domains, ${[...domains].slice(0, 3).map(quote).join(', ')}${domains.size > 3 ? ' …' : ''}`
    const last = listed.findLast((entry) => domainOf(entry) !== undefined)!
    yield finding('O-17', { path: ['origin'], got, witness: examplesOf(last).find(policy.origins) })
  }
}
