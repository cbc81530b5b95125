import { isLoopback } from '../../fetch/origin.ts'
import { isIPv4 } from '../../fetch/ip-address.ts'

/**
 * Whose page asks. `expected` is allowed on purpose, `own` is the endpoint's, `likely` is a guess at one that is
 * allowed. Anybody can have an origin of the kinds from `stranger` to `tenant`.
 */
export type Kind =
  | 'expected'
  | 'own'
  | 'likely'
  | 'stranger'
  | 'null'
  | 'prefix'
  | 'suffix'
  | 'part'
  | 'dot'
  | 'special'
  | 'top-level'
  | 'tenant'
  | 'below'
  | 'insecure'
  | 'port'
  | 'loopback'
  | 'private'
  | 'app'
  | 'case'

/** A page that asks. */
export interface Asker {
  readonly origin: string
  readonly kind: Kind
}

/** What is known about hosts: the functions of `src/audit/hosts/suffixes.ts`. */
export interface Hosts {
  readonly registrableDomain: (host: string) => string
  readonly suffixOf: (host: string) => { readonly domain: string; readonly isShared: boolean }
}

const ATTACKER = 'attacker.example'

/** Reserved names (RFC 2606) that no policy means. Two of them, because one may be in a list. */
export const STRANGERS: readonly string[] = [`https://${ATTACKER}`, 'https://stranger.test']

/**
 * The pages that ask, the most important first.
 *
 * @param expected the origins that should be allowed, in canonical form
 */
export function askersFor(target: URL, expected: readonly string[], hosts: Hosts): Asker[] {
  const [base = target.origin] = expected
  const asked: Asker[] = [
    ...expected.map((origin): Asker => ({ origin, kind: 'expected' })),
    ...STRANGERS.map((origin): Asker => ({ origin, kind: 'stranger' })),
    { origin: 'null', kind: 'null' },
    ...(expected.length ? [] : likelyOrigins(target, hosts)),
    ...neighboursOf(base, hosts),
    { origin: 'http://localhost:3000', kind: 'loopback' },
    { origin: 'http://localhost', kind: 'loopback' },
    { origin: `https://localhost.${ATTACKER}`, kind: 'prefix' },
    { origin: 'http://192.168.0.1', kind: 'private' },
    { origin: 'https://intranet', kind: 'private' },
    { origin: 'capacitor://localhost', kind: 'app' },
    { origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', kind: 'app' },
    { origin: 'file://', kind: 'app' },
    { origin: target.origin, kind: 'own' },
  ]
  const known = new Set<string>()
  return asked.filter(({ origin }) => !known.has(origin) && known.add(origin))
}

/** Where the pages of an API often are. */
function likelyOrigins({ protocol, hostname }: URL, { registrableDomain }: Hosts): Asker[] {
  if (!hasLabels(hostname)) return []
  const domain = registrableDomain(hostname)
  return ['', 'www.', 'app.'].map((start) => ({ origin: `${protocol}//${start}${domain}`, kind: 'likely' as const }))
}

/** Origins that get past a comparison that is not of whole origins. */
function neighboursOf(base: string, hosts: Hosts): Asker[] {
  const { protocol, hostname: host, port } = new URL(base)
  if (!/^https?:$/.test(protocol)) return []
  const [start, end] = [`${protocol}//`, port && `:${port}`]
  const at = (kind: Kind, name: string): Asker => ({ origin: start + name + end, kind })
  const otherPort: Asker = { origin: `${start}${host}:${port === '8443' ? 9443 : 8443}`, kind: 'port' }
  // Loopback hosts and addresses have no names below them.
  if (!hasLabels(host)) return [at('prefix', `${host}.${ATTACKER}`), otherPort]
  const domain = hosts.registrableDomain(host)
  const dots = Array.from(host.matchAll(/\./g), ({ index }) => index).slice(0, 3)
  const suffix = hosts.suffixOf(host)
  /** A trick can lead to a host of the same owner, or of any customer of the same company. */
  const trick = (kind: Kind, name: string): Asker => {
    if (hosts.registrableDomain(name) === domain) return at('below', name)
    return at(suffix.isShared && name.endsWith(`.${suffix.domain}`) ? 'tenant' : kind, name)
  }
  return [
    at('prefix', `${host}.${ATTACKER}`),
    trick('suffix', `attacker${domain}`),
    trick('suffix', `attacker${host}`),
    trick('below', `attacker.${host}`),
    ...(suffix.isShared ? [at('tenant', `attacker.${suffix.domain}`)] : [trick('below', `attacker.${domain}`)]),
    ...dots.map((dot) => trick('dot', `${host.slice(0, dot)}x${host.slice(dot + 1)}`)),
    ...(protocol === 'https:' ? insecureTwins(host, domain, end) : []),
    at('prefix', `${host}-${ATTACKER}`),
    trick('part', host.slice(1)),
    trick('part', host.slice(0, -1)),
    trick('part', `${host}x`),
    trick('top-level', host.replace(/[^.]+$/, 'zip')),
    // Browsers let these characters be in a host, and many a RegExp takes them for its end.
    ...['_', '`', '!'].map((character) => at('special', `${host}${character}.${ATTACKER}`)),
    otherPort,
    { origin: base.toUpperCase(), kind: 'case' },
  ]
}

function insecureTwins(host: string, domain: string, end: string): Asker[] {
  return [host, `attacker.${host}`, ...(domain === host ? [] : [`attacker.${domain}`])].map((name) => ({
    origin: `http://${name}${end}`,
    kind: 'insecure' as const,
  }))
}

function hasLabels(host: string): boolean {
  return host.includes('.') && !isIPv4(host) && !host.startsWith('[') && !isLoopback(host)
}
