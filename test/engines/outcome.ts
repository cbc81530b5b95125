import type { FailureCode, Header } from '../../src/browser/index.ts'
import type { Case } from './case.ts'
import { collapse, type Places } from './places.ts'

/** The result of a call in the page, with everything of a response that the page can see. */
export type Outcome =
  | {
      readonly error: string
      /** Why the simulated browser failed. A real one does not tell the page. */
      readonly code?: FailureCode
    }
  | {
      /** Missing for XMLHttpRequest, and so is `redirected`. */
      readonly type?: string
      readonly status: number
      readonly statusText: string
      readonly redirected?: boolean
      readonly url: string
      /** Whether the page sees the times. Missing unless the call asks. */
      readonly timed?: boolean
      readonly headers: readonly Header[]
      readonly body: string | null
    }

/** Headers about the connection, which Node's server sets by itself. */
const CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** Everything that a case showed, in lines that are the same in every run. */
export function describeCase(
  { sees }: Case,
  outcomes: readonly Outcome[],
  requests: readonly string[],
  places: Places,
  token: string,
): string[] {
  const lines = outcomes.flatMap((outcome, index) =>
    describeOutcome(outcome, sees === 'null-bodies').map((line) => `call ${index + 1}: ${line}`),
  )
  const wire = requests.map((request, index) => `request ${index + 1}: ${request}`)
  return [...lines.map((line) => collapse(line, places, token)), ...wire]
}

function describeOutcome(outcome: Outcome, seesNull: boolean): string[] {
  if ('error' in outcome) return [outcome.error]
  const { headers, body, ...rest } = outcome
  const traits = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  const visible = headers
    .filter(([name]) => !CONNECTION.has(name))
    .map(([name, value]) => `header ${name}: ${value}`)
    .toSorted()
  return [...traits, ...visible, seesNull && body === null ? 'no body' : `body ${JSON.stringify(body ?? '')}`]
}

/** The lines that are in only one of two lists. */
export function differences(expected: readonly string[], actual: readonly string[]): string[] {
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `- ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`),
  ]
}
