import { isAboveTenants, REGISTRY_SUFFIX } from '../../policy/origins/public-suffixes.ts'
import { patternFault } from '../../policy/origins/pattern.ts'
import { compileOriginSet } from '../../policy/origins/set.ts'
import { accepts, type Automaton, createAutomaton } from './automaton.ts'
import * as languages from './languages.ts'
import { type RegexFault, readRegex } from './parse.ts'
import { findShortest, TooComplex } from './search.ts'
import { patternsOf, type Shape, shapesOf } from './shapes.ts'

/** What cors() would refuse with credentials: origins that match, which somebody else can have. */
export interface Risks {
  /** An http origin. */
  readonly insecure: string | undefined
  /** An origin below a suffix that strangers share. */
  readonly shared: string | undefined
}

/** What an expression for origins means. */
export type Judgement =
  | { readonly kind: RegexFault }
  /** No browser sends an origin that matches. */
  | { readonly kind: 'never' }
  /** The origins of strangers match. */
  | { readonly kind: 'everyone'; readonly witness: string }
  | { readonly kind: 'unsafe'; readonly witness: string; readonly meant: readonly string[] }
  /** Patterns that match the same origins. */
  | ({ readonly kind: 'exact'; readonly origins: readonly string[] } & Risks)
  | ({
      readonly kind: 'predicate'
      readonly matches: (origin: string) => boolean
      /** The shortest list of patterns that allows all of it, and an origin that it adds. */
      readonly nearest: readonly string[] | undefined
      readonly added: string | undefined
      /** An origin outside of the domain that was meant, which matches all the same. Nobody can have its name. */
      readonly outside: string | undefined
    } & Risks)

/** Suffixes that strangers shared once, and that the list of this library does not have. */
const FORMER_SUFFIXES = 'netlify.com bitballoon.com'.split(' ')

/** Judges an expression by what it matches. The expression itself is never run. */
export function judgeRegex(text: string, flags?: number): Judgement & { readonly matchesNull?: boolean } {
  const part = readRegex(text, flags)
  if (typeof part === 'string') return { kind: part }
  const automaton = createAutomaton(part)
  const shapes = shapesOf(part)
  if (!automaton || !shapes) return { kind: 'unread' }
  try {
    return { ...judge(automaton, shapes), matchesNull: accepts(automaton, 'null') }
  } catch (error) {
    if (error instanceof TooComplex) return { kind: 'unread' }
    throw error
  }
}

function judge(regex: Automaton, shapes: readonly Shape[]): Judgement {
  const origins = languages.browserOrigins([...new Set(shapes.flatMap((shape) => shape.schemes))])
  const ports = languages.defaultPorts()
  /** The shortest origin of a browser that matches, and that is in one language or not in the other. */
  const find = (within: readonly Automaton[], outside: readonly Automaton[]): string | undefined =>
    findShortest([origins, regex, ...within], [ports, ...outside])
  const witness = ['https://attacker.test', 'http://attacker.test'].find((origin) => accepts(regex, origin))
  if (witness) return { kind: 'everyone', witness }
  if (!find([], [])) return { kind: 'never' }

  const candidates = patternsIn(shapes)
  const domains = [...new Set(shapes.map(({ domain }) => domain))].filter(isOwnable)
  const meant = languages.below(domains.filter((domain) => !domains.some((other) => isLookalike(domain, other))))
  for (const stranger of languages.strangers(domains)) {
    const found = find([stranger], [meant])
    if (found) return { kind: 'unsafe', witness: found, meant: candidates }
  }
  const suffixes = shapes.flatMap(({ domain, isWild }) => (isWild && isShared(domain) ? domain : []))
  const risks = {
    insecure: find([languages.insecureOrigins()], [languages.loopbackOrigins()]),
    shared: suffixes.length ? find([languages.below(suffixes)], []) : undefined,
  }
  const smallestList = smallest(candidates)
  const listed = languages.patternOrigins(smallestList)
  const nearest = find([], [listed]) === undefined ? smallestList : undefined
  const added = nearest && findShortest([origins, listed], [ports, regex])
  if (nearest && !added) return { kind: 'exact', origins: nearest, ...risks }
  const matches = (origin: string): boolean => accepts(origins, origin) && accepts(regex, origin)
  const outside = domains.length ? find([languages.names()], [meant]) : undefined
  return { kind: 'predicate', matches, nearest, added, outside, ...risks }
}

/** Whether somebody can own a domain. A registry sells what is below `com`. */
function isOwnable(domain: string): boolean {
  return domain === 'localhost' || (domain !== '' && !REGISTRY_SUFFIX.test(domain))
}

/** Whether a domain that somebody else can register ends like another: `devexample.com` like `example.com`. */
function isLookalike(domain: string, other: string): boolean {
  const isLonger = domain !== other && domain.endsWith(other) && !domain.endsWith(`.${other}`)
  return isLonger && REGISTRY_SUFFIX.test(other.slice(other.indexOf('.') + 1))
}

/** The patterns that the shapes mean, wildcards first. */
function patternsIn(shapes: readonly Shape[]): readonly string[] {
  const wildFirst = shapes.toSorted((one, other) => Number(other.isWild) - Number(one.isWild))
  return [...new Set(wildFirst.flatMap(patternsOf))].filter((pattern) => !patternFault(pattern))
}

function isShared(domain: string): boolean {
  return isAboveTenants(domain) || FORMER_SUFFIXES.includes(domain)
}

/** Leaves out each pattern that a wildcard covers. */
function smallest(patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => {
    const isCovered = compileOriginSet(patterns.filter((other) => other !== pattern && other.includes('*')))
    return !isCovered(pattern.replace('://*', '://any-1').replace(/:\*$/, ':1'))
  })
}
