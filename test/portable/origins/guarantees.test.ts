/* oxlint-disable no-await-in-loop -- one moment comes after the other */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cors } from '../../../src/index.ts'
import { originStore } from '../../../src/origins/index.ts'
import { BANK, contextOf, EVIL, FAULTS, SHOP, tenants } from '../support/tenants.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000)

/** The answers, after the time that they take. */
async function answersOf(answers: readonly (boolean | Promise<boolean>)[], seconds = 2): Promise<boolean[]> {
  await pass(seconds)
  return Promise.all(answers.map(async (answer) => answer))
}

async function answerOf(answer: boolean | Promise<boolean>, seconds = 2): Promise<boolean> {
  await pass(seconds)
  return answer
}

describe('guarantee 1: while the store fails, an origin', () => {
  const FAILURES = FAULTS.filter(([, , isAnswer]) => !isAnswer)

  it.each(FAILURES)('that it never allowed is refused: it %s', async (_name, fault) => {
    const state = tenants({ deadline: 1 })
    state.fault = fault
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
    await pass(3600)
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
    // Nothing of it stays: the store is asked as soon as it works.
    state.fault = undefined
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(true)
  })

  it.each(FAILURES)('that it allowed is allowed for `stale` more seconds: it %s', async (_name, fault) => {
    const state = tenants({ fresh: 60, stale: 100, deadline: 1 })
    await answerOf(state.store.allows('shop', SHOP), 0.1)
    await answerOf(state.store.allows('shop', EVIL), 0.1)
    state.fault = fault
    await pass(60)
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(true)
    expect(await answerOf(state.store.allows('shop', EVIL))).toBe(false)
    await pass(90)
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(true)
    await pass(10)
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
    expect(state.store.stats().stale).toBe(2)
  })

  it('that it refused last is refused, even if it allowed it before', async () => {
    const state = tenants({ fresh: 60, stale: 1000, negative: 1 })
    await answerOf(state.store.allows('shop', SHOP))
    await pass(60)
    state.allowed.clear()
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
    state.fault = () => Promise.reject(new Error('Down'))
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
  })
})

describe('guarantee 2: a revoked origin', () => {
  it('is refused when `fresh` is over, counted from the question, whatever `stale` is', async () => {
    const state = tenants({ fresh: 60, stale: 86_400, deadline: 10 })
    state.latency = 5000
    const first = state.store.allows('shop', SHOP)
    await pass(5)
    state.allowed.clear()
    expect(await first).toBe(true)
    state.latency = 5
    await pass(54.9)
    expect(state.store.allows('shop', SHOP)).toBe(true)
    await pass(0.1)
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
  })

  it('is refused at once after `invalidate`', async () => {
    const state = tenants()
    await answerOf(state.store.allows('shop', SHOP))
    state.allowed.clear()
    state.store.invalidate('shop', SHOP)
    expect(await answerOf(state.store.allows('shop', SHOP))).toBe(false)
  })

  it('is refused after `invalidate` if the store has read it before, and answers after it', async () => {
    let isAllowed = true
    const get = (): Promise<boolean> => {
      const answer = isAllowed
      return new Promise((resolve) => setTimeout(() => resolve(answer), 500))
    }
    const { store } = tenants({ get })
    const answers = [store.allows('shop', SHOP), store.allows('shop', SHOP), store.allows('bank', SHOP)]
    await pass(0.1)
    isAllowed = false
    store.invalidate('shop')
    // The other tenant was not invalidated, so its answer may be as old as the question.
    expect(await answersOf(answers)).toEqual([false, false, true])
    expect([store.allows('shop', SHOP), store.allows('bank', SHOP)]).toEqual([false, true])
  })

  it('is refused after `invalidate` if an answer comes after the deadline', async () => {
    const state = tenants({ deadline: 1 })
    state.latency = 3000
    const first = state.store.allows('shop', SHOP)
    await pass(2)
    expect(await first).toBe(false)
    state.store.invalidate()
    await pass(2)
    expect(state.store.stats().allowed).toBe(0)
  })
})

describe('guarantee 3: memory and calls', () => {
  it('have limits, whatever the origins and tenants are', async () => {
    const { store, asked } = tenants({ max: 10, maxNegative: 20, maxConcurrent: 5, negative: 3600 })
    for (let round = 0; round < 100; round++) {
      for (let index = 0; index < 20; index++) void store.allows(`tenant-${round}`, `https://${index}.example`)
      expect(store.stats().open).toBe(5)
      await pass(0.1)
    }
    expect(asked).toHaveLength(500)
    expect(store.stats()).toMatchObject({ allowed: 0, refused: 20, open: 0, overloaded: 1500 })
  })

  it('refuse more lookups, and go on with those of origins that were allowed', async () => {
    const { store, asked, allowed } = tenants({ maxConcurrent: 2, fresh: 60, stale: 0 })
    await answerOf(store.allows('shop', SHOP))
    await pass(60)
    const flood = ['a', 'b', 'c'].map((name) => store.allows('shop', `https://${name}.example`))
    expect(flood[2]).toBe(false)
    allowed.get('shop')?.add(BANK)
    expect(store.allows('shop', BANK)).toBe(false)
    expect(await answerOf(store.allows('shop', SHOP))).toBe(true)
    expect(asked).toHaveLength(4)
  })

  it('leave an origin that is used when others need its place', async () => {
    const state = tenants({ max: 10, fresh: 3600 })
    state.latency = undefined
    const names = Array.from({ length: 100 }, (_, index) => `https://${index}.shop.example`)
    for (const name of names) state.allowed.get('shop')?.add(name)
    for (const name of names) {
      void state.store.allows('shop', SHOP)
      void state.store.allows('shop', name)
    }
    expect(state.asked.filter((question) => question === `shop ${SHOP}`)).toHaveLength(1)
    expect(state.store.stats().allowed).toBe(10)
  })

  it('put one question for 1,000 requests at a time', async () => {
    const { store, asked } = tenants()
    const answers = Array.from({ length: 1000 }, () => store.allows('shop', SHOP, contextOf()))
    expect(new Set(await answersOf(answers))).toEqual(new Set([true]))
    expect(asked).toHaveLength(1)
  })
})

describe('guarantee 4: tenants', () => {
  it('never get the answers of others', async () => {
    const { store } = tenants()
    const ask = (tenant: string, origin: string) => answerOf(store.allows(tenant, origin))
    expect([
      await ask('shop', SHOP),
      await ask('bank', SHOP),
      await ask('bank', BANK),
      await ask('shop', BANK),
    ]).toEqual([true, false, true, false])
    expect([store.allows('shop', SHOP), store.allows('bank', SHOP)]).toEqual([true, false])
  })

  it('have keys of their own, whatever their names are', async () => {
    const { store, allowed } = tenants()
    const names = ['a', 'a b', 'b', ' a', 'a ', `a ${SHOP}`, `${SHOP} a`, '__proto__', 'constructor', 'A']
    allowed.set('a b', new Set([SHOP]))
    const answers = names.map((name) => store.allows(name, SHOP))
    expect(await answersOf(answers)).toEqual(names.map((name) => name === 'a b'))
    expect(names.map((name) => store.allows(name, SHOP))).toEqual(names.map((name) => name === 'a b'))
    store.invalidate('b')
    expect(store.allows('a b', SHOP)).toBe(true)
    store.invalidate('a b')
    expect(store.stats().allowed).toBe(0)
  })

  it.each([undefined, null, '', 'x'.repeat(257)])('without a valid name allow nobody: %j', async (name) => {
    const { store, asked, events } = tenants({ tenant: () => name })
    expect(cors({ origin: store }).allowsOrigin(SHOP)).toBe(false)
    expect([asked, events]).toEqual([[], []])
  })

  it.each([() => 7, () => ({}), () => ['shop'], async () => 'shop', async () => JSON.parse('{') as string])(
    'with a name of another type allow nobody, which is reported once',
    (tenant) => {
      const { store, asked, events } = tenants({ tenant: tenant as () => string })
      const policy = cors({ origin: store })
      expect([policy.allowsOrigin(SHOP), policy.allowsOrigin(SHOP)]).toEqual([false, false])
      expect(asked).toEqual([])
      expect(events.map(({ kind, error }) => [kind, String(error)])).toEqual([
        ['failed', expect.stringMatching(/^TypeError: tenant\(\) returned .*, expected a string or undefined$/)],
      ])
    },
  )
})

describe('guarantee 5: a request', () => {
  it.each(FAULTS)('never waits longer than the deadline: the store %s', async (_name, fault) => {
    const state = tenants({ deadline: 1, wildcards: 3 })
    state.fault = fault
    const start = Date.now()
    const ends: number[] = []
    const note = (): void => void ends.push(Date.now() - start)
    const ask = (): unknown => Promise.resolve(state.store.allows('shop', 'https://a.b.shop.example')).then(note)
    void ask()
    await pass(0.5)
    // It waits for the question of the first one, and then puts its own.
    void ask()
    await pass(3)
    expect(ends).toHaveLength(2)
    expect(ends[0]).toBeLessThanOrEqual(1000)
    expect(ends[1]).toBeLessThanOrEqual(1500)
    expect(state.signals.every(({ aborted }) => aborted === state.store.stats().late > 0)).toBe(true)
  })

  it('does not wait for a request that was cancelled', async () => {
    const { store, asked } = tenants({ deadline: 1 })
    // On Workers, nothing of a request runs after it is cancelled: neither its store nor its timers.
    const { setTimeout: working } = globalThis
    globalThis.setTimeout = (() => 0) as never
    void store.allows('shop', SHOP)
    globalThis.setTimeout = working
    await pass(0.9)
    const second = store.allows('shop', SHOP)
    expect(asked).toHaveLength(1)
    expect(await answerOf(second)).toBe(true)
    expect(asked).toHaveLength(2)
  })

  it('gets an answer that came after the deadline of an earlier one', async () => {
    const state = tenants({ deadline: 1 })
    state.latency = 1500
    expect(await answerOf(state.store.allows('shop', SHOP), 1)).toBe(false)
    await pass(1)
    expect(state.store.allows('shop', SHOP)).toBe(true)
  })

  it('never gets an answer that is older than another one', async () => {
    const state = tenants({ deadline: 1, negative: 60 })
    state.latency = 5000
    void state.store.allows('shop', SHOP)
    await pass(2)
    state.latency = 5
    const old = new Map(state.allowed)
    state.allowed.clear()
    expect(await answerOf(state.store.allows('shop', SHOP), 1)).toBe(false)
    state.allowed.set('shop', old.get('shop')!)
    await pass(10)
    expect(state.store.allows('shop', SHOP)).toBe(false)
  })
})

it('guarantee 6: an empty list allows nobody', async () => {
  const lists: Readonly<Record<string, readonly string[]>> = { shop: [] }
  const store = originStore({ tenant: 'shop', get: async (tenant, origin) => lists[tenant]?.includes(origin) ?? false })
  const answers = [SHOP, BANK, EVIL].map((origin) => store.allows('shop', origin))
  expect(await answersOf([...answers, store.allows('bank', BANK)])).toEqual([false, false, false, false])
})
