import { FORBIDDEN_METHOD } from '../fetch/method.ts'
import { isToken } from '../fetch/token.ts'
import type { PolicyJSON } from './options.ts'

/**
 * Whether `allowMethods` covers the method. Browsers also let GET, HEAD and POST pass if they are not listed
 * (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.5); this function deliberately does not.
 */
export function coversMethod({ allowMethods }: Pick<PolicyJSON, 'allowMethods'>, method: string): boolean {
  return (
    allowMethods.includes(method) || (allowMethods.includes('*') && isToken(method) && !FORBIDDEN_METHOD.test(method))
  )
}

/**
 * Whether a request header is allowed. The wildcard does not cover `authorization`
 * (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name). A header called `*` is never reflected,
 * because in the answer it would be the wildcard.
 *
 * @param listed the names of `allowHeaders`, in lower case
 * @param name in lower case
 */
export function coversHeader(
  { dangerouslyReflectHeaders }: Pick<PolicyJSON, 'dangerouslyReflectHeaders'>,
  listed: ReadonlySet<string>,
  name: string,
): boolean {
  return listed.has(name) || (dangerouslyReflectHeaders ? name !== '*' : listed.has('*') && name !== 'authorization')
}
