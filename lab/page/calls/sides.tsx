import type { ComponentChildren, VNode } from 'preact'
import type { Call, Exchange, ExpectedExchange } from '../../calls/call.ts'
import type { Result } from '../../calls/judge.ts'

const EXPECTED = {
  opaque: 'the page gets an opaque response',
  refused: 'the browser blocks it',
} as const

/** The expected result of a call in one sentence. */
export function expected({ expect, send }: Call): string {
  const { outcome, status, readable = [], hidden = [], exchanges } = expect
  return [
    outcome === 'read' ? `the page reads status ${String(status)}` : EXPECTED[outcome],
    ...readable.map((name) => `${name} is readable`),
    ...hidden.map((name) => `${name} is not`),
    ...exchanges.map((exchange) => `${nameOf(exchange, send.method)}: ${exchange.reason}`),
  ].join('; ')
}

/** The arguments of `fetch()`, and the origin of the page. */
export function SendingList({ call, url }: { readonly call: Call; readonly url: string | undefined }): VNode {
  const { method, path, headers = {}, body, credentials = 'same-origin', mode = 'cors', times } = call.send
  return (
    <dl>
      <Entry term="Request">
        <code>
          {method} <Breakable url={url ?? path} />
        </code>
        {times !== undefined && `, ${String(times)} times`}
      </Entry>
      <Entry term="Origin">
        {mode === 'no-cors' ? 'not sent' : <code>{call.from === 'sandbox' ? 'null' : location.origin}</code>}
      </Entry>
      <Entry term="Mode">
        <code>{mode}</code>
      </Entry>
      <Entry term="Credentials">
        <code>{credentials}</code>
      </Entry>
      {Object.entries(headers).map((header) => (
        <Header header={header} />
      ))}
      {body !== undefined && (
        <Entry term="Body">
          <code>{body}</code>
        </Entry>
      )}
    </dl>
  )
}

/** The result of `fetch()`. */
export function OutcomeList({ result: { call, outcome } }: { readonly result: Result }): VNode {
  if (outcome.kind !== 'read') {
    return (
      <dl>
        {outcome.kind === 'refused' ? (
          <Entry term="Rejected">
            <code>{outcome.error}</code>
          </Entry>
        ) : (
          <Entry term="Response">
            <code>opaque</code>
          </Entry>
        )}
        <Entry term="Status">not readable</Entry>
      </dl>
    )
  }
  const { status, headers, body, redirected } = outcome
  const names = new Set(headers.map(([name]) => name))
  const missing = (call.expect.hidden ?? []).filter((name) => !names.has(name))
  return (
    <dl>
      <Entry term="Status">
        <code>{status}</code>
        {redirected && ', after a redirect'}
      </Entry>
      {headers.map((header) => (
        <Header header={header} />
      ))}
      {missing.map((name) => (
        <Entry term="Header">
          <code>{name}</code> not readable
        </Entry>
      ))}
      <Entry term="Body">{body ? <code>{body}</code> : 'empty'}</Entry>
    </dl>
  )
}

/** The decisions about the requests of a call, and the API's answers. */
export function Exchanges({ result: { call, exchanges } }: { readonly result: Result }): VNode {
  if (!exchanges.length) return <p>Nothing: no request of this call reached the API.</p>
  return (
    <>
      {exchanges.map((exchange) => (
        <ExchangeView call={call} exchange={exchange} />
      ))}
    </>
  )
}

function ExchangeView({ call, exchange }: { readonly call: Call; readonly exchange: Exchange }): VNode {
  const { decision, credentials, isStopped, ran, status } = exchange
  const { kind, allowed, reason, method, refusedHeaders } = decision
  return (
    <div class="exchange">
      <h4>{kind === 'preflight' ? `Preflight for ${method ?? ''}` : 'Actual request'}</h4>
      <dl>
        <Entry term="Decision">
          {!allowed && 'refused: '}
          <code>{reason}</code>
          {isStopped && ', but nobody asked'}
        </Entry>
        {refusedHeaders && (
          <Entry term="Header">
            <code>{refusedHeaders.join(', ')}</code>
          </Entry>
        )}
        {call.send.credentials && (
          <Entry term="Policy">
            <code>credentials: {String(credentials)}</code>
          </Entry>
        )}
        <Entry term="Answer">
          <code>{status}</code>
          {isStopped && ' of the gateway'}
          {ran ? ', the handler ran' : ', the handler did not run'}
        </Entry>
      </dl>
    </div>
  )
}

function Entry({ term, children }: { readonly term: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Header({ header: [name, value] }: { readonly header: readonly [name: string, value: string] }): VNode {
  return (
    <Entry term="Header">
      <code>
        {name}: {value}
      </code>
    </Entry>
  )
}

function nameOf({ kind }: ExpectedExchange, method: string): string {
  return kind === 'preflight' ? 'preflight' : method
}

/** A URL that may break into lines before its path and its query. */
function Breakable({ url }: { readonly url: string }): VNode {
  return <>{url.split(/(?<!\/)(?=\/(?!\/)|\?)/).flatMap((part) => [<wbr />, part])}</>
}
