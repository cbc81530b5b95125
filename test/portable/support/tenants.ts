/* oxlint-disable unicorn/no-thenable -- a store may return one */
import { originStore, type OriginStoreOptions, type StoreEvent } from '../../../src/origins/index.ts'

export const SHOP = 'https://www.shop.example'
export const BANK = 'https://www.bank.example'
export const EVIL = 'https://evil.example'

/** A context whose request is for a tenant, and the promises that its host was given. */
export function contextOf(tenant = 'shop') {
  const kept: Promise<unknown>[] = []
  const ctx = { waitUntil: (promise: Promise<unknown>) => void kept.push(promise) }
  return { request: new Request(`https://${tenant}.api.example/`), ctx, kept }
}

export type TenantContext = Pick<ReturnType<typeof contextOf>, 'request'>

/** A store in memory that can fail, and a predicate that asks it. */
export function tenants(options: Partial<OriginStoreOptions<TenantContext>> = {}) {
  const allowed = new Map<string, Set<string>>([
    ['shop', new Set([SHOP])],
    ['bank', new Set([BANK])],
  ])
  const asked: string[] = []
  const signals: AbortSignal[] = []
  const events: StoreEvent[] = []
  const state = {
    allowed,
    asked,
    signals,
    events,
    /** Milliseconds until the store answers; `undefined` if it answers at once, without a promise. */
    latency: 5 as number | undefined,
    /** What the store does in place of an answer. */
    fault: undefined as (() => unknown) | undefined,
  }
  const store = originStore<TenantContext>({
    tenant: ({ request }) => new URL(request.url).hostname.split('.')[0],
    onEvent: (event) => events.push(event),
    get: (tenant, origin, { signal }) => {
      asked.push(`${tenant} ${origin}`)
      signals.push(signal)
      const { fault, latency } = state
      const answer = (): boolean => (fault ? (fault() as boolean) : (allowed.get(tenant)?.has(origin) ?? false))
      if (latency === undefined) return answer()
      return new Promise((resolve) => setTimeout(resolve, latency)).then(answer)
    },
    ...options,
  })
  return Object.assign(state, { store })
}

/** The faults of a store that do not answer with a boolean, and whether they count as a definite refusal. */
export const FAULTS: readonly (readonly [name: string, fault: () => unknown, isAnswer: boolean])[] = [
  [
    'throws',
    () => {
      throw new Error('Down')
    },
    false,
  ],
  ['rejects', () => Promise.reject(new Error('Down')), false],
  ['rejects with undefined', () => Promise.reject(), false],
  ['never answers', () => new Promise(() => {}), false],
  ['is a thenable that never answers', () => ({ then: () => {} }), false],
  [
    'is a thenable that throws',
    () => ({
      then: () => {
        throw new Error('Down')
      },
    }),
    false,
  ],
  ["answers 'true'", () => 'true', true],
  ['answers 1', () => 1, true],
  ['answers 0', () => 0, true],
  ['answers null', () => null, true],
  ['answers undefined', () => undefined, true],
  ['answers {}', () => ({}), true],
  ['answers new Boolean(true)', () => Object(true), true],
  ['answers a promise of an object', () => Promise.resolve({ allowed: true }), true],
  ["is a thenable with 'yes'", () => ({ then: (done: (value: unknown) => void) => done('yes') }), true],
  ['answers a function', () => () => true, true],
]
