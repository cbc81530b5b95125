import { expect, it } from 'vitest'
import { bytes, generous, networkOf } from '../../support/network.ts'

it.each([
  ['data:text/plain;charset=utf-8,a%20b', 'text/plain;charset=utf-8', 'a b'],
  ['data:,x', 'text/plain;charset=US-ASCII', 'x'],
  ['data:text/html;base64,PGI+', 'text/html', '<b>'],
  ['data:text/html; BASE64,PG%49%2B', 'text/html', '<b>'],
  ['data:;charset=x,%zz%4', 'text/plain;charset=x', '%zz%4'],
  ['data:garbage,a?b#c', 'text/plain;charset=US-ASCII', 'a?b'],
])('%s is fetched without an exchange', async (url, type, text) => {
  const { fetch, seen } = networkOf(generous)
  const response = await fetch({ url })

  expect(response).toMatchObject({ type: 'basic', status: 200, headers: [['Content-Type', type]], body: bytes(text) })
  expect(seen).toEqual([])
})
