import { type ConsoleMessages, consoleMessages, type Scene } from './console-messages.ts'
import type { FailureCode } from './failure.ts'
import type { Step } from './step.ts'
import type { Failure } from '../terms/wire.ts'

/** What a page's `fetch()` rejects with. A browser tells the page nothing but that it failed; this tells all. */
export class CorsError extends TypeError {
  override readonly name = 'CorsError'
  readonly code: FailureCode
  /** The header that is missing or wrong. */
  readonly header: string | undefined
  readonly expected: string | undefined
  readonly actual: string | undefined
  /** The number of redirects before. */
  readonly hop: number
  /** What the consoles of three browsers would say, in our words. */
  readonly console: ConsoleMessages
  /** What the browser did until then. */
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

function describe({ code, header, expected, actual, cause }: Failure, { finalUrl, origin }: Scene): string {
  const isCompared = expected !== undefined || actual !== undefined
  const given = isCompared && `got ${quote(actual)}, expected ${quote(expected)}`
  const parts = [
    `${code} at ${finalUrl} from ${origin}`,
    header,
    given,
    cause instanceof Error ? cause.message : typeof cause === 'string' && cause,
  ]
  return parts.filter(Boolean).join(': ')
}

function quote(value: string | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
