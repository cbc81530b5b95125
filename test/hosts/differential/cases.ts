import { field } from '../../support/portable-arbitraries.ts'
import { corpus } from '../../support/portable-corpus.ts'
import type { CommonOptions } from './libraries.ts'

/** A request to make. */
export interface Case {
  readonly method: string
  readonly headers: Record<string, string>
}

const asks = (method: string, headers?: string): Record<string, string> => ({
  'Access-Control-Request-Method': method,
  ...(headers !== undefined && { 'Access-Control-Request-Headers': headers }),
})

/** What is sent, with each origin and without one. */
const REQUESTS: readonly Case[] = [
  { method: 'GET', headers: {} },
  { method: 'PUT', headers: {} },
  { method: 'OPTIONS', headers: {} },
  { method: 'OPTIONS', headers: asks('') },
  { method: 'OPTIONS', headers: asks('PUT') },
  { method: 'OPTIONS', headers: asks('GET', 'content-type') },
  { method: 'OPTIONS', headers: asks('PUT', 'X-A, content-type') },
  { method: 'OPTIONS', headers: asks('PATCH') },
  { method: 'OPTIONS', headers: asks('put') },
  { method: 'OPTIONS', headers: asks('PUT', 'x-b') },
]

/** The policies of the corpus that list whole origins, with and without credentials, and what to send to each. */
export const TRIES: readonly { readonly options: CommonOptions; readonly cases: readonly Case[] }[] = Object.entries(
  corpus.policies,
).flatMap(([key, { origin: listed }]) => {
  if (!Array.isArray(listed) || listed.some((entry) => entry.includes('*'))) return []
  const rows = corpus.originMatch.filter(({ policy, origin }) => policy === key && field(origin))
  const origins = new Set<string | undefined>([undefined, ...listed, ...rows.map(({ origin }) => origin)])
  const cases = [...origins].flatMap((origin) =>
    REQUESTS.map(({ method, headers }) => ({
      method,
      headers: { ...(origin !== undefined && { Origin: origin }), ...headers },
    })),
  )
  const common = {
    origin: listed as string[],
    allowMethods: ['GET', 'PUT', 'DELETE'],
    allowHeaders: ['content-type', 'x-a'],
    exposeHeaders: ['x-total'],
    maxAge: 600,
  }
  return [true, false].map((credentials) => ({ options: { ...common, credentials }, cases }))
})
