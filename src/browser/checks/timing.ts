import { getHeader, type HeaderList, splitQuoted } from '../terms/header-list.ts'

/**
 * The TAO check (https://fetch.spec.whatwg.org/#concept-tao-check): whether a page may see how long a response took.
 * The caller remembers a failure for the rest of the redirects (step 2). Not done: navigations (step 6).
 *
 * @param isBasic whether the response tainting is `basic`
 */
export function passesTimingCheck(headers: HeaderList, origin: string, isBasic: boolean): boolean {
  // Step 3. Unlike the CORS check, this one accepts a list.
  const allowed = getHeader(headers, 'timing-allow-origin')
  const values = allowed === null ? [] : splitQuoted(allowed)
  // Steps 4, 5 and 7.
  return isBasic || values.includes('*') || values.includes(origin)
}
