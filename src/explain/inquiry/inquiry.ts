import { getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import type { InternalRequest } from '../../browser/request/request.ts'
import type { Step } from '../../browser/outcome/step.ts'
import type { Failure } from '../../browser/terms/failure.ts'
import type { TransportResponse } from '../../browser/terms/wire.ts'
import type { Decision } from '../../policy/decision.ts'
import type { PolicyJSON } from '../../policy/options.ts'

/** One exchange with a server: what it was asked, what it answered, and what the policy says of that. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly headers: HeaderList
  readonly body: Uint8Array | null
  readonly isPreflight: boolean
  readonly decision: Decision | undefined
  /** `undefined` when there was none. */
  readonly response: TransportResponse | undefined
}

/** What happened, in order. */
export type Event =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'exchange'; readonly exchange: Exchange }

/** All that is known of a request. */
export interface Inquiry {
  /** As the browser understood it, before any redirect. */
  readonly request: InternalRequest
  /** The names of the headers that needed a permission last, in lower case. */
  readonly unsafeNames: readonly string[]
  /** The names of the headers that scripts cannot set. */
  readonly droppedNames: readonly string[]
  readonly events: readonly Event[]
  readonly failure: Failure | undefined
  /** Where the request was last. */
  readonly finalUrl: string
  /** Its options, with no origin where a predicate decides. */
  readonly policy: PolicyJSON | undefined
  readonly hasPredicate: boolean
  /** Whether the policy, or else the network, is what answers. */
  readonly hasNetwork: boolean
  readonly isOriginAllowed: boolean | undefined
}

export function exchangesOf({ events }: Inquiry): Exchange[] {
  return events.flatMap((event) => (event.kind === 'exchange' ? [event.exchange] : []))
}

export function stepsOf({ events }: Inquiry): Step[] {
  return events.flatMap((event) => (event.kind === 'step' ? [event.step] : []))
}

/** The `Origin` that was sent after a step: not all requests have one. */
export function originSentAfter(step: Step, { events }: Inquiry): string | null {
  const later = events.slice(events.findIndex((event) => event.kind === 'step' && event.step === step))
  const sent = later.find((event) => event.kind === 'exchange')
  return sent?.kind === 'exchange' ? getHeader(sent.exchange.headers, 'origin') : null
}

/** The last exchange that was, or was not, a preflight. */
export function lastExchange(inquiry: Inquiry, isPreflight: boolean): Exchange | undefined {
  return exchangesOf(inquiry).findLast((exchange) => exchange.isPreflight === isPreflight)
}

/** The origin that the last request was from: redirects make it `null`. */
export function askedFrom(inquiry: Inquiry): string {
  return getHeader(exchangesOf(inquiry).at(-1)?.headers ?? [], 'origin') ?? inquiry.request.origin
}

export function includesCredentials({ request }: Inquiry): boolean {
  return request.credentials === 'include'
}
