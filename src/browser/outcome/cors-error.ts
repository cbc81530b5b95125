import { visibleStart } from '../../wording/code.ts'
import { messageOf } from '../../wording/message-of.ts'
import { quote } from '../../wording/quote.ts'
import { visible } from '../../wording/visible.ts'
import type { Failure, FailureCode } from '../terms/failure.ts'
import { type ConsoleMessages, consoleMessages, type Scene } from './console-messages.ts'
import type { Step } from './step.ts'

/**
 * The error of a page's `fetch()`. In a browser, the page only learns that its request failed; this error says why.
 */
export class CorsError extends TypeError {
  override readonly name = 'CorsError'
  readonly code: FailureCode
  /** The header that is missing or wrong. It and the next two are data, as they were sent. */
  readonly header: string | undefined
  readonly expected: string | undefined
  readonly actual: string | undefined
  /** The number of redirects before the failure. */
  readonly hop: number
  /** What the consoles of three browsers say, in our words. */
  readonly console: ConsoleMessages
  /** What the browser did up to the failure. */
  readonly trace: readonly Step[]

  constructor(failure: Failure, scene: Scene, trace: readonly Step[]) {
    const messages = consoleMessages(failure, scene)
    super(describe(failure, scene), { cause: failure.cause })
    this.code = failure.code
    this.header = failure.header
    this.expected = failure.expected
    this.actual = failure.actual
    this.hop = failure.hop
    this.console = messages
    this.trace = trace
  }
}

/** A message repeats the URL, which has any length. */
const MAX_URL = 999

function describe({ code, header, expected, actual, cause }: Failure, { finalUrl, origin }: Scene): string {
  const isCompared = expected !== undefined || actual !== undefined
  const given = isCompared && `got ${quoteOrNothing(actual)}, expected ${quoteOrNothing(expected)}`
  const parts = [
    `${code} at ${visibleStart(finalUrl, MAX_URL)} from ${origin}`,
    header,
    given,
    visibleStart(messageOf(cause) ?? ''),
  ]
  return visible(parts.filter(Boolean).join(': '))
}

function quoteOrNothing(value: string | undefined): string {
  return value === undefined ? 'nothing' : quote(value)
}
