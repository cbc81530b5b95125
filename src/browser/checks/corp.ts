import { getHeader, type HeaderList } from '../terms/header-list.ts'
import { isSameOrigin, originOf } from '../terms/origin.ts'
import { isSchemelesslySameSite } from '../terms/site.ts'

/**
 * Whether a resource lets itself be embedded by an origin (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check).
 * CORS has no part in it: it is for what is fetched without asking.
 *
 * @returns the policy that forbids it
 */
export function corpFault(headers: HeaderList, origin: string, url: URL): string | undefined {
  const policy = getHeader(headers, 'cross-origin-resource-policy')
  const target = originOf(url)
  if (policy === 'same-origin') return isSameOrigin(origin, target) ? undefined : policy
  if (policy !== 'same-site') return
  const isUpgrade = !origin.startsWith('https:') && url.protocol === 'https:'
  return isSchemelesslySameSite(origin, target) && !isUpgrade ? undefined : policy
}
