import type { Decision, Reason } from '../../src/index.ts'

/** One call of the page to the API, and how it should go. */
export interface Call {
  /** Its name in the markup and in tests. */
  readonly id: string
  readonly title: string
  /** Why it goes as it goes. */
  readonly why: string
  /** Where it is made: in a sandboxed frame its `Origin` is `null`. Default: the page. */
  readonly from?: 'sandbox'
  readonly send: Sending
  readonly expect: Expectation
}

/** What is given to `fetch()`. */
export interface Sending {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly credentials?: 'include'
}

/** How a call should go, on both sides. */
export interface Expectation {
  /** `read`: the page gets the response. `refused`: `fetch()` rejects. */
  readonly outcome: Outcome['kind']
  /** The status that the page reads. */
  readonly status?: number
  /** Response headers that the page reads. */
  readonly readable?: readonly string[]
  /** Response headers that the API sends and the page does not see. */
  readonly hidden?: readonly string[]
  /** What the API does about each request that the browser makes of the call, in order. */
  readonly exchanges: readonly ExpectedExchange[]
}

/** The part of an exchange that is the same each time. */
export interface ExpectedExchange extends Pick<Exchange, 'ran' | 'status'> {
  readonly kind: Decision['kind']
  readonly reason: Reason
}

/** What the API did about one request. */
export interface Exchange {
  readonly decision: Decision
  /** Whether the policy shares with credentials. */
  readonly credentials: boolean
  /** Whether the handler ran. */
  readonly ran: boolean
  /** The status of the answer. */
  readonly status: number
}

/** What `fetch()` gave the page. */
export type Outcome =
  | {
      readonly kind: 'read'
      readonly status: number
      readonly headers: readonly (readonly [name: string, value: string])[]
      readonly body: string
      readonly redirected: boolean
    }
  | { readonly kind: 'refused'; readonly error: string }
