import { getHeader } from '../../browser/terms/header-list.ts'
import { exchangesOf, type Inquiry, lastOrigin } from '../inquiry/index.ts'
import { type Fix, inCall } from './fix.ts'

/** What to do where a request was redirected across origins. What the page's own sends on is asked by the page. */
export function redirected(inquiry: Inquiry): Fix | undefined {
  if (lastOrigin(inquiry) === inquiry.request.origin) return
  const why = 'what is redirected across origins comes from `null`'
  return inCall(`Ask at once for where the redirect leads: ${why}.`, inquiry.finalUrl)
}

/** What to do where the redirect itself is the fault. */
export function locationFix(inquiry: Inquiry): Fix | undefined {
  const { response, url } = exchangesOf(inquiry).at(-1) ?? {}
  const location = response && getHeader(response.headers, 'location')
  if (!location || !URL.canParse(location, url)) return
  return inCall('Ask at once for where the redirect leads.', new URL(location, url).href)
}
