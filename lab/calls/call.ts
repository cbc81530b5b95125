import type { Decision, Reason } from '../../src/index.ts'

/** One call from the page to the API, and the result that is expected. */
export interface Call {
  /** Its name in the markup and in tests. */
  readonly id: string
  readonly title: string
  /** Why the result is expected. */
  readonly why: string
  /** The place that makes the call. In a sandboxed frame, its `Origin` is `null`. Default: the page. */
  readonly from?: 'sandbox'
  readonly send: Sending
  readonly expect: Expectation
}

/** The arguments of `fetch()`. */
export interface Sending {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly credentials?: 'include'
  readonly mode?: 'no-cors'
  /** How often the call is made, one time after the other. The result is that of the last time. Default: once. */
  readonly times?: number
}

/** The expected result of a call, in the page and in the API. */
export interface Expectation {
  /** `read`: the page gets the response. `opaque`: it gets one that hides everything. `refused`: `fetch()` rejects. */
  readonly outcome: Outcome['kind']
  /** The status that the page can read. */
  readonly status?: number
  /** Response headers that the page can read. */
  readonly readable?: readonly string[]
  /** Response headers that the API sends, but the page cannot read. */
  readonly hidden?: readonly string[]
  /** The requests that the browser makes for the call, in order, and what the API does about each. */
  readonly exchanges: readonly ExpectedExchange[]
}

/** The part of an exchange that is the same in every run. */
export interface ExpectedExchange extends Pick<Exchange, 'ran' | 'status'> {
  readonly kind: Decision['kind']
  readonly reason: Reason
}

/** One request, and what the API did about it. */
export interface Exchange {
  readonly sent: SentRequest
  readonly decision: Decision
  /** Whether the policy allows credentials. */
  readonly credentials: boolean
  /** Whether a gateway in front of the policy answered, so that the decision has no effect. */
  readonly isStopped?: boolean
  /** Whether the handler ran. */
  readonly ran: boolean
  /** The status of the answer. */
  readonly status: number
}

/** A request as the API got it. */
export interface SentRequest {
  readonly method: string
  readonly path: string
  readonly origin: string | null
  /** What a preflight asks for: `Access-Control-Request-Method` and `Access-Control-Request-Headers`. */
  readonly asksFor?: string
  /** Whether it had cookies. Their values, and even their names, may be secrets of other programs on this machine. */
  readonly hasCookies: boolean
}

/** The result of `fetch()` in the page. */
export type Outcome =
  | {
      readonly kind: 'read'
      readonly status: number
      readonly headers: readonly (readonly [name: string, value: string])[]
      readonly body: string
      readonly redirected: boolean
    }
  | { readonly kind: 'opaque' }
  | { readonly kind: 'refused'; readonly error: string }
