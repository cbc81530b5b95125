import { expect, it } from 'vitest'
import { generous, networkOf } from '../../support/network.ts'

it('about:blank is fetched without an exchange', async () => {
  const { fetch, seen } = networkOf(generous)
  expect(await fetch({ mode: 'no-cors', url: 'about:blank?a#b' })).toMatchObject({ type: 'opaque' })
  expect(seen).toEqual([])
})
