import { trimBlanks } from '../../fetch/header-names.ts'
import { isToken } from '../../fetch/token.ts'
import { visibleStart } from '../../wording/code.ts'
import type { Failure, FailureCode } from '../terms/failure.ts'

/** What the console of each browser says about a failure, in our words, but close enough to be recognised. */
export interface ConsoleMessages {
  readonly chromium: string
  readonly firefox: string
  readonly webkit: string
}

/** Where a failure happened. */
export interface Scene {
  /** The URL of the call. */
  readonly url: string
  /** The URL after all redirects. */
  readonly finalUrl: string
  /** The origin of the page. */
  readonly origin: string
}

type Words = (failure: Failure) => Partial<ConsoleMessages>

const origin = 'Access-Control-Allow-Origin'
const credentials = 'Access-Control-Allow-Credentials'
const methods = 'Access-Control-Allow-Methods'
const headers = 'Access-Control-Allow-Headers'

/**
 * The middle of each message, which is all that differs between failures. A browser without one only says that the
 * request failed.
 */
const WORDS: { readonly [Code in FailureCode]?: Words } = {
  'acao-missing': () => ({
    chromium: `No '${origin}' header is present on the requested resource.`,
    firefox: `CORS header '${origin}' missing`,
    webkit: `The origin is not allowed by ${origin}.`,
  }),
  'acao-multiple': ({ actual, expected }) => ({
    chromium: `The '${origin}' header contains multiple values '${actual}', but only one is allowed.`,
    // Firefox tells two lines from one line with both values. A `Response` does not.
    firefox: `Multiple CORS header '${origin}' not allowed, or CORS header '${origin}' does not match '${actual}'`,
    webkit: actual?.includes(',')
      ? `${origin} cannot contain more than one origin; expected ${expected}.`
      : `The origin is not allowed by ${origin}.`,
  }),
  'acao-invalid': ({ actual }) => ({
    chromium: `The '${origin}' header contains the invalid value '${actual}'.`,
    firefox: `CORS header '${origin}' does not match '${actual}'`,
    webkit: `The origin is not allowed by ${origin}.`,
  }),
  'acao-mismatch': ({ actual, expected }) => ({
    chromium: `The '${origin}' header has a value '${actual}' that is not equal to the supplied origin '${expected}'.`,
    firefox: `CORS header '${origin}' does not match '${actual}'`,
    webkit: `The origin is not allowed by ${origin}.`,
  }),
  'acao-wildcard-with-credentials': () => ({
    chromium: `The value of the '${origin}' header must not be the wildcard '*' when the request's credentials mode is 'include'.`,
    firefox: `Credential is not supported if the CORS header '${origin}' is '*'`,
    webkit: `Cannot use a wildcard in ${origin} when the credentials flag is true.`,
  }),
  'acac-missing': credentialsWords,
  'acac-invalid': credentialsWords,
  'preflight-redirect': ({ actual }) => ({
    chromium: 'Redirect is not allowed for a preflight request.',
    firefox: 'CORS request external redirect not allowed',
    webkit: `Preflight response is not successful. Status code: ${actual}`,
  }),
  'preflight-status': ({ actual }) => ({
    chromium: 'It does not have HTTP ok status.',
    firefox: `CORS preflight response did not succeed. Status code: ${actual}`,
    webkit: `Preflight response is not successful. Status code: ${actual}`,
  }),
  'preflight-network-error': () => ({ firefox: 'CORS request did not succeed. Status code: (null)' }),
  'preflight-acam-invalid': ({ actual }) => ({
    chromium: `Cannot parse the ${methods} response header field in the preflight response.`,
    firefox: `Invalid token '${invalidToken(actual)}' in CORS header '${methods}'`,
    webkit: `The header ${methods} has an invalid value: ${actual}`,
  }),
  'preflight-acah-invalid': ({ actual }) => ({
    chromium: `Cannot parse the ${headers} response header field in the preflight response.`,
    firefox: `Invalid token '${invalidToken(actual)}' in CORS header '${headers}'`,
    webkit: `The header ${headers} has an invalid value: ${actual}`,
  }),
  'preflight-method-not-allowed': ({ expected }) => ({
    chromium: `Method ${expected} is not allowed by ${methods} in the preflight response.`,
    firefox: `Did not find method in CORS header '${methods}'`,
    webkit: `Method ${expected} is not allowed by ${methods}.`,
  }),
  'preflight-header-not-allowed': ({ expected }) => ({
    chromium: `Request header field ${expected} is not allowed by ${headers} in the preflight response.`,
    firefox: `Header '${expected}' is not allowed according to header '${headers}' from the CORS preflight response`,
    webkit: `Request header field ${expected} is not allowed by ${headers}.`,
  }),
  'mode-same-origin': () => ({ chromium: 'Cross origin requests are not allowed by the request mode.' }),
  'scheme-not-http': () => ({
    chromium: 'Cross origin requests are only supported for the protocol schemes http, https and a few of the browser.',
    firefox: 'CORS request not http',
    webkit: 'Cross origin requests are only supported for HTTP.',
  }),
  'redirect-credentials-in-url': ({ actual }) => ({
    chromium: `The redirect location '${actual}' contains a username and password, which is disallowed for cross-origin requests.`,
    webkit: 'The redirection URL has credentials.',
  }),
  'redirect-mode-error': () => ({ webkit: 'Not allowed to follow a redirection.' }),
  'redirect-too-many': () => ({
    chromium: 'net::ERR_TOO_MANY_REDIRECTS',
    webkit: 'Load cannot follow more than 20 redirections.',
  }),
  'blocked-bad-port': () => ({
    chromium: 'net::ERR_UNSAFE_PORT',
    webkit: 'Not allowed to use a restricted network port.',
  }),
}

/** Firefox names the first element that is not a token, and not the whole list. */
function invalidToken(list = ''): string {
  return (
    list
      .split(',')
      .map(trimBlanks)
      .find((element) => element && !isToken(element)) ?? list
  )
}

function credentialsWords({ actual = '' }: Failure): ConsoleMessages {
  return {
    chromium: `The value of the '${credentials}' header is '${actual}', which must be 'true' when the request's credentials mode is 'include'.`,
    firefox: `Expected 'true' in CORS header '${credentials}'`,
    webkit: `The credentials flag is true, but ${credentials} is not "true".`,
  }
}

/** A message repeats the URL and the server's headers, which have any length. */
const MAX_MESSAGE = 999

/** The message in the console of each browser, for a failure. */
export function consoleMessages(failure: Failure, { url, finalUrl, origin: page }: Scene): ConsoleMessages {
  // A preflight has the words of its CORS check; Chromium only puts a prefix before them.
  const base = failure.code.replace(/^preflight-(?=aca[oc]-)/, '') as FailureCode
  const words = (WORDS[failure.code] ?? WORDS[base])?.(failure) ?? {}
  const isCheck = base !== failure.code || /^preflight-(redirect|status)$/.test(failure.code)
  const prefix = isCheck ? "Response to preflight request doesn't pass the access control check: " : ''
  const redirected = finalUrl === url ? '' : ` (redirected from '${url}')`
  const chromium = words.chromium?.startsWith('net::')
    ? `Failed to load resource: ${words.chromium}`
    : `Access to fetch at '${finalUrl}'${redirected} from origin '${page}' has been blocked by CORS policy: ${prefix}${words.chromium}`
  const messages: ConsoleMessages = {
    chromium: words.chromium ? chromium : 'Failed to load resource: net::ERR_FAILED',
    firefox: `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${finalUrl}. (Reason: ${words.firefox ?? 'CORS request did not succeed'}).`,
    webkit: `${words.webkit ? `${words.webkit} ` : ''}Fetch API cannot load ${finalUrl} due to access control checks.`,
  }
  return {
    chromium: visibleStart(messages.chromium, MAX_MESSAGE),
    firefox: visibleStart(messages.firefox, MAX_MESSAGE),
    webkit: visibleStart(messages.webkit, MAX_MESSAGE),
  }
}
