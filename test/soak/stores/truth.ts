/** What the store says about one pair of a tenant and an origin. */
interface State {
  isAllowed: boolean
  /** Whether a write is on its way, so that both answers may be right. */
  isChanging: boolean
  /** When the last write was confirmed. */
  since: number
}

/** How long an answer may be used. In milliseconds. */
export interface Bounds {
  readonly fresh: number
  readonly stale: number
}

/** What is known of an answer that allowed an origin. */
export interface Allowed {
  readonly tenant: string
  readonly origin: string
  /** When the request was sent. */
  readonly from: number
  /** Whether the store had answered every question until the answer, so that nothing older than `fresh` is used. */
  readonly isAnswering: boolean
}

/** The answers that a store may have given, and until when each may be used. */
export interface Truth {
  /** Says that a write begins. Call the result when the store has confirmed it. */
  readonly change: (tenant: string, origin: string, isAllowed: boolean) => () => void
  /** Why an origin must not have been allowed; `undefined` if it may have been. */
  readonly faultOf: (allowed: Allowed) => string | undefined
}

/** Clocks of two processes, and requests that are on their way. */
const MARGIN_MS = 150

export function createTruth({ fresh, stale }: Bounds, now: () => number = Date.now): Truth {
  const states = new Map<string, State>()
  const keyOf = (tenant: string, origin: string): string => `${tenant} ${origin}`
  return {
    change: (tenant, origin, isAllowed) => {
      const key = keyOf(tenant, origin)
      const before = states.get(key)
      states.set(key, { isAllowed: before?.isAllowed ?? false, isChanging: true, since: before?.since ?? -Infinity })
      return () => states.set(key, { isAllowed, isChanging: false, since: now() })
    },
    faultOf: ({ tenant, origin, from, isAnswering }) => {
      const state = states.get(keyOf(tenant, origin))
      if (!state) return 'The store never allowed it'
      if (state.isAllowed || state.isChanging) return undefined
      const used = isAnswering ? fresh : fresh + stale
      const age = from - state.since
      if (age <= used + MARGIN_MS) return undefined
      return `The store refuses it for ${age} ms, and an answer may be ${used} ms old`
    },
  }
}
