import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PolicyError } from '../../../src/index.ts'
import { SHOP, tenants } from '../support/tenants.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** The names that the store is asked about an origin that it does not know. */
function questions(origin: string, wildcards: number): string[] {
  const state = tenants({ wildcards })
  state.latency = undefined
  expect(state.store.allows('shop', origin)).toBe(false)
  return state.asked.map((question) => question.slice('shop '.length))
}

describe('an origin is looked up under', () => {
  it.each([
    ['https://a.b.customer.example', 0, []],
    ['https://a.b.customer.example', 1, ['https://*.customer.example']],
    ['https://a.b.customer.example', 5, ['https://*.b.customer.example', 'https://*.customer.example']],
    ['http://a.b.customer.example:8080', 5, ['http://*.b.customer.example:8080', 'http://*.customer.example:8080']],
    ['https://a.b.c.d.customer.example', 2, ['https://*.d.customer.example', 'https://*.customer.example']],
    ['https://customer.example', 5, []],
    ['https://a.customer.co.uk', 5, ['https://*.customer.co.uk']],
    ['https://customer.co.uk', 5, []],
    ['https://a.vercel.app', 5, []],
    ['https://b.a.vercel.app', 5, ['https://*.a.vercel.app']],
    ['https://b.a.us-east-1.elasticbeanstalk.com', 1, ['https://*.a.us-east-1.elasticbeanstalk.com']],
    ['https://1.2.3.4', 5, []],
    ['https://[2001:db8::1]', 5, []],
    ['http://a.localhost', 5, []],
    ['app://a.b.c.customer.example', 1, ['app://*.customer.example']],
    ['app://A.b.c', 5, []],
    [`https://${'a.'.repeat(100)}customer.example`, 1, ['https://*.customer.example']],
  ])('%s, with wildcards: %i', (origin, wildcards, patterns) => {
    expect(questions(origin, wildcards)).toEqual([origin, ...patterns])
  })
})

describe('a pattern', () => {
  const PATTERN = 'https://*.shop.example'

  it('allows names below a domain, not the domain, its neighbours, another scheme or port, or another tenant', () => {
    const state = tenants({ wildcards: 2 })
    state.latency = undefined
    state.allowed.set('shop', new Set([PATTERN]))
    const ask = (origin: string, tenant = 'shop') => state.store.allows(tenant, origin)
    expect([ask('https://a.shop.example'), ask('https://a.b.shop.example')]).toEqual([true, true])
    const others = ['https://shop.example', 'https://a.evilshop.example', 'http://a.shop.example']
    expect(
      [...others, 'https://a.shop.example:8443', 'https://a.shop.example.evil'].map((origin) => ask(origin)),
    ).toEqual(Array(5).fill(false))
    expect(ask('https://a.shop.example', 'bank')).toBe(false)
  })

  it('is one answer for all names below it, so that a flood of them costs neither questions nor places', () => {
    const state = tenants({ wildcards: 1, max: 10 })
    state.latency = undefined
    state.allowed.set('shop', new Set([PATTERN]))
    for (let index = 0; index < 1000; index++)
      expect(state.store.allows('shop', `https://${index}.shop.example`)).toBe(true)
    expect(state.asked).toEqual(['shop https://0.shop.example', `shop ${PATTERN}`])
    expect(state.store.stats()).toMatchObject({ allowed: 1, refused: 1, hits: 999 })
  })

  it('is asked for before the names below it when its answer is old', async () => {
    const state = tenants({ wildcards: 1, fresh: 60 })
    state.allowed.set('shop', new Set([PATTERN]))
    void state.store.allows('shop', 'https://0.shop.example')
    await vi.advanceTimersByTimeAsync(61_000)
    state.asked.length = 0
    const answers = Array.from({ length: 500 }, (_, index) =>
      state.store.allows('shop', `https://${index}.shop.example`),
    )
    await vi.advanceTimersByTimeAsync(1000)
    expect(new Set(await Promise.all(answers.map(async (answer) => answer)))).toEqual(new Set([true]))
    expect(state.asked).toEqual([`shop ${PATTERN}`])
  })

  it('that the store no longer has refuses, and so does one that was invalidated', () => {
    const state = tenants({ wildcards: 1 })
    state.latency = undefined
    state.allowed.set('shop', new Set([PATTERN]))
    const ask = () => state.store.allows('shop', 'https://a.shop.example')
    expect(ask()).toBe(true)
    state.allowed.clear()
    expect(ask()).toBe(true)
    state.store.invalidate('shop', 'https://a.shop.example')
    expect(ask()).toBe(true)
    state.store.invalidate('shop', PATTERN)
    expect(ask()).toBe(false)
  })

  it('can be warmed where `wildcards` is set, and is never below a suffix that strangers share', async () => {
    const state = tenants({ wildcards: 1 })
    state.latency = undefined
    state.allowed.set('shop', new Set([PATTERN]))
    expect(await state.store.warm('shop', [PATTERN, SHOP])).toBe(1)
    await expect(state.store.warm('shop', 'https://*.vercel.app')).rejects.toThrow(PolicyError)
    await expect(tenants().store.warm('shop', PATTERN)).rejects.toThrow(PolicyError)
  })
})
