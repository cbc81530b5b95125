import { after } from '../../runtime/promise.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { OriginLookup } from '../lookup.ts'
import { isTenant } from '../rules.ts'

/**
 * Names that stores change or refuse. UTF-8 cannot carry half of a surrogate pair, so that KV, Deno KV, SQLite and Redis
 * would look up U+FFFD in its place, which may be the name of another tenant. PostgreSQL refuses NUL.
 */
const AMBIGUOUS = /[\0\p{Surrogate}]/u

/**
 * Makes a lookup of a function that asks a store. A tenant that stores cannot hold has no origins. That is not an error
 * of the store, because clients could then make it look broken by inventing tenants.
 */
export function createLookup(ask: (...question: Parameters<OriginLookup>) => unknown): OriginLookup {
  return (tenant, origin, question) =>
    isTenant(tenant) && !AMBIGUOUS.test(tenant) && after(ask(tenant, origin, question), readAnswer)
}

/**
 * Reads the value that a store gave. Deliberately not truthiness, because the string `"false"` is truthy.
 *
 * @throws {TypeError} for any value that is neither yes nor no, so that it counts as an error of the store
 */
function readAnswer(value: unknown): boolean {
  if (value === true || value === 1) return true
  if (value === false || value === 0 || value === null) return false
  throw unexpected('The store answered', value, 'true or false')
}
