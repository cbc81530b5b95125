/**
 * Whether browsers never send this method from a script.
 * https://fetch.spec.whatwg.org/#forbidden-method
 */
export function isForbiddenMethod(method: string): boolean {
  return /^(connect|trace|track)$/i.test(method)
}

/**
 * Whether a browser lets this method pass without asking for it in a CORS-preflight.
 * https://fetch.spec.whatwg.org/#cors-safelisted-method
 */
export function isSafelistedMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST'
}
