import { getHeader, type HeaderList, splitQuoted } from '../terms/header-list.ts'

/** Whether a page may see how long a response took (https://fetch.spec.whatwg.org/#concept-tao-check). */
export function timingCheck(headers: HeaderList, origin: string, isBasic: boolean): boolean {
  const allowed = getHeader(headers, 'timing-allow-origin')
  const values = allowed === null ? [] : splitQuoted(allowed)
  return isBasic || values.includes('*') || values.includes(origin)
}
