import { isLoopback } from '../../fetch/origin.ts'
import { tenantSuffixes } from '../../policy/origins/public-suffixes.ts'
import { registrableDomain, type SuffixOf } from './suffixes.ts'

/** An origin that no policy means. */
export const ATTACKER = 'https://attacker.example'

/**
 * Why a predicate should refuse an origin. `stranger`: anybody can register it. `tenant`: anybody can publish there.
 * `below`: it is below a domain of the policy's own. `insecure`: the host may be meant, but not over `http:`.
 */
export type Hostility = 'stranger' | 'tenant' | 'below' | 'insecure' | 'loopback' | 'private' | 'app'

/** An origin that a predicate should refuse. */
export type HostileOrigin = readonly [origin: string, hostility: Hostility]

/** Limits: hosts to make neighbours of, beginnings of names, characters of the predicate's source, and of a host. */
const MAX_HOSTS = 16
const MAX_STARTS = 4
const MAX_CHARACTERS = 9999
const MAX_HOST = 253

/** Origins that practically no policy means, whatever its own origins are. */
const STRANGERS: readonly HostileOrigin[] = [
  [ATTACKER, 'stranger'],
  ['http://attacker.example', 'stranger'],
  ['https://app.attacker.example', 'stranger'],
  ['https://attacker.com', 'stranger'],
  ['https://attacker.org', 'stranger'],
  ['https://attacker.net', 'stranger'],
  ['https://attacker.example:8443', 'stranger'],
  ['https://localhost.attacker.example', 'stranger'],
  ['http://localhost.attacker.example', 'stranger'],
  ['https://127.0.0.1.attacker.example', 'stranger'],
  ['https://null', 'stranger'],
  ['https://constructor', 'stranger'],
  ['https://__proto__', 'stranger'],
  ['http://localhost', 'loopback'],
  ['http://localhost:3000', 'loopback'],
  ['https://localhost:8443', 'loopback'],
  ['http://127.0.0.1:8080', 'loopback'],
  ['http://[::1]:3000', 'loopback'],
  ['https://intranet', 'private'],
  ['http://printer.local', 'private'],
  ['https://attacker.internal', 'private'],
  ['http://192.168.0.1', 'private'],
  ['https://10.0.0.1', 'private'],
  ['https://[fd00::1]', 'private'],
  ['capacitor://localhost', 'app'],
  ['ionic://localhost', 'app'],
  ['tauri://localhost', 'app'],
  ['app://localhost', 'app'],
  ['chrome-extension://abcdefghijklmnopabcdefghijklmnop', 'app'],
  ['moz-extension://00000000-0000-4000-8000-000000000000', 'app'],
]

/**
 * Origins to ask a predicate about: strangers, tenants of shared suffixes, and neighbours of the hosts that its source
 * names or that are known to be the policy's own. Each neighbour gets past one widespread way of comparing origins.
 */
export function hostileOrigins(source: string, own: readonly string[], suffixOf: SuffixOf): HostileOrigin[] {
  // Without escapes and groups: `(www|app)\.example\.com` names app.example.com.
  const plain = source
    .slice(0, MAX_CHARACTERS)
    .toLowerCase()
    .replaceAll(/\\[a-z]/g, ' ')
    .replaceAll(/[\\)]/g, '')
  const meant = [...own, ...wordsIn(plain, /[a-z\d.-]+/g).flatMap(hostsIn)]
  const named = meant.slice(0, MAX_HOSTS)
  const domains = new Set(named.map((host) => registrableDomain(host, suffixOf)))
  // Loopback hosts stay on the machine of the browser: on no network can anybody pose as them, or as a host below them.
  const hosts = [...new Set([...named, ...domains])].filter((host) => !isLoopback(host))
  // What comes before a star: `my-app-*.vercel.app`.
  const starts = [...new Set(wordsIn(plain, /[a-z\d-]+/g).filter((word) => /.-$/.test(word)))].slice(0, MAX_STARTS)
  const known = new Set(meant)
  const neighbours = hosts
    .flatMap((host) => [
      ...neighboursOf(host),
      `attacker.${host}`,
      ...starts.map((start) => `${start}attacker.${host}`),
    ])
    .filter((host) => !known.has(host))
  // Suffixes with RegExps are regions of others, so they find nothing more.
  const tenants = tenantSuffixes().filter((suffix) => /^[\w.*-]+$/.test(suffix))
  return [
    ...STRANGERS,
    // A neighbour below one's own domain is not a stranger.
    ...Array.from(new Set(neighbours), (host): HostileOrigin => [
      `https://${host}`,
      domains.has(registrableDomain(host, suffixOf)) ? 'below' : 'stranger',
    ]),
    ...tenants.map((suffix): HostileOrigin => [`https://attacker.${suffix.replaceAll('*', 'a')}`, 'tenant']),
    ...hosts.flatMap((host): HostileOrigin[] => [
      [`http://${host}`, 'insecure'],
      [`http://attacker.${host}`, 'insecure'],
    ]),
  ]
}

function wordsIn(text: string, word: RegExp): readonly string[] {
  return text.match(word) ?? []
}

/** The hosts in a word. A longer word is not a host, and a RegExp that looks for one in it would take quadratic time. */
function hostsIn(word: string): readonly string[] {
  return word.length > MAX_HOST ? [] : wordsIn(word, /([a-z\d-]+\.)+[a-z]{2,}/g)
}

function neighboursOf(host: string): string[] {
  const dots = Array.from(host.matchAll(/\./g), ({ index }) => index)
  return [
    // startsWith, includes, a RegExp without an end
    `${host}.attacker.example`,
    `${host}-attacker.example`,
    `${host}x`,
    // a RegExp that takes any top-level domain
    `${host}.zip`,
    host.replace(/[^.]+$/, 'zip'),
    // endsWith, a RegExp without a start, or with \b
    `attacker${host}`,
    `attacker-${host}`,
    // an unescaped dot in a RegExp, one dot at a time
    ...dots.map((at) => `${host.slice(0, at)}x${host.slice(at + 1)}`),
    // includes on a list that was joined into one string
    host.slice(1),
    host.slice(0, -1),
  ]
}
