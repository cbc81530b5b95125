import { expect, it } from 'vitest'
import { open, refusal } from '../../support/page.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const API = 'https://api.example/items'

it('a CorsError says what failed, where, and after which steps', async () => {
  const error = await refusal(
    open({ origin: [A] })
      .page(B)
      .fetch(API, { method: 'PUT' }),
  )

  expect(error).toBeInstanceOf(TypeError)
  expect([error.name, error.code, error.header, error.expected, error.actual, error.hop]).toEqual([
    'CorsError',
    'preflight-acao-missing',
    'access-control-allow-origin',
    B,
    undefined,
    0,
  ])
  expect(error.message).toBe(
    `preflight-acao-missing at ${API} from ${B}: access-control-allow-origin: got nothing, expected "${B}"`,
  )
  expect(error.console.chromium).toBe(
    `Access to fetch at '${API}' from origin '${B}' has been blocked by CORS policy: Response to preflight request doesn't pass the access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  )
  expect(error.console.firefox).toContain(`CORS header 'Access-Control-Allow-Origin' missing`)
  expect(error.console.webkit).toContain(`Fetch API cannot load ${API} due to access control checks.`)
  expect(error.trace.map(({ id }) => id)).toEqual([
    'same-origin-shortcut',
    'classify-request',
    'preflight-cache-lookup',
    'preflight-request',
    'preflight-cors-check',
  ])
})
