import type { Step } from '../../browser/outcome/step.ts'
import { extractTokens, getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import {
  exchangesOf,
  includesCredentials,
  type Inquiry,
  isSentToLogin,
  lastExchange,
  stepsOf,
} from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** Warnings about the response, and about the redirects before it. */
export const RESPONSE_WARNINGS = [
  // People take a CORS error as proof that nothing happened, but CORS does not protect against writes.
  {
    code: 'side-effects-already-happened',
    section: 'http-responses',
    say: (inquiry: Inquiry): Warned =>
      isKeptFromPage(inquiry) &&
      !SAFE_METHOD.test(inquiry.request.method) &&
      `The server got the ${inCode(inquiry.request.method)} anyway and may have acted on it, because CORS keeps a page from reading, not from sending: to refuse it, check its origin on the server, as \`enforce\` and \`corsage/csrf\` do.`,
  },
  // Frameworks drop the headers that were set before an error: the console blames CORS for a crash.
  {
    code: 'error-without-cors-headers',
    section: 'http-responses',
    say: (inquiry: Inquiry): Warned => {
      const { status = 0 } = lastExchange(inquiry, false)?.response ?? {}
      return (
        isKeptFromPage(inquiry) &&
        status >= 400 &&
        inquiry.failure?.code === 'acao-missing' &&
        `The response has status ${status}, and many servers leave CORS headers out of errors: look at that error first.`
      )
    },
  },
  // Browsers leave `Sec-Fetch-Site` out over plain HTTP, and `Host` proves nothing.
  {
    code: 'own-page-refused',
    section: 'https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header',
    say: (inquiry: Inquiry): Warned => {
      const { url, headers, options, isForbidden } = lastExchange(inquiry, false) ?? {}
      return (
        isForbidden === true &&
        getHeader(headers!, 'origin') === url!.origin &&
        `\`enforce\` refuses this page of the server's own origin, because the request has no \`Sec-Fetch-Site\`: write \`self: ${literal([...(options?.self ?? []), url!.origin])}\`.`
      )
    },
  },
  // `headers.get()` returns null, without any message, although the network panel shows the header.
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
        `The page cannot read ${enumerate(missed.map(inCode))}: if it needs ${missed.length > 1 ? 'them, list them' : 'it, list it'} in ${inquiry.options ? '`exposeHeaders`' : '`Access-Control-Expose-Headers`'}.`
      )
    },
  },
  // One element that is not a token makes browsers ignore the whole header.
  {
    code: 'expose-headers-invalid',
    section: 'extract-header-list-values',
    say: (inquiry: Inquiry): Warned =>
      isCors(inquiry) &&
      exposedNames(inquiry) === 'failure' &&
      `\`Access-Control-Expose-Headers\` is ${inCode(getHeader(headersOf(inquiry), 'access-control-expose-headers') ?? '')}, but browsers ignore it unless it is a list of header names separated by commas.`,
  },
  // The wildcard works until a page sends credentials, and then fails without any message.
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
        'With credentials, `*` in `Access-Control-Expose-Headers` is a header name and not a wildcard: list the headers.'
      )
    },
  },
  // A login that works, and a next call that is not logged in.
  {
    code: 'set-cookie-ignored',
    section: 'example-cors-with-credentials',
    say: (inquiry: Inquiry): Warned =>
      isCors(inquiry) &&
      !includesCredentials(inquiry) &&
      getHeader(headersOf(inquiry), 'set-cookie') !== null &&
      "Browsers ignore the `Set-Cookie` of this response because the call has no `credentials: 'include'`: add it if you need the cookie.",
  },
  // The standard since 2022 (whatwg/fetch#1544), against tokens that leak to the target of a redirect.
  {
    code: 'authorization-dropped-on-redirect',
    section: 'concept-http-redirect-fetch',
    say: (inquiry: Inquiry): Warned =>
      redirectsOf(inquiry).some(({ detail }) =>
        (detail['dropped'] as readonly string[]).some((name) => name.toLowerCase() === 'authorization'),
      ) && `The redirect leads to another origin, so the browser drops \`authorization\`: ${wayOut(inquiry)}.`,
  },
  // A server that lists the page's origin still refuses the request, and its log shows `null`.
  {
    code: 'origin-null-after-redirect',
    section: 'serializing-a-request-origin',
    say: (inquiry: Inquiry): Warned =>
      redirectsOf(inquiry).length > 0 &&
      inquiry.request.origin !== 'null' &&
      exchangesOf(inquiry).some(({ headers }) => getHeader(headers, 'origin') === 'null') &&
      `After redirects across several origins, the browser sends \`Origin: null\`: ${wayOut(inquiry, 'last ')}.`,
  },
] as const

/** Headers that pages cannot read and rarely need. A warning about them would hide the ones that matter. */
const PLUMBING =
  /^(access-control-.*|cross-origin-.*|vary|set-cookie|date|server|connection|content-encoding|x-powered-by|x-content-type-options|strict-transport-security|timing-allow-origin)$/

function headersOf(inquiry: Inquiry): HeaderList {
  return lastExchange(inquiry, false)?.response?.headers ?? []
}

function isCors(inquiry: Inquiry): boolean {
  return stepsOf(inquiry).some(({ id }) => id === 'cors-check')
}

/** Whether the application answered and the page cannot read it. With `enforce`, a refused request never reaches it. */
function isKeptFromPage(inquiry: Inquiry): boolean {
  const { response, isForbidden } = lastExchange(inquiry, false) ?? {}
  return inquiry.failure !== undefined && isCors(inquiry) && response !== undefined && !isForbidden
}

function exposedNames(inquiry: Inquiry): readonly string[] | 'failure' {
  return extractTokens(headersOf(inquiry), 'access-control-expose-headers') ?? []
}

/** A page cannot log in by a call. */
function wayOut(inquiry: Inquiry, which = ''): string {
  return isSentToLogin(inquiry)
    ? 'let the server answer 401 in place of a redirect to a login'
    : `call the ${which}redirect's target directly`
}

function redirectsOf(inquiry: Inquiry): Step[] {
  return stepsOf(inquiry).filter(({ id }) => id === 'redirect')
}
