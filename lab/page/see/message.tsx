import type { ComponentChildren, VNode } from 'preact'

interface MessageProps {
  readonly lane: 'page' | 'server'
  readonly way: 'there' | 'back'
  readonly title: string
  readonly state?: 'good' | 'bad' | undefined
  readonly children?: ComponentChildren
}

/** An arrow between two lanes, and what goes along it. */
export function Message({ lane, way, title, state, children }: MessageProps): VNode {
  return (
    <li class="message" data-lane={lane} data-way={way} data-state={state}>
      <p class="arrow">{title}</p>
      {children}
    </li>
  )
}

/** The three lanes, and the messages between them. */
export function LaneList({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <div class="lanes">
      <div class="heads" aria-hidden="true">
        <span>Page</span>
        <span>Browser</span>
        <span>Server</span>
      </div>
      <ol>{children}</ol>
    </div>
  )
}

interface ExchangeProps {
  readonly isPreflight: boolean
  readonly sent: VNode
  /** Missing if the server did not answer. */
  readonly got: VNode | undefined
}

/** A request and its answer. */
export function ExchangeMessages({ isPreflight, sent, got }: ExchangeProps): VNode {
  return (
    <>
      <Message
        lane="server"
        way="there"
        title={isPreflight ? 'The browser asks first (preflight)' : 'The browser sends the request'}
      >
        {sent}
      </Message>
      <Message
        lane="server"
        way="back"
        state={got ? undefined : 'bad'}
        title={got ? `The server answers${isPreflight ? ' the preflight' : ''}` : 'No answer comes back'}
      >
        {got}
      </Message>
    </>
  )
}

/** Names as people know them; on the wire, their case means nothing. */
export function titled(name: string): string {
  return name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
