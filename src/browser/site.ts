import { isTenantSuffix, REGISTRY_SUFFIX } from '../policy/public-suffixes.ts'

/**
 * The domain that somebody registered, of which a host is (https://url.spec.whatwg.org/#host-registrable-domain), as far
 * as the curated suffixes of this library tell: addresses, `localhost` and suffixes themselves have none.
 */
export function registrableDomain(host: string): string | undefined {
  if (host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host) || isSuffix(host)) return
  const labels = host.split('.')
  for (let at = 0; at < labels.length - 1; at++) {
    const parent = labels.slice(at + 1).join('.')
    if (isSuffix(parent)) return labels.slice(at).join('.')
  }
  return
}

function isSuffix(domain: string): boolean {
  return REGISTRY_SUFFIX.test(domain) || isTenantSuffix(domain)
}

/** https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site */
export function isSchemelesslySameSite(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false
  const hosts = [new URL(one).hostname, new URL(other).hostname] as const
  const [first, second] = hosts.map(registrableDomain)
  return hosts[0] === hosts[1] || (first !== undefined && first === second)
}
