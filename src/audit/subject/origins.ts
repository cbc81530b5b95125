import { isLoopback, parseOrigin } from '../../fetch/origin.ts'
import type { CompiledPolicy } from '../../policy/compile.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { compileOriginSet, type OriginSet } from '../../policy/origins/set.ts'
import { quote } from '../../wording/quote.ts'
import type { Details } from '../report/finding.ts'
import type { AuditSettings } from '../settings.ts'
import { listOf, pathOf } from './lists.ts'

/** An entry of a list of origins. */
export interface ListedOrigin extends Details {
  /** As it is written: `https://*.example.com`. */
  readonly pattern: string
  readonly scheme: string
  /** The host; that of an example for a wildcard. */
  readonly host: string
  /** The domain below which a wildcard allows every host. */
  readonly wildcardDomain: string | undefined
  /** Whether no network carries its pages: the scheme is neither `http:` nor `https:`. */
  readonly isApp: boolean
  /** Whether it is a web page of another machine than the browser's. */
  readonly isRemote: boolean
  /** Whether an earlier entry is the same. */
  readonly isRepeated: boolean
}

/** All entries of a list of origins. */
export interface OriginList extends Details {
  readonly entries: readonly ListedOrigin[]
  readonly patterns: ReadonlySet<string>
  /** The origins in `self`. */
  readonly own: ReadonlySet<string>
  /** Whether a wildcard of the list allows an origin. */
  readonly isBelowWildcard: OriginSet
  /** Whether loopback origins are a danger. */
  readonly isLoopbackUnwise: boolean
}

/** The entries of `origin`: none if the policy is public, or if a predicate decides. */
export function readOrigins(written: CorsOptions, policy: CompiledPolicy, settings: AuditSettings): OriginList {
  const listed = policy.isPublic ? [] : listOf(written.origin)
  const seen = new Set<string>()
  const entries = listed.map((pattern, index) => {
    const witness = examplesOf(pattern).find(policy.origins)
    const entry = readOrigin(pattern, pathOf('origin', written.origin, index), witness, seen.has(pattern))
    seen.add(pattern)
    return entry
  })
  const isBesideOthers = policy.options.credentials && entries.some(({ host }) => !isLoopback(host))
  return {
    path: ['origin'],
    entries,
    patterns: seen,
    own: new Set(listOf(settings.self)),
    isBelowWildcard: compileOriginSet([...seen].filter((pattern) => pattern.includes('://*.'))),
    isLoopbackUnwise: isLoopbackUnwise(settings, isBesideOthers),
  }
}

/** The entries of `self`. */
export function readSelf({ self }: AuditSettings): ListedOrigin[] {
  return listOf(self).map((origin, index) => readOrigin(origin, pathOf('self', self, index)))
}

function readOrigin(pattern: string, path: Details['path'], witness?: string, isRepeated = false): ListedOrigin {
  const { scheme, host } = parseOrigin(examplesOf(pattern)[1]!)!
  const isApp = !/^https?$/.test(scheme)
  const wildcardDomain = pattern.includes('://*') ? host.slice(2) : undefined
  const isRemote = !isApp && !isLoopback(host)
  return { path, got: quote(pattern), witness, pattern, scheme, host, wildcardDomain, isApp, isRemote, isRepeated }
}

/** Two origins that the pattern allows. The second one is for domains that leave no room for a longer name. */
function examplesOf(pattern: string): string[] {
  return ['attacker', 'a'].map((name) => pattern.replace('://*', `://${name}`).replace(/:\*$/, ':3000'))
}

/** Whether loopback origins are a danger: in production, and next to others with credentials unless the settings say that it is no production. */
export function isLoopbackUnwise({ environment }: AuditSettings, isBesideOthers: boolean): boolean {
  return environment === 'production' || (isBesideOthers && environment !== 'development' && environment !== 'test')
}
