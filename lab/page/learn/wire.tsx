import type { VNode } from 'preact'
import type { Lines } from '../model/run.ts'
import { ExchangeMessages, LaneList, Message, titled } from '../see/message.tsx'
import type { Call, Sent } from './call.ts'
import { earlier, type Line, markLines } from './changes.ts'

interface WireProps {
  readonly call: Call
  /** The same call before the visitor's last change. */
  readonly before: Call | undefined
  /** Names of header lines that matter in this scene only. */
  readonly names: readonly string[]
}

/** The lines that the ideas are about. The lab shows all of them. */
const SHOWN = /^(host|origin|cookie|content-type|vary|access-control-.*)$/

/** What goes from the page to the server and back, with the lines that the visitor's last change has changed. */
export function Wire({ call, before, names }: WireProps): VNode {
  return (
    <LaneList>
      <Message lane="page" way="there" title={call.code.startsWith('<') ? 'The page has a script' : 'The page calls'}>
        <pre>{call.code}</pre>
      </Message>
      {call.exchanges.map((sent) => (
        <Exchanged key={sent.isPreflight} sent={sent} before={earlier(sent, before?.exchanges)} names={names} />
      ))}
      {!call.isReached && call.exchanges.every(({ isPreflight }) => isPreflight) && (
        <li class="message stopped" data-lane="server">
          <p>
            <b>The browser does not send the request.</b>
          </p>
        </li>
      )}
      <Message
        lane="page"
        way="back"
        state={call.isReadable ? 'good' : 'bad'}
        title={`The page gets ${call.isReadable ? 'the response' : call.isError ? 'an error' : 'an empty response'}`}
      >
        <pre>{call.got}</pre>
      </Message>
    </LaneList>
  )
}

interface ExchangedProps {
  readonly sent: Sent
  readonly before: Sent | undefined
  readonly names: readonly string[]
}

function Exchanged({ sent, before, names }: ExchangedProps): VNode {
  const { isPreflight, method, url, status, got, sentBody, gotBody } = sent
  const { pathname, search } = new URL(url)
  return (
    <ExchangeMessages
      isPreflight={isPreflight}
      sent={
        <HeaderLines
          first={`${method} ${pathname}${search}`}
          lines={withHost(sent)}
          before={before && withHost(before)}
          names={names}
          body={sentBody}
        />
      }
      got={
        <HeaderLines
          first={String(status)}
          wasFirst={before && String(before.status)}
          lines={got}
          before={before?.got}
          names={names}
          body={gotBody}
        />
      }
    />
  )
}

function withHost({ url, sent }: Sent): Lines {
  return [['host', new URL(url).host], ...sent]
}

interface HeaderLinesProps {
  readonly first: string
  readonly wasFirst?: string | undefined
  readonly lines: Lines
  readonly before: Lines | undefined
  readonly names: readonly string[]
  readonly body: string
}

function HeaderLines({ first, wasFirst, lines, before, names, body }: HeaderLinesProps): VNode {
  const isNew = wasFirst !== undefined && wasFirst !== first
  return (
    <pre>
      <b class={isNew ? 'marked' : undefined}>{first}</b>
      {markLines(lines, before)
        .filter(({ name }) => SHOWN.test(name) || names.includes(name))
        .map((line) => (
          <MarkedLine key={`${line.name} ${line.mark} ${line.value}`} line={line} />
        ))}
      {body && `\n\n${body}`}
    </pre>
  )
}

function MarkedLine({ line: { name, value, mark } }: { readonly line: Line }): VNode {
  const text = `${titled(name)}: ${value}`
  const isCors = name === 'origin' || name.startsWith('access-control-')
  if (mark === 'same') return <span class={isCors ? 'line cors' : 'line'}>{`\n${text}`}</span>
  return (
    <>
      {'\n'}
      {mark === 'new' ? <ins>{text}</ins> : <del>{text}</del>}
    </>
  )
}
