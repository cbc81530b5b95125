/** What a request says about the page that sent it. */
export type Source =
  | 'sfs-same-origin'
  | 'sfs-none'
  | 'sfs-same-site'
  | 'sfs-cross-site'
  | 'sfs-unknown'
  | 'origin-self'
  | 'origin-mismatch'
  | 'no-browser-evidence'

const SITES = ['same-origin', 'none', 'same-site', 'cross-site'] as const

/**
 * Judges where a request comes from, by headers that scripts cannot set: `Sec-Fetch-Site`
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header), otherwise `Origin`, compared byte for byte
 * with the configured origins. The URL is deliberately not read, because hosts build it from `Host`, and a client or an
 * attacker's DNS record chooses that.
 */
export function sourceOf(site: string | null, origin: string | null, isSelf: (origin: string) => boolean): Source {
  if (site !== null) return `sfs-${SITES.find((known) => known === site) ?? 'unknown'}`
  if (origin === null) return 'no-browser-evidence'
  return isSelf(origin) ? 'origin-self' : 'origin-mismatch'
}

/** Whether the application itself, or its user, made the request. */
export function isOwnSource(source: Source): boolean {
  return source === 'sfs-same-origin' || source === 'sfs-none' || source === 'origin-self'
}
