import type { Failure, FailureCode } from '../../browser/terms/failure.ts'
import { aroundLogin, type Fix, throughOwnServer, visibleFix, WITH_CORS } from '../fixes/index.ts'
import { type Inquiry, isSentToLogin } from '../inquiry/index.ts'
import { specUrl } from '../spec.ts'
import { CALL_FAILURES } from './call.ts'
import { CORS_CHECK_FAILURES, PREFLIGHT_CHECK_FAILURES } from './cors-check.ts'
import type { FailureRows } from './failure.ts'
import { PREFLIGHT_FAILURES } from './preflight.ts'
import { REDIRECT_FAILURES } from './redirect.ts'

/** Each failure code, with its meaning and its fixes. The type demands a row for every code that the browser can report. */
export const FAILURES: FailureRows<FailureCode> = {
  ...CORS_CHECK_FAILURES,
  ...PREFLIGHT_CHECK_FAILURES,
  ...PREFLIGHT_FAILURES,
  ...REDIRECT_FAILURES,
  ...CALL_FAILURES,
}

/** The sentence about a failure, and the section of the standard. */
export function describeFailure(
  failure: Failure,
  inquiry: Inquiry,
): { readonly sentence: string; readonly spec: string } {
  const { section, say } = FAILURES[failure.code]
  return { sentence: say(failure, inquiry), spec: specUrl(section) }
}

/** The changes that let the page read the response: at least one, unless it can read it already. */
export function fixesOf(inquiry: Inquiry): Fix[] {
  const { failure, type } = inquiry
  if (!failure) return type === 'opaque' ? [WITH_CORS] : []
  // In mode `no-cors`, the page could not read the status that takes the place of a login.
  const isLogin = inquiry.request.mode !== 'no-cors' && isSentToLogin(inquiry)
  const given = isLogin ? aroundLogin(failure, inquiry) : FAILURES[failure.code].fix(failure, inquiry)
  const found = given.filter((fix) => fix !== undefined)
  // Two rules may lead to the same value, for example when the page's origin is the only thing to change.
  const fixes = [...new Map(found.map((fix) => [fix.value, fix])).values()]
  return (fixes.length ? fixes : [throughOwnServer(inquiry)]).map(visibleFix)
}
