import { expect, it } from 'vitest'
import { createBrowser } from '../../../../src/browser/index.ts'
import { API, PAGE } from '../../support/network.ts'
import { refusal } from '../../support/page.ts'

const TARGET = `${API}/items`
const SHARED = { 'Access-Control-Allow-Origin': PAGE, 'Access-Control-Allow-Methods': 'PUT' }

it('a network error says what the network returned or threw', async () => {
  const error = await refusal(
    createBrowser({ network: () => 'text' as never })
      .page(PAGE)
      .fetch(TARGET),
  )
  expect(error.message).toBe(
    `network-error at ${TARGET} from ${PAGE}: The network returned "text", expected a Response`,
  )
  const thrown = await refusal(
    createBrowser({ network: () => Promise.reject(new Error('no route')) })
      .page(PAGE)
      .fetch(TARGET),
  )
  expect([thrown.code, String(thrown.cause)]).toEqual(['network-error', 'Error: no route'])
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors
  const string = await refusal(
    createBrowser({ network: () => Promise.reject('no route') })
      .page(PAGE)
      .fetch(TARGET),
  )
  expect(string.message).toBe(`network-error at ${TARGET} from ${PAGE}: no route`)
})

it.each<[string, (response: Response) => unknown]>([
  ['was read', async (response) => await response.text()],
  ['is locked', (response) => response.body!.getReader()],
])('a Response whose body %s is a network error', async (_, use) => {
  const shared = new Response('data', { headers: SHARED })
  await use(shared)
  const asked = createBrowser({ network: () => shared })
    .page(PAGE)
    .fetch(TARGET)

  await expect(asked).rejects.toThrow(
    `network-error at ${TARGET} from ${PAGE}: The network returned a Response whose body is already used, expected a new one each time`,
  )
})
