import { describe, expect, it } from 'vitest'
import { PolicyError } from '../../../src/index.ts'
import { originStore } from '../../../src/origins/index.ts'
import { BANK, SHOP, tenants } from '../support/tenants.ts'

const VALID = { tenant: 'shop', get: () => false }

/** The problems that a call reports: code, path, and suggestion. */
function problemsOf(call: () => unknown): unknown[] {
  try {
    call()
  } catch (error) {
    if (error instanceof PolicyError)
      return error.issues.map(({ code, path, suggestion }) => [code, path.join('.'), suggestion])
    throw error
  }
  throw new Error('Nothing was thrown')
}

describe('originStore', () => {
  it('reports all problems at once', () => {
    const options = { gett: 1, tenant: 7, fresh: '60', stale: -1, negative: NaN, deadline: 2000, max: 1.5 }
    const more = { maxNegative: 0, maxConcurrent: 1e9, wildcards: 6, filter: [], onEvent: 'console' }
    expect(problemsOf(() => originStore({ ...options, ...more } as never))).toEqual([
      ['option-type', 'get', undefined],
      ['option-type', 'tenant', undefined],
      ['option-type', 'fresh', 60],
      ['option-type', 'stale', 0],
      ['option-type', 'negative', undefined],
      ['option-type', 'deadline', 30],
      ['option-type', 'max', 1],
      ['option-type', 'maxNegative', 1],
      ['option-type', 'maxConcurrent', 100_000],
      ['option-type', 'wildcards', 5],
      ['option-type', 'filter', undefined],
      ['option-type', 'onEvent', undefined],
      ['option-unknown', 'gett', 'get'],
    ])
  })

  it.each([undefined, null, '', 'x'.repeat(257)])('needs a tenant: %j', (tenant) => {
    expect(problemsOf(() => originStore({ ...VALID, tenant } as never))).toEqual([['option-type', 'tenant', undefined]])
  })

  it.each([
    ['fresh', [0, 0.5, 86_400], [-1, 86_401, Infinity, '1', null]],
    ['stale', [0, 0.5, 86_400], [-1, 86_401]],
    ['negative', [0, 0.5, 86_400], [-1, 86_401]],
    ['deadline', [0.001, 1, 30], [0, 31]],
    ['max', [1, 10_000_000], [0, 0.5, 1e8]],
    ['maxNegative', [1, 10_000_000], [0, 0.5, 1e8]],
    ['maxConcurrent', [1, 100_000], [0, 1.5]],
    ['wildcards', [0, 5], [-1, 6, 0.5]],
  ])('takes %s within its limits, and suggests a value that it takes', (option, valid, invalid) => {
    for (const value of valid) expect(() => originStore({ ...VALID, [option]: value })).not.toThrow()
    for (const value of invalid) {
      const [problem] = problemsOf(() => originStore({ ...VALID, [option]: value })) as unknown[][]
      expect(problem?.slice(0, 2)).toEqual(['option-type', option])
      expect(() => originStore({ ...VALID, [option]: problem?.[2] })).not.toThrow()
    }
  })

  it('is frozen, and says how long it uses an answer', () => {
    const store = originStore({ ...VALID, fresh: 5 })
    expect([Object.isFrozen(store), store.fresh, originStore(VALID).fresh]).toEqual([true, 5, 60])
  })
})

describe('what a developer calls', () => {
  const WRONG: readonly (readonly [origin: unknown, code: string, suggestion?: string])[] = [
    [7, 'origin-type'],
    [undefined, 'origin-type'],
    [['https://a.example'], 'origin-type'],
    ['', 'origin-empty'],
    ['*', 'origin-star-in-list'],
    ['null', 'origin-null'],
    ['https://A.example/', 'origin-has-path', 'https://a.example'],
    ['a.example', 'origin-no-scheme', 'https://a.example'],
    ['https://a.example:443', 'origin-port', 'https://a.example'],
    ['http://localhost:*', 'option-type'],
    ['https://*.a.example', 'option-type'],
  ]

  it.each(WRONG)('refuses %j', async (origin, code, suggestion) => {
    const { store, asked } = tenants()
    const problems = [[code, 'origin', suggestion]]
    expect(problemsOf(() => store.allows('shop', origin as string))).toEqual(problems)
    await expect(store.warm('shop', [origin as string])).rejects.toThrow(PolicyError)
    expect(asked).toEqual([])
  })

  it('refuses these in `invalidate` too, which takes patterns, and leaves out what is undefined', () => {
    const { store } = tenants()
    const taken = WRONG.filter(([origin]) => {
      try {
        store.invalidate('shop', origin as string)
        return true
      } catch {
        return false
      }
    })
    expect(taken.map(([origin]) => origin)).toEqual([undefined, 'https://*.a.example'])
  })

  it.each([7, null, '', {}, 'x'.repeat(257)])('refuses %j as a tenant', async (tenant) => {
    const { store } = tenants()
    const problems = [['option-type', 'tenant', undefined]]
    expect(problemsOf(() => store.allows(tenant as string, SHOP))).toEqual(problems)
    expect(problemsOf(() => store.invalidate(tenant as string))).toEqual(problems)
    await expect(store.warm(tenant as string, SHOP)).rejects.toThrow(PolicyError)
  })

  it('forgets one origin, a tenant, an origin of all tenants, or everything', async () => {
    const state = tenants()
    state.latency = undefined
    const { store, allowed } = state
    for (const name of ['shop', 'bank']) allowed.set(name, new Set([SHOP, BANK]))
    const warm = async (): Promise<unknown> =>
      Promise.all(['shop', 'bank'].map(async (name) => store.warm(name, [SHOP, BANK])))
    expect(await warm()).toEqual([2, 2])
    store.invalidate('shop', SHOP)
    expect(store.stats().allowed).toBe(3)
    store.invalidate('shop')
    expect(store.stats().allowed).toBe(2)
    await warm()
    store.invalidate(undefined, SHOP)
    expect(store.stats().allowed).toBe(2)
    store.invalidate()
    expect(store.stats()).toMatchObject({ allowed: 0, refused: 0 })
  })

  it('warms answers, which requests then get at once', async () => {
    const { store, asked } = tenants()
    expect(await store.warm('shop', [SHOP, BANK])).toBe(1)
    expect([store.allows('shop', SHOP), store.allows('shop', BANK)]).toEqual([true, false])
    expect(await store.warm('shop', SHOP)).toBe(1)
    expect(asked).toHaveLength(2)
  })
})
