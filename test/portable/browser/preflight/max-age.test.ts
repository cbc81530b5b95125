import { expect, it } from 'vitest'
import type { Header } from '../../../../src/browser/index.ts'
import { type Answerer, generous, networkOf } from '../../support/network.ts'

const maxAge =
  (...values: string[]): Answerer =>
  (seen, index) => {
    const { status = 200, headers = [] } = generous(seen, index)
    const others = headers.filter(([name]) => name !== 'Access-Control-Max-Age')
    return { status, headers: [...others, ...values.map((value): Header => ['Access-Control-Max-Age', value])] }
  }

it.each<[string, string[], number]>([
  ['absent', [], 5],
  ['60', ['60'], 60],
  ['0', ['0'], 0],
  ['a negative number', ['-1'], 0],
  ['not a number', ['abc'], 5],
  ['a fraction', ['1.5'], 5],
  ['in two lines', ['60', '60'], 5],
  ['a number with a sign', ['+60'], 5],
  ['a number in quotes', ['"60"'], 5],
  ['huge', ['99999999999999999999'], 86_400],
])('caches a preflight response whose max-age is %s', async (_, values, seconds) => {
  const { fetch, seen, pass } = networkOf(maxAge(...values))
  await fetch({ method: 'PUT' })
  if (seconds) pass(seconds * 1000 - 1)
  await fetch({ method: 'PUT' })
  expect(seen).toHaveLength(seconds ? 3 : 4)
  if (seconds) pass(1)
  await fetch({ method: 'PUT' })
  expect(seen).toHaveLength(seconds ? 5 : 6)
})

it.each([
  ['60', 60],
  ['060', 60],
  ['-60', 0],
  ['60x', 5],
  ['x60', 5],
  ['-60x', 5],
  ['x-60', 5],
  ['6 0', 5],
])('a max-age of %s means %i seconds', async (value, seconds) => {
  const { fetch, pass, seen } = networkOf((asked, index) => {
    const { headers = [], ...rest } = generous(asked, index)
    const others = headers.filter(([name]) => name !== 'Access-Control-Max-Age')
    return { ...rest, headers: [...others, ['Access-Control-Max-Age', value]] }
  })
  const countAt = async (milliseconds: number): Promise<number> => {
    pass(milliseconds)
    await fetch({ method: 'PUT' })
    return seen.filter(({ method }) => method === 'OPTIONS').length
  }
  await countAt(0)
  const before = await countAt(Math.max(0, seconds * 1000 - 1))
  const after = await countAt(1)

  expect([before, after]).toEqual(seconds ? [1, 2] : [2, 3])
})
