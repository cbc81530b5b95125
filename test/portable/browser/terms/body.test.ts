import { describe, expect, it } from 'vitest'
import { createBrowser, type PageRequestInit } from '../../../../src/browser/index.ts'
import { explain } from '../../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/events'
const SHARED = { 'Access-Control-Allow-Origin': PAGE, 'Access-Control-Allow-Methods': 'PUT' }

/** A body that sends one chunk and never ends, and whether it was cancelled. */
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

describe('a body that never ends', () => {
  it('reaches the page chunk by chunk', async () => {
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
    ['of a refused response', {}, {}],
    ['of a preflight', { method: 'PUT' }, { headers: SHARED }],
    ['of a redirect', {}, { status: 302, headers: { ...SHARED, Location: '/next' } }],
    ['of a redirect in mode manual', { redirect: 'manual' }, { status: 302, headers: SHARED }],
    ['of a redirect in mode error', { redirect: 'error' }, { status: 302, headers: SHARED }],
    ['of an opaque response', { mode: 'no-cors' }, {}],
    ['of a response to HEAD', { method: 'HEAD' }, { headers: SHARED }],
  ])('is cancelled when no page will read it: %s', async (_, init, first) => {
    const { body, state } = endless()
    let asked = 0
    const network = (): Response => (asked++ ? new Response(null, { headers: SHARED }) : new Response(body, first))

    await createBrowser({ network })
      .page(PAGE)
      .fetch(API, init)
      .catch(() => undefined)

    expect(state.isCancelled).toBe(true)
  })

  it('does not keep explain() waiting', async () => {
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
