import { getHeader } from '../../browser/terms/header-list.ts'
import type { Failure } from '../../browser/terms/failure.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { CorsOptions } from '../../policy/options.ts'
import type { Fix } from '../explanation.ts'
import { inCall, inServer } from './fix.ts'
import { askedFrom, type Inquiry, includesCredentials, lastExchange } from '../inquiry/inquiry.ts'
import { isInsecureOrigin, policyChange, usualCase } from './policy-change.ts'
import { redirected } from './redirect.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** The page must be allowed: by a change of the policy, or by headers of a server that has none. */
export function sharing({ hop, code }: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  const isPreflight = code.startsWith('preflight-')
  if (hop > 0)
    return [
      redirected(inquiry),
      permit('Let the last server answer with each of these headers once:', inquiry, isPreflight),
    ]
  if (!inquiry.policy) {
    const what = isPreflight ? 'Answer the preflight, with status 204 and' : 'Answer, whatever the status, with'
    const status = lastExchange(inquiry, true)?.response?.status ?? 200
    if (isPreflight && status > 299) return [originFix(inquiry), beforeOthers(inquiry)]
    return [originFix(inquiry), permit(`${what} each of these headers once:`, inquiry, isPreflight)]
  }
  const { decision } = lastExchange(inquiry, isPreflight) ?? {}
  // No list has what is too long, or no origin of a site.
  if (/too-long|malformed/.test(decision?.reason ?? '')) return [originFix(inquiry)]
  const isGranted = inquiry.policy.credentials || !/credentials|acac/.test(code)
  if (decision?.allowed && inquiry.isOriginAllowed && inquiry.hasNetwork && isGranted) {
    return [outermost()]
  }
  return [originFix(inquiry), methodFix(inquiry), inPolicy(inquiry)]
}

/** The same, where it is about credentials. */
export function credentialed(failure: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  return [
    ...sharing(failure, inquiry),
    inCall('If the answer is the same for everybody: send no cookies.', "credentials: 'same-origin'"),
  ]
}

/** What the page can do about its own origin. */
export function originFix({ request: { origin }, isOriginAllowed, policy, failure }: Inquiry): Fix | undefined {
  // Without a policy, only a refused origin is known to be one.
  if (isOriginAllowed || (!policy && !failure?.code.includes('acao'))) return
  if (origin === 'null') {
    return inCall(
      'Open the page from a server, not from a file, nor in a sandboxed frame: `null` is the origin of anybody.',
      'http://localhost:3000/',
    )
  }
  const undotted = origin.replace(/\.(?=$|:)/, '')
  if (undotted !== origin) return inCall('Open the page without the dot at the end of its host.', undotted)
  const secure = origin.replace(/^http:/, 'https:')
  const isListed = policy && policy.origin !== '*' && policy.origin.includes(secure)
  return isInsecureOrigin(origin) && isListed ? inCall('Open the page over https.', secure) : undefined
}

/** Browsers send `patch` as it is, and no policy lists it. */
function methodFix({ request: { method } }: Inquiry): Fix | undefined {
  const usual = usualCase(method)
  return usual === method
    ? undefined
    : inCall('Write the method in upper case: its case counts.', `method: ${literal(usual)}`)
}

function inPolicy(inquiry: Inquiry): Fix | undefined {
  const { request, policy, hasPredicate, unsafeNames, isOriginAllowed = false } = inquiry
  if (!policy) return
  const { origin, method } = request
  const demand = { origin, method, unsafeNames, isOriginAllowed, withCredentials: includesCredentials(inquiry) }
  const options = policyChange(demand, policy)
  if (!options) return
  const predicate = `({ serialized }) => serialized === ${literal(origin)}`
  const lines = Object.entries(options).map(([option, value]) => {
    const isForPredicate = hasPredicate && option === 'origin' && value !== '*'
    return `${option}: ${isForPredicate ? predicate : literal(value)}`
  })
  const fix = { change: 'policy', sentence: reasonFor(options, origin), value: lines.join(',\n') } as const
  return hasPredicate ? fix : { ...fix, options }
}

function reasonFor(options: Partial<CorsOptions>, origin: string): string {
  const what = [
    options.origin === '*' && 'everybody (any page can have the origin `null`)',
    options.origin !== undefined && options.origin !== '*' && `the origin ${inCode(origin)}`,
    options.credentials && 'credentials',
    options.allowMethods && 'the method',
    options.allowHeaders?.length && 'the headers',
  ].filter((text) => typeof text === 'string')
  const risk = options.dangerouslyAllowInsecureOrigins
    ? ' Better open the page over https: over http, anybody on the way can speak for it.'
    : ''
  return `Allow ${enumerate(what) || 'it'}.${risk}`
}

/** Preflights carry no cookies and no `authorization`, and few routers know `OPTIONS`. */
export function beforeOthers(inquiry: Inquiry): Fix | undefined {
  if (lastExchange(inquiry, true)?.decision) return outermost()
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
  // Redirects change what is asked for.
  const { headers: asked = [] } = (isPreflight && lastExchange(inquiry, true)) || {}
  const method = getHeader(asked, 'access-control-request-method') ?? 'GET'
  const names = getHeader(asked, 'access-control-request-headers')
  // A star would be for all others, too.
  if (method === '*' || names?.split(',').includes('*')) return
  const origin = askedFrom(inquiry)
  const withCredentials = includesCredentials(inquiry)
  if (origin === 'null' && withCredentials) return
  const lines = [
    `Access-Control-Allow-Origin: ${origin === 'null' ? '*' : origin}`,
    withCredentials && 'Access-Control-Allow-Credentials: true',
    !SAFELISTED_METHODS.includes(method) && `Access-Control-Allow-Methods: ${method}`,
    names !== null && `Access-Control-Allow-Headers: ${names.replaceAll(',', ', ')}`,
    origin !== 'null' && 'Vary: Origin',
  ]
  return inServer(sentence, lines.filter((line) => typeof line === 'string').join('\n'))
}
