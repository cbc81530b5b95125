import { FORBIDDEN_METHOD } from '../../fetch/method.ts'
import { isToken } from '../../fetch/token.ts'
import { unexpected } from '../../wording/unexpected.ts'

/** The methods that `fetch()` writes in upper case (https://fetch.spec.whatwg.org/#concept-method-normalize). */
export const NORMALISED: RegExp = /^(delete|get|head|options|post|put)$/i

/**
 * Checks and normalises a method (https://fetch.spec.whatwg.org/#dom-request, steps 25.2 and 25.3). `patch` is not
 * normalised, and stays another method than `PATCH`.
 *
 * @throws {TypeError} for a method that is malformed or forbidden
 */
export function normaliseMethod(method: string): string {
  if (typeof method !== 'string' || !isToken(method)) {
    throw unexpected('Method is', method, 'a token such as "GET"')
  }
  if (FORBIDDEN_METHOD.test(method)) {
    throw unexpected('Method is', method, 'none of CONNECT, TRACE and TRACK')
  }
  return NORMALISED.test(method) ? method.toUpperCase() : method
}
