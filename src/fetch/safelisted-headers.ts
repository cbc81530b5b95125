/**
 * Request headers that need no permission, whatever their (valid) value. `content-type` and `range` need it for some
 * values.
 */
export const FREE_REQUEST_HEADER: RegExp = /^(accept|accept-language|content-language)$/i

/**
 * Request headers that need no permission for at least some values
 * (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
 */
export const SAFELISTED_REQUEST_HEADER: RegExp = /^(accept|accept-language|content-language|content-type|range)$/i

/** Response headers that every page may read (https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name). */
export const SAFELISTED_RESPONSE_HEADER: RegExp =
  /^(cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/i
