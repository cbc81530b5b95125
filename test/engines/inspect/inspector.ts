import type { ProxySetUp } from '../driver/browsers.ts'

/** A message in the console of a browser. */
export interface ConsoleMessage {
  readonly text: string
  /** The URL that the browser gives next to the text, if any. */
  readonly url?: string
}

/** A request as the menu of the network panel copies it. */
export interface CopiedRequest {
  readonly kind: 'curl' | 'curl for cmd' | 'fetch'
  readonly method: string
  readonly url: string
  readonly text: string
}

/** What the developer tools of a browser have about a page. */
export interface Inspected {
  readonly har: Har
  readonly messages: readonly ConsoleMessage[]
  readonly copies: readonly CopiedRequest[]
}

/** The parts of a recording that are kept (http://www.softwareishard.com/blog/har-12-spec/). */
export interface Har {
  readonly log: Record<string, unknown> & { readonly entries: readonly Record<string, unknown>[] }
}

/** The developer tools of a browser, which are open before its page is. */
export interface Inspector {
  readonly setUp: ProxySetUp
  /** Asks for everything that happened since the page was opened. */
  readonly collect: () => Promise<Inspected>
}
