import type { CorsCheckCode } from '../outcome/failure.ts'
import { getHeader, type HeaderList } from '../terms/header-list.ts'
import type { Failure } from '../terms/wire.ts'

const ALLOW_ORIGIN = 'access-control-allow-origin'
const ALLOW_CREDENTIALS = 'access-control-allow-credentials'

/** What is wrong with the permission of a response, without where on the way it came. */
export type CorsFault = Omit<Failure, 'hop' | 'code'> & { readonly code: CorsCheckCode }

/**
 * Whether a response may be shared with a page (https://fetch.spec.whatwg.org/#concept-cors-check): the value is
 * compared byte for byte, and never parsed.
 *
 * @param origin serialized, `null` after a redirect over other origins
 * @param withCredentials whether the credentials mode is `include`, whatever cookies there are
 * @returns `undefined` when it may
 */
export function corsCheck(headers: HeaderList, origin: string, withCredentials: boolean): CorsFault | undefined {
  const allowed = getHeader(headers, ALLOW_ORIGIN)
  if (allowed === null) return { code: 'acao-missing', header: ALLOW_ORIGIN, expected: origin }
  if (allowed === '*' && !withCredentials) return
  if (allowed !== origin) {
    return { code: originFault(allowed, withCredentials), header: ALLOW_ORIGIN, expected: origin, actual: allowed }
  }
  if (!withCredentials) return
  const credentials = getHeader(headers, ALLOW_CREDENTIALS)
  if (credentials === 'true') return
  const fault = { header: ALLOW_CREDENTIALS, expected: 'true' }
  return credentials === null
    ? { code: 'acac-missing', ...fault }
    : { code: 'acac-invalid', ...fault, actual: credentials }
}

/** What the console says: the check itself knows only that the values differ. */
function originFault(allowed: string, withCredentials: boolean): CorsFault['code'] {
  if (allowed === '*' && withCredentials) return 'acao-wildcard-with-credentials'
  if (/[ ,]/.test(allowed)) return 'acao-multiple'
  return allowed === 'null' || URL.canParse(allowed) ? 'acao-mismatch' : 'acao-invalid'
}
