import { TENANT_SUFFIXES } from '../policy/public-suffixes.ts'
import type { RuleId } from './catalogue.ts'

/** An origin that a predicate should not allow, and the rule that says why. */
export type HostileOrigin = readonly [origin: string, rule: RuleId]

/** How many hosts to make neighbours of, and how many origins to make. */
const MANY_HOSTS = 24

/** Origins that hardly a policy means, whatever its own are. */
const STRANGERS: readonly HostileOrigin[] = [
  ['https://attacker.example', 'O-15'],
  ['http://attacker.example', 'O-15'],
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
export function hostileOrigins(text: string, hosts: readonly string[]): HostileOrigin[] {
  const named = (text.match(/([a-z\d-]+\\?\.)+[a-z]{2,}/gi) ?? []).map((host) =>
    host.replaceAll('\\', '').toLowerCase(),
  )
  const known = [...new Set([...hosts, ...named])].slice(0, MANY_HOSTS)
  // What comes before a star: `my-app-*.vercel.app`.
  const starts = [...new Set(text.match(/[a-z\d-]+-(?![a-z\d-])/gi))].slice(0, 4)
  const tenants = TENANT_SUFFIXES.trim().split(' ')
  return [
    ...STRANGERS,
    ...tenants.map((suffix) => [`https://attacker${suffix}`, 'O-07'] as const),
    ...known.flatMap((host) => neighboursOf(host).concat(starts.map((start) => tenantLike(start, host)))),
  ]
}

function neighboursOf(host: string): HostileOrigin[] {
  const dots = Array.from(host.matchAll(/\./g), ({ index }) => index)
  const strangers = [
    // startsWith, includes, a RegExp without an end
    `${host}.attacker.example`,
    `${host}x`,
    `${host}-attacker.example`,
    // endsWith, a RegExp without a start or with \b
    `attacker${host}`,
    `attacker-${host}`,
    // a dot of a RegExp, each in turn
    ...dots.map((at) => `${host.slice(0, at)}x${host.slice(at + 1)}`),
    // a list joined to a text
    host.slice(1),
    host.slice(0, -1),
  ]
  return [
    ...strangers.map((stranger): HostileOrigin => [`https://${stranger}`, 'O-15']),
    // a stranger to the scheme
    [`http://${host}`, 'O-10'],
    [`http://attacker.${host}`, 'O-10'],
    [`https://attacker.${host}`, 'O-08'],
  ]
}

function tenantLike(start: string, host: string): HostileOrigin {
  return [`https://${start}attacker.${host}`, 'O-15']
}
