/* oxlint-disable no-await-in-loop -- one moment comes after the other */
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { originStore } from '../../../src/origins/index.ts'
import { FEWER_RUNS } from '../support/arbitraries.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const FRESH = 10_000
const STALE = 20_000
const NEGATIVE = 3000
const DEADLINE = 1000
const MAX = 3

const MODES = ['answers', 'rejects', 'throws', 'hangs', 'lies', 'is late', 'answers at once'] as const
type Mode = (typeof MODES)[number]

const tenant = fc.constantFrom('a', 'b')
const origin = fc.constantFrom('https://1.example', 'https://2.example', 'https://3.example')
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('ask' as const), tenant, origin }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      time: fc.oneof(fc.nat(50), fc.nat(DEADLINE * 2), fc.nat(FRESH), fc.nat(STALE + FRESH)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), tenant, origin, to: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('turn' as const), to: fc.constantFrom(...MODES) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('invalidate' as const), tenant: maybe(tenant), origin: maybe(origin) }),
  },
)

/** The values that something had, each with the time of its beginning. */
class History<Value> {
  readonly #values: [from: number, value: Value][]
  constructor(first: Value) {
    this.#values = [[-Infinity, first]]
  }
  set(value: Value): void {
    this.#values.push([Date.now(), value])
  }
  get now(): Value {
    return this.#values.at(-1)![1]
  }
  /** Whether it was always one of some values between two times, both included. */
  always(from: number, to: number, fits: (value: Value) => boolean): boolean {
    return this.#values.every(
      ([start, value], at) => start > to || (this.#values[at + 1]?.[0] ?? Infinity) < from || fits(value),
    )
  }
}

it('keeps its guarantees, whatever the store, the time and the requests do', async () => {
  let sawTrue = 0
  let sawStale = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
      const mode = new History<Mode>('answers')
      const truths = new Map<string, History<boolean>>()
      const truthOf = (key: string): History<boolean> => {
        const truth = truths.get(key) ?? new History(!key.includes('3'))
        truths.set(key, truth)
        return truth
      }
      const invalidated: { at: number; tenant: string | undefined; origin: string | undefined }[] = []
      const open = new Map<string, number>()
      const answers: { key: string; tenant: string; origin: string; start: number; end?: number; allowed?: boolean }[] =
        []

      const store = originStore({
        tenant: 'a',
        fresh: FRESH / 1000,
        stale: STALE / 1000,
        negative: NEGATIVE / 1000,
        deadline: DEADLINE / 1000,
        max: MAX,
        maxNegative: MAX,
        onEvent: () => {},
        get: async (name, asked, { signal }) => {
          const key = `${name} ${asked}`
          // One question at a time about each key.
          expect(open.get(key) ?? 0).toBe(0)
          open.set(key, 1)
          signal.addEventListener('abort', () => void open.set(key, 0))
          const truth = truthOf(key).now
          const how = mode.now
          if (how === 'throws') open.set(key, 0)
          if (how === 'throws') throw new Error('Down')
          if (how === 'hangs') return new Promise<boolean>(() => {})
          if (how !== 'answers at once')
            await new Promise((resolve) => setTimeout(resolve, how === 'is late' ? DEADLINE + 500 : 20))
          if (!signal.aborted) open.set(key, 0)
          if (how === 'rejects') throw new Error('Down')
          return how === 'lies' ? ('true' as unknown as boolean) : truth
        },
      })

      for (const now of steps) {
        if (now.do === 'wait') await vi.advanceTimersByTimeAsync(now.time)
        if (now.do === 'turn') mode.set(now.to)
        if (now.do === 'change') {
          truthOf(`${now.tenant} ${now.origin}`).set(now.to)
          await vi.advanceTimersByTimeAsync(1)
        }
        if (now.do === 'invalidate') {
          store.invalidate(now.tenant, now.origin)
          invalidated.push({ at: Date.now(), tenant: now.tenant, origin: now.origin })
          for (const key of open.keys()) open.set(key, 0)
        }
        if (now.do === 'ask') {
          const answer: (typeof answers)[number] = {
            key: `${now.tenant} ${now.origin}`,
            tenant: now.tenant,
            origin: now.origin,
            start: Date.now(),
          }
          answers.push(answer)
          const finish = (allowed: boolean): void => void Object.assign(answer, { allowed, end: Date.now() })
          const given = store.allows(now.tenant, now.origin)
          if (typeof given === 'boolean') finish(given)
          else void given.then(finish)
        }
        const { allowed, refused } = store.stats()
        expect(Math.max(allowed, refused)).toBeLessThanOrEqual(MAX)
      }
      await vi.advanceTimersByTimeAsync(DEADLINE)
      sawStale += store.stats().stale

      const faults = answers.flatMap(({ key, tenant: name, origin: asked, start, end = Infinity, allowed }) => {
        const truth = truthOf(key)
        const isRefused = (from: number): boolean => truth.always(from, end, (value) => !value)
        const failed = !mode.always(start - DEADLINE, end, (value) => value.startsWith('answers'))
        const lied = !mode.always(start - NEGATIVE, end, (value) => value !== 'lies')
        const last = invalidated.findLast(
          (one) => one.at < start && (one.tenant ?? name) === name && (one.origin ?? asked) === asked,
        )
        sawTrue += Number(allowed)
        const broken: Record<string, boolean | undefined> = {
          'waits longer than the deadline': end - start > DEADLINE,
          'allows a revoked origin': allowed && !failed && isRefused(start - FRESH),
          'allows an origin that was revoked before the store failed': allowed && isRefused(start - FRESH - STALE),
          'allows an origin that was invalidated': allowed && last && isRefused(last.at),
          'refuses without a reason':
            !allowed && !failed && !lied && truth.always(start - NEGATIVE, end, (value) => value),
        }
        return Object.keys(broken).filter((fault) => broken[fault])
      })
      expect(faults).toEqual([])
    }),
    { ...FEWER_RUNS, numRuns: 40 },
  )
  // The property would hold for a store that refuses everything.
  expect(sawTrue).toBeGreaterThan(100)
  expect(sawStale).toBeGreaterThan(3)
}, 30_000)
