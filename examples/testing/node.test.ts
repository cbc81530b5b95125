// Run by `node --test`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBrowser } from 'corsage/browser'
import { expectReadable, expectRefused, matrix } from 'corsage/testing'
import { policy } from './policy.ts'

const browser = createBrowser({ network: policy.wrap(() => Response.json({ hello: 'world' })) })

void test('the app may read', async () => {
  const response = await expectReadable(browser.page('https://app.example.com').fetch('https://api.example.com/'))
  assert.deepEqual(await response.json(), { hello: 'world' })
})

void test('others may not', async () => {
  await expectRefused(browser.page('https://evil.example').fetch('https://api.example.com/'), 'acao-missing')
})

void test('nobody may delete', async () => {
  const { rows } = await matrix(policy, { origins: ['https://app.example.com', null], methods: ['DELETE'] })
  assert.ok(rows.every(({ outcome }) => outcome !== 'readable'))
})
