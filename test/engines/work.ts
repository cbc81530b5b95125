import type { Call, Case } from './case.ts'
import { type Places, urlOf } from './places.ts'

/** The work of a page for one case. */
export interface WorkItem {
  readonly token: string
  readonly isSandboxed: boolean
  /** Whether the case takes seconds. */
  readonly waits: boolean
  readonly calls: readonly (Call & { readonly url: string })[]
}

/** All work of a page. */
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
