/** https://fetch.spec.whatwg.org/#cors-safelisted-method */
const SAFELISTED_METHODS = new Set(['GET', 'HEAD', 'POST'])

/** Of https://fetch.spec.whatwg.org/#cors-safelisted-request-header what the session has need of. */
const SAFELISTED_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

/** When `Access-Control-Max-Age` is missing (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0). */
const DEFAULT_MAX_AGE = 5

/** What a preflight for this call has to ask for beside the method, in the order in which browsers ask. */
export function unsafeNames({ headers }) {
  return Object.entries(headers)
    .filter(([name, value]) => name !== 'accept' && !(name === 'content-type' && SAFELISTED_TYPES.has(value)))
    .map(([name]) => name)
    .toSorted()
}

/** Whether the call would be preflighted if nothing were known (https://fetch.spec.whatwg.org/#main-fetch). */
export function needsPreflight(call) {
  return !SAFELISTED_METHODS.has(call.method) || unsafeNames(call).length > 0
}

/**
 * The CORS-preflight cache of the standard (https://fetch.spec.whatwg.org/#concept-cache): one entry for each method
 * and each header name of an answer, whatever was asked. The origin and the network partition key are part of the key,
 * and left out here, since all calls come from one page.
 */
export class PreflightCache {
  #entries = []

  /** Whether the call can go out without a preflight, in seconds of the session's own clock. */
  covers(call, now) {
    const entries = this.#entries.filter(
      ({ path, withCredentials, expires }) =>
        path === call.path && (withCredentials || call.credentials !== 'include') && now < expires,
    )
    const isMethodKnown =
      SAFELISTED_METHODS.has(call.method) || entries.some(({ method }) => method === call.method || method === '*')
    const isNameKnown = (name) =>
      entries.some(({ header }) => header === name || (header === '*' && name !== 'authorization'))
    return isMethodKnown && unsafeNames(call).every(isNameKnown)
  }

  /** Keeps an answer, which must allow the call: that is for others to check. */
  store({ path, credentials }, { methods, names, maxAge = DEFAULT_MAX_AGE }, now) {
    const entry = { path, withCredentials: credentials === 'include', expires: now + maxAge }
    // An entry that is there already gets the new max-age; one more that lives as long says the same.
    this.#entries.push(...methods.map((method) => ({ ...entry, method })))
    this.#entries.push(...names.map((header) => ({ ...entry, header })))
  }
}
