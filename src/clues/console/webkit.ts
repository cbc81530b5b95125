import type { FailureCode } from '../../browser/terms/failure.ts'
import { isOkStatus } from '../../browser/terms/status.ts'
import { between } from './between.ts'
import { CORS_CHECK_CODES, eitherResponse, statusCode } from './codes.ts'
import type { ConsoleReading, Wording } from './reading.ts'

const REDIRECTION =
  /^(?:Failed to load resource: )?Cross-origin redirection to (\S+) denied by Cross-Origin Resource Sharing policy: /

/** What Safari and other browsers with WebKit say. It has the same words for a response and for its preflight. */
const WORDINGS: readonly Wording[] = [
  {
    start: 'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true',
    codes: eitherResponse(['acao-wildcard-with-credentials']),
  },
  {
    start: 'Access-Control-Allow-Origin cannot contain more than one origin',
    codes: eitherResponse(['acao-multiple']),
  },
  // Also for a list of origins that blanks separate.
  {
    start: 'is not allowed by Access-Control-Allow-Origin',
    codes: eitherResponse(['acao-missing', 'acao-mismatch', 'acao-invalid', 'acao-multiple']),
  },
  {
    start: 'Credentials flag is true, but Access-Control-Allow-Credentials is not',
    codes: eitherResponse(['acac-missing', 'acac-invalid']),
  },
  { start: 'Method ', end: ' is not allowed by Access-Control-Allow-Methods', codes: ['preflight-method-not-allowed'] },
  {
    start: 'Request header field ',
    end: ' is not allowed by Access-Control-Allow-Headers',
    codes: ['preflight-header-not-allowed'],
  },
  { start: 'Header Access-Control-Allow-Methods has an invalid value: ', end: '', codes: ['preflight-acam-invalid'] },
  { start: 'Header Access-Control-Allow-Headers has an invalid value: ', end: '', codes: ['preflight-acah-invalid'] },
  { start: 'Preflight response is not successful', codes: ['preflight-status', 'preflight-redirect'] },
  { start: 'has credentials', codes: ['redirect-credentials-in-url'] },
  { start: 'Not allowed to follow a redirection while loading', codes: ['redirect-mode-error'] },
  { start: 'Load cannot follow more than 20 redirections', codes: ['redirect-too-many'] },
  {
    start: 'not allowed to follow a cross-origin CORS redirection with non CORS scheme',
    codes: ['redirect-non-http', 'redirect-invalid-location'],
  },
  { start: 'with a scheme that is not HTTP(S)', codes: ['redirect-non-http'] },
  { start: 'Redirect was not allowed', codes: ['redirect-non-http', 'redirect-invalid-location', 'redirect-too-many'] },
  { start: 'URLs are disabled', codes: ['redirect-non-http', 'scheme-not-http'] },
  { start: 'Not allowed to load local resource: ', codes: ['redirect-non-http', 'scheme-not-http'] },
  { start: 'Not allowed to use restricted network port', codes: ['blocked-bad-port'] },
  { start: "violates the resource's Cross-Origin-Resource-Policy response header", codes: ['corp-blocked'] },
  { start: 'Reached maximum amount of queued data of 64Kb for keepalive requests', codes: ['keepalive-quota'] },
  { start: 'No-Cors mode requires follow redirect mode', codes: ['no-cors-redirect-mode'] },
  { start: 'Not allowed to request resource', codes: [] },
  { start: 'Cross origin requests are only supported for', codes: ['scheme-not-http'] },
  // Of scripts, images and fonts, after a message that says why, or in its place. The standard has the same words.
  { start: 'load denied by Cross-Origin Resource Sharing policy', codes: CORS_CHECK_CODES },
  // In the words of `explain`.
  {
    start: 'Cannot use a wildcard in Access-Control-Allow-Origin when the credentials flag is true',
    codes: eitherResponse(['acao-wildcard-with-credentials']),
  },
  {
    start: 'The credentials flag is true, but Access-Control-Allow-Credentials is not',
    codes: eitherResponse(['acac-missing', 'acac-invalid']),
  },
  {
    start: 'The header Access-Control-Allow-Methods has an invalid value: ',
    end: '',
    codes: ['preflight-acam-invalid'],
  },
  {
    start: 'The header Access-Control-Allow-Headers has an invalid value: ',
    end: '',
    codes: ['preflight-acah-invalid'],
  },
  { start: 'Not allowed to follow a redirection.', codes: ['redirect-mode-error'] },
  { start: 'Not allowed to use a restricted network port', codes: ['blocked-bad-port'] },
  { start: 'can’t be shown', codes: ['redirect-invalid-location', 'scheme-not-http'] },
]

/** What WebKit says of connections that fail, on Apple's systems and with libsoup. */
const NETWORK =
  /Connection terminated unexpectedly|network connection was lost|Could not connect|hostname could not be found|connection appears to be offline|request timed out|Socket I\/O timed out|Error resolving|Unacceptable TLS certificate|certificate for this server is invalid|SSL error has occurred|Connection refused/

/** Understands a message of WebKit, and so of Safari and of every browser on an iPhone. */
export function readWebkit(text: string): ConsoleReading | undefined {
  const about = { ...placeOf(text), ...statusIn(text) }
  for (const { start, end, codes } of WORDINGS) {
    const value = between(text, start, end ?? '')
    if (value === undefined) continue
    const isRedirect = REDIRECTION.test(text)
    // A redirect of a preflight is never followed, so this is the response to the request itself.
    // Nor does WebKit look at the headers of a preflight whose status is an error.
    const isActual = isRedirect || (about.status !== undefined && !isOkStatus(about.status))
    const own = isActual ? codes.filter((code) => !code.startsWith('preflight-')) : codes
    const decided = about.status !== undefined && codes.includes('preflight-status') ? [statusCode(about.status)] : own
    return { engine: 'webkit', text, ...about, codes: decided, ...(end !== undefined && value && { value }) }
  }
  const listed = /(?:^|[\s'"`])([\w-]{1,100})['"`]? is not allowed by Access-Control-Allow-(Header|Method)s?\b/.exec(
    text,
  )
  if (listed) {
    const codes: readonly FailureCode[] = [`preflight-${listed[2] === 'Header' ? 'header' : 'method'}-not-allowed`]
    return { engine: 'webkit', text, ...about, codes, value: listed[1]! }
  }
  if (NETWORK.test(text))
    return { engine: 'webkit', text, codes: ['network-error', 'preflight-network-error'], ...about }
  if (/^Load request cancelled$/.test(text)) return { engine: 'webkit', text, codes: [] }
  const unsafe = /Unsafe attempt to load URL (\S+) from origin (\S+?)\. Domains/.exec(text)
  if (unsafe) return { engine: 'webkit', text, codes: SAME_ORIGIN, url: unsafe[1]!, page: unsafe[2]! }
  const last =
    /(Fetch API|XMLHttpRequest|EventSource) cannot load (\S+?)( due to access control checks)/.exec(text) ??
    // With a reason after it, or in the next line, it is another message.
    /(Fetch API|XMLHttpRequest|EventSource) cannot load (\S+?)\.?$(?!\s*\n\s*(?:Origin|Response|Method|Request|No |The |Cannot|Credentials|Preflight|A wildcard))/m.exec(
      text,
    )
  if (!last) return
  // The last message of every failure only says that there was one. Without a reason, it is the only message.
  const codes: readonly FailureCode[] = last[3] ? [] : ['mode-same-origin', 'scheme-not-http', 'network-error']
  return { engine: 'webkit', text, codes, url: last[2]!, initiator: last[1] === 'Fetch API' ? 'fetch' : last[1]! }
}

const SAME_ORIGIN: readonly FailureCode[] = ['mode-same-origin']

function placeOf(text: string): Pick<ConsoleReading, 'url' | 'page'> {
  const redirected = REDIRECTION.exec(text)
  const page = /\bOrigin (\S+) is not allowed by Access-Control-Allow-Origin/.exec(text)
  const loading = /(?:while loading|Cancelled load to|restricted network port \d+:) (\S+)/.exec(text)
  const url = redirected?.[1] ?? loading?.[1]
  return { ...(url && { url }), ...(page && { page: page[1]! }) }
}

function statusIn(text: string): { readonly status?: number } {
  const found = /Status code: (\d{3})/.exec(text)
  return found ? { status: Number(found[1]) } : {}
}
