import { isLoopback } from '../../fetch/origin.ts'
import { TENANT_SUFFIXES } from '../../policy/origins/public-suffixes.ts'
import type { RuleId } from '../rules/catalogue.ts'
import { registrableDomain, type SuffixOf } from './suffixes.ts'

/** An origin that a predicate should not allow, and the rule that says why. */
export type HostileOrigin = readonly [origin: string, rule: RuleId]

/** How many hosts to make neighbours of, and how many starts of names, and what to read. */
const MANY_HOSTS = 16
const MANY_STARTS = 4
const MANY_CHARACTERS = 9999

/** Origins that hardly a policy means, whatever its own are. */
const STRANGERS: readonly HostileOrigin[] = [
  ['https://attacker.example', 'O-15'],
  ['http://attacker.example', 'O-15'],
  ['https://app.attacker.example', 'O-15'],
  ['https://attacker.com', 'O-15'],
  ['https://attacker.org', 'O-15'],
  ['https://attacker.net', 'O-15'],
  ['https://attacker.example:8443', 'O-15'],
  ['https://localhost.attacker.example', 'O-15'],
  ['http://localhost.attacker.example', 'O-15'],
  ['https://127.0.0.1.attacker.example', 'O-15'],
  ['https://null', 'O-15'],
  ['https://constructor', 'O-15'],
  ['https://__proto__', 'O-15'],
  ['http://localhost', 'O-11'],
  ['http://localhost:3000', 'O-11'],
  ['https://localhost:8443', 'O-11'],
  ['http://127.0.0.1:8080', 'O-11'],
  ['http://[::1]:3000', 'O-11'],
  ['https://intranet', 'O-12'],
  ['http://printer.local', 'O-12'],
  ['https://attacker.internal', 'O-12'],
  ['http://192.168.0.1', 'O-12'],
  ['https://10.0.0.1', 'O-12'],
  ['https://[fd00::1]', 'O-12'],
  ['capacitor://localhost', 'O-19'],
  ['ionic://localhost', 'O-19'],
  ['tauri://localhost', 'O-19'],
  ['app://localhost', 'O-19'],
  ['chrome-extension://abcdefghijklmnopabcdefghijklmnop', 'O-19'],
  ['moz-extension://00000000-0000-4000-8000-000000000000', 'O-19'],
]

/**
 * Origins to put to a predicate: strangers, tenants of shared suffixes, and neighbours of the hosts that its text names
 * or that are known to be the policy's own. Each neighbour is let through by one way to compare that is in wide use.
 */
export function hostileOrigins(text: string, own: readonly string[], suffixOf: SuffixOf): HostileOrigin[] {
  // Without escapes and groups: `(www|app)\.example\.com` names app.example.com.
  const plain = text
    .slice(0, MANY_CHARACTERS)
    .toLowerCase()
    .replaceAll(/\\[a-z]/g, ' ')
    .replaceAll(/[\\)]/g, '')
  const meant = [...own, ...(plain.match(/([a-z\d-]+\.)+[a-z]{2,}/g) ?? [])]
  const named = meant.slice(0, MANY_HOSTS)
  const domains = new Set(named.map((host) => registrableDomain(host, suffixOf)))
  // What stays on the machine of the browser is on no network, and so is what is below it.
  const hosts = [...new Set([...named, ...domains])].filter((host) => !isLoopback(host))
  // What comes before a star: `my-app-*.vercel.app`.
  const starts = [...new Set(plain.match(/[a-z\d-]+-(?![a-z\d-])/g))].slice(0, MANY_STARTS)
  const neighbours = hosts
    .flatMap((host) => [
      ...neighboursOf(host),
      `attacker.${host}`,
      ...starts.map((start) => `${start}attacker.${host}`),
    ])
    .filter((host) => !meant.includes(host))
  const tenants = TENANT_SUFFIXES.trim().split(' ')
  return [
    ...STRANGERS,
    // What is below one's own domain is no stranger.
    ...Array.from(new Set(neighbours), (host): HostileOrigin => [
      `https://${host}`,
      domains.has(registrableDomain(host, suffixOf)) ? 'O-08' : 'O-15',
    ]),
    ...tenants.map((suffix): HostileOrigin => [`https://attacker${suffix}`, 'O-07']),
    ...hosts.flatMap((host): HostileOrigin[] => [
      [`http://${host}`, 'O-10'],
      [`http://attacker.${host}`, 'O-10'],
    ]),
  ]
}

function neighboursOf(host: string): string[] {
  const dots = Array.from(host.matchAll(/\./g), ({ index }) => index)
  return [
    // startsWith, includes, a RegExp without an end
    `${host}.attacker.example`,
    `${host}-attacker.example`,
    `${host}x`,
    // a RegExp of any top-level domain
    `${host}.zip`,
    host.replace(/[^.]+$/, 'zip'),
    // endsWith, a RegExp without a start, or with \b
    `attacker${host}`,
    `attacker-${host}`,
    // a dot in a RegExp, each in turn
    ...dots.map((at) => `${host.slice(0, at)}x${host.slice(at + 1)}`),
    // a list that was joined to a text
    host.slice(1),
    host.slice(0, -1),
  ]
}
