import * as fc from 'fast-check'
import type { CorsOptions } from '../../src/index.ts'
import type { Header } from '../../src/browser/index.ts'
import { type Answer, type Call, type Case, HERE } from './case.ts'

/** All generated cases use this seed, so that no run is flaky. A counterexample becomes a row of the table. */
export const SEED = 0x636f7273

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'PURGE'] as const
const NAMES = ['content-type', 'x-one', 'x-two', 'authorization', 'accept'] as const
const HEADERS: readonly Header[] = [
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain'],
  ['X-One', '1'],
  ['X-Two', '2'],
  ['Authorization', 'Bearer abc'],
  ['Accept', 'text/html'],
  ['Accept', '(odd)'],
]

const call: fc.Arbitrary<Call> = fc.record(
  {
    method: fc.constantFrom(...METHODS),
    headers: fc.uniqueArray(fc.constantFrom(...HEADERS), { maxLength: 3, selector: ([name]) => name }),
    credentials: fc.constantFrom('omit', 'same-origin', 'include'),
    mode: fc.constantFrom('cors', 'cors', 'cors', 'cors', 'cors', 'no-cors', 'same-origin'),
  },
  { requiredKeys: ['method'] },
)
/** One or two calls to the same URL, so that the second may find its preflight in the cache. */
const calls = fc.array(call, { minLength: 1, maxLength: 3 })

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 204, 404, 500),
  headers: fc.subarray<Header>([
    ['Content-Type', 'text/plain'],
    ['X-One', '1'],
    ['ETag', '"1"'],
    ['Set-Cookie', 'a=b; Path={path}'],
    ['Vary', 'Accept'],
  ]),
})

/** A valid policy. Most list the page. */
const policy: fc.Arbitrary<CorsOptions> = fc.boolean().chain((credentials) => {
  const list = (items: readonly string[]): fc.Arbitrary<string[]> =>
    credentials ? fc.subarray([...items]) : fc.oneof(fc.subarray([...items]), fc.subarray(['*', ...items]))
  const origins = [['{page}'], ['{page}', '{other}'], ['{other}'], ['http://localhost:*'], []]
  return fc.record(
    {
      origin: credentials ? fc.constantFrom(...origins) : fc.constantFrom<string | string[]>('*', ...origins),
      credentials: fc.constant(credentials),
      allowMethods: list(METHODS),
      allowHeaders: list(NAMES),
      exposeHeaders: list(['x-one', 'etag']),
      timingAllowOrigin: fc.boolean(),
      maxAge: fc.constantFrom(0, 5, 600),
      preflightStatus: fc.constantFrom(200 as const, 204 as const),
      enforce: fc.boolean(),
    },
    { requiredKeys: ['origin', 'credentials'] },
  )
})

/** Header values of servers that do not use this library. */
const lines: fc.Arbitrary<Header[]> = fc
  .record<Record<string, string | undefined>>({
    'Access-Control-Allow-Origin': fc.constantFrom(
      '{page}',
      '{page}',
      '{page}',
      '{origin}',
      '*',
      '*',
      'null',
      '{other}',
      '{page}/',
      undefined,
    ),
    'Access-Control-Allow-Credentials': fc.constantFrom('true', 'true', 'false', 'True', undefined),
    'Access-Control-Allow-Methods': fc.constantFrom(
      '{method}',
      '{method}',
      '*',
      'PUT, DELETE',
      'PUT,,PATCH',
      'put',
      'PUT (x)',
      undefined,
    ),
    'Access-Control-Allow-Headers': fc.constantFrom(
      '{names}',
      '{names}',
      '*',
      'X-One',
      'x-one, x-two, content-type',
      '*, authorization',
      'x one',
      undefined,
    ),
    'Access-Control-Expose-Headers': fc.constantFrom('x-one', '*', 'x-one, etag', 'x one', undefined),
    'Access-Control-Max-Age': fc.constantFrom('0', '600', undefined),
  })
  .map((record) => Object.entries(record).filter((line): line is [string, string] => line[1] !== undefined))

const byHand = fc.record({
  preflight: lines,
  actual: lines,
  status: fc.constantFrom(200, 204, 204, 204, 301, 403),
  answer,
})

/** Random calls, to servers with random policies of this library, and to servers without it. */
export function generateCases(count: number): readonly Case[] {
  const guarded = fc.record({ policy, actual: answer })
  const free = byHand.map(({ preflight, actual, status, answer: { status: final = 200, headers = [] } }) => ({
    preflight: { status, headers: preflight },
    actual: { status: final, headers: [...headers, ...actual] },
  }))
  const cases = fc.record({ calls, resource: fc.oneof(guarded, free) })
  return fc.sample(cases, { seed: SEED, numRuns: count }).map(({ calls: made, resource }, index) => ({
    name: `generated ${index + 1}`,
    calls: made,
    resources: { [HERE]: resource },
  }))
}
