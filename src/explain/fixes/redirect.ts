import { getHeader } from '../../browser/terms/header-list.ts'
import { exchangesOf, type Inquiry, lastOrigin } from '../inquiry/index.ts'
import { type Fix, inCall } from './fix.ts'

/**
 * For a response after a redirect across origins, where the server would have to allow `null`. A redirect by the page's
 * own server keeps the page's origin, so there it changes nothing.
 */
export function redirected(inquiry: Inquiry): Fix | undefined {
  if (lastOrigin(inquiry) === inquiry.request.origin) return
  const why = 'a request that is redirected across origins has the origin `null`'
  return inCall(`Call the redirect's target directly, because ${why}.`, inquiry.finalUrl)
}

/** For a redirect that browsers do not follow. */
export function locationFix(inquiry: Inquiry): Fix | undefined {
  const { response, url } = exchangesOf(inquiry).at(-1) ?? {}
  const location = response && getHeader(response.headers, 'location')
  if (!location || !URL.canParse(location, url)) return
  return inCall("Call the redirect's target directly.", new URL(location, url).href)
}
