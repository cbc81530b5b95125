import { freshSegment } from '../routes/paths.ts'
import type { RouteTable } from '../routes/routes.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { literally, TOKEN } from './origin-pattern.ts'
import { readablePath } from './route-path.ts'
import { type End, inAnyCase, type Place, placesOf } from './route-places.ts'

/** How a server finds the policy of a request in a table, from its method and its raw path: `GET/users/7`. */
export interface RouteRules {
  /** Different policies. The rules have their numbers. */
  readonly policies: readonly CorsPolicy[]
  /** The first rule that matches decides. */
  readonly rules: readonly RouteRule[]
  /** The policy if no rule matches. */
  readonly otherwise: number
  /** A regular expression for what the rules can read, without anchors, and without regard to case. */
  readonly readable: string
  /** The policy of everything else. */
  readonly unreadable: number
}

export interface RouteRule {
  /** A regular expression. */
  readonly pattern: string
  readonly policy: number
}

/** A rule for requests that no row tells apart. */
interface Kind extends RouteRule {
  /** One request of each kind that no earlier rule takes. */
  readonly examples: readonly string[]
}

/** A server tries the rules one after the other. */
const MAX_KINDS = 4096

/**
 * Makes the rules of a table. The table itself says which policy one request of each kind gets, so only one place
 * decides.
 *
 * @returns `undefined` if there are more kinds of requests than a server should compare
 */
export function routeRules(table: RouteTable): RouteRules | undefined {
  const policies: CorsPolicy[] = []
  const numbers = new Map<CorsPolicy | string, number>()
  const numberOf = (policy: CorsPolicy): number => {
    const same = numbers.get(policy)
    if (same !== undefined) return same
    const key = JSON.stringify(policy)
    const number = numbers.get(key) ?? policies.push(policy) - 1
    numbers.set(policy, number).set(key, number)
    return number
  }
  const decide: Decide = (method, path) =>
    numberOf(table.find({ url: `http://localhost${path}`, method, headers: new Headers() }).policy)
  const patterns = table.rows.map(({ pattern }) => pattern)
  const methods = [...new Set(patterns.flatMap((pattern) => pattern.methods ?? []))]
  const kinds: Kind[] = []
  for (const place of placesOf(patterns, freshSegment(patterns)))
    if (kinds.push(...kindsAt(place, methods, decide)) > MAX_KINDS) return
  // Most paths that no rule names are of the last kind.
  const otherwise = kinds.at(-1)!.policy
  return {
    policies,
    rules: neededOf(kinds, otherwise),
    otherwise,
    readable: `${TOKEN}+(?:${readablePath(patterns)})`,
    // A path that is not UTF-8 could be any path.
    unreadable: decide('GET', '/%ff'),
  }
}

type Decide = (method: string, path: string) => number

function kindsAt({ prefix, ends }: Place, methods: readonly string[], decide: Decide): Kind[] {
  const other = freshMethod(methods)
  // Some routers take a method in lower case for the one in upper case.
  const all = [...methods, ...methods.map((method) => method.toLowerCase()), other]
  const answersAt = ({ path }: End): string => all.map((method) => decide(method, path)).join()
  return [...groupBy(ends, answersAt).values()].flatMap((alike) => {
    const { path } = alike[0]!
    const differs = (method: string): boolean => decide(method, path) !== decide(other, path)
    const special = methods.filter((method) => differs(method) || differs(method.toLowerCase()))
    const kind = (policy: number, names: readonly string[], patterns: readonly string[]): Kind => ({
      pattern: `^${anyOf(patterns)}${prefix}${suffixOf(alike)}`,
      policy,
      examples: names.flatMap((name) => alike.map((end) => name + end.path)),
    })
    const kindsOf = (names: readonly string[], pattern: (name: string) => string): Kind[] =>
      [...groupBy(names, (name) => decide(name, path))].map(([policy, same]) => kind(policy, same, same.map(pattern)))
    const inLowerCase = lowerCase(special)
    // Later rows may tell apart methods that are alike here.
    const others = all.filter((name) => !special.includes(name) && !inLowerCase.includes(name))
    return kindsOf(special, literally).concat(
      kindsOf(inLowerCase, inAnyCase),
      kind(decide(other, path), others, ['[^/]+']),
    )
  })
}

/** The names that are other ones in lower case. */
function lowerCase(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase()).filter((name) => !names.includes(name))
}

function freshMethod(methods: readonly string[]): string {
  let name = 'ANY'
  while (methods.includes(name)) name += '-ANY'
  return name
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}

function anyOf(patterns: readonly string[]): string {
  return patterns.length > 1 ? `(?:${patterns.join('|')})` : patterns.join('')
}

/** One regular expression for several ends. */
function suffixOf(ends: readonly End[]): string {
  const suffixes = ends.map(({ suffix }) => suffix)
  return SUFFIXES[suffixes.join(' ')] ?? anyOf(suffixes)
}

const SUFFIXES: { readonly [suffixes: string]: string } = {
  $: '$',
  '/$': '/$',
  '/.': '/.',
  '$ /$': '/?$',
  '/$ /.': '/',
  '$ /$ /.': '(?:/|$)',
}

/** Leaves out the rules whose requests get the same policy from a later one. */
function neededOf(kinds: readonly Kind[], otherwise: number): RouteRule[] {
  const needed: (RouteRule & { readonly expression: RegExp })[] = []
  for (const { pattern, policy, examples } of kinds.toReversed()) {
    const later = (request: string): number =>
      needed.findLast(({ expression }) => expression.test(request))?.policy ?? otherwise
    if (examples.some((request) => later(request) !== policy))
      needed.push({ pattern, policy, expression: new RegExp(pattern) })
  }
  return needed.toReversed().map(({ pattern, policy }) => ({ pattern, policy }))
}
