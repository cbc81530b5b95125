import { isTenantSuffix, REGISTRY_SUFFIX } from '../../policy/origins/public-suffixes.ts'

/**
 * More public suffixes: a list; a string such as the Public Suffix List, comments included; or a function that finds the
 * suffix of a host, such as that of tldts: `(host) => parse(host, { allowPrivateDomains: true })`.
 *
 * A listed suffix counts as shared by strangers, unless it looks like one of a registry (`com`, `co.uk`) or is in the
 * first section of the Public Suffix List.
 */
export type PublicSuffixes = string | Iterable<string> | ((host: string) => FoundSuffix | string | null | undefined)

/** The result of `parse` of tldts, as far as it is read. */
export interface FoundSuffix {
  readonly publicSuffix: string | null
  /** Whether it belongs to a company, whose customers share it, and not to a registry. */
  readonly isPrivate?: boolean | null
}

/** The public suffix of a host, and whether anybody with an account can publish below it, not only registrants. */
export interface Suffix {
  readonly domain: string
  readonly isShared: boolean
}

/** Finds the public suffix of a host. */
export type SuffixOf = (host: string) => Suffix

/** Finds public suffixes. The built-in ones come first, because the Public Suffix List lacks some of them. */
export function suffixFinder(more: PublicSuffixes = ''): SuffixOf {
  const find = typeof more === 'function' ? more : listFinder(more)
  return (host) => {
    const parents = parentsOf(host)
    const tenant = parents.find(isTenantSuffix)
    const found = find(host)
    const { publicSuffix, isPrivate } = Object(found) as Partial<FoundSuffix>
    const suffix = typeof found === 'string' ? found : publicSuffix
    if (tenant && tenant.length >= (suffix?.length ?? 0)) return { domain: tenant, isShared: true }
    if (suffix) return { domain: suffix, isShared: isPrivate ?? !REGISTRY_SUFFIX.test(suffix) }
    return { domain: parents.find((parent) => REGISTRY_SUFFIX.test(parent)) ?? host, isShared: false }
  }
}

/** The registrable domain of a host: the public suffix with one more label. */
export function registrableDomain(host: string, suffixOf: SuffixOf): string {
  // An address has no domain.
  if (/[\d\]]$/.test(host)) return host
  const { domain } = suffixOf(host)
  return host
    .split('.')
    .slice(-1 - domain.split('.').length)
    .join('.')
}

/** The host, the host without its first label, without its first two labels … */
function parentsOf(host: string): string[] {
  const labels = host.split('.')
  return labels.map((_, at) => labels.slice(at).join('.'))
}

function listFinder(list: string | Iterable<string>): (host: string) => FoundSuffix | undefined {
  const found = new Map<string, boolean | null>()
  let isPrivate: boolean | null = null
  for (const line of typeof list === 'string' ? list.split('\n') : list) {
    if (line.includes('BEGIN ICANN')) isPrivate = false
    else if (line.includes('BEGIN PRIVATE')) isPrivate = true
    const suffix = line.trim().split(/\s/)[0]!
    if (!suffix.startsWith('//')) found.set(toAscii(suffix), isPrivate)
  }
  return (host) => {
    // By the rules of https://publicsuffix.org/list/ the longest suffix counts, `*` is one label, and `!` makes an
    // exception.
    for (const parent of parentsOf(host)) {
      const rest = parent.slice(parent.indexOf('.') + 1)
      if (found.has(`!${parent}`)) return { publicSuffix: rest, isPrivate: found.get(`!${parent}`)! }
      for (const rule of [parent, `*.${rest}`])
        if (found.has(rule)) return { publicSuffix: parent, isPrivate: found.get(rule)! }
    }
    return
  }
}

/** Lists are in Unicode, origins in punycode. */
function toAscii(suffix: string): string {
  return suffix.replace(/^\./, '').replace(/[^!*.].*/, (domain) => {
    const url = `http://${domain}`
    return URL.canParse(url) ? new URL(url).hostname : domain
  })
}
