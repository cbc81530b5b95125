import type { CorsCheckCode } from '../../browser/outcome/failure.ts'
import type { Failure } from '../../browser/terms/wire.ts'
import { inCode } from '../../wording/code.ts'
import { credentialed, sharing } from '../fixes/index.ts'
import { exchangesOf, type Inquiry } from '../inquiry/index.ts'
import type { FailureRows } from './failure.ts'

const ORIGIN = '`Access-Control-Allow-Origin`'
const CREDENTIALS = '`Access-Control-Allow-Credentials`'

/** How the CORS check fails. */
export const CORS_CHECK_FAILURES: FailureRows<CorsCheckCode> = {
  'acao-missing': {
    section: 'concept-cors-check',
    say: (failure, inquiry) =>
      `${subjectOf(failure)} has no ${ORIGIN} header, so that no page of another origin may read it${statusHint(inquiry)}.`,
    fix: sharing,
  },
  'acao-multiple': {
    section: 'concept-cors-check',
    say: (failure) =>
      `${subjectOf(failure)} has several values in ${ORIGIN}, ${inCode(failure.actual)}, and only one is allowed.`,
    fix: sharing,
  },
  'acao-invalid': {
    section: 'concept-cors-check',
    say: (failure, inquiry) =>
      `${subjectOf(failure)} has ${inCode(failure.actual)} in ${ORIGIN}, which is no origin; ${requestOrigin(failure, inquiry)}.`,
    fix: sharing,
  },
  'acao-mismatch': {
    section: 'concept-cors-check',
    say: (failure, inquiry) =>
      `${subjectOf(failure)} is for ${inCode(failure.actual)}, but ${requestOrigin(failure, inquiry)}${differenceOf(failure)}.`,
    fix: sharing,
  },
  'acao-wildcard-with-credentials': {
    section: 'cors-protocol-and-credentials',
    say: (failure) =>
      `${subjectOf(failure)} has \`*\` in ${ORIGIN}, which does not count when the call has \`credentials: 'include'\`.`,
    fix: credentialed,
  },
  'acac-missing': {
    section: 'cors-protocol-and-credentials',
    say: (failure) =>
      `${subjectOf(failure)} has no ${CREDENTIALS} header, and the call has \`credentials: 'include'\`.`,
    fix: credentialed,
  },
  'acac-invalid': {
    section: 'cors-protocol-and-credentials',
    say: (failure) =>
      `${subjectOf(failure)} has ${inCode(failure.actual)} in ${CREDENTIALS}, and only \`true\` counts.`,
    fix: credentialed,
  },
}

type PreflightCheckCode = `preflight-${CorsCheckCode}`

/** The same rows for the CORS check of a preflight. */
export const PREFLIGHT_CHECK_FAILURES: FailureRows<PreflightCheckCode> = Object.fromEntries(
  Object.entries(CORS_CHECK_FAILURES).map(([code, row]) => [`preflight-${code}`, row]),
) as FailureRows<PreflightCheckCode>

function subjectOf({ code }: Failure): string {
  return code.startsWith('preflight-') ? 'The answer to the preflight' : 'The response'
}

function requestOrigin({ expected }: Failure, { request }: Inquiry): string {
  return `${request.origin === expected ? "the page's origin is" : 'the redirect made the origin'} ${inCode(expected)}`
}

/** An error without permission looks like a CORS error, and is none. */
function statusHint(inquiry: Inquiry): string {
  const { status = 200 } = exchangesOf(inquiry).at(-1)?.response ?? {}
  return status < 300 ? '' : ` (its status is ${status})`
}

function differenceOf({ actual = '', expected = '' }: Failure): string {
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
