import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { extractTokens, getHeader } from '../../browser/terms/header-list.ts'
import type { Found } from './warning.ts'
import { exchangesOf, type Inquiry, includesCredentials, lastExchange, stepsOf } from '../inquiry/inquiry.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** Hidden from pages, and hardly missed there. */
const PLUMBING =
  /^(access-control-.*|cross-origin-.*|vary|set-cookie|date|server|connection|content-encoding|x-powered-by|x-content-type-options|strict-transport-security|timing-allow-origin)$/

/** What is odd about the answer to the call, and what came on the way to it. */
export function aboutAnswer(inquiry: Inquiry): Found[] {
  const { failure, request } = inquiry
  const steps = stepsOf(inquiry)
  const redirects = steps.filter(({ id }) => id === 'redirect')
  const filter = steps.find(({ id }) => id === 'filter')
  const actual = lastExchange(inquiry, false)
  const { status = 0, headers = [] } = actual?.response ?? {}
  const exposed = extractTokens(headers, 'access-control-expose-headers') ?? []
  const isCors = steps.some(({ id }) => id === 'cors-check')
  const hidden = filter?.detail['type'] === 'cors' ? (filter.detail['hidden'] as readonly string[]) : []
  const missed = [...new Set(hidden.map((name) => name.toLowerCase()))].filter((name) => !PLUMBING.test(name))
  const isRefused = actual?.decision && !actual.decision.allowed && inquiry.policy?.enforce
  const isBlocked = failure && isCors && actual?.response && !isRefused
  return [
    [
      'side-effects-already-happened',
      isBlocked &&
        !SAFE_METHOD.test(request.method) &&
        `The server got the ${inCode(request.method)} all the same, and may have done what it says: CORS keeps the page from reading, not from sending.`,
    ],
    [
      'error-without-cors-headers',
      isBlocked &&
        status >= 400 &&
        failure.code === 'acao-missing' &&
        `The answer is an error of status ${status}: look at that first, it may be all that is wrong.`,
    ],
    [
      'response-header-not-exposed',
      missed.length > 0 &&
        `The page cannot read ${enumerate(missed.map(inCode))}: if it has to, list that in \`exposeHeaders\`.`,
    ],
    [
      'expose-headers-invalid',
      isCors &&
        exposed === 'failure' &&
        '`Access-Control-Expose-Headers` holds what is no name of a header, so that browsers ignore all of it.',
    ],
    [
      'expose-wildcard-with-credentials',
      isCors &&
        includesCredentials(inquiry) &&
        exposed !== 'failure' &&
        exposed.includes('*') &&
        'With credentials, `*` in `Access-Control-Expose-Headers` is a mere name: list the headers.',
    ],
    [
      'set-cookie-ignored',
      isCors &&
        !includesCredentials(inquiry) &&
        getHeader(headers, 'set-cookie') !== null &&
        "Browsers ignore the `Set-Cookie` of this answer, since the call has no `credentials: 'include'`.",
    ],
    [
      'authorization-dropped-on-redirect',
      redirects.some(({ detail }) =>
        (detail['dropped'] as readonly string[]).some((name) => name.toLowerCase() === 'authorization'),
      ) && 'The redirect leads to another origin, so the browser leaves `authorization` out.',
    ],
    [
      'origin-null-after-redirect',
      redirects.length > 0 &&
        request.origin !== 'null' &&
        exchangesOf(inquiry).some(({ headers: sent }) => getHeader(sent, 'origin') === 'null') &&
        'After a redirect over several origins the browser sends `Origin: null`: ask at once for where it leads.',
    ],
  ]
}
