import type { InternalRequest } from '../request/request.ts'

/** The most bytes that the bodies of one page's requests with `keepalive` may have in flight together. */
export const KEEPALIVE_BYTES = 65_536

/**
 * Counts the bytes of requests that may outlive their page
 * (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.10). Without a limit, a page that is gone
 * could go on sending.
 *
 * The standard counts for each fetch group, which belongs to one opened page. Here, all pages with one URL and one
 * top-level site share a count.
 */
export class KeepaliveQuota {
  /** Bytes in flight for each page. */
  readonly #inFlight = new Map<string, number>()

  /**
   * Reserves the bytes of a request.
   *
   * @returns a function to call when the request is done, or `undefined` when there is no room for it
   */
  take({ keepalive, body, client }: InternalRequest): (() => void) | undefined {
    if (!keepalive || !body) return () => undefined
    const page = JSON.stringify([client.origin, client.url, client.topLevelSite])
    const before = this.#inFlight.get(page) ?? 0
    if (before + body.length > KEEPALIVE_BYTES) return
    this.#inFlight.set(page, before + body.length)
    return () => {
      const rest = this.#inFlight.get(page)! - body.length
      if (rest) this.#inFlight.set(page, rest)
      else this.#inFlight.delete(page)
    }
  }
}
