import { exchangesOf, type Inquiry, isOtherSpelling, lastOrigin, redirectTarget } from '../inquiry/index.ts'
import { type Fix, inCall } from './fix.ts'

/**
 * For a response after a redirect across origins, where the server would have to allow `null`. A redirect by the page's
 * own server keeps the page's origin, so there it changes nothing.
 */
export function redirected(inquiry: Inquiry): Fix | undefined {
  if (lastOrigin(inquiry) === inquiry.request.origin) return
  const why = 'a request that is redirected across origins has the origin `null`'
  return inCall(`Call the redirect's target directly, because ${why}.`, inquiry.finalUrl, 'url')
}

/** For a redirect that browsers do not follow. */
export function locationFix(inquiry: Inquiry): Fix | undefined {
  const last = exchangesOf(inquiry).at(-1)
  const target = last && redirectTarget(last)
  return target && inCall("Call the redirect's target directly.", target.href, 'url')
}

/** For a redirect that only corrects the URL of the call, and that fails before the server behind it is asked. */
export function spellingFix(inquiry: Inquiry): Fix | undefined {
  const last = exchangesOf(inquiry).at(-1)
  const target = last && redirectTarget(last)
  return target && isOtherSpelling(target, last.url) ? locationFix(inquiry) : undefined
}
