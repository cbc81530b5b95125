import { NORMALISED } from '../../browser/request/request.ts'
import type { CorsCheckCode, FailureCode } from '../../browser/outcome/failure.ts'
import type { Failure } from '../../browser/terms/wire.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { beforeOthers, type Fix, inCall, inServer, inTab, locationFix, originFix, sharing } from '../fixes/index.ts'
import { includesCredentials, type Inquiry } from '../inquiry/index.ts'
import { causeOf } from './cause.ts'
import type { FailureRows } from './failure.ts'

type PreflightCode = Exclude<Extract<FailureCode, `preflight-${string}`>, `preflight-${CorsCheckCode}`>

/** How a preflight fails, apart from its CORS check. */
export const PREFLIGHT_FAILURES: FailureRows<PreflightCode> = {
  'preflight-network-error': {
    section: 'concept-network-error',
    say: (failure) => `The preflight got no answer${causeOf(failure)}.`,
    fix: (_, inquiry) => [originFix(inquiry), inTab(inquiry), beforeOthers(inquiry)],
  },
  'preflight-redirect': {
    section: 'cors-preflight-fetch-0',
    say: ({ actual }) =>
      `The answer to the preflight is a redirect (status ${actual}), and browsers do not follow those.`,
    fix: (_, inquiry) => [locationFix(inquiry), originFix(inquiry), beforeOthers(inquiry)],
  },
  'preflight-status': {
    section: 'ok-status',
    say: ({ actual }) => `The answer to the preflight has status ${actual}, and only 200 to 299 will do.`,
    fix: (_, inquiry) => [originFix(inquiry), beforeOthers(inquiry)],
  },
  'preflight-acam-invalid': {
    section: 'extract-header-list-values',
    say: ({ actual }) =>
      `The preflight's \`Access-Control-Allow-Methods\` is ${inCode(actual)}, which is no list of methods parted by commas.`,
    fix: ({ actual }) => [
      inServer('Send methods only, parted by commas:', `Access-Control-Allow-Methods: ${tokensOf(actual)}`),
    ],
  },
  'preflight-acah-invalid': {
    section: 'extract-header-list-values',
    say: ({ actual }) =>
      `The preflight's \`Access-Control-Allow-Headers\` is ${inCode(actual)}, which is no list of header names parted by commas.`,
    fix: ({ actual }) => [
      inServer('Send names of headers only, parted by commas:', `Access-Control-Allow-Headers: ${tokensOf(actual)}`),
    ],
  },
  'preflight-method-not-allowed': {
    section: 'http-access-control-allow-methods',
    say: ({ expected, actual }, inquiry) =>
      `The server does not allow the method ${inCode(expected)}: ${listedIn('Methods', actual, inquiry)}${caseHint(expected!, actual)}.`,
    fix: (failure, inquiry) => [listedCase(failure), ...sharing(failure, inquiry)],
  },
  'preflight-header-not-allowed': {
    section: 'http-access-control-allow-headers',
    say: ({ expected, actual }, inquiry) =>
      `The server does not allow the header ${inCode(expected)}: ${listedIn('Headers', actual, inquiry)}${authorizationHint(expected!, actual, inquiry)}.`,
    fix: (failure, inquiry) =>
      isResponseHeader(failure.expected!)
        ? [withoutHeaders(failure, inquiry)]
        : [...sharing(failure, inquiry), withoutHeaders(failure, inquiry)],
  },
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

function listedCase({ expected: method = '', actual }: Failure): Fix | undefined {
  // What fetch() normalises is sent in upper case, whatever the call says.
  if (NORMALISED.test(method)) return
  const listed = actual?.split(', ').find((name) => name.toUpperCase() === method.toUpperCase())
  return listed === undefined
    ? undefined
    : inCall('Write the method as the server lists it: its case counts.', `method: ${literal(listed)}`)
}

function isResponseHeader(name: string): boolean {
  return name.startsWith('access-control-')
}

function withoutHeaders({ expected = '', actual = '' }: Failure, inquiry: Inquiry): Fix {
  const missing = isResponseHeader(expected) ? [expected] : unlisted(actual, inquiry)
  const rest = inquiry.request.headers.filter(([name]) => !missing.includes(name.toLowerCase()))
  const headers = rest.map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')
  const which = enumerate(missing.map(inCode))
  const why = isResponseHeader(expected)
    ? `${which} belongs on the response, not on the call: leave it out.`
    : `If the server can do without: leave ${which} out.`
  return inCall(why, `headers: ${headers ? `{ ${headers} }` : '{}'}`)
}

function unlisted(actual: string, { unsafeNames, request }: Inquiry): string[] {
  const names = actual.toLowerCase().split(', ')
  const isStar = names.includes('*') && request.credentials !== 'include'
  return unsafeNames.filter((name) => !names.includes(name) && !(isStar && name !== 'authorization'))
}

function tokensOf(text = ''): string {
  return text.match(/[\w.*-]+/g)?.join(', ') ?? ''
}
