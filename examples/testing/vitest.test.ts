// Run by `vitest`.
import { expect, test } from 'vitest'
import { createBrowser } from 'corsage/browser'
import { expectReadable, expectRefused, matrix } from 'corsage/testing'
import { policy } from './policy.ts'

const handler = policy.wrap(() => Response.json({ hello: 'world' }))
const browser = createBrowser({ network: handler })

test('the app may read', async () => {
  const response = await expectReadable(browser.page('https://app.example.com').fetch('https://api.example.com/'))
  expect(await response.json()).toEqual({ hello: 'world' })
})

test('others may not', async () => {
  const error = await expectRefused(browser.page('https://evil.example').fetch('https://api.example.com/'))
  expect(error.code).toBe('acao-missing')
})

test('the policy is what it was', async () => {
  const table = await matrix(policy, {
    origins: ['https://app.example.com', 'https://evil.example'],
    methods: ['GET', 'PUT'],
  })
  expect(String(table)).toMatchInlineSnapshot(`
    "origin                   method  headers  credentials  outcome
    https://app.example.com  GET     –        omit         readable
    https://app.example.com  GET     –        include      readable
    https://app.example.com  PUT     –        omit         readable
    https://app.example.com  PUT     –        include      readable
    https://evil.example     GET     –        omit         acao-missing
    https://evil.example     GET     –        include      acao-missing
    https://evil.example     PUT     –        omit         preflight-acao-missing
    https://evil.example     PUT     –        include      preflight-acao-missing"
  `)
})
