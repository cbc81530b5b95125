import { REGISTRY_SUFFIX, TENANT_SUFFIXES } from '../../policy/origins/public-suffixes.ts'

/**
 * More public suffixes: a list of them; a text such as the Public Suffix List, comments included; or a function that
 * finds the suffix of a host, such as that of tldts: `(host) => parse(host, { allowPrivateDomains: true })`.
 *
 * What a list has is taken as shared by strangers, unless it looks like a registry's (`com`, `co.uk`) or stands in the
 * first section of the Public Suffix List.
 */
export type PublicSuffixes = string | Iterable<string> | ((host: string) => FoundSuffix | string | null | undefined)

/** What `parse` of tldts says. */
export interface FoundSuffix {
  readonly publicSuffix: string | null
  /** Whether strangers share it: the suffix of a company, not of a registry. */
  readonly isPrivate?: boolean | null
}

/** The public suffix of a host, and whether strangers publish below it: anybody with an account, not only registrants. */
export interface Suffix {
  readonly domain: string
  readonly isShared: boolean
}

/** Finds the public suffix of a host. */
export type SuffixOf = (host: string) => Suffix

/** Finds public suffixes: the built-in ones first, of which the Public Suffix List lacks some. */
export function suffixFinder(more: PublicSuffixes = ''): SuffixOf {
  const find = typeof more === 'function' ? more : listFinder(more)
  return (host) => {
    const parents = parentsOf(host)
    const tenant = parents.find((parent) => TENANT_SUFFIXES.includes(` .${parent} `))
    const found = find(host)
    const { publicSuffix, isPrivate } = Object(found) as Partial<FoundSuffix>
    const suffix = typeof found === 'string' ? found : publicSuffix
    if (tenant && tenant.length >= (suffix?.length ?? 0)) return { domain: tenant, isShared: true }
    if (suffix) return { domain: suffix, isShared: isPrivate ?? !REGISTRY_SUFFIX.test(suffix) }
    return { domain: parents.find((parent) => REGISTRY_SUFFIX.test(parent)) ?? host, isShared: false }
  }
}

/** What one registers: a label more than the public suffix. */
export function registrableDomain(host: string, suffixOf: SuffixOf): string {
  // An address is nobody's but its own.
  if (/[\d\]]$/.test(host)) return host
  const { domain } = suffixOf(host)
  return host
    .split('.')
    .slice(-1 - domain.split('.').length)
    .join('.')
}

/** The host, and what is left of it without its first label, without the first two … */
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
    // Rules of https://publicsuffix.org/list/: the longest counts, `*` is one label, `!` makes an exception.
    for (const parent of parentsOf(host)) {
      const rest = parent.slice(parent.indexOf('.') + 1)
      if (found.has(`!${parent}`)) return { publicSuffix: rest, isPrivate: found.get(`!${parent}`)! }
      for (const rule of [parent, `*.${rest}`])
        if (found.has(rule)) return { publicSuffix: parent, isPrivate: found.get(rule)! }
    }
    return
  }
}

/** Lists are written in Unicode, origins in punycode. */
function toAscii(suffix: string): string {
  return suffix.replace(/^\./, '').replace(/[^!*.].*/, (domain) => {
    const url = `http://${domain}`
    return URL.canParse(url) ? new URL(url).hostname : domain
  })
}
