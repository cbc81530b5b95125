import type { CorsPolicy, Decision } from '../../src/index.ts'
import type { Exchange, SentRequest } from '../calls/call.ts'

/** How many calls are remembered, and how many requests of each. The oldest call is forgotten first. */
const MAX_CALLS = 200
const MAX_EXCHANGES = 8
/** How many characters are kept of values whose length a client chooses. */
const MAX_TEXT = 400

// Kept in memory, which works because `wrangler dev` runs a single isolate. A deployed Worker runs in many.
const calls = new Map<string, Exchange[]>()
const decisions = new WeakMap<Request, Decision>()
const handled = new WeakSet<Request>()

/** Remembers a decision. It is the `onDecision` of every policy in the lab. */
export function decided(decision: Decision, request: Request): void {
  decisions.set(request, decision)
}

/** Remembers that the handler ran. */
export function ran(request: Request): void {
  handled.add(request)
}

/** Remembers the status of the answer under the call that the request names. */
export function answered(request: Request, { status }: Response, policy: CorsPolicy, isStopped = false): void {
  const call = callOf(request)
  const decision = decisions.get(request)
  if (!call || !decision) return
  const exchanges = calls.get(call) ?? []
  if (exchanges.length === MAX_EXCHANGES) return
  const exchange: Exchange = {
    sent: sentRequest(request),
    decision: shorten(decision),
    credentials: policy.toJSON().credentials,
    ...(isStopped && { isStopped }),
    ran: handled.has(request),
    status,
  }
  calls.set(call, [...exchanges, exchange])
  const [oldest] = calls.keys()
  if (calls.size > MAX_CALLS && oldest !== undefined) calls.delete(oldest)
}

/** The requests of a call, and what the API did about each. */
export function exchangesOf(call: string): readonly Exchange[] {
  return calls.get(call) ?? []
}

/** The name of the call that a request belongs to: eight random hexadecimal digits that the page put into the query. */
export function callOf(request: Pick<Request, 'url'>): string {
  const call = new URL(request.url).searchParams.get('call') ?? ''
  return /^[\da-f]{8}$/.test(call) ? call : ''
}

function sentRequest({ method, url, headers }: Request): SentRequest {
  const origin = headers.get('origin')
  const asked = ['method', 'headers'].map((what) => headers.get(`access-control-request-${what}`))
  const asksFor = asked.filter((it) => it !== null).join(' with ')
  return {
    method,
    path: new URL(url).pathname.slice(0, MAX_TEXT),
    origin: origin && origin.slice(0, MAX_TEXT),
    ...(asksFor && { asksFor: asksFor.slice(0, MAX_TEXT) }),
    hasCookies: headers.has('cookie'),
  }
}

function shorten(decision: Decision): Decision {
  const { origin, method, refusedHeaders } = decision
  return {
    ...decision,
    origin: origin && origin.slice(0, MAX_TEXT),
    ...(method !== undefined && { method: method.slice(0, MAX_TEXT) }),
    ...(refusedHeaders && { refusedHeaders: [refusedHeaders.join(', ').slice(0, MAX_TEXT)] }),
  }
}
