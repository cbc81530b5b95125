import { after } from '../../runtime/promise.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { OriginLookup } from '../lookup.ts'

/**
 * A tenant that stores do not agree about. UTF-8 cannot carry half of a surrogate pair: KV, Deno KV, SQLite and Redis
 * read U+FFFD in its place, and so the origins of another tenant. PostgreSQL refuses NUL.
 */
const AMBIGUOUS = /[\0\p{Surrogate}]/u

/** Together with an origin, this fits into a key of Deno KV (2048 bytes) and into a URL. */
const MAX_TENANT_LENGTH = 512

/**
 * Makes a lookup of a store. A tenant that the store cannot hold has no origins: that is no error of the store, so that
 * nobody can make a store look broken by inventing tenants.
 */
export function createLookup(ask: (...question: Parameters<OriginLookup>) => unknown): OriginLookup {
  return (tenant, origin, question) =>
    tenant.length <= MAX_TENANT_LENGTH && !AMBIGUOUS.test(tenant) && after(ask(tenant, origin, question), readAnswer)
}

/**
 * What a value of a store says. Deliberately no other values: `"false"` is true in JavaScript.
 *
 * @throws {TypeError} for any other value, because it is an error of the store
 */
function readAnswer(value: unknown): boolean {
  if (value === true || value === 1) return true
  if (value === false || value === 0 || value === null) return false
  throw unexpected('The store answered', value, 'true or false')
}
