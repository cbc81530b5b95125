import type { InternalRequest } from '../request/request.ts'

/** Bytes of bodies that requests with `keepalive` of one page may have on the way together. */
export const KEEPALIVE_BYTES = 65_536

/** What requests that may outlive their page have on the way (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
export class KeepaliveQuota {
  /** Bytes by page. */
  readonly #onTheWay = new Map<string, number>()

  /** @returns what to call when the request is done; `undefined` when there is no room for it */
  take({ keepalive, body, client }: InternalRequest): (() => void) | undefined {
    if (!keepalive || !body) return () => undefined
    const page = JSON.stringify([client.origin, client.url, client.topLevelSite])
    const before = this.#onTheWay.get(page) ?? 0
    if (before + body.length > KEEPALIVE_BYTES) return
    this.#onTheWay.set(page, before + body.length)
    return () => {
      const rest = this.#onTheWay.get(page)! - body.length
      if (rest) this.#onTheWay.set(page, rest)
      else this.#onTheWay.delete(page)
    }
  }
}
