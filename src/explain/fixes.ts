import { getHeader } from '../browser/header-list.ts'
import type { FailureCode } from '../browser/failure.ts'
import type { Failure } from '../browser/wire.ts'
import { isToken } from '../fetch/token.ts'
import { SAFELISTED_METHODS } from '../fetch/method.ts'
import type { CorsOptions } from '../policy/options.ts'
import type { Fix } from './explanation.ts'
import { exchangesOf, type Inquiry, includesCredentials, lastExchange } from './inquiry.ts'
import { isInsecureOrigin, policyChange, type PolicyTerms } from './policy-change.ts'
import { clean, code, enumerate, literal } from './words.ts'

type Fixes = (failure: Failure, inquiry: Inquiry) => readonly (Fix | undefined)[]

/** What to do where a page cannot read, since it did not ask whether it may. */
export const WITH_CORS: Fix = { change: 'call', sentence: 'Ask for permission, with CORS.', value: "mode: 'cors'" }

/** What to do about each failure; the best first. Each that is not `undefined` may be enough. */
export const FIXES: { readonly [Code in FailureCode]: Fixes } = {
  'acao-missing': sharing,
  'acao-multiple': sharing,
  'acao-invalid': sharing,
  'acao-mismatch': sharing,
  'acao-wildcard-with-credentials': credentialed,
  'acac-missing': credentialed,
  'acac-invalid': credentialed,
  'preflight-acao-missing': sharing,
  'preflight-acao-multiple': sharing,
  'preflight-acao-invalid': sharing,
  'preflight-acao-mismatch': sharing,
  'preflight-acao-wildcard-with-credentials': credentialed,
  'preflight-acac-missing': credentialed,
  'preflight-acac-invalid': credentialed,
  'preflight-network-error': (_, inquiry) => [originFix(inquiry), beforeOthers(inquiry)],
  'preflight-redirect': (_, inquiry) => [locationFix(inquiry), originFix(inquiry), beforeOthers(inquiry)],
  'preflight-status': (_, inquiry) => [originFix(inquiry), beforeOthers(inquiry)],
  'preflight-acam-invalid': ({ actual }) => [
    inServer('Send methods only, parted by commas:', `Access-Control-Allow-Methods: ${tokensOf(actual)}`),
  ],
  'preflight-acah-invalid': ({ actual }) => [
    inServer('Send names of headers only, parted by commas:', `Access-Control-Allow-Headers: ${tokensOf(actual)}`),
  ],
  'preflight-method-not-allowed': (failure, inquiry) => {
    const { expected = '', actual = '' } = failure
    const other = actual.split(', ').find((name) => name !== expected && name.toUpperCase() === expected.toUpperCase())
    return [
      other === undefined
        ? undefined
        : inCall('Write the method as the server lists it: its case counts.', `method: ${literal(other)}`),
      ...sharing(failure, inquiry),
    ]
  },
  'preflight-header-not-allowed': (failure, inquiry) => {
    const { expected = '', actual = '' } = failure
    const isAnswer = expected.startsWith('access-control-')
    const missing = isAnswer ? [expected] : unlisted(actual, inquiry)
    const rest = inquiry.request.headers.filter(([name]) => !missing.includes(name.toLowerCase()))
    const headers = rest.map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')
    const which = enumerate(missing.map(code))
    const why = isAnswer
      ? `${which} belongs on the response, not on the call: leave it out.`
      : `If the server can do without: leave ${which} out.`
    const without = inCall(why, `headers: ${headers ? `{ ${headers} }` : '{}'}`)
    return isAnswer ? [without] : [...sharing(failure, inquiry), without]
  },
  'network-error': ({ actual }, inquiry) => [
    actual
      ? inCall('Ask for a URL that browsers fetch.', 'https://')
      : inCall('Open the URL in a tab: see that the server runs, and that its certificate is valid.', inquiry.finalUrl),
  ],
  'mode-same-origin': () => [inCall('Let the call ask another origin.', "mode: 'cors'")],
  'no-cors-redirect-mode': () => [
    inCall('Follow redirects.', "redirect: 'follow'"),
    inCall('Or ask for permission.', "mode: 'cors'"),
  ],
  'scheme-not-http': ({ actual }, { request }) => [
    inCall('Write the URL with its scheme.', withScheme(String(request.urlList[0]), actual)),
  ],
  'blocked-bad-port': (_, { request: { urlList } }) => [
    inServer('Let the server listen on a port that browsers do not block.', urlOnPort(urlList[0]!, '8080')),
  ],
  'redirect-mode-error': () => [inCall('Follow redirects.', "redirect: 'follow'")],
  'redirect-invalid-location': () => [
    inServer('Send one URL in one header.', 'Location: https://api.example.com/users'),
  ],
  'redirect-non-http': () => [inServer('Redirect to https.', 'Location: https://api.example.com/users')],
  'redirect-too-many': (_, { finalUrl }) => [
    inServer('Let the redirects end, or the call ask at once for where they should end.', finalUrl),
  ],
  'redirect-credentials-in-url': ({ actual = '' }) => [
    inServer('Redirect to the URL without user and password.', `Location: ${withoutUser(actual)}`),
  ],
  'redirect-stream-body': (_, inquiry) => [
    locationFix(inquiry),
    inCall('Or send a body that can be sent twice.', 'body: await new Response(stream).blob()'),
  ],
  'corp-blocked': () => [
    inServer('Let other origins embed the response.', 'Cross-Origin-Resource-Policy: cross-origin'),
    WITH_CORS,
  ],
}

/** What to do about a failure; always something. */
export function fixesFor(failure: Failure, inquiry: Inquiry): Fix[] {
  const fixes = FIXES[failure.code](failure, inquiry).filter((fix) => fix !== undefined)
  if (!fixes.length) fixes.push(throughOwnServer(inquiry))
  return fixes
}

/** Servers may ask any other: only pages are kept from it. */
function throughOwnServer({ finalUrl }: Inquiry): Fix {
  const path = URL.canParse(finalUrl) ? new URL(finalUrl).pathname : '/'
  return inCall("Ask the page's own server, and let that ask the other.", `fetch(${literal(path)})`)
}

/** The page must be allowed: by a change of the policy, or by headers of a server that has none. */
function sharing({ hop, code: failed }: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  const isPreflight = failed.startsWith('preflight-')
  if (hop > 0)
    return [
      redirected(inquiry),
      permit('Let the last server answer with each of these headers once:', inquiry, isPreflight),
    ]
  if (!inquiry.hasPolicy) {
    const what = isPreflight ? 'Answer the preflight, with status 204 and' : 'Answer, whatever the status, with'
    const status = lastExchange(inquiry, true)?.response?.status ?? 200
    if (isPreflight && status > 299) return [originFix(inquiry), beforeOthers(inquiry)]
    return [originFix(inquiry), permit(`${what} each of these headers once:`, inquiry, isPreflight)]
  }
  const { decision } = lastExchange(inquiry, isPreflight) ?? {}
  const isAboutCredentials = /credentials|acac/.test(failed)
  if (decision?.allowed && inquiry.isOriginAllowed && inquiry.hasNetwork && !isAboutCredentials) {
    return [outermost()]
  }
  return [originFix(inquiry), inPolicy(inquiry)]
}

function credentialed(failure: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  return [
    ...sharing(failure, inquiry),
    inCall('If the answer is the same for everybody: send no cookies.', "credentials: 'same-origin'"),
  ]
}

/** What the page can do about its own origin. */
function originFix({ request: { origin }, isOriginAllowed, policy }: Inquiry): Fix | undefined {
  if (isOriginAllowed) return
  if (origin === 'null') {
    return inCall(
      'Open the page from a server, not from a file, nor in a sandboxed frame: `null` is the origin of anybody.',
      'http://localhost:3000/',
    )
  }
  const secure = origin.replace(/^http:/, 'https:')
  const isListed = policy && policy.origin !== '*' && policy.origin.includes(secure)
  return isInsecureOrigin(origin) && isListed ? inCall('Open the page over https.', secure) : undefined
}

function inPolicy(inquiry: Inquiry): Fix | undefined {
  const { request, policy, unsafeNames, isOriginAllowed = false } = inquiry
  const { origin, method } = request
  const demand = { origin, method, unsafeNames, isOriginAllowed, withCredentials: includesCredentials(inquiry) }
  const options = policyChange(demand, policy ?? policyFromAnswer(inquiry))
  if (!options) return
  const predicate = `({ serialized }) => serialized === ${literal(origin)}`
  const lines = Object.entries(options).map(
    ([option, value]) => `${option}: ${option === 'origin' && !policy ? predicate : literal(value)}`,
  )
  const fix = { change: 'policy', sentence: reasonFor(options, origin), value: lines.join(',\n') } as const
  return policy ? { ...fix, options } : fix
}

function reasonFor(options: Partial<CorsOptions>, origin: string): string {
  const what = [
    options.origin === '*' && 'everybody, since any page can have the origin `null`',
    options.origin !== undefined && options.origin !== '*' && `the origin ${code(origin)}`,
    options.credentials && 'credentials',
    options.allowMethods && 'the method',
    options.allowHeaders?.length && 'the headers',
  ].filter((text) => typeof text === 'string')
  const risk = options.dangerouslyAllowInsecureOrigins
    ? ' Better open the page over https: over http, anybody on the way can speak for it.'
    : ''
  return `Allow ${enumerate(what) || 'it'}.${risk}`
}

/** What a policy says whose predicate decides: of its lists, the answer to the preflight tells. */
function policyFromAnswer(inquiry: Inquiry): PolicyTerms {
  const headers = lastExchange(inquiry, true)?.response?.headers ?? []
  const listed = (name: string): string[] => (getHeader(headers, name) ?? '').split(', ').filter(Boolean)
  return {
    origin: [],
    credentials: false,
    exposeHeaders: [],
    allowMethods: listed('access-control-allow-methods'),
    allowHeaders: listed('access-control-allow-headers'),
  }
}

function inCall(sentence: string, value: string): Fix {
  return { change: 'call', sentence, value: cleanLines(value) }
}

function inServer(sentence: string, value: string): Fix {
  return { change: 'server', sentence, value: cleanLines(value) }
}

/** Some of it may come from outside, and ends in a terminal. */
function cleanLines(value: string): string {
  return value.replaceAll(/[^\n]+/g, (line) => clean(line, 65_536))
}

/** Preflights carry no cookies and no `authorization`, and few routers know `OPTIONS`. */
function beforeOthers(inquiry: Inquiry): Fix | undefined {
  if (inquiry.hasPolicy) return outermost()
  const sentence =
    'Answer OPTIONS requests before logins, redirects and routes, with status 204 and each of these once:'
  return permit(sentence, inquiry, true)
}

function outermost(): Fix {
  const sentence = 'Let the policy answer before all else, and let nothing behind it set or remove CORS headers.'
  return inServer(sentence, 'export default { fetch: policy.wrap(handler) }')
}

/** The headers that a server has to send. To `null`, none are with credentials: that would be for any page. */
function permit(sentence: string, inquiry: Inquiry, isPreflight: boolean): Fix | undefined {
  const { request, unsafeNames } = inquiry
  const asked = lastExchange(inquiry, false) ?? lastExchange(inquiry, true)
  const origin = (asked && getHeader(asked.headers, 'origin')) ?? request.origin
  const withCredentials = includesCredentials(inquiry)
  if (origin === 'null' && withCredentials) return
  const lines = [
    `Access-Control-Allow-Origin: ${origin === 'null' ? '*' : origin}`,
    withCredentials && 'Access-Control-Allow-Credentials: true',
    isPreflight && !SAFELISTED_METHODS.includes(request.method) && `Access-Control-Allow-Methods: ${request.method}`,
    isPreflight && unsafeNames.length > 0 && `Access-Control-Allow-Headers: ${unsafeNames.join(', ')}`,
    origin !== 'null' && 'Vary: Origin',
  ]
  return inServer(sentence, lines.filter((line) => typeof line === 'string').join('\n'))
}

function redirected({ finalUrl }: Inquiry): Fix {
  return inCall(
    'Ask at once for where the redirect leads: what is redirected across origins comes from `null`.',
    finalUrl,
  )
}

function locationFix(inquiry: Inquiry): Fix | undefined {
  const { response, url } = exchangesOf(inquiry).at(-1) ?? {}
  const location = response && getHeader(response.headers, 'location')
  if (!location || !URL.canParse(location, url)) return
  return inCall('Ask at once for where the redirect leads.', new URL(location, url).href)
}

function unlisted(actual: string, { unsafeNames, request }: Inquiry): string[] {
  const names = actual.toLowerCase().split(', ')
  const isStar = names.includes('*') && request.credentials !== 'include'
  return unsafeNames.filter((name) => !names.includes(name) && !(isStar && name !== 'authorization'))
}

function tokensOf(text = ''): string {
  return text
    .split(/[\s,;"']+/)
    .filter(isToken)
    .join(', ')
}

/** `localhost:3000/users` is a URL whose scheme is `localhost`. */
function withScheme(url: string, scheme = ''): string {
  return /^\d+(\/|$)/.test(url.slice(scheme.length + 1)) ? `http://${url}` : url.replace(/^[^:]*:\/*/, 'https://')
}

function urlOnPort(url: URL, port: string): string {
  return Object.assign(new URL(url), { port }).href
}

function withoutUser(url: string): string {
  return URL.canParse(url) ? Object.assign(new URL(url), { username: '', password: '' }).href : url
}
