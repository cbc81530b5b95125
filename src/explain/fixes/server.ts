import { getHeader } from '../../browser/terms/header-list.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { includesCredentials, type Inquiry, lastExchange, lastOrigin } from '../inquiry/index.ts'
import { type Fix, inServer } from './fix.ts'

/** Preflights carry no cookies and no `authorization`, and few routers know `OPTIONS`. */
export function beforeOthers(inquiry: Inquiry): Fix | undefined {
  if (lastExchange(inquiry, true)?.decision) return outermost()
  const sentence =
    'Answer OPTIONS requests before logins, redirects and routes, with status 204 and each of these once:'
  return permit(sentence, inquiry, true)
}

export function outermost(): Fix {
  const sentence = 'Let the policy answer before all else, and let nothing behind it set or remove CORS headers.'
  return inServer(sentence, 'export default { fetch: policy.wrap(handler) }')
}

/** The headers that a server has to send. To `null`, none are with credentials: that would be for any page. */
export function permit(sentence: string, inquiry: Inquiry, isPreflight: boolean): Fix | undefined {
  // Redirects change what is asked for.
  const { headers: asked = [] } = (isPreflight && lastExchange(inquiry, true)) || {}
  const method = getHeader(asked, 'access-control-request-method') ?? 'GET'
  const names = getHeader(asked, 'access-control-request-headers')
  // A star would be for all others, too.
  if (method === '*' || names?.split(',').includes('*')) return
  const origin = lastOrigin(inquiry)
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
