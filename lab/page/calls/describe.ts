import type { Call, Exchange, ExpectedExchange } from '../../calls/call.ts'
import type { Result } from '../../calls/judge.ts'
import { type Content, element, entry } from './element.ts'

/** Describes the expected result of a call in one sentence. */
export function expected({ expect, send }: Call): string {
  const { outcome, status, readable = [], hidden = [], exchanges } = expect
  const isRead = outcome === 'read'
  const headers = [...readable.map((name) => `${name} is readable`), ...hidden.map((name) => `${name} is not`)]
  return [
    isRead ? `the page reads status ${status}` : 'the browser refuses',
    ...headers,
    ...exchanges.map((exchange) => `${nameOf(exchange, send.method)}: ${exchange.reason}`),
  ].join('; ')
}

/** Describes the arguments of `fetch()`, and the origin of the page. */
export function describeSending({ send, from }: Call, url?: string): HTMLElement[] {
  const { method, path, headers = {}, body, credentials = 'same-origin' } = send
  return [
    entry('Request', element('code', `${method} `, ...breakable(url ?? path))),
    entry('Origin', element('code', from === 'sandbox' ? 'null' : location.origin)),
    entry('Mode', element('code', 'cors')),
    entry('Credentials', element('code', credentials)),
    ...Object.entries(headers).map(([name, value]) => entry('Header', element('code', `${name}: ${value}`))),
    ...(body === undefined ? [] : [entry('Body', element('code', body))]),
  ]
}

/** Describes the result of `fetch()`. */
export function describeOutcome({ call, outcome }: Result): HTMLElement[] {
  if (outcome.kind === 'refused') {
    return [entry('Rejected', element('code', outcome.error)), entry('Status', 'not readable')]
  }
  const { status, headers, body, redirected } = outcome
  const names = new Set(headers.map(([name]) => name))
  const missing = (call.expect.hidden ?? []).filter((name) => !names.has(name))
  return [
    entry('Status', element('code', `${status}`), redirected && ', after a redirect'),
    ...headers.map(([name, value]) => entry('Header', element('code', `${name}: ${value}`))),
    ...missing.map((name) => entry('Header', element('code', name), ' not readable')),
    entry('Body', body ? element('code', body) : 'empty'),
  ]
}

/** Describes the decision about one request, and the API's answer. */
export function describeExchange({ send }: Call, { decision, credentials, ran, status }: Exchange): HTMLElement {
  const { kind, allowed, reason, method, refusedHeaders } = decision
  return element(
    'div.exchange',
    element('h4', kind === 'preflight' ? `Preflight for ${method}` : 'Actual request'),
    element(
      'dl',
      entry('Decision', ...(allowed ? [] : ['refused: ']), element('code', reason)),
      ...(refusedHeaders ? [entry('Header', element('code', refusedHeaders.join(', ')))] : []),
      send.credentials && entry('Policy', element('code', `credentials: ${credentials}`)),
      entry('Answer', element('code', `${status}`), ran ? ', the handler ran' : ', the handler did not run'),
    ),
  )
}

function nameOf({ kind }: ExpectedExchange, method: string): string {
  return kind === 'preflight' ? 'preflight' : method
}

/** A URL that may break into lines before its path and its query. */
function breakable(url: string): Content[] {
  return url.split(/(?<!\/)(?=\/(?!\/)|\?)/).flatMap((part) => [element('wbr'), part])
}
