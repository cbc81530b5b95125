import type { CorsCheckCode, Failure } from '../terms/failure.ts'
import { getHeader, type HeaderList } from '../terms/header-list.ts'

const ALLOW_ORIGIN = 'access-control-allow-origin'
const ALLOW_CREDENTIALS = 'access-control-allow-credentials'

/** A failure of the CORS check, without the request that failed. */
export type CorsFault = Omit<Failure, 'hop' | 'code'> & { readonly code: CorsCheckCode }

/**
 * The CORS check (https://fetch.spec.whatwg.org/#concept-cors-check): whether a response may be shared with a page. It
 * compares values byte for byte, and never parses them: `https://a.example/` is not `https://a.example`.
 *
 * @param origin the serialized request origin, `null` after redirects across other origins
 * @param withCredentials whether the credentials mode is `include`; it does not matter whether any cookies are sent
 * @returns `undefined` when the check succeeds
 */
export function corsFault(headers: HeaderList, origin: string, withCredentials: boolean): CorsFault | undefined {
  // Steps 1 and 2. A missing header is not the value `null`.
  const allowed = getHeader(headers, ALLOW_ORIGIN)
  if (allowed === null) return { code: 'acao-missing', header: ALLOW_ORIGIN, expected: origin }
  // Step 3.
  if (allowed === '*' && !withCredentials) return
  // Step 4. Two lines are joined, which never equals an origin.
  if (allowed !== origin) {
    const code = mismatchCode(allowed, withCredentials)
    return { code, header: ALLOW_ORIGIN, expected: origin, actual: allowed }
  }
  // Step 5.
  if (!withCredentials) return
  // Steps 6 to 8.
  const credentials = getHeader(headers, ALLOW_CREDENTIALS)
  if (credentials === 'true') return
  const about = { header: ALLOW_CREDENTIALS, expected: 'true' }
  return credentials === null
    ? { code: 'acac-missing', ...about }
    : { code: 'acac-invalid', ...about, actual: credentials }
}

/** Which mismatch the consoles of browsers name. The check itself only knows that the values differ. */
function mismatchCode(allowed: string, withCredentials: boolean): CorsCheckCode {
  if (allowed === '*' && withCredentials) return 'acao-wildcard-with-credentials'
  if (/[ ,]/.test(allowed)) return 'acao-multiple'
  return allowed === 'null' || URL.canParse(allowed) ? 'acao-mismatch' : 'acao-invalid'
}
