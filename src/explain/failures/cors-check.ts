import type { CorsCheckCode } from '../../browser/terms/failure.ts'
import type { Failure } from '../../browser/terms/failure.ts'
import { inCode } from '../../wording/code.ts'
import { credentialed, sharing } from '../fixes/index.ts'
import { exchangesOf, type Inquiry } from '../inquiry/index.ts'
import type { FailureRows } from './failure.ts'

const ORIGIN = '`Access-Control-Allow-Origin`'
const CREDENTIALS = '`Access-Control-Allow-Credentials`'

/** Failures of the CORS check. */
export const CORS_CHECK_FAILURES: FailureRows<CorsCheckCode> = {
  // The most common one. Chrome: "No 'Access-Control-Allow-Origin' header is present on the requested resource".
  'acao-missing': {
    section: 'concept-cors-check',
    say: (failure, inquiry) =>
      `${subjectOf(failure)} has no ${ORIGIN} header, so browsers do not let pages of other origins read it${statusHint(inquiry)}.`,
    fix: sharing,
  },
  // A list is a common mistake, and two layers that set the header make one: browsers join the lines with a comma.
  'acao-multiple': {
    section: 'concept-cors-check',
    say: (failure) =>
      `${subjectOf(failure)} has several values in ${ORIGIN}, ${inCode(failure.actual)}, but browsers accept only one.`,
    fix: sharing,
  },
  // A host without a scheme, or `true`. No browser parses the value: this row only tells a typing error from another origin.
  'acao-invalid': {
    section: 'concept-cors-check',
    say: (failure, inquiry) =>
      `${subjectOf(failure)} has ${inCode(failure.actual)} in ${ORIGIN}, which is not an origin; ${requestOrigin(failure, inquiry)}.`,
    fix: sharing,
  },
  // Compared byte for byte, so that a slash, a port or an upper-case letter is enough.
  'acao-mismatch': {
    section: 'concept-cors-check',
    say: (failure, inquiry) =>
      `${subjectOf(failure)} allows ${inCode(failure.actual)}, but ${requestOrigin(failure, inquiry)}${differenceOf(failure)}.`,
    fix: sharing,
  },
  // Otherwise every website could read the data of the user who is logged in.
  'acao-wildcard-with-credentials': {
    section: 'cors-protocol-and-credentials',
    say: (failure) =>
      `${subjectOf(failure)} has \`*\` in ${ORIGIN}, but a call with \`credentials: 'include'\` needs the exact origin there.`,
    fix: credentialed,
  },
  'acac-missing': {
    section: 'cors-protocol-and-credentials',
    say: (failure) =>
      `${subjectOf(failure)} has no ${CREDENTIALS} header, but a call with \`credentials: 'include'\` needs \`true\` there.`,
    fix: credentialed,
  },
  // `True` is what a framework writes that prints a boolean, `1` what a person does.
  'acac-invalid': {
    section: 'cors-protocol-and-credentials',
    say: (failure) =>
      `${subjectOf(failure)} has ${inCode(failure.actual)} in ${CREDENTIALS}, but browsers accept only \`true\`, in lower case.`,
    fix: credentialed,
  },
}

type PreflightCheckCode = `preflight-${CorsCheckCode}`

/** Failures of the CORS check of a preflight. Browsers run the same check on it, so the rows are those above. */
export const PREFLIGHT_CHECK_FAILURES: FailureRows<PreflightCheckCode> = Object.fromEntries(
  Object.entries(CORS_CHECK_FAILURES).map(([code, row]) => [`preflight-${code}`, row]),
) as FailureRows<PreflightCheckCode>

function subjectOf({ code }: Failure): string {
  return code.startsWith('preflight-') ? 'The preflight response' : 'The response'
}

/** The origin that the server had to name: a redirect across origins makes it `null`, which surprises people. */
function requestOrigin({ expected }: Failure, { request }: Inquiry): string {
  const whose = request.origin === expected ? "the page's origin is" : 'after the redirect, the origin is'
  return `${whose} ${inCode(expected)}`
}

/** Error pages often have no CORS headers. Then the console names CORS, but the error is what has to be fixed. */
function statusHint(inquiry: Inquiry): string {
  const { status = 200 } = exchangesOf(inquiry).at(-1)?.response ?? {}
  return status < 300 ? '' : ` (its status is ${status})`
}

/** The difference between two origins that look alike, as the end of a sentence. */
function differenceOf({ actual = '', expected = '' }: Failure): string {
  if (actual.replace(/\/$/, '') === expected) return ', without a slash at the end'
  if (actual.toLowerCase() === expected) return ', in lower case'
  if (actual.includes('*')) return '; browsers do not read `*` as a pattern here'
  if (!URL.canParse(actual) || !URL.canParse(expected)) return ''
  const [one, other] = [new URL(actual), new URL(expected)] as const
  // Not `origin`, which is `null` for both if they are origins of apps.
  if (one.host === other.host) return one.protocol === other.protocol ? ', with nothing added' : ', with another scheme'
  if (one.hostname === other.hostname) return ', with another port'
  return ''
}
