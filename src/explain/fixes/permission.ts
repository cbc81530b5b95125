import type { Failure } from '../../browser/terms/failure.ts'
import { type Inquiry, lastExchange } from '../inquiry/index.ts'
import { methodFix, originFix } from './call.ts'
import { type Fix, inCall } from './fix.ts'
import { inPolicy } from './policy.ts'
import { redirected, spellingFix } from './redirect.ts'
import { beforeOthers, outermost, permit } from './server.ts'

/** For a missing permission: a change of the policy, or the headers of a server that is not known to have one. */
export function sharing({ hop, code }: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  const isPreflight = code.startsWith('preflight-')
  // The policy is of the first server.
  if (hop > 0) {
    const sentence = "Let the server at the redirect's target send each of these headers once:"
    return [redirected(inquiry), permit(sentence, inquiry, isPreflight)]
  }
  if (!inquiry.options) return [spellingFix(inquiry), originFix(inquiry), ...fromServer(inquiry, isPreflight)]
  const { decision } = lastExchange(inquiry, isPreflight) ?? {}
  // No list can hold an origin that is malformed, and a longer list does not help a preflight that asks for too much.
  if (/too-long|malformed/.test(decision?.reason ?? '')) return [originFix(inquiry)]
  const isGranted = inquiry.options.credentials || !/credentials|acac/.test(code)
  if (decision?.allowed && inquiry.isOriginAllowed && inquiry.hasNetwork && isGranted) {
    return [spellingFix(inquiry), outermost()]
  }
  return [originFix(inquiry), methodFix(inquiry), ...inPolicy(inquiry)]
}

function fromServer(inquiry: Inquiry, isPreflight: boolean): (Fix | undefined)[] {
  if (!isPreflight) {
    // Also on errors: otherwise the page sees a CORS error in place of the status.
    const sentence = 'Send each of these headers once, whatever the status of the response:'
    return [permit(sentence, inquiry, isPreflight)]
  }
  const { status = 200 } = lastExchange(inquiry, true)?.response ?? {}
  return status > 299
    ? [beforeOthers(inquiry)]
    : [permit('Answer the preflight with status 204 and each of these headers once:', inquiry, isPreflight)]
}

/** For a missing permission of credentials. Many calls include them out of habit. */
export function credentialed(failure: Failure, inquiry: Inquiry): (Fix | undefined)[] {
  const without = 'If the response is the same for every user, send no cookies.'
  return [...sharing(failure, inquiry), inCall(without, "credentials: 'same-origin'")]
}
