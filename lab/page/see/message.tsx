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

/** Names as people know them; on the wire, their case means nothing. */
export function titled(name: string): string {
  return name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
