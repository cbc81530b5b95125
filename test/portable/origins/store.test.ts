/* oxlint-disable no-await-in-loop -- one moment comes after the other */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cors } from '../../../src/index.ts'
import { requestFrom } from '../support/requests.ts'
import { BANK, contextOf, EVIL, FAULTS, SHOP, tenants } from '../support/tenants.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000)

/** The answer, after the time that it takes. */
async function answerOf(answer: boolean | Promise<boolean>, seconds = 2): Promise<boolean> {
  await pass(seconds)
  return answer
}

describe('an answer', () => {
  it('is a promise once, and a boolean from then on', async () => {
    const { store, asked } = tenants()
    const policy = cors({ origin: store })
    const first = policy.allowsOrigin(SHOP, contextOf())
    expect(first).toBeInstanceOf(Promise)
    expect(await answerOf(first)).toBe(true)
    expect(policy.allowsOrigin(SHOP, contextOf())).toBe(true)
    expect(await answerOf(policy.allowsOrigin(EVIL, contextOf()))).toBe(false)
    expect(policy.allowsOrigin(EVIL, contextOf())).toBe(false)
    expect(asked).toEqual([`shop ${SHOP}`, `shop ${EVIL}`])
    expect(store.stats()).toMatchObject({ hits: 2, misses: 2, lookups: 2, allowed: 1, refused: 1, open: 0 })
  })

  it('is a boolean at once if the store needs no promise', () => {
    const state = tenants()
    state.latency = undefined
    expect(state.store.allows('shop', SHOP)).toBe(true)
    expect(state.store.allows('shop', EVIL)).toBe(false)
  })

  it('is decided by a policy as any other', async () => {
    const { store } = tenants({ tenant: 'shop' })
    const handler = cors({ origin: store, credentials: true }).wrap(() => new Response('x'))
    const allowed = handler(requestFrom(SHOP))
    const refused = handler(requestFrom(EVIL))
    await pass(1)
    expect((await allowed).headers.get('access-control-allow-origin')).toBe(SHOP)
    expect((await refused).headers.get('access-control-allow-origin')).toBeNull()
    expect((await refused).headers.get('vary')).toBe('Origin')
  })

  it('is asked for before it gets old, so that requests do not wait', async () => {
    const { store, asked, allowed } = tenants({ fresh: 60 })
    await answerOf(store.allows('shop', SHOP))
    await pass(44)
    const context = contextOf()
    expect(store.allows('shop', SHOP, context)).toBe(true)
    expect(store.allows('shop', SHOP, context)).toBe(true)
    expect([asked.length, context.kept.length]).toEqual([2, 1])
    await pass(30)
    expect(store.allows('shop', SHOP)).toBe(true)
    // One attempt is enough: a store that fails is asked again when a request needs it.
    allowed.clear()
    await pass(20)
    expect(store.allows('shop', SHOP)).toBe(true)
    await pass(1)
    expect(store.allows('shop', SHOP)).toBe(false)
  })
})

describe('a store', () => {
  it.each(FAULTS)('that %s is reported once a minute', async (_name, fault, isAnswer) => {
    const state = tenants({ deadline: 1, negative: 0 })
    state.fault = fault
    for (let count = 0; count < 3; count++) expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
    expect(state.events).toHaveLength(1)
    const { failed, late } = state.store.stats()
    expect(failed + late).toBe(3)
    expect(isAnswer ? failed : 3).toBe(3)
    expect(state.events[0]).toMatchObject({ kind: late ? 'late' : 'failed', tenant: 'shop', origin: SHOP })
    await pass(60)
    await answerOf(state.store.allows('shop', SHOP))
    expect(state.events).toHaveLength(2)
  })

  it('that lies in type no longer allows an origin that it allowed', async () => {
    const state = tenants({ fresh: 1 })
    await answerOf(state.store.allows('shop', SHOP))
    state.fault = () => 'true'
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
    expect(state.store.stats().allowed).toBe(0)
  })

  it('is reported on the console without `onEvent`, and an error of `onEvent` changes nothing', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const down = tenants({ onEvent: undefined })
    down.fault = () => Promise.reject(new Error('Down'))
    expect(await answerOf(down.store.allows('shop', SHOP))).toBe(false)
    expect(errors.mock.calls).toEqual([[new Error('Down')]])
    for (const onEvent of [() => Promise.reject(new Error('Hook')), () => JSON.parse('{')]) {
      const state = tenants({ onEvent, fresh: 1 })
      await answerOf(state.store.allows('shop', SHOP))
      state.fault = down.fault
      expect(await answerOf(state.store.allows('shop', SHOP))).toBe(true)
    }
    expect(errors).toHaveBeenCalledTimes(3)
  })

  it('is never asked about a malformed origin', async () => {
    const { store, asked } = tenants({ tenant: 'shop' })
    const policy = cors({ origin: store })
    const origins = ['null', '', `${SHOP}/`, `${SHOP}, ${SHOP}`, `${SHOP}\0`, 'https://WWW.shop.example', 'shop']
    expect(origins.map((origin) => policy.allowsOrigin(origin))).toEqual(origins.map(() => false))
    expect(asked).toEqual([])
  })
})

describe('the clock', () => {
  it('makes answers old when it is set back', async () => {
    const { store, asked } = tenants()
    vi.setSystemTime(1e12)
    await answerOf(store.allows('shop', SHOP))
    vi.setSystemTime(1e12 - 3_600_000)
    expect(await answerOf(store.allows('shop', SHOP))).toBe(true)
    expect(asked).toHaveLength(2)
    expect(store.allows('shop', SHOP)).toBe(true)
  })
})

describe('the filter', () => {
  it('refuses without a question, and never allows', async () => {
    const { store, asked } = tenants({ filter: (_tenant, origin) => origin !== EVIL })
    expect(store.allows('shop', EVIL)).toBe(false)
    expect(await answerOf(store.allows('shop', BANK))).toBe(false)
    expect(await answerOf(store.allows('shop', SHOP))).toBe(true)
    expect(asked).toEqual([`shop ${BANK}`, `shop ${SHOP}`])
    expect(store.stats()).toMatchObject({ filtered: 1, misses: 2 })
  })

  it.each([
    () => undefined,
    () => null,
    () => 0,
    () => 'false',
    async () => false,
    async () => JSON.parse('{') as boolean,
  ])('leaves the answer to the store unless it is false: %s', async (filter) => {
    const { store } = tenants({ filter: filter as unknown as () => boolean })
    expect(await answerOf(store.allows('shop', SHOP))).toBe(true)
  })

  it('that throws is reported, and the store decides', async () => {
    const { store, events } = tenants({ filter: () => JSON.parse('{') as boolean })
    expect(await answerOf(store.allows('shop', SHOP))).toBe(true)
    expect(events).toMatchObject([{ kind: 'failed', error: expect.any(SyntaxError) }])
  })
})
