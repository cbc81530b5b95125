const FORBIDDEN_REQUEST_HEADER =
  /^(accept-(charset|encoding)|access-control-request-(method|headers)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(proxy|sec)-.*)$/i

/**
 * Whether scripts can never set this request header.
 * https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function isForbiddenRequestHeaderName(name: string): boolean {
  return FORBIDDEN_REQUEST_HEADER.test(name)
}

/**
 * Whether scripts can never read this response header.
 * https://fetch.spec.whatwg.org/#forbidden-response-header-name
 */
export function isForbiddenResponseHeaderName(name: string): boolean {
  return /^set-cookie2?$/i.test(name)
}

/** Whether the name belongs to the CORS protocol itself (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export function isCorsHeaderName(name: string): boolean {
  return /^access-control-/i.test(name)
}
