/** One look at a store: a tenant, and an origin that a request gave. */
export interface Look {
  readonly tenant: string
  readonly origin: string
  readonly isHonest: boolean
}

/** Customers, each with an origin. The most popular one has a thirteenth of the traffic (Zipf's law). */
export const CUSTOMERS = 100_000
const TENANTS = 1000

export function tenantOf(customer: number): string {
  return `tenant-${customer % TENANTS}`
}

export function originOf(customer: number): string {
  return `https://shop-${customer}.customer.example`
}

/** Whether the store has an origin of a tenant: of its own customers only. */
export function isStored(tenant: string, origin: string): boolean {
  const [, digits] = /^https:\/\/shop-(\d+)\.customer\.example$/.exec(origin) ?? []
  return digits !== undefined && Number(digits) < CUSTOMERS && tenantOf(Number(digits)) === tenant
}

export type Draw = () => Look

/**
 * Traffic of customers, and of one who sends a new origin with each request.
 *
 * @param hostile the share of the latter, from 0 to 1
 * @param seed of the numbers, so that every cache gets the same traffic
 */
export function traffic(hostile: number, seed: number): Draw {
  const random = randomOf(seed)
  const popularity = popularityOf(CUSTOMERS)
  let invented = 0
  return () => {
    const isHonest = random() >= hostile
    const customer = isHonest ? placeOf(popularity, random()) : Math.floor(random() * CUSTOMERS)
    const origin = isHonest ? originOf(customer) : `https://shop-${seed}-${invented++}.attacker.example`
    return { tenant: tenantOf(customer), origin, isHonest }
  }
}

/** Numbers from 0 to 1: mulberry32, which has one state of 32 bits, and is good enough for traffic. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const known = new Map<number, Float64Array>()

/** For each customer, the share of the traffic of all more popular ones and its own. */
function popularityOf(count: number): Float64Array {
  const before = known.get(count)
  if (before) return before
  const sums = new Float64Array(count)
  let sum = 0
  for (let at = 0; at < count; at++) sums[at] = sum += 1 / (at + 1)
  const shares = sums.map((share) => share / sum)
  known.set(count, shares)
  return shares
}

/** The first place whose sum is above a number. */
function placeOf(sums: Float64Array, number: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sums[middle]! > number) high = middle
    else low = middle + 1
  }
  return low
}
