import { inCode } from '../../src/wording/code.ts'
import type { Call, Outcome } from './call.ts'
import { describeRequest, isAlike, type Row } from './compare.ts'
import { judge, type Result } from './judge.ts'

/** A call in the browser, and the rows that compare it with the model. */
export interface Compared {
  readonly result: Result
  readonly rows: readonly Row[]
}

/** Where and with what the calls were made. */
export interface Setting {
  readonly version: string
  readonly userAgent: string
  /** Which profile the model has, and why. */
  readonly model: string
  /** The origins of the page and of the API. */
  readonly page: string
  readonly api: string
}

/** Writes Markdown about every call that the browser and the model did not do alike. Values from outside are in code. */
export function report(setting: Setting, compared: readonly Compared[]): string {
  const code = (text: string): string => inCode(withoutStrangers(text, setting))
  const different = compared.filter(({ rows }) => !isAlike(rows))
  const agreeing = compared.filter(({ result }) => judge(result).agrees).length
  const blocks = [
    '# Real calls of the Corsage lab',
    [
      `- Corsage: ${setting.version}`,
      `- Browser: ${code(setting.userAgent)}`,
      `- Model: ${setting.model}`,
      `- Page: ${code(setting.page)}`,
      `- API: ${code(setting.api)}`,
      `- ${compared.length - different.length} of ${compared.length} calls: the browser did what the model said`,
      `- ${agreeing} of ${compared.length} calls: the browser did what decide() said`,
    ].join('\n'),
    ...different.map((one) => section(one, code)),
  ]
  if (!different.length) blocks.push('There is no difference.')
  return `${blocks.join('\n\n')}\n`
}

function section({ result, rows }: Compared, code: (text: string) => string): string {
  const { call, outcome, exchanges } = result
  const saw = exchanges.map(
    (exchange, index) =>
      `${index + 1}. ${code(describeRequest(exchange))}, decide() said ${code(exchange.decision.reason)}`,
  )
  const differences = rows
    .filter(({ isDifferent }) => isDifferent)
    .map(({ what, browser, model }) => `- ${what}: browser ${code(browser)}, model ${code(model)}`)
  return [
    `## ${call.title} (${code(call.id)})`,
    `The page sent:\n\n${describeSending(call)
      .map((line) => `- ${code(line)}`)
      .join('\n')}`,
    `The API saw:\n\n${saw.join('\n') || 'Nothing.'}`,
    `The page got:\n\n${describeOutcome(outcome)
      .map((line) => `- ${code(line)}`)
      .join('\n')}`,
    `The browser and the model differ:\n\n${differences.join('\n')}`,
  ].join('\n\n')
}

function describeSending({ send, from }: Call): string[] {
  const { method, path, headers = {}, body, credentials = 'same-origin', mode = 'cors', times = 1 } = send
  return [
    `${method} ${path}`,
    `mode ${mode}, credentials ${credentials}`,
    ...(from === undefined ? [] : ['from a sandboxed frame']),
    ...(times > 1 ? [`${times} times`] : []),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`body ${body}`]),
  ]
}

function describeOutcome(outcome: Outcome): string[] {
  if (outcome.kind === 'refused') return [outcome.error]
  if (outcome.kind === 'opaque') return ['an opaque response']
  const { status, redirected, headers } = outcome
  return [
    redirected ? `status ${status}, after a redirect` : `status ${status}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
}

/** Leaves out every address that is neither the page's nor the API's, because a report is for others to read. */
function withoutStrangers(text: string, { page, api }: Setting): string {
  return text.replaceAll(/[a-z][a-z\d+.-]*:\/\/[^\s"'<>`(),;]*/gi, (address) => {
    const origin = URL.canParse(address) ? new URL(address).origin : ''
    return origin === page || origin === api ? address : 'another address'
  })
}
