/** Methods that browsers never send for a script (https://fetch.spec.whatwg.org/#forbidden-method). */
export const FORBIDDEN_METHOD: RegExp = /^(connect|trace|track)$/i

/**
 * Methods that browsers send without asking for permission in a CORS-preflight
 * (https://fetch.spec.whatwg.org/#cors-safelisted-method).
 */
export const SAFELISTED_METHODS: readonly string[] = ['GET', 'HEAD', 'POST']
