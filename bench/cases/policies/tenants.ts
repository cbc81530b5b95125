import type { TupleOrigin } from '../../../src/index.ts'
import type { Case } from '../../harness/measure.ts'
import { cors, originFilter, originStore } from './built.js'
import { HOME_MADE, type Get, type Lookup } from './home-made.ts'
import { CUSTOMERS, type Draw, isStored, type Look, originOf, tenantOf, traffic } from './traffic.ts'

/** The places of every cache. */
const PLACES = 10_000
/** So long that nothing expires while it is measured. */
const TTL_MS = 3_600_000
/** How many customers are asked for in turns where all of them are known to the cache. */
const REGULARS = 1000
const SHARES = [0, 0.5, 0.9, 0.99]
/** Looks that fill the caches before a flood, and looks in the flood of which the honest hits are counted. */
const BEFORE = 60_000
const DURING = 200_000

/** How often a cache knew the answer to honest traffic, during a flood. */
export interface HitRate {
  readonly contender: string
  readonly hostile: number
  readonly rate: number
}

export interface TenantCases {
  readonly cases: Case[]
  readonly rates: HitRate[]
}

type Contenders = Readonly<Record<string, (get: Get) => Lookup>>

const LIMITS = { max: PLACES, ttlMs: TTL_MS }

const homeMade: Contenders = Object.fromEntries(
  Object.entries(HOME_MADE).map(([name, make]) => [name, (get: Get) => make(get, LIMITS)]),
)
const contenders: Contenders = { Corsage: (get) => ofCorsage(get), ...homeMade }

/** With as many places for each of its two tables as the others have for their one. */
function ofCorsage(get: Get, filter?: (tenant: string, origin: string) => boolean): Lookup {
  const store = originStore({
    filter,
    tenant: (context: string) => context,
    get: async (tenant, origin) => (await get(`${tenant} ${origin}`)) !== null,
    fresh: TTL_MS / 1000,
    negative: TTL_MS / 1000,
    max: PLACES,
    maxNegative: PLACES,
  })
  return (tenant, origin) => store(origin, tenant)
}

/** A store that answers at once, so that what is measured is what stands in front of it. */
const get: Get = async (key) => {
  const [tenant = '', origin = ''] = key.split(' ')
  return isStored(tenant, origin) ? '1' : null
}

export async function tenantCases(): Promise<TenantCases> {
  const found: TenantCases = { cases: await lookupCases(), rates: [] }
  for (const hostile of SHARES) {
    for (const contender of Object.keys(contenders)) {
      // oxlint-disable-next-line no-await-in-loop
      const { one, rate } = await floodCase(contender, hostile)
      found.cases.push(one)
      found.rates.push({ contender, hostile, rate })
    }
  }
  return found
}

/** Looks at origins of one kind. */
async function lookupCases(): Promise<Case[]> {
  let invented = 0
  const regular = (): Look => customer(Math.floor(Math.random() * REGULARS))
  // An origin of one customer, with the host of another tenant: the store says no, and the cache remembers it.
  const refused = (): Look => ({ ...regular(), tenant: 'tenant-none' })
  const unknown = (): Look => ({ ...regular(), origin: `https://shop-${invented++}.attacker.example` })
  const works: Readonly<Record<string, { draw: Draw; isAllowed: boolean }>> = {
    hit: { draw: regular, isAllowed: true },
    'refused hit': { draw: refused, isAllowed: false },
    miss: { draw: unknown, isAllowed: false },
  }
  const policy = cors({ origin: Array.from({ length: CUSTOMERS }, (_, index) => originOf(index)) })
  const fixed: Lookup = (_tenant, { serialized }) => policy.allowsOrigin(serialized)
  const found: Case[] = []
  for (const [work, { draw, isAllowed }] of Object.entries(works)) {
    if (work !== 'refused hit') found.push(caseOf(`lookup, ${work}`, 'static policy', fixed, draw))
    for (const [contender, make] of Object.entries(contenders)) {
      const lookup = make(get)
      // oxlint-disable-next-line no-await-in-loop
      for (let at = 0; at < REGULARS * 20; at++) await settle(lookup, { ...draw() })
      // oxlint-disable-next-line no-await-in-loop
      if ((await settle(lookup, draw())) !== isAllowed) throw new Error(`${contender} does not do its work: ${work}`)
      found.push(caseOf(`lookup, ${work}`, contender, lookup, draw))
    }
  }
  return [...found, ...filterCases(fixed, unknown)]
}

/** Misses that a list of all that is stored refuses, so that the store is not asked. */
function filterCases(fixed: Lookup, draw: Draw): Case[] {
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => [tenantOf(index), originOf(index)] as const)
  const filter = originFilter(customers, { maxAge: TTL_MS / 1000 })
  const known = new Set(customers.map((pair) => pair.join(' ')))
  const asked: Get = () => {
    throw new Error('The store is asked, expected the filter to refuse')
  }
  const filtered = ofCorsage(asked, filter)
  const cached = HOME_MADE['lru-cache']!(asked, LIMITS)
  // One in 65,536 passes the filter, and is not what is measured.
  const isRefused = (look: Look): boolean => !filter(look.tenant, look.origin)
  const drawRefused: Draw = () => {
    const look = draw()
    return isRefused(look) ? look : drawRefused()
  }
  const ways = {
    'static policy': fixed,
    Corsage: filtered,
    'Set and lru-cache': (tenant: string, origin: TupleOrigin) =>
      known.has(`${tenant} ${origin.serialized}`) && cached(tenant, origin),
  }
  return Object.entries(ways).map(([contender, lookup]) => {
    if (lookup('tenant-1', tupleOf(drawRefused().origin)) !== false)
      throw new Error(`${contender} does not do its work: filter miss`)
    return caseOf('lookup, filter miss', contender, lookup, drawRefused)
  })
}

function customer(index: number): Look {
  return { tenant: tenantOf(index), origin: originOf(index), isHonest: true }
}

/** Fills a cache with honest traffic, counts its honest hits in a flood, and makes a case of more of the flood. */
async function floodCase(contender: string, hostile: number): Promise<{ one: Case; rate: number }> {
  let asked = 0
  const lookup = contenders[contender]!((key) => {
    asked++
    return get(key)
  })
  const before = traffic(0, 1)
  // oxlint-disable-next-line no-await-in-loop
  for (let at = 0; at < BEFORE; at++) await settle(lookup, before())
  const flood = traffic(hostile, 2)
  const count = { honest: 0, hits: 0 }
  for (let at = 0; at < DURING; at++) {
    const look = flood()
    const askedBefore = asked
    // oxlint-disable-next-line no-await-in-loop
    await settle(lookup, look)
    if (!look.isHonest) continue
    count.honest++
    if (asked === askedBefore) count.hits++
  }
  const one = caseOf(`flood, ${hostile * 100} %`, contender, lookup, flood)
  return { one, rate: count.hits / count.honest }
}

async function settle(lookup: Lookup, { tenant, origin }: Look): Promise<boolean> {
  const answer = lookup(tenant, tupleOf(origin))
  return typeof answer === 'object' ? await answer : answer
}

function caseOf(work: string, contender: string, lookup: Lookup, draw: Draw): Case {
  return {
    work,
    contender,
    run: ({ tenant, origin }: Fresh) => lookup(tenant, origin),
    prepare: (n) => Array.from({ length: n }, () => fresh(draw())),
    loop: 'each settled',
    maxBatch: 5000,
    base: work.startsWith('flood') ? 'lru-cache' : 'static policy',
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

interface Fresh {
  readonly tenant: string
  readonly origin: TupleOrigin
}

/** With strings that nobody has read before, as a request brings them: without a hash, and in one piece. */
function fresh({ tenant, origin }: Look): Fresh {
  const [newTenant, newOrigin] = [tenant, origin].map((text) => decoder.decode(encoder.encode(text)))
  return { tenant: newTenant!, origin: tupleOf(newOrigin!) }
}

/** Parsed as Corsage does it before it asks a predicate, and outside of what is measured here. */
function tupleOf(serialized: string): TupleOrigin {
  return { scheme: 'https', host: serialized.slice('https://'.length), port: null, serialized }
}
