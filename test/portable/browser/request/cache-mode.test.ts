import { expect, it } from 'vitest'
import { generous, networkOf, PAGE } from '../../support/network.ts'

it.each([
  ['If-None-Match', true],
  ['X-If-None-Match', false],
  ['If-None-Matches', false],
])('%s makes the cache mode no-store: %s', async (name, isConditional) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ url: `${PAGE}/x`, headers: [[name, '"1"']] })
  expect(seen.at(-1)?.headers['pragma']).toBe(isConditional ? 'no-cache' : undefined)
})
