import { CORPUS, ORIGIN_OF_16_KB } from '../requests.ts'

const TENANTS = 10
const STEADY = 200
const CHANGING = 40

/** A pair that a request is about. */
export interface Pair {
  readonly tenant: string
  readonly origin: string
}

export type Kind = 'steady' | 'changing' | 'foreign' | 'invented' | 'malformed'

export const KINDS: readonly Kind[] = ['steady', 'changing', 'foreign', 'invented', 'malformed']

const WEIGHTS: Readonly<Record<Kind, number>> = { steady: 30, changing: 20, foreign: 10, invented: 35, malformed: 5 }

export const TENANT_NAMES: readonly string[] = Array.from({ length: TENANTS }, (_, index) => `t${index}`)

const tenantOf = (index: number): string => TENANT_NAMES[index % TENANTS]!
const pairsOf = (name: string, count: number): Pair[] =>
  Array.from({ length: count }, (_, index) => ({
    tenant: tenantOf(index),
    origin: `https://${name}-${index}.customer.example`,
  }))

/** Pairs that the store always allows. */
export const STEADY_PAIRS: readonly Pair[] = pairsOf('steady', STEADY)
/** Pairs that are allowed and revoked all the time. */
export const CHANGING_PAIRS: readonly Pair[] = pairsOf('changing', CHANGING)

let invented = 0

const NEXT: Readonly<Record<Kind, () => Pair>> = {
  steady: () => pick(STEADY_PAIRS),
  changing: () => pick(CHANGING_PAIRS),
  foreign: () => {
    const { tenant, origin } = pick(STEADY_PAIRS)
    return { tenant: tenantOf(TENANT_NAMES.indexOf(tenant) + 1), origin }
  },
  invented: () => ({ tenant: pick(TENANT_NAMES), origin: `https://invented-${invented++}.attacker.example` }),
  malformed: () => ({ tenant: pick(TENANT_NAMES), origin: pick(MALFORMED) }),
}

const MALFORMED = [
  ORIGIN_OF_16_KB,
  'null',
  ...CORPUS.filter(({ verdict }) => verdict === 'deny').map(({ origin }) => origin),
]

const DRAWN: readonly Kind[] = KINDS.flatMap((kind) => Array.from({ length: WEIGHTS[kind] }, () => kind))

/** The next request: its kind, and what it is about. */
export function next(): Pair & { readonly kind: Kind } {
  const kind = pick(DRAWN)
  return { kind, ...NEXT[kind]() }
}

export function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)]!
}
