/** Request headers that scripts can never set (https://fetch.spec.whatwg.org/#forbidden-request-header). */
export const FORBIDDEN_REQUEST_HEADER: RegExp =
  /^(accept-(charset|encoding)|Access-Control-Request-(Headers|Method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(proxy|sec)-.*)$/i

/** Response headers that scripts can never read (https://fetch.spec.whatwg.org/#forbidden-response-header-name). */
export const FORBIDDEN_RESPONSE_HEADER: RegExp = /^set-cookie2?$/i

/** Headers of the CORS protocol itself (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export const CORS_HEADER: RegExp = /^access-control-/i
