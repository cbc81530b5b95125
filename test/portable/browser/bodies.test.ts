import { describe, expect, it } from 'vitest'
import { createBrowser, type PageRequestInit } from '../../../src/browser/index.ts'
import { explain } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/events'
const SHARED = { 'Access-Control-Allow-Origin': PAGE, 'Access-Control-Allow-Methods': 'PUT' }

/** A body that says one word and then waits, and whether somebody cancelled it. */
function endless(): { readonly body: ReadableStream<Uint8Array>; readonly state: { isCancelled: boolean } } {
  const state = { isCancelled: false }
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
    cancel: () => {
      state.isCancelled = true
    },
  })
  return { body, state }
}

describe('a body without end', () => {
  it('is read as it comes', async () => {
    const { body, state } = endless()
    const network = (): Response => new Response(body, { headers: SHARED })

    const response = await createBrowser({ network }).page(PAGE).fetch(API)

    const reader = response.body!.getReader()
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toBe('data: 1\n\n')
    expect(state.isCancelled).toBe(false)
    await reader.cancel()
    expect(state.isCancelled).toBe(true)
  })

  it.each<[string, PageRequestInit, ResponseInit]>([
    ['a refused one', {}, {}],
    ['that of a preflight', { method: 'PUT' }, { headers: SHARED }],
    ['that of a redirect', {}, { status: 302, headers: { ...SHARED, Location: '/next' } }],
    ['that of a redirect that nobody follows', { redirect: 'manual' }, { status: 302, headers: SHARED }],
    ['that of a redirect that is an error', { redirect: 'error' }, { status: 302, headers: SHARED }],
    ['an opaque one', { mode: 'no-cors' }, {}],
    ['that of HEAD', { method: 'HEAD' }, { headers: SHARED }],
  ])('is cancelled where no page reads it: %s', async (_, init, first) => {
    const { body, state } = endless()
    let asked = 0
    const network = (): Response => (asked++ ? new Response(null, { headers: SHARED }) : new Response(body, first))

    await createBrowser({ network })
      .page(PAGE)
      .fetch(API, init)
      .catch(() => undefined)

    expect(state.isCancelled).toBe(true)
  })

  it('is not waited for by an explanation', async () => {
    const bodies: { isCancelled: boolean }[] = []
    const network = (): Response => {
      const { body, state } = endless()
      bodies.push(state)
      return new Response(body, { headers: SHARED })
    }

    const { verdict } = await explain({ network, page: PAGE, url: API })

    expect(verdict.readable).toBe(true)
    expect(bodies.map(({ isCancelled }) => isCancelled)).toEqual(bodies.map(() => true))
  })
})

describe('a body that somebody reads already', () => {
  it.each<[string, (response: Response) => unknown]>([
    ['was read', async (response) => await response.text()],
    ['is locked', (response) => response.body!.getReader()],
  ])('is an error that says so: it %s', async (_, use) => {
    const shared = new Response('data', { headers: SHARED })
    await use(shared)
    const asked = createBrowser({ network: () => shared })
      .page(PAGE)
      .fetch(API)

    await expect(asked).rejects.toThrow(
      `network-error at ${API} from ${PAGE}: The network gave a response whose body somebody reads already, expected a new one`,
    )
  })
})
