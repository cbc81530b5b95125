// Run by `deno test`.
import { createBrowser } from 'corsage/browser'
import { expectReadable, expectRefused, matrix } from 'corsage/testing'
import { policy } from './policy.ts'

const browser = createBrowser({ network: policy.wrap(() => Response.json({ hello: 'world' })) })

Deno.test('the app may read', async () => {
  const response = await expectReadable(browser.page('https://app.example.com').fetch('https://api.example.com/'))
  await response.body?.cancel()
})

Deno.test('others may not', async () => {
  await expectRefused(browser.page('https://evil.example').fetch('https://api.example.com/'), 'acao-missing')
})

Deno.test('nobody may delete', async () => {
  const { rows } = await matrix(policy, { origins: ['https://app.example.com', null], methods: ['DELETE'] })
  if (rows.some(({ outcome }) => outcome === 'readable')) throw new Error('Somebody may delete')
})
