import type { Header } from '../browser/terms/header-list.ts'
import type { CacheMode, CredentialsMode, Mode, RedirectMode, ReferrerPolicy } from '../browser/terms/wire.ts'

/** A call that a clue describes. Whatever the clue does not say is missing, and has the default of `fetch()`. */
export interface ClueCall {
  readonly url: string
  readonly method: string
  /** As they were written. A browser leaves out those that scripts cannot set. */
  readonly headers: readonly Header[]
  /** The body, if its bytes are known; `null` for none. `'unknown'` for one that is computed, or read from a file. */
  readonly body: { readonly text: string } | null | 'unknown'
  /** URL or origin of the page, if the clue says it. */
  readonly page?: string
  readonly mode?: Mode
  readonly credentials?: CredentialsMode
  readonly redirect?: RedirectMode
  readonly cache?: CacheMode
  readonly referrerPolicy?: ReferrerPolicy
  readonly keepalive?: boolean
  /** What it asks permission for, if it is a preflight that somebody sends by hand. */
  readonly asks?: Preflighted
}

/** The call for which a preflight asks permission. */
export interface Preflighted {
  readonly method: string
  /** The names are known, and the values are made up. */
  readonly headers: readonly Header[]
}

/** A call, and what a browser does not do of the line from which it was read. */
export interface CallReading {
  readonly call: ClueCall
  /** Sentences about parts that were left out, or that could not be read without running them. */
  readonly leftOut: readonly string[]
  /** What stands after a command line, which is usually what it printed. */
  readonly output?: string
}
