import { getHeader } from '../../browser/terms/header-list.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { includesCredentials, type Inquiry, lastExchange, lastOrigin } from '../inquiry/index.ts'
import { type Fix, inServer } from './fix.ts'

/** For a preflight that a login, a redirect or a router answers: it carries no cookies and no `authorization`. */
export function beforeOthers(inquiry: Inquiry): Fix | undefined {
  if (lastExchange(inquiry, true)?.decision) return outermost()
  const sentence =
    'Answer OPTIONS requests before any login, redirect or route, with status 204 and each of these headers once:'
  return permit(sentence, inquiry, true)
}

/** For a policy that allows the request, where something else has the last word. */
export function outermost(): Fix {
  const sentence = 'Let the policy answer before everything else, and let nothing else set or remove CORS headers.'
  return inServer(sentence, 'export default { fetch: policy.wrap(handler) }')
}

/**
 * The headers that a server has to send, for exactly this request.
 *
 * @returns `undefined` where they would allow more: any page can have the origin `null`, and `*` is any method or header
 */
export function permit(sentence: string, inquiry: Inquiry, isPreflight: boolean): Fix | undefined {
  // The preflight's own words, because a redirect changes the method and drops headers.
  const { headers: asked = [] } = (isPreflight && lastExchange(inquiry, true)) || {}
  const method = getHeader(asked, 'access-control-request-method') ?? 'GET'
  const names = getHeader(asked, 'access-control-request-headers')
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
