import type { Failure } from '../../browser/terms/wire.ts'
import { type Inquiry, lastExchange } from '../inquiry/index.ts'
import { methodFix, originFix } from './call.ts'
import { type Fix, inCall } from './fix.ts'
import { inPolicy } from './policy.ts'
import { redirected } from './redirect.ts'
import { beforeOthers, outermost, permit } from './server.ts'

/** The page must be allowed: by a change of the policy, or by headers of a server that has none. */
export function sharing({ hop, code }: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  const isPreflight = code.startsWith('preflight-')
  if (hop > 0)
    return [
      redirected(inquiry),
      permit('Let the last server answer with each of these headers once:', inquiry, isPreflight),
    ]
  if (!inquiry.options) {
    const what = isPreflight ? 'Answer the preflight, with status 204 and' : 'Answer, whatever the status, with'
    const status = lastExchange(inquiry, true)?.response?.status ?? 200
    if (isPreflight && status > 299) return [originFix(inquiry), beforeOthers(inquiry)]
    return [originFix(inquiry), permit(`${what} each of these headers once:`, inquiry, isPreflight)]
  }
  const { decision } = lastExchange(inquiry, isPreflight) ?? {}
  // No list has what is too long, or no origin of a site.
  if (/too-long|malformed/.test(decision?.reason ?? '')) return [originFix(inquiry)]
  const isGranted = inquiry.options.credentials || !/credentials|acac/.test(code)
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
