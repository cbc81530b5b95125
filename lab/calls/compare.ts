import type { Exchange, Outcome } from './call.ts'
import type { Result } from './judge.ts'

/** What a call did in a browser, real or simulated. */
export type Play = Pick<Result, 'outcome' | 'exchanges'>

/** One fact about a call, in the browser and in the model. */
export interface Row {
  readonly what: string
  readonly browser: string
  readonly model: string
  readonly isDifferent: boolean
}

export const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  read: 'read by the page',
  opaque: 'sent, but unreadable',
  refused: 'blocked by the browser',
}

/** Compares a call in the browser with the same call in the model. */
export function compare({ call, ...browser }: Pick<Result, 'call'> & Play, model: Play): Row[] {
  const rows = [
    row('Result', browser, model, ({ outcome }) => OUTCOMES[outcome.kind]),
    row('Status', browser, model, ({ outcome }) => statusOf(outcome)),
    row('Readable headers', browser, model, ({ outcome }) => readableOf(outcome).join(', ') || 'none'),
  ]
  const count = Math.max(browser.exchanges.length, model.exchanges.length)
  for (let index = 0; index < count; index++) {
    rows.push(row(`Request ${index + 1}`, browser, model, ({ exchanges }) => describeRequest(exchanges[index])))
  }
  if (!browser.exchanges.some(({ sent }) => sent.hasCookies)) return rows
  const cookies = row('Cookies', browser, model, ({ exchanges }) => cookiesOf(exchanges))
  // The model starts without cookies, and this machine may have some. They must only go where the call asks for them.
  return [...rows, { ...cookies, isDifferent: call.send.credentials !== 'include' }]
}

/** Whether the browser did what the model says. */
export function isAlike(rows: readonly Row[]): boolean {
  return !rows.some(({ isDifferent }) => isDifferent)
}

function row(what: string, browser: Play, model: Play, describe: (play: Play) => string): Row {
  const [real, simulated] = [describe(browser), describe(model)]
  return { what, browser: real, model: simulated, isDifferent: real !== simulated }
}

function statusOf(outcome: Outcome): string {
  if (outcome.kind !== 'read') return 'unreadable'
  return outcome.redirected ? `${outcome.status}, after a redirect` : String(outcome.status)
}

/** `Content-Length` is missing, because the model has no connection, on which servers add it. */
function readableOf(outcome: Outcome): string[] {
  if (outcome.kind !== 'read') return []
  return outcome.headers.map(([name]) => name.toLowerCase()).filter((name) => name !== 'content-length')
}

/** A request as the API got it, and its answer. */
export function describeRequest(exchange: Exchange | undefined): string {
  if (!exchange) return 'not sent'
  const { sent, decision, status, ran } = exchange
  const { method, path, origin, asksFor } = sent
  return [
    `${decision.kind === 'preflight' ? 'preflight ' : ''}${method} ${path}`,
    origin === null ? 'no Origin' : `Origin ${origin}`,
    ...(asksFor === undefined ? [] : [`asks for ${asksFor}`]),
    `answer ${status}`,
    ran ? 'the handler ran' : 'the handler did not run',
  ].join(', ')
}

function cookiesOf(exchanges: readonly Exchange[]): string {
  const numbers = exchanges.flatMap(({ sent }, index) => (sent.hasCookies ? [index + 1] : []))
  return numbers.length ? `with request ${numbers.join(' and ')}` : 'none'
}
