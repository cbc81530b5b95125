// What answers of the policies under soak have to have of CORS, and `Vary`: every such header, and no other. It is
// written down by hand from the standard and the promises of the README; nothing here asks Corsage.
import corpus from '../../test/data/attack-corpus.json' with { type: 'json' }
import { APP } from './requests.mjs'

/** An answer that shares nothing, but depends on the origin. */
export const NOTHING = { vary: 'Origin' }

const readableBy = (origin) => ({
  vary: 'Origin',
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
})

export const apiReadBy = (origin) => ({ ...readableBy(origin), 'access-control-expose-headers': 'etag, x-total' })

const API_METHODS = { 'access-control-allow-methods': 'GET, PUT, DELETE', 'access-control-max-age': '600' }

export const apiAskedBy = (origin) => ({
  ...readableBy(origin),
  ...API_METHODS,
  'access-control-allow-headers': 'content-type, x-request-id',
})

/** Where more names are asked for than are read, none is answered. */
export const API_ASKED_TOO_MUCH = {
  ...readableBy(APP),
  ...API_METHODS,
  vary: 'Origin, Access-Control-Request-Headers',
}

export const TENANT = 'https://a.tenants.example'
export const TENANT_READS = readableBy(TENANT)
export const TENANT_ASKS = {
  ...TENANT_READS,
  'access-control-allow-methods': 'PATCH',
  'access-control-allow-headers': 'x-tenant',
}

/** The same for everybody: there is no `Vary`. */
export const ALL_READ = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }
export const ALL_ASK = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*, authorization',
}

export const FORM_READ = { vary: 'Origin', 'access-control-allow-origin': APP }

/** What an entry of the corpus says of the answer to its origin. */
export function expectedOfCorpus({ policy, origin, verdict }) {
  const { origin: listed, credentials } = corpus.policies[policy]
  if (listed === '*') return { 'access-control-allow-origin': '*' }
  if (verdict === 'deny') return NOTHING
  return credentials ? readableBy(origin) : { vary: 'Origin', 'access-control-allow-origin': origin }
}
