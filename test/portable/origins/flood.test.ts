import { expect, it } from 'vitest'
import { originStore } from '../../../src/origins/index.ts'

/** The places of a table, the honest origins, and their requests. */
const PLACES = 100
const HONEST = 200
const REQUESTS = 800

/** Numbers from 0 to 1 that look random and are always the same ones. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** The percentage of honest requests that are answered at once. A few origins have most of the requests. */
function hitRate(hostile: number, isHit: (origin: string) => boolean): number {
  const [random, invented] = [createRandom(7), createRandom(11)]
  let hits = 0
  for (let request = 0; request < REQUESTS; request++) {
    for (let count = 0; count < hostile; count++) isHit(`https://${Math.floor(invented() * 1e9)}.evil.example`)
    const honest = Math.floor(HONEST ** random())
    hits += Number(isHit(`https://${honest}.shop.example`))
  }
  return (100 * hits) / REQUESTS
}

/** Whether a store answers about an origin without a question. */
function split(): (origin: string) => boolean {
  let asked = 0
  const store = originStore({
    tenant: 'shop',
    get: (_tenant, origin) => {
      asked++
      return origin.endsWith('.shop.example')
    },
    fresh: 86_400,
    negative: 86_400,
    max: PLACES,
    maxNegative: PLACES,
  })
  return (origin) => {
    const before = asked
    void store.allows('shop', origin)
    return asked === before
  }
}

/** What is often written: one table that gives up what was not used for the longest time. */
function leastRecentlyUsed(): (origin: string) => boolean {
  const table = new Set<string>()
  return (origin) => {
    const isHit = table.delete(origin)
    table.add(origin)
    if (table.size > 2 * PLACES) for (const [oldest] of table.entries()) return table.delete(oldest) && isHit
    return isHit
  }
}

it('answers as many honest requests at once when 99 of 100 requests are hostile', () => {
  const quiet = hitRate(0, split())
  const flood = hitRate(99, split())
  console.info(`Hits of honest requests: ${quiet} %, under a flood ${flood} %`)
  expect(quiet).toBeGreaterThan(60)
  expect(Math.abs(flood - quiet)).toBeLessThanOrEqual(1)
})

it('needs two tables for that: one of their size loses its honest origins', () => {
  const quiet = hitRate(0, leastRecentlyUsed())
  const flood = hitRate(99, leastRecentlyUsed())
  console.info(`One table: ${quiet} %, under a flood ${flood} %`)
  expect(quiet - flood).toBeGreaterThan(20)
})
