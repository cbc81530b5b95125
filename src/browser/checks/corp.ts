import { getHeader, type HeaderList } from '../terms/header-list.ts'
import { isSameOrigin, originOf } from '../terms/origin.ts'
import { isSchemelesslySameSite } from '../terms/site.ts'

/**
 * The `Cross-Origin-Resource-Policy` that forbids an origin to embed a resource
 * (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check, without a navigation). It protects
 * responses that are fetched in `no-cors` mode; the CORS check does not look at it.
 *
 * Not done: `Cross-Origin-Embedder-Policy` (step 4), so a resource without the header is allowed.
 *
 * @returns `undefined` when the origin may embed the resource
 */
export function corpFault(headers: HeaderList, origin: string, url: URL): string | undefined {
  // Steps 2 and 3. Several lines are joined into a value that is not a known policy, and so forbid nothing.
  const policy = getHeader(headers, 'cross-origin-resource-policy')
  const target = originOf(url)
  // Step 5.
  if (policy === 'same-origin') return isSameOrigin(origin, target) ? undefined : policy
  if (policy !== 'same-site') return
  // Anybody on the network may have written a page that came over http, so it gets no resource over https.
  const isUpgrade = !origin.startsWith('https:') && url.protocol === 'https:'
  return isSchemelesslySameSite(origin, target) && !isUpgrade ? undefined : policy
}
