import { NORMALISED } from '../../browser/request/method.ts'
import type { Failure, FailureCode } from '../../browser/terms/failure.ts'
import type { Fix } from '../explanation.ts'
import { inCall, inServer } from './fix.ts'
import type { Inquiry } from '../inquiry/inquiry.ts'
import { beforeOthers, credentialed, originFix, sharing } from './permission.ts'
import { locationFix } from './redirect.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

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
  'preflight-network-error': (_, inquiry) => [originFix(inquiry), inTab(inquiry), beforeOthers(inquiry)],
  'preflight-redirect': (_, inquiry) => [locationFix(inquiry), originFix(inquiry), beforeOthers(inquiry)],
  'preflight-status': (_, inquiry) => [originFix(inquiry), beforeOthers(inquiry)],
  'preflight-acam-invalid': ({ actual }) => [
    inServer('Send methods only, parted by commas:', `Access-Control-Allow-Methods: ${tokensOf(actual)}`),
  ],
  'preflight-acah-invalid': ({ actual }) => [
    inServer('Send names of headers only, parted by commas:', `Access-Control-Allow-Headers: ${tokensOf(actual)}`),
  ],
  'preflight-method-not-allowed': (failure, inquiry) => {
    const method = failure.expected!
    const listed = failure.actual?.split(', ') ?? []
    // What fetch() normalises is sent in upper case, whatever the call says.
    const other = !NORMALISED.test(method) && listed.find((name) => name.toUpperCase() === method.toUpperCase())
    return [
      other
        ? inCall('Write the method as the server lists it: its case counts.', `method: ${literal(other)}`)
        : undefined,
      ...sharing(failure, inquiry),
    ]
  },
  'preflight-header-not-allowed': (failure, inquiry) => {
    const { actual = '' } = failure
    const expected = failure.expected!
    const isAnswer = expected.startsWith('access-control-')
    const missing = isAnswer ? [expected] : unlisted(actual, inquiry)
    const rest = inquiry.request.headers.filter(([name]) => !missing.includes(name.toLowerCase()))
    const headers = rest.map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')
    const which = enumerate(missing.map(inCode))
    const why = isAnswer
      ? `${which} belongs on the response, not on the call: leave it out.`
      : `If the server can do without: leave ${which} out.`
    const without = inCall(why, `headers: ${headers ? `{ ${headers} }` : '{}'}`)
    return isAnswer ? [without] : [...sharing(failure, inquiry), without]
  },
  'network-error': ({ actual }, inquiry) => [actual ? overHttp(inquiry) : inTab(inquiry)],
  'mode-same-origin': () => [inCall('Let the call ask another origin.', "mode: 'cors'")],
  'no-cors-redirect-mode': () => [
    inCall('Follow redirects.', "redirect: 'follow'"),
    inCall('Or ask for permission.', "mode: 'cors'"),
  ],
  'scheme-not-http': (_, inquiry) => [overHttp(inquiry)],
  'blocked-bad-port': ({ hop }, { finalUrl }) => {
    const { href } = Object.assign(new URL(finalUrl), { port: '8080' })
    return [
      hop > 0
        ? inServer(
            'Let the server that is redirected to listen on a port that browsers do not block.',
            `Location: ${href}`,
          )
        : inServer('Let the server listen on a port that browsers do not block.', href),
    ]
  },
  'redirect-mode-error': () => [inCall('Follow redirects.', "redirect: 'follow'")],
  'redirect-invalid-location': () => [
    inServer('Send one URL in one header.', 'Location: https://api.example.com/users'),
  ],
  'redirect-non-http': () => [inServer('Redirect to https.', 'Location: https://api.example.com/users')],
  'redirect-too-many': (_, { finalUrl }) => [
    inServer('Let the redirects end, or the call ask at once for where they should end.', finalUrl),
  ],
  'redirect-credentials-in-url': ({ actual }) => [
    inServer('Redirect to the URL without user and password.', `Location: ${withoutUser(actual!)}`),
  ],
  'redirect-stream-body': (_, inquiry) => [
    locationFix(inquiry),
    inCall('Or send a body that can be sent twice.', 'body: await new Response(stream).blob()'),
  ],
  'keepalive-quota': () => [inCall('Let the call end with its page, or send less.', 'keepalive: false')],
  'corp-blocked': () => [
    inServer('Let others embed the response.', 'Cross-Origin-Resource-Policy: cross-origin'),
    WITH_CORS,
  ],
}

/** What to do about a failure; always something. */
export function fixesFor(failure: Failure, inquiry: Inquiry): Fix[] {
  const found = FIXES[failure.code](failure, inquiry).filter((fix) => fix !== undefined)
  const fixes = [...new Map(found.map((fix) => [fix.value, fix])).values()]
  if (!fixes.length) fixes.push(throughOwnServer(inquiry))
  return fixes
}

function inTab({ finalUrl }: Inquiry): Fix {
  return inCall('Open the URL in a tab: see that the server runs, and that its certificate is valid.', finalUrl)
}

/** Servers may ask any other: only pages are kept from it. */
function throughOwnServer({ finalUrl }: Inquiry): Fix {
  return inCall(
    "Ask the page's own server, and let that ask the other.",
    `fetch(${literal(new URL(finalUrl).pathname)})`,
  )
}

function unlisted(actual: string, { unsafeNames, request }: Inquiry): string[] {
  const names = actual.toLowerCase().split(', ')
  const isStar = names.includes('*') && request.credentials !== 'include'
  return unsafeNames.filter((name) => !names.includes(name) && !(isStar && name !== 'authorization'))
}

function tokensOf(text = ''): string {
  return text.match(/[\w.*-]+/g)?.join(', ') ?? ''
}

function overHttp({ finalUrl }: Inquiry): Fix {
  const { protocol } = new URL(finalUrl)
  const rest = finalUrl.slice(protocol.length)
  // `localhost:3000/users` is a URL whose scheme is `localhost`.
  if (/^\d+(\/|$)/.test(rest)) return inCall('Write the URL with its scheme.', `http://${finalUrl}`)
  const hasHost = /^\/\/[^/]/.test(rest) && !/^file:$|-extension:$/.test(protocol)
  return hasHost
    ? inCall('Ask for it over https.', `https:${rest}`)
    : inCall('Let a server answer it, and ask for that over http or https.', 'http://localhost:3000/')
}

function withoutUser(url: string): string {
  return URL.canParse(url) ? Object.assign(new URL(url), { username: '', password: '' }).href : url
}
