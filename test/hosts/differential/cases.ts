import * as fc from 'fast-check'
import { anyOrigin, field, origin, RUNS } from '../../portable/support/arbitraries.ts'
import { corpus } from '../../portable/support/corpus.ts'
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

/** The requests to send, each with every origin and without one. */
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

const NAMES = {
  allowMethods: ['GET', 'PUT', 'DELETE'],
  allowHeaders: ['content-type', 'x-a'],
  exposeHeaders: ['x-total'],
  maxAge: 600,
}

/** A policy that lists exact origins, and the requests to send to it. */
interface Try {
  readonly options: CommonOptions
  readonly cases: readonly Case[]
}

/** Every request with and without credentials, from each origin and without one. */
function tryOut(listed: readonly string[], others: readonly string[]): Try[] {
  const origins = new Set<string | undefined>([undefined, ...listed, ...others])
  const cases = [...origins].flatMap((from) =>
    REQUESTS.map(({ method, headers }) => ({
      method,
      headers: { ...(from !== undefined && { Origin: from }), ...headers },
    })),
  )
  return [true, false].map((credentials) => ({ options: { ...NAMES, origin: listed, credentials }, cases }))
}

/** Cases from the corpus. */
const KNOWN = Object.entries(corpus.policies).flatMap(([key, { origin: listed }]) => {
  if (!Array.isArray(listed) || listed.some((entry) => entry.includes('*'))) return []
  const rows = corpus.originMatch.filter(({ policy, origin: from }) => policy === key && field(from))
  return tryOut(
    listed,
    rows.map(({ origin: from }) => from),
  )
})

/** Generated cases. */
const GENERATED = fc
  .sample(
    fc.tuple(
      fc.array(origin, { minLength: 1, maxLength: 5 }),
      fc.array(anyOrigin.filter(field), { minLength: 10, maxLength: 10 }),
    ),
    { seed: RUNS.seed, numRuns: 20 },
  )
  .flatMap(([listed, others]) => tryOut(listed, others))

export const TRIES: readonly Try[] = [...KNOWN, ...GENERATED]
