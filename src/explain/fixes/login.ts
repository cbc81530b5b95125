import type { Failure } from '../../browser/terms/failure.ts'
import { includesCredentials, type Inquiry } from '../inquiry/index.ts'
import { originFix } from './call.ts'
import { type Fix, inServer } from './fix.ts'
import { inPolicy } from './policy.ts'
import { beforeOthers } from './server.ts'

/** For a redirect to a login: a page cannot log in by a call, so nothing here names the URL of the login. */
export function aroundLogin({ code, hop }: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  // The page's own server needs no permission before it redirects, and the policy is not that of the login.
  const change = hop === 0 && code.includes('aca') ? inPolicy(inquiry) : []
  if (change.length) return [originFix(inquiry), ...change]
  if (code.startsWith('preflight-') && hop === 0) return [originFix(inquiry), beforeOthers(inquiry)]
  const { origin } = inquiry.request
  const withCredentials = includesCredentials(inquiry)
  // Any page can have the origin `null`.
  if (origin === 'null' && withCredentials) return [originFix(inquiry)]
  const sentence = 'Answer calls without a session with status 401 in place of the redirect to a login'
  if (inquiry.options) {
    return [originFix(inquiry), inServer(`${sentence}, behind the policy.`, 'new Response(null, { status: 401 })')]
  }
  const lines = [
    `Access-Control-Allow-Origin: ${origin === 'null' ? '*' : origin}`,
    withCredentials && 'Access-Control-Allow-Credentials: true',
    origin !== 'null' && 'Vary: Origin',
  ]
  const value = lines.filter((line) => typeof line === 'string').join('\n')
  return [originFix(inquiry), inServer(`${sentence}, with each of these headers once:`, value)]
}
