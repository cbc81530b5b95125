/** What browsers never send from a script (https://fetch.spec.whatwg.org/#forbidden-method). */
export const FORBIDDEN_METHOD: RegExp = /^(connect|trace|track)$/i

/**
 * What a browser lets pass without asking for it in a CORS-preflight
 * (https://fetch.spec.whatwg.org/#cors-safelisted-method).
 */
export const SAFELISTED_METHODS: readonly string[] = ['GET', 'HEAD', 'POST']

/** What is in use in upper case, so that any other case of it is a slip: `patch` is not `PATCH`. */
export const STANDARD_METHOD: RegExp = /^(delete|get|head|options|patch|post|put|query)$/i
