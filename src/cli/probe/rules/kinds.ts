import type { Kind } from '../askers.ts'
import type { ProbeCode } from '../codes.ts'
import type { Weights } from './weigh.ts'

/** What it means that a page of a kind may read. */
export interface KindRule {
  readonly kind: Kind
  readonly code: ProbeCode
  readonly weights: Weights
  /** Why that is bad: a clause. */
  readonly why: string
}

const ANYBODY: Weights = { withCookies: 'high', without: 'low' }
const NEIGHBOURS: Weights = { withCookies: 'medium', without: 'info' }

/** The kinds of pages that usually should not read, the gravest first. */
export const KIND_RULES: readonly KindRule[] = [
  {
    kind: 'prefix',
    code: 'origin-prefix',
    weights: ANYBODY,
    why: 'only the beginning of the origin is compared, so the domain of a stranger passes',
  },
  {
    kind: 'suffix',
    code: 'origin-suffix',
    weights: ANYBODY,
    why: 'only the end of the origin is compared, so the domain of a stranger passes',
  },
  {
    kind: 'part',
    code: 'origin-part',
    weights: ANYBODY,
    why: 'only a part of the origin is compared, so the domain of a stranger passes',
  },
  {
    kind: 'dot',
    code: 'origin-dot',
    weights: ANYBODY,
    why: 'a dot stands for any character, so the domain of a stranger passes',
  },
  {
    kind: 'special',
    code: 'origin-character',
    weights: ANYBODY,
    why: 'the comparison ends at a character that a host can have, so the domain of a stranger passes',
  },
  {
    kind: 'top-level',
    code: 'origin-top-level',
    weights: ANYBODY,
    why: 'any top-level domain is allowed, and a stranger can register the name below another one',
  },
  { kind: 'tenant', code: 'tenant-origin', weights: ANYBODY, why: 'anybody can publish a site below this suffix' },
  {
    kind: 'insecure',
    code: 'insecure-origin',
    weights: ANYBODY,
    why: 'anybody on the network of a visitor can pose as an http origin',
  },
  {
    kind: 'below',
    code: 'subdomain-origin',
    weights: NEIGHBOURS,
    why: 'any host of the domain is allowed, even a forgotten one',
  },
  {
    kind: 'private',
    code: 'private-origin',
    weights: { withCookies: 'medium', without: 'low' },
    why: 'on every network, a different machine can have this private name or address',
  },
  {
    kind: 'loopback',
    code: 'loopback-origin',
    weights: NEIGHBOURS,
    why: "any program on a visitor's machine can serve pages of this origin",
  },
  { kind: 'app', code: 'app-origin', weights: NEIGHBOURS, why: 'other apps than yours can have this origin' },
  {
    kind: 'port',
    code: 'other-port',
    weights: { withCookies: 'low', without: 'info' },
    why: 'whatever serves another port of the host is allowed',
  },
  {
    kind: 'case',
    code: 'origin-case',
    weights: { withCookies: 'info', without: 'info' },
    why: 'case is ignored, although no browser sends such an origin',
  },
]

/** For endpoints whose own pages are all on the machine of a developer. */
export const DEVELOPMENT: Weights = { withCookies: 'info', without: 'info' }
