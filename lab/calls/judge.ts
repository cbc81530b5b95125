import type { Call, Exchange, Outcome } from './call.ts'

/** A call that was made, and its result. */
export interface Result {
  readonly call: Call
  readonly url: string
  readonly outcome: Outcome
  readonly exchanges: readonly Exchange[]
}

export interface Verdict {
  /** Whether the browser did what `decide()` said. */
  readonly agrees: boolean
  /**
   * Whether `decide()` allowed a call that the browser then refused because of its credentials. The page chooses the
   * credentials mode, and no request shows it, so `decide()` cannot take it into account
   * (https://fetch.spec.whatwg.org/#concept-cors-check).
   */
  readonly isAboutCredentials: boolean
  /** Whether a gateway answered in place of the policy, so that `decide()` was not asked. */
  readonly isStopped?: boolean
  /** The differences from the expected result. */
  readonly surprises: readonly string[]
}

/** Compares what the browser did with what `decide()` said, and both with the expected result. */
export function judge({ call, outcome, exchanges }: Result): Verdict {
  const isAllowed = exchanges.every(({ decision }) => decision.allowed)
  const isAboutCredentials = isAllowed && call.send.credentials === 'include' && exchanges.some((it) => !it.credentials)
  const isStopped = exchanges.some((exchange) => exchange.isStopped)
  // In mode no-cors, no response is readable, and `decide()` says that nobody asked.
  const isReadable = isAllowed && !isAboutCredentials && !isStopped && call.send.mode !== 'no-cors'
  const agrees = exchanges.length > 0 && (outcome.kind === 'read') === isReadable
  return { agrees, isAboutCredentials, ...(isStopped && { isStopped }), surprises: surprises(call, outcome, exchanges) }
}

function surprises({ expect }: Call, outcome: Outcome, exchanges: readonly Exchange[]): string[] {
  const found: string[] = []
  const compare = <Value extends string | number | boolean>(what: string, actual?: Value, expected?: Value): void => {
    if (actual !== expected) found.push(`${what}: expected ${expected ?? 'none'}, got ${actual ?? 'none'}`)
  }
  compare('Outcome', outcome.kind, expect.outcome)
  if (outcome.kind === 'read') {
    const names = new Set(outcome.headers.map(([name]) => name))
    compare('Status', outcome.status, expect.status)
    for (const name of expect.readable ?? []) compare(`Header ${name} readable`, names.has(name), true)
    for (const name of expect.hidden ?? []) compare(`Header ${name} readable`, names.has(name), false)
  }
  const describe = ({ kind, reason, status, ran }: Call['expect']['exchanges'][number]): string =>
    `${kind} ${reason} ${status}${ran ? ', handler ran' : ''}`
  for (let index = 0; index < Math.max(exchanges.length, expect.exchanges.length); index++) {
    const [actual, expected] = [exchanges[index], expect.exchanges[index]]
    compare(
      `Request ${index + 1}`,
      actual && describe({ ...actual, ...actual.decision }),
      expected && describe(expected),
    )
  }
  return found
}
