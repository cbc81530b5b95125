import { unexpected } from '../../wording/unexpected.ts'
import { originOf } from '../terms/origin.ts'
import type { Client } from '../terms/wire.ts'

/**
 * The client for a page's URL.
 *
 * @param url of the page, or its origin; `null` for an opaque origin
 * @param topLevelSite in the address bar, when the page is in a frame
 * @throws {TypeError} for a URL that cannot be parsed
 */
export function clientOf(url: string | null, topLevelSite: string | undefined): Client {
  if (topLevelSite !== undefined && typeof topLevelSite !== 'string')
    throw unexpected('Top-level site is', topLevelSite, 'one such as "https://example.com"')
  if (url === null || url === 'null') return { origin: 'null', topLevelSite }
  if ((typeof url !== 'string' && typeof (Object(url) as Partial<URL>).href !== 'string') || !URL.canParse(url))
    throw unexpected('Page is', url, 'a URL such as "https://app.example.com/"')
  const parsed = new URL(url)
  // The URL standard gives apps and extensions an opaque origin. Browsers give them a tuple origin, and serialize its host
  // in lower case, although the URL keeps its case.
  const isApp = originOf(parsed) === 'null' && /^(?!file:)[^:]+:\/\//.test(parsed.href)
  const origin = isApp ? `${parsed.protocol}//${parsed.host.toLowerCase()}` : originOf(parsed)
  return { origin, url: parsed.href, topLevelSite }
}

/**
 * A checked copy of a client, so that nobody can change the page while its request is on the way.
 *
 * @throws {TypeError} for an origin or a URL that is not one
 */
export function copyClient(client: Client | undefined): Client {
  if (typeof client?.origin !== 'string') {
    throw unexpected('Client origin is', client?.origin, 'one such as "https://app.example.com"')
  }
  const url = client.url || undefined
  if (url !== undefined && !URL.canParse(url)) {
    throw unexpected('Client URL is', url, 'one such as "https://app.example.com/page"')
  }
  return { ...client, url }
}
