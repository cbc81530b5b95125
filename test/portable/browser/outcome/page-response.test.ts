import { expect, it } from 'vitest'
import { createBrowser } from '../../../../src/browser/index.ts'
import { open, refusal } from '../../support/page.ts'

const A = 'https://a.example'

const API = 'https://api.example/items'

it.each([
  [200, true],
  [299, true],
  [300, false],
  [304, false],
  [599, false],
])('the page sees the status %i', async (status, ok) => {
  const response = await createBrowser({ network: () => new Response(null, { status }) })
    .page(A)
    .fetch(`${A}/x`)
  expect([response.status, response.ok]).toEqual([status, ok])
})

it('the page sees where redirects led', async () => {
  const network = ({ url }: Request): Response =>
    url.endsWith('x') ? Response.redirect(`${A}/y`) : new Response(null, { status: 204 })
  const response = await createBrowser({ network }).page(A).fetch(`${A}/x#f`)
  expect([response.url, response.redirected, response.status, response.ok]).toEqual([`${A}/y`, true, 204, true])

  const error = await refusal(
    createBrowser({ network: () => Response.redirect(API) })
      .page(A)
      .fetch(`${A}/x`),
  )
  expect([error.code, error.hop]).toEqual(['acao-missing', 1])
  expect(error.console.chromium).toContain(`Access to fetch at '${API}' (redirected from '${A}/x') from origin '${A}'`)
  const manual = await createBrowser({ network }).page(A).fetch(`${A}/x`, { redirect: 'manual' })
  expect([manual.type, manual.status, manual.url]).toEqual(['opaqueredirect', 0, `${A}/x`])
})

it('the page sees nothing of an opaque response', async () => {
  const response = await open({ origin: [] }).page(A).fetch(API, { mode: 'no-cors' })

  expect([response.type, response.status, response.ok, response.url]).toEqual(['opaque', 0, false, ''])
  expect([[...response.headers], await response.text()]).toEqual([[], ''])
})
