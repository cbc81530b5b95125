import { NORMALISED } from '../../browser/request/method.ts'
import type { CorsCheckCode, Failure, FailureCode } from '../../browser/terms/failure.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { beforeOthers, type Fix, inCall, inServer, inTab, locationFix, originFix, sharing } from '../fixes/index.ts'
import { includesCredentials, type Inquiry } from '../inquiry/index.ts'
import { causeOf } from './cause.ts'
import type { FailureRows } from './failure.ts'

type PreflightCode = Exclude<Extract<FailureCode, `preflight-${string}`>, `preflight-${CorsCheckCode}`>

/** Failures of a preflight, apart from its CORS check. */
export const PREFLIGHT_FAILURES: FailureRows<PreflightCode> = {
  'preflight-network-error': {
    section: 'concept-network-error',
    say: (failure) => `The preflight got no response${causeOf(failure)}.`,
    fix: (_, inquiry) => [originFix(inquiry), inTab(inquiry), beforeOthers(inquiry)],
  },
  // Typically http to https, a missing slash at the end of the path, or a login page.
  'preflight-redirect': {
    section: 'cors-preflight-fetch-0',
    say: ({ actual }) =>
      `The preflight response is a redirect (status ${actual}), but browsers do not follow redirects of a preflight.`,
    fix: (_, inquiry) => [locationFix(inquiry), originFix(inquiry), beforeOthers(inquiry)],
  },
  // 401 of a login and 404 or 405 of a router that knows no OPTIONS: both come before the code that sets CORS headers.
  'preflight-status': {
    section: 'ok-status',
    say: ({ actual }) =>
      `The preflight response has status ${actual}, but browsers accept only a status from 200 to 299.`,
    fix: (_, inquiry) => [originFix(inquiry), beforeOthers(inquiry)],
  },
  // Usually blanks or semicolons between the names. One element that is not a token makes the whole header invalid.
  'preflight-acam-invalid': {
    section: 'extract-header-list-values',
    say: ({ actual }) =>
      `The preflight's \`Access-Control-Allow-Methods\` is ${inCode(actual)}, which is not a list of methods separated by commas.`,
    fix: ({ actual }, { request }) => [onlyNames('Method', actual, [request.method])],
  },
  'preflight-acah-invalid': {
    section: 'extract-header-list-values',
    say: ({ actual }) =>
      `The preflight's \`Access-Control-Allow-Headers\` is ${inCode(actual)}, which is not a list of header names separated by commas.`,
    fix: ({ actual }, { unsafeNames }) => [onlyNames('Header', actual, unsafeNames)],
  },
  // Methods are case-sensitive, but fetch() writes only six of them in upper case: `patch` is sent as it is.
  'preflight-method-not-allowed': {
    section: 'http-access-control-allow-methods',
    say: ({ expected, actual }, inquiry) =>
      `The server does not allow the method ${inCode(expected)}: ${listedIn('Methods', actual, inquiry)}${caseHint(expected!, actual)}.`,
    fix: (failure, inquiry) => [listedCase(failure), ...sharing(failure, inquiry)],
  },
  // Frontend libraries and tracing add headers of which the author of the page does not know.
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
  if (!actual) return `its preflight response has no ${name}`
  const star =
    actual.split(', ').includes('*') && includesCredentials(inquiry)
      ? ", where `*` is not a wildcard when the call has `credentials: 'include'`"
      : ''
  return `its ${name} is ${inCode(actual)}${star}`
}

function caseHint(method: string, listed = ''): string {
  const other = listed.split(', ').find((name) => name.toUpperCase() === method.toUpperCase())
  return other ? `, and ${inCode(other)} is a different method, because methods are case-sensitive` : ''
}

function authorizationHint(name: string, listed = '', inquiry: Inquiry): string {
  const isStar = name === 'authorization' && listed.split(', ').includes('*') && !includesCredentials(inquiry)
  return isStar ? ', and `*` does not cover `authorization`' : ''
}

function listedCase({ expected: method = '', actual }: Failure): Fix | undefined {
  // fetch() sends these in upper case, whatever the call says (https://fetch.spec.whatwg.org/#concept-method-normalize).
  if (NORMALISED.test(method)) return
  const listed = actual?.split(', ').find((name) => name.toUpperCase() === method.toUpperCase())
  return listed === undefined
    ? undefined
    : inCall(
        'Write the method as the server lists it, because methods are case-sensitive.',
        `method: ${literal(listed)}`,
      )
}

/** People who meet a CORS error for the first time often add its headers to the call. */
function isResponseHeader(name: string): boolean {
  return name.startsWith('access-control-')
}

/** Leaves out all headers that the server does not allow: browsers name only the first. */
function withoutHeaders({ expected = '', actual = '' }: Failure, inquiry: Inquiry): Fix {
  const missing = isResponseHeader(expected) ? [expected] : unlisted(actual, inquiry)
  const left = new Set(missing)
  const rest = inquiry.request.headers.filter(([name]) => !left.has(name.toLowerCase()))
  const headers = rest.map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')
  const which = enumerate(missing.map(inCode))
  const why = isResponseHeader(expected)
    ? `Leave ${which} out of the call, because only a response can have it.`
    : `If the server does not need ${which}, leave ${missing.length > 1 ? 'them' : 'it'} out.`
  return inCall(why, `headers: ${headers ? `{ ${headers} }` : '{}'}`)
}

/** The names that the list does not cover, as browsers compare them (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0). */
function unlisted(actual: string, { unsafeNames, request }: Inquiry): string[] {
  const names = new Set(actual.toLowerCase().split(', '))
  const isStar = names.has('*') && request.credentials !== 'include'
  return unsafeNames.filter((name) => !names.has(name) && !(isStar && name !== 'authorization'))
}

/** The names of a broken list, and those that the call needs. */
function onlyNames(what: 'Method' | 'Header', text = '', needed: readonly string[]): Fix {
  const names = [...new Set([...(text.match(/[\w.*-]+/g) ?? []), ...needed])].join(', ')
  return inServer(
    `Send only ${what.toLowerCase()} names, separated by commas:`,
    `Access-Control-Allow-${what}s: ${names}`,
  )
}
