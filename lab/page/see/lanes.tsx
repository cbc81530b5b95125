import type { VNode } from 'preact'
import { readableHeaders } from '../model/readable.ts'
import type { Exchange, Lines } from '../model/run.ts'
import { callOf } from './call-of.ts'
import type { LateProps } from './late.tsx'
import { ExchangeMessages, LaneList, Message, titled } from './message.tsx'
import { useLater } from './use-later.ts'

/** The exchange, from the page over the browser to the server and back, with the header lines as they are sent. */
export function Lanes({ result, scene }: LateProps): VNode {
  const { verdict } = result.explanation
  const headers = useLater(() => readableHeaders(scene, result), result)
  return (
    <section class="card" aria-labelledby="lanes">
      <h2 id="lanes">What goes over the wire</h2>
      <LaneList>
        <Message lane="page" way="there" title="The page calls">
          <pre role="group" aria-label="The call">
            {callOf(scene)}
          </pre>
        </Message>
        {result.exchanges.map((exchange, index) => (
          <ExchangeRows key={index} exchange={exchange} />
        ))}
        <Message
          lane="page"
          way="back"
          state={verdict.readable ? 'good' : 'bad'}
          title={
            verdict.readable
              ? 'The page gets the response'
              : verdict.code
                ? 'The page gets an error'
                : 'The page gets an empty response'
          }
        >
          <pre role="group" aria-label="What the page gets">
            {verdict.readable
              ? `Response, status ${String(verdict.status)}`
              : verdict.code
                ? 'TypeError: Failed to fetch'
                : 'Response, status 0, type opaque'}
          </pre>
          {/* Those of the call before stay for a moment. */}
          {verdict.readable && headers && (
            <p class="hint readable">
              Headers that the page can read: {codes(headers.readable)}.
              {headers.hidden.length > 0 && <> Hidden from the page: {codes(headers.hidden)}.</>}
            </p>
          )}
        </Message>
      </LaneList>
    </section>
  )
}

function ExchangeRows({ exchange }: { readonly exchange: Exchange }): VNode {
  const { method, url, sent, status, got } = exchange
  const isPreflight = method === 'OPTIONS' && sent.some(([name]) => name === 'access-control-request-method')
  const { host, pathname, search } = new URL(url)
  return (
    <ExchangeMessages
      isPreflight={isPreflight}
      sent={<HeaderLines first={`${method} ${pathname}${search}`} lines={[['host', host], ...sent]} />}
      got={status ? <HeaderLines first={String(status)} lines={got} /> : undefined}
    />
  )
}

function codes(names: readonly string[]): (VNode | string)[] {
  return names.length ? names.flatMap((name, index) => [index ? ', ' : '', <code>{name}</code>]) : ['none']
}

/** The lines that CORS is made of stand out. */
const OF_CORS = /^(origin|access-control-.*|vary|location|cross-origin-resource-policy)$/

function HeaderLines({ first, lines }: { readonly first: string; readonly lines: Lines }): VNode {
  return (
    <pre>
      <b>{first}</b>
      {lines.map(([name, value]) => (
        <span class={OF_CORS.test(name) ? 'line cors' : 'line'}>{`\n${titled(name)}: ${value}`}</span>
      ))}
    </pre>
  )
}
