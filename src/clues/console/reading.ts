import type { ProfileName } from '../../browser/profile.ts'
import type { FailureCode } from '../../browser/terms/failure.ts'
import type { OtherBlock } from './blocks.ts'

/** A message in the console of a browser, understood as far as it says something. */
export interface ConsoleReading {
  readonly engine: Exclude<ProfileName, 'spec'>
  /** The library that writes the message in place of a browser. Then `engine` is not known, and a guess. */
  readonly by?: string
  /** The message, without what stands around it in a console. */
  readonly text: string
  /**
   * The failures that the message can mean. One, if the message decides. Several, if the browser uses the same words for
   * them, the most frequent first. None, if it only says that something failed: another message says what. None also with
   * `blockedBy`.
   */
  readonly codes: readonly FailureCode[]
  /** What blocked the request, if it was not CORS. */
  readonly blockedBy?: OtherBlock
  /** The URL that failed, after all redirects. */
  readonly url?: string
  /** The URL of the call, if the message says that it was redirected. */
  readonly redirectedFrom?: string
  /** The serialized origin of the page. */
  readonly page?: string
  /** The API or the element that made the request, as the message names it: `fetch`, `XMLHttpRequest`, `font`. */
  readonly initiator?: string
  /** The value of the header, the method or the name that the message quotes. */
  readonly value?: string
  /** The method of the request, if the message names it, or one next to it about the same URL. */
  readonly method?: string
  /** The status of the response. */
  readonly status?: number
}

/** What a row of a table of messages says. */
export interface Wording {
  /** Occurs in the message, before the value. */
  readonly start: string
  /** Occurs after the value. Without it, there is no value. */
  readonly end?: string
  readonly codes: readonly FailureCode[]
}
