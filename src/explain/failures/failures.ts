import type { CorsFault } from '../../browser/checks/cors.ts'
import type { Failure, FailureCode } from '../../browser/terms/failure.ts'
import { exchangesOf, type Inquiry, includesCredentials } from '../inquiry/inquiry.ts'
import { inCode } from '../../wording/code.ts'

interface Meaning {
  /** A sentence, of which the server's answer is the subject where it is at fault. */
  readonly say: (failure: Failure, inquiry: Inquiry) => string
  /** Section of the Fetch standard. */
  readonly section: string
}

const ORIGIN = '`Access-Control-Allow-Origin`'
const CREDENTIALS = '`Access-Control-Allow-Credentials`'

/** How each check of a permission fails, of a preflight or of the answer itself. */
const CHECKS: { readonly [Code in CorsFault['code']]: Meaning } = {
  'acao-missing': check(
    (inquiry) => `has no ${ORIGIN} header, so that no page of another origin may read it${statusHint(inquiry)}`,
  ),
  'acao-multiple': check(
    (_, { actual }) => `has several values in ${ORIGIN}, ${inCode(actual)}, and only one is allowed`,
  ),
  'acao-invalid': check(
    (inquiry, { actual, expected }) =>
      `has ${inCode(actual)} in ${ORIGIN}, which is no origin; ${whoseOrigin(inquiry, expected)} ${inCode(expected)}`,
  ),
  'acao-mismatch': check(
    (inquiry, { actual, expected }) =>
      `is for ${inCode(actual)}, but ${whoseOrigin(inquiry, expected)} ${inCode(expected)}${differenceOf(actual!, expected!)}`,
  ),
  'acao-wildcard-with-credentials': check(
    () => `has \`*\` in ${ORIGIN}, which does not count when the call has \`credentials: 'include'\``,
    'cors-protocol-and-credentials',
  ),
  'acac-missing': check(
    () => `has no ${CREDENTIALS} header, and the call has \`credentials: 'include'\``,
    'cors-protocol-and-credentials',
  ),
  'acac-invalid': check(
    (_, { actual }) => `has ${inCode(actual)} in ${CREDENTIALS}, and only \`true\` counts`,
    'cors-protocol-and-credentials',
  ),
}

/** What each failure means. Its console messages are in src/browser/outcome/console-messages.ts. */
export const FAILURES: { readonly [Code in FailureCode]: Meaning } = {
  ...CHECKS,
  ...ofPreflights(CHECKS),
  'preflight-network-error': {
    say: (failure) => `The preflight got no answer${causeOf(failure)}.`,
    section: 'concept-network-error',
  },
  'preflight-redirect': {
    say: ({ actual }) =>
      `The answer to the preflight is a redirect (status ${actual}), and browsers do not follow those.`,
    section: 'cors-preflight-fetch-0',
  },
  'preflight-status': {
    say: ({ actual }) => `The answer to the preflight has status ${actual}, and only 200 to 299 will do.`,
    section: 'ok-status',
  },
  'preflight-acam-invalid': {
    say: ({ actual }) =>
      `The preflight's \`Access-Control-Allow-Methods\` is ${inCode(actual)}, which is no list of methods parted by commas.`,
    section: 'extract-header-list-values',
  },
  'preflight-acah-invalid': {
    say: ({ actual }) =>
      `The preflight's \`Access-Control-Allow-Headers\` is ${inCode(actual)}, which is no list of header names parted by commas.`,
    section: 'extract-header-list-values',
  },
  'preflight-method-not-allowed': {
    say: ({ expected, actual }, inquiry) =>
      `The server does not allow the method ${inCode(expected)}: ${listedIn('Methods', actual, inquiry)}${caseHint(expected!, actual)}.`,
    section: 'http-access-control-allow-methods',
  },
  'preflight-header-not-allowed': {
    say: ({ expected, actual }, inquiry) =>
      `The server does not allow the header ${inCode(expected)}: ${listedIn('Headers', actual, inquiry)}${authorizationHint(expected!, actual, inquiry)}.`,
    section: 'http-access-control-allow-headers',
  },
  'network-error': {
    say: (failure) => `There was no answer${causeOf(failure)}.`,
    section: 'concept-network-error',
  },
  'mode-same-origin': {
    say: ({ expected, actual }) =>
      `The call has \`mode: 'same-origin'\`, and ${inCode(actual)} is another origin than the page's ${inCode(expected)}.`,
    section: 'concept-main-fetch',
  },
  'no-cors-redirect-mode': {
    say: ({ actual }) => `The call has \`mode: 'no-cors'\` and \`redirect: '${actual}'\`, which do not go together.`,
    section: 'concept-main-fetch',
  },
  'scheme-not-http': {
    say: ({ actual }) =>
      `The URL's scheme is ${inCode(actual)}, and other origins can be asked over http and https only.`,
    section: 'concept-main-fetch',
  },
  'blocked-bad-port': {
    say: ({ actual }) => `Browsers block port ${actual}, where another protocol than HTTP is at home.`,
    section: 'port-blocking',
  },
  'redirect-mode-error': {
    say: ({ actual }) => `The answer is a redirect (status ${actual}), and the call has \`redirect: 'error'\`.`,
    section: 'concept-http-fetch',
  },
  'redirect-invalid-location': {
    say: ({ actual }) => `The answer is a redirect to ${inCode(actual)}, which is not one URL.`,
    section: 'concept-response-location-url',
  },
  'redirect-non-http': {
    say: ({ actual }) => `The answer is a redirect to ${inCode(actual)}, which is neither http nor https.`,
    section: 'concept-http-redirect-fetch',
  },
  'redirect-too-many': {
    say: () => 'The answer is the 21st redirect, and browsers follow 20.',
    section: 'concept-http-redirect-fetch',
  },
  'redirect-credentials-in-url': {
    say: ({ actual }) =>
      `The answer is a redirect to ${inCode(actual)}, and across origins no URL may hold a user or password.`,
    section: 'concept-http-redirect-fetch',
  },
  'redirect-stream-body': {
    say: () => 'The answer is a redirect, and the body of the call is a stream, which cannot be sent twice.',
    section: 'concept-http-redirect-fetch',
  },
  'keepalive-quota': {
    say: ({ expected }) => `The bodies of the page's calls with \`keepalive\` are too long: ${expected}.`,
    section: 'http-network-or-cache-fetch',
  },
  'corp-blocked': {
    say: ({ actual }) =>
      `The response has \`Cross-Origin-Resource-Policy: ${actual}\`, so that other ${actual === 'same-site' ? 'sites' : 'origins'} cannot embed it.`,
    section: 'cross-origin-resource-policy-header',
  },
}

/** What a failure means, in a sentence. */
export function describeFailure(failure: Failure, inquiry: Inquiry): string {
  return FAILURES[failure.code].say(failure, inquiry)
}

function check(rest: (inquiry: Inquiry, failure: Failure) => string, section = 'concept-cors-check'): Meaning {
  return {
    say: (failure, inquiry) => {
      const subject = failure.code.startsWith('preflight-') ? 'The answer to the preflight' : 'The response'
      return `${subject} ${rest(inquiry, failure)}.`
    },
    section,
  }
}

function ofPreflights(checks: typeof CHECKS): { readonly [Code in CorsFault['code'] as `preflight-${Code}`]: Meaning } {
  const entries = Object.entries(checks).map(([name, meaning]) => [`preflight-${name}`, meaning])
  return Object.fromEntries(entries) as ReturnType<typeof ofPreflights>
}

function whoseOrigin({ request }: Inquiry, origin: string | undefined): string {
  return request.origin === origin ? "the page's origin is" : 'the redirect made the origin'
}

/** An error without permission looks like a CORS error, and is none. */
function statusHint(inquiry: Inquiry): string {
  const { status = 200 } = exchangesOf(inquiry).at(-1)?.response ?? {}
  return status < 300 ? '' : ` (its status is ${status})`
}

function differenceOf(actual: string, expected: string): string {
  if (actual.replace(/\/$/, '') === expected) return ', without a slash at the end'
  if (actual.toLowerCase() === expected) return ', in lower case'
  if (actual.includes('*')) return '; a star is no pattern here'
  if (!URL.canParse(actual) || !URL.canParse(expected)) return ''
  const [one, other] = [new URL(actual), new URL(expected)] as const
  if (one.origin === other.origin) return ', with nothing more'
  if (one.host === other.host) return ', of another scheme'
  if (one.hostname === other.hostname) return ', on another port'
  return ''
}

function listedIn(what: 'Methods' | 'Headers', actual: string | undefined, inquiry: Inquiry): string {
  const name = `\`Access-Control-Allow-${what}\``
  if (!actual) return `its answer has no ${name}`
  const star =
    actual.split(', ').includes('*') && includesCredentials(inquiry)
      ? ", where `*` does not count with `credentials: 'include'`"
      : ''
  return `its ${name} is ${inCode(actual)}${star}`
}

function caseHint(method: string, listed = ''): string {
  const other = listed.split(', ').find((name) => name.toUpperCase() === method.toUpperCase())
  return other ? `, and ${inCode(other)} is another method` : ''
}

function authorizationHint(name: string, listed = '', inquiry: Inquiry): string {
  const isStar = name === 'authorization' && listed.split(', ').includes('*') && !includesCredentials(inquiry)
  return isStar ? ', and `*` does not cover `authorization`' : ''
}

function causeOf({ cause, expected, actual }: Failure): string {
  const thrown = cause instanceof Error ? cause.message : cause
  if (typeof thrown === 'string') return `: ${inCode(thrown)}`
  return actual ? `: browsers fetch ${expected} here, not ${inCode(actual)}` : ''
}
