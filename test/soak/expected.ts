// Every CORS header, and `Vary`, that the answers of the policies under soak must have; they must have no other. It is
// written by hand from the standard and the promises of the README: nothing here asks Corsage.
import corpus from '../data/attack-corpus.json' with { type: 'json' }
import { APP, type CorpusEntry } from './requests.ts'

/** CORS headers and `Vary`, by their names in lower case. */
export type CorsHeaders = Readonly<Record<string, string>>

/** An answer that shares nothing, but depends on the origin. */
export const NOTHING: CorsHeaders = { vary: 'Origin' }

const readableBy = (origin: string): CorsHeaders => ({
  vary: 'Origin',
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
})

export const apiReadBy = (origin: string): CorsHeaders => ({
  ...readableBy(origin),
  'access-control-expose-headers': 'etag, x-total',
})

const API_METHODS = { 'access-control-allow-methods': 'GET, PUT, DELETE', 'access-control-max-age': '600' }

export const apiAskedBy = (origin: string): CorsHeaders => ({
  ...readableBy(origin),
  ...API_METHODS,
  'access-control-allow-headers': 'content-type, x-request-id',
})

/** When more header names are requested than Corsage reads, the answer lists none. */
export const API_ASKED_TOO_MUCH: CorsHeaders = {
  ...readableBy(APP),
  ...API_METHODS,
  vary: 'Origin, Access-Control-Request-Headers',
}

export const TENANT = 'https://a.tenants.example'
export const TENANT_READS: CorsHeaders = readableBy(TENANT)
export const TENANT_ASKS: CorsHeaders = {
  ...TENANT_READS,
  'access-control-allow-methods': 'PATCH',
  'access-control-allow-headers': 'x-tenant',
}

/** One answer for everybody, and therefore no `Vary`. */
export const ALL_READ: CorsHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }
export const ALL_ASK: CorsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*, authorization',
}

export const FORM_READ: CorsHeaders = { vary: 'Origin', 'access-control-allow-origin': APP }

/** What the corpus says about the answer to the origin of an entry. */
export function expectedOfCorpus({ policy, origin, verdict }: CorpusEntry): CorsHeaders {
  const policies: Readonly<Record<string, { origin: unknown; credentials?: boolean }>> = corpus.policies
  const { origin: listed, credentials } = policies[policy] ?? {}
  if (listed === '*') return { 'access-control-allow-origin': '*' }
  if (verdict === 'deny') return NOTHING
  return credentials ? readableBy(origin) : { vary: 'Origin', 'access-control-allow-origin': origin }
}
