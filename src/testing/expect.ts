import { checkArgument } from '../policy/arguments.ts'
import { CorsError } from '../browser/outcome/cors-error.ts'
import type { FailureCode } from '../browser/terms/failure.ts'
import { visibleStart } from '../wording/code.ts'
import { visible } from '../wording/visible.ts'

/**
 * Asserts that a page may read a response.
 *
 * @returns the response
 * @throws {Error} with the steps of the browser, if the page may not read it. Any other error is rethrown
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { createBrowser } from 'corsage/browser'
 * import { expectReadable } from 'corsage/testing'
 *
 * const policy = cors({ origin: ['https://app.example.com'] })
 * const page = createBrowser({ network: policy.wrap(() => new Response('Hello')) }).page('https://app.example.com')
 * const response = await expectReadable(page.fetch('https://api.example.com/'))
 * ```
 */
export async function expectReadable(answer: Promise<Response>): Promise<Response> {
  try {
    const response = await answer
    checkAnswer(response)
    return response
  } catch (error) {
    if (!(error instanceof CorsError)) throw error
    throw new Error(`Expected an answer that the page may read, got ${error.message}\n${describeSteps(error)}`, {
      cause: error,
    })
  }
}

/**
 * Asserts that a page may not read a response.
 *
 * @param code the expected reason. Default: any reason
 * @returns the error that the page's `fetch()` rejected with
 * @throws {Error} if the page may read the response, or if the reason is another one. Any other error is rethrown
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { createBrowser } from 'corsage/browser'
 * import { expectRefused } from 'corsage/testing'
 *
 * const policy = cors({ origin: ['https://app.example.com'] })
 * const page = createBrowser({ network: policy.wrap(() => new Response('Hello')) }).page('https://evil.example')
 * const error = await expectRefused(page.fetch('https://api.example.com/'), 'acao-missing')
 * ```
 */
export async function expectRefused(answer: Promise<Response>, code?: FailureCode): Promise<CorsError> {
  const isCode = code === undefined || /^[a-z]+(-[a-z]+)*$/.test(typeof code === 'string' ? code : '')
  // Only after the answer, whose refusal nobody would handle otherwise.
  await Promise.allSettled([answer])
  checkArgument(['code'], code, 'the code of a failure such as "acao-missing"', isCode)
  const wanted = visible(`Expected a refusal${code ? ` as ${code}` : ''}`)
  let response: Response
  try {
    response = await answer
    checkAnswer(response)
  } catch (error) {
    if (!(error instanceof CorsError)) throw error
    if (code === undefined || error.code === code) return error
    throw new Error(`${wanted}, got ${error.message}\n${describeSteps(error)}`, { cause: error })
  }
  throw new Error(
    `${wanted}, got an answer that the page may read, of the type ${response.type}, with the status ${response.status}`,
  )
}

/** Refuses what cannot come from a page, for example because nothing returns the promise. */
function checkAnswer(response: unknown): void {
  const isResponse = typeof (Object(response) as Partial<Response>).status === 'number'
  checkArgument(['answer'], response, 'the promise that page.fetch() returns', isResponse)
}
/** A step may list any number of headers. */
const MAX_VALUE = 999

/** Lists the steps of the browser, one per line. The last line is its message on the console. */
function describeSteps({ trace, console: { chromium } }: CorsError): string {
  const lines = trace.map(({ id, hop, passed, detail }) => {
    const facts = Object.entries(detail).filter(([, value]) => value !== undefined && value !== null)
    const details = facts.map(([name, value]) => `${name} ${visibleStart(JSON.stringify(value), MAX_VALUE)}`).join(', ')
    return `  ${passed ? '✓' : '✗'} ${id}${hop ? ` after redirect ${hop}` : ''}${details && `: ${details}`}`
  })
  return [...lines, `  ${chromium}`].join('\n')
}
