import type { Header } from '../../src/browser/index.ts'
import type { Case } from './case.ts'
import { collapse, type Places } from './places.ts'

/** What a page got of a call: of a response all that it can see. */
export type Outcome =
  | { readonly error: string }
  | {
      /** XMLHttpRequest has neither this nor `redirected`. */
      readonly type?: string
      readonly status: number
      readonly statusText: string
      readonly redirected?: boolean
      readonly url: string
      readonly headers: readonly Header[]
      readonly body: string | null
    }

/** About the connection, which Node's server has a will of its own on. */
const CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** All that was seen of a case, in lines that do not differ from run to run. */
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

/** What is in one list and not in the other. */
export function differences(expected: readonly string[], actual: readonly string[]): string[] {
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `- ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`),
  ]
}
