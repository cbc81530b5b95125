import type { CorsPolicy, Decision } from '../../src/index.ts'
import type { Exchange } from '../calls/call.ts'

/** Calls that are remembered, and requests of each; the oldest call makes room. */
const MAX_CALLS = 200
const MAX_EXCHANGES = 8
/** Characters kept of what a client can make as long as it likes. */
const MAX_TEXT = 400

// In the memory of one isolate, which is what `wrangler dev` has. A deployed Worker has many.
const calls = new Map<string, Exchange[]>()
const decisions = new WeakMap<Request, Decision>()
const handled = new WeakSet<Request>()

/** The `onDecision` of every policy here. */
export function decided(decision: Decision, request: Request): void {
  decisions.set(request, decision)
}

/** Notes that the handler runs. */
export function ran(request: Request): void {
  handled.add(request)
}

/** Notes the answer, under the name that the request has for its call. */
export function answered(request: Request, { status }: Response, policy: CorsPolicy): void {
  const call = callOf(request)
  const decision = decisions.get(request)
  if (!call || !decision) return
  const exchanges = calls.get(call) ?? []
  if (exchanges.length === MAX_EXCHANGES) return
  const { credentials } = policy.toJSON()
  calls.set(call, [...exchanges, { decision: shorten(decision), credentials, ran: handled.has(request), status }])
  const [oldest] = calls.keys()
  if (calls.size > MAX_CALLS && oldest !== undefined) calls.delete(oldest)
}

/** What is known of a call. */
export function exchangesOf(call: string): readonly Exchange[] {
  return calls.get(call) ?? []
}

/** The name of the call that a request belongs to: eight random digits that the page put into the query. */
export function callOf(request: Pick<Request, 'url'>): string {
  const call = new URL(request.url).searchParams.get('call') ?? ''
  return /^[\da-f]{8}$/.test(call) ? call : ''
}

function shorten(decision: Decision): Decision {
  const { origin, method } = decision
  return {
    ...decision,
    origin: origin && origin.slice(0, MAX_TEXT),
    ...(method !== undefined && { method: method.slice(0, MAX_TEXT) }),
  }
}
