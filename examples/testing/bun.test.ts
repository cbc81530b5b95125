// Run by `bun test`.
import { expect, test } from 'bun:test'
import { createBrowser } from 'corsage/browser'
import { expectReadable, expectRefused, matrix } from 'corsage/testing'
import { policy } from './policy.ts'

const browser = createBrowser({ network: policy.wrap(() => Response.json({ hello: 'world' })) })

test('the app may read', async () => {
  const response = await expectReadable(browser.page('https://app.example.com').fetch('https://api.example.com/'))
  expect(await response.json()).toEqual({ hello: 'world' })
})

test('others may not', async () => {
  await expectRefused(browser.page('https://evil.example').fetch('https://api.example.com/'), 'acao-missing')
})

test('nobody may delete', async () => {
  const { rows } = await matrix(policy, { origins: ['https://app.example.com', null], methods: ['DELETE'] })
  expect(rows.filter(({ outcome }) => outcome === 'readable')).toEqual([])
})
