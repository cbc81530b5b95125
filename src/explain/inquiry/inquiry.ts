import { getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { isTrustworthy } from '../../browser/terms/origin.ts'
import type { InternalRequest } from '../../browser/request/request.ts'
import type { Step } from '../../browser/outcome/step.ts'
import type { ProfileName } from '../../browser/profile.ts'
import type { Failure } from '../../browser/terms/failure.ts'
import type { TransportResponse, WireResponse } from '../../browser/terms/wire.ts'
import type { Decision } from '../../policy/decision.ts'
import type { PolicyJSON } from '../../policy/options.ts'
import type { PolicyHeaders } from '../../server/headers.ts'
import type { EngineEnds } from './engines.ts'
import type { DecidingRow } from './row.ts'

/** One exchange with a server: the request, the response, and what the policy decides about it. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly headers: HeaderList
  readonly body: Uint8Array | null
  readonly isPreflight: boolean
  /** `undefined` without a policy, and on other origins, which the policy does not answer for. */
  readonly decision: Decision | undefined
  /** The options of the policy that decides; `undefined` where `decision` is. */
  readonly options: PolicyJSON | undefined
  /** The row that decides, if the policy is a table; `undefined` where `decision` is. */
  readonly row: DecidingRow | undefined
  /** The policy's own answer; `undefined` where `decision` is, and without a network, where the policy answers. */
  readonly expected: PolicyHeaders | undefined
  /** Whether `enforce` refuses the request, so that the application does not run. */
  readonly isForbidden: boolean
  /** `undefined` when the server sent none. */
  readonly response: TransportResponse | undefined
  /** Whether the response names an origin that the policy allows, if it is not the one that asks. */
  readonly isForOther: boolean
}

/** A step of the browser or an exchange with a server, in the order in which they happened. */
export type Event =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'exchange'; readonly exchange: Exchange }

/** Everything that is known about a request. All sentences are made of it. */
export interface Inquiry {
  /** The request as the browser understood it, before any redirect. */
  readonly request: InternalRequest
  readonly profile: ProfileName
  readonly events: readonly Event[]
  /** The type of the response that the page gets: `opaque` and `opaqueredirect` hide everything without a failure. */
  readonly type: WireResponse['type']
  /** The status that the page sees. */
  readonly status: number
  readonly failure: Failure | undefined
  /** How each engine ends with the responses that the server sent. */
  readonly engines: EngineEnds
  /** The URL that the browser asked last, or was redirected to. */
  readonly finalUrl: string
  /** The names of the headers that needed a permission last, in lower case. */
  readonly unsafeNames: readonly string[]
  /** The names of the headers that scripts cannot set, in lower case. */
  readonly droppedNames: readonly string[]
  /** The lines of `Set-Cookie` that set the cookies which the server needs. */
  readonly cookies: readonly string[]
  /** The row that decides about the request, if the policy is a table. */
  readonly row: DecidingRow | undefined
  /** The options of the policy, or of the row; without origins where a predicate decides. */
  readonly options: PolicyJSON | undefined
  readonly hasPredicate: boolean
  /** Whether `network` answers, and not the policy on its own. */
  readonly hasNetwork: boolean
  /** Whether the policy allows the page's origin; `undefined` without a policy. */
  readonly isOriginAllowed: boolean | undefined
}

export function exchangesOf({ events }: Pick<Inquiry, 'events'>): Exchange[] {
  return events.flatMap((event) => (event.kind === 'exchange' ? [event.exchange] : []))
}

export function stepsOf({ events }: Inquiry): Step[] {
  return events.flatMap((event) => (event.kind === 'step' ? [event.step] : []))
}

/** The `Origin` that was sent after a step; `null` for a request without one. */
export function originSentAfter(step: Step, { events }: Inquiry): string | null {
  const later = events.slice(events.findIndex((event) => event.kind === 'step' && event.step === step))
  const sent = later.find((event) => event.kind === 'exchange')
  return sent?.kind === 'exchange' ? getHeader(sent.exchange.headers, 'origin') : null
}

/** The last exchange that was a preflight, or that was not. */
export function lastExchange(inquiry: Inquiry, isPreflight: boolean): Exchange | undefined {
  return exchangesOf(inquiry).findLast((exchange) => exchange.isPreflight === isPreflight)
}

/** The origin of the last request. It is `null` after a redirect across origins. */
export function lastOrigin(inquiry: Inquiry): string {
  return getHeader(exchangesOf(inquiry).at(-1)?.headers ?? [], 'origin') ?? inquiry.request.origin
}

export function includesCredentials({ request }: Inquiry): boolean {
  return request.credentials === 'include'
}

/** Whether the origin is on http beyond loopback, so that anyone on the network can change its pages. */
export function isInsecureOrigin(origin: string): boolean {
  return origin.startsWith('http:') && URL.canParse(origin) && !isTrustworthy(new URL(origin))
}
