import type { Call, Case } from './case.ts'
import { type Places, urlOf } from './places.ts'

/** What a page has to do for one case. */
export interface WorkItem {
  readonly token: string
  readonly isSandboxed: boolean
  /** Whether it takes seconds. */
  readonly waits: boolean
  readonly calls: readonly (Call & { readonly url: string })[]
}

/** What a page has to do. */
export interface Work {
  readonly items: readonly WorkItem[]
}

export function workOf({ calls, isSandboxed = false }: Case, token: string, places: Places): WorkItem {
  return {
    token,
    isSandboxed,
    waits: calls.some(({ waitMs }) => waitMs !== undefined),
    calls: calls.map((call) => Object.assign({ url: urlOf(places, token, call.to ?? 'api/') }, call)),
  }
}
