import type { Step } from '../../browser/outcome/step.ts'
import { extractTokens, getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { exchangesOf, includesCredentials, type Inquiry, lastExchange, stepsOf } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** What is odd about the response, and about the redirects before it. */
export const ANSWER_WARNINGS = [
  {
    code: 'side-effects-already-happened',
    section: 'http-responses',
    say: (inquiry: Inquiry): Warned =>
      isKeptFromPage(inquiry) &&
      !SAFE_METHOD.test(inquiry.request.method) &&
      `The server got the ${inCode(inquiry.request.method)} all the same, and may have done what it says: CORS keeps the page from reading, not from sending.`,
  },
  {
    code: 'error-without-cors-headers',
    section: 'http-responses',
    say: (inquiry: Inquiry): Warned => {
      const { status = 0 } = lastExchange(inquiry, false)?.response ?? {}
      return (
        isKeptFromPage(inquiry) &&
        status >= 400 &&
        inquiry.failure?.code === 'acao-missing' &&
        `The answer is an error of status ${status}: look at that first, it may be all that is wrong.`
      )
    },
  },
  {
    code: 'response-header-not-exposed',
    section: 'http-access-control-expose-headers',
    say: (inquiry: Inquiry): Warned => {
      const { type, hidden } = stepsOf(inquiry).find(({ id }) => id === 'filter')?.detail ?? {}
      const names = new Set(((hidden ?? []) as readonly string[]).map((name) => name.toLowerCase()))
      const missed = [...names].filter((name) => !PLUMBING.test(name))
      return (
        type === 'cors' &&
        missed.length > 0 &&
        `The page cannot read ${enumerate(missed.map(inCode))}: if it has to, list that in \`exposeHeaders\`.`
      )
    },
  },
  {
    code: 'expose-headers-invalid',
    section: 'extract-header-list-values',
    say: (inquiry: Inquiry): Warned =>
      isCors(inquiry) &&
      exposedNames(inquiry) === 'failure' &&
      '`Access-Control-Expose-Headers` holds what is no name of a header, so that browsers ignore all of it.',
  },
  {
    code: 'expose-wildcard-with-credentials',
    section: 'cors-protocol-and-credentials',
    say: (inquiry: Inquiry): Warned => {
      const exposed = exposedNames(inquiry)
      return (
        isCors(inquiry) &&
        includesCredentials(inquiry) &&
        exposed !== 'failure' &&
        exposed.includes('*') &&
        'With credentials, `*` in `Access-Control-Expose-Headers` is a mere name: list the headers.'
      )
    },
  },
  {
    code: 'set-cookie-ignored',
    section: 'example-cors-with-credentials',
    say: (inquiry: Inquiry): Warned =>
      isCors(inquiry) &&
      !includesCredentials(inquiry) &&
      getHeader(headersOf(inquiry), 'set-cookie') !== null &&
      "Browsers ignore the `Set-Cookie` of this answer, since the call has no `credentials: 'include'`.",
  },
  {
    code: 'authorization-dropped-on-redirect',
    section: 'concept-http-redirect-fetch',
    say: (inquiry: Inquiry): Warned =>
      redirectsOf(inquiry).some(({ detail }) =>
        (detail['dropped'] as readonly string[]).some((name) => name.toLowerCase() === 'authorization'),
      ) && 'The redirect leads to another origin, so the browser leaves `authorization` out.',
  },
  {
    code: 'origin-null-after-redirect',
    section: 'serializing-a-request-origin',
    say: (inquiry: Inquiry): Warned =>
      redirectsOf(inquiry).length > 0 &&
      inquiry.request.origin !== 'null' &&
      exchangesOf(inquiry).some(({ headers }) => getHeader(headers, 'origin') === 'null') &&
      'After a redirect over several origins the browser sends `Origin: null`: ask at once for where it leads.',
  },
] as const

/** Hidden from pages, and hardly missed there. */
const PLUMBING =
  /^(access-control-.*|cross-origin-.*|vary|set-cookie|date|server|connection|content-encoding|x-powered-by|x-content-type-options|strict-transport-security|timing-allow-origin)$/

function headersOf(inquiry: Inquiry): HeaderList {
  return lastExchange(inquiry, false)?.response?.headers ?? []
}

function isCors(inquiry: Inquiry): boolean {
  return stepsOf(inquiry).some(({ id }) => id === 'cors-check')
}

/** Whether the application answered and the page cannot read it: with `enforce`, a refused request never gets there. */
function isKeptFromPage(inquiry: Inquiry): boolean {
  const { response, decision } = lastExchange(inquiry, false) ?? {}
  const isRefused = inquiry.options?.enforce && decision?.allowed === false
  return inquiry.failure !== undefined && isCors(inquiry) && response !== undefined && !isRefused
}

function exposedNames(inquiry: Inquiry): readonly string[] | 'failure' {
  return extractTokens(headersOf(inquiry), 'access-control-expose-headers') ?? []
}

function redirectsOf(inquiry: Inquiry): Step[] {
  return stepsOf(inquiry).filter(({ id }) => id === 'redirect')
}
