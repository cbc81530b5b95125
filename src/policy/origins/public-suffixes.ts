import { TENANT_SUFFIXES, UNLISTED_SUFFIXES } from './tenant-suffixes.ts'

/**
 * Domains below which a registry sells names: a top-level domain, or a second-level domain that the registry of a
 * country runs (`co.uk`, `com.au`, `or.jp`).
 */
export const REGISTRY_SUFFIX: RegExp = /^((ac|com?|edu|go[bv]|gouv|net?|org?)\.[a-z]{2}|[^.]+)$/

/** The suffixes below which strangers publish pages, in the notation of {@link TENANT_SUFFIXES}: `*.run.app`. */
export function tenantSuffixes(): string[] {
  return suffixesIn(TENANT_SUFFIXES)
}

function suffixesIn(groups: string): string[] {
  return groups.split('/').flatMap((group) => {
    const [last, ...names] = group.split(' ')
    return names.map((name) => `${name}.${last}`)
  })
}

/** Compiles suffixes to a RegExp for whole domains. `join` puts a label behind the expression for those before it. */
function domainPattern(groups: string, join: (before: string, label: string) => string): RegExp {
  const suffixes = suffixesIn(groups).map((suffix) => suffix.split('.').reduce(join))
  return new RegExp(`^(${suffixes.join('|').replaceAll('*', '[^.]+')})$`)
}

function joinExactly(before: string, label: string): string {
  return before === '*' ? `(*\\.)?${label}` : `${before}\\.${label}`
}

const BASE = /* @__PURE__ */ domainPattern(TENANT_SUFFIXES, (before, label) => `(${before}\\.)?${label}`)
const SUFFIX = /* @__PURE__ */ domainPattern(TENANT_SUFFIXES, joinExactly)
const UNLISTED = /* @__PURE__ */ domainPattern(UNLISTED_SUFFIXES, joinExactly)

/**
 * Whether a wildcard below `domain` would allow strangers: `domain` is a suffix that they share, one of its regions
 * (`us-central1.run.app`), or a domain above one (`railway.app`).
 */
export function isAboveTenants(domain: string): boolean {
  return BASE.test(domain)
}

/** Whether strangers publish directly below `domain`. As on the Public Suffix List, `*.run.app` implies `run.app`. */
export function isTenantSuffix(domain: string): boolean {
  return SUFFIX.test(domain)
}

/** Whether browsers keep the sites below `domain` apart, because the Public Suffix List has it. */
export function isListedSuffix(domain: string): boolean {
  return isTenantSuffix(domain) && !UNLISTED.test(domain)
}
