import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { anyOptions, anyOrigin, FEWER_RUNS, RUNS } from '../support/arbitraries.ts'
import { corpus } from '../support/corpus.ts'
import { issuesOf } from '../support/faults.ts'
import { longestRead } from '../support/longest.ts'
import { preflightFrom, rawRequest, requestFrom, syncPolicy } from '../support/requests.ts'
import { leastTime } from '../support/time.ts'
import { countCalls } from '../support/work.ts'

const OPTION_NAMES = Object.keys(syncPolicy({ origin: '*' }).toJSON())
const A = 'https://a.example'

describe('invariant 16: no input makes it throw', () => {
  const value = fc.oneof(
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withObjectString: true,
    }),
    fc.constantFrom(Symbol('x'), () => true, new Proxy([], {}), Object.create(null), 'true', '*', [A], ['GET'], ['*']),
  )

  it('except a PolicyError for wrong options', () => {
    const options = fc.oneof(
      value,
      fc.dictionary(fc.oneof(fc.constantFrom(...OPTION_NAMES, 'onDecision'), fc.string()), value),
    )
    fc.assert(
      fc.property(options, (given) => {
        for (const { code, message, path } of issuesOf(given)) {
          expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
          expect(message).toMatch(/^.+ (is .+|is missing|is not an option of cors\(\)), expected ./s)
          expect(path.length).toBeLessThan(3)
        }
      }),
      { ...RUNS, numRuns: 500 },
    )
  })

  it.each(['origin', 'access-control-request-method', 'access-control-request-headers', 'sec-fetch-site'])(
    'whether a request has the header %s or not',
    (name) => {
      const { [name]: _, ...others }: Record<string, string> = {
        origin: A,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-a',
        'sec-fetch-site': 'cross-site',
      }
      const policy = syncPolicy({ origin: A, allowMethods: ['PUT'], allowHeaders: ['x-a'], enforce: true })
      expect(policy.decide(rawRequest('OPTIONS', others)).kind).toMatch(/^(preflight|actual|none)$/)
      expect(policy.headers(rawRequest('OPTIONS', others)).set).toBeInstanceOf(Array)
    },
  )

  it('whatever the headers of a request', () => {
    const usual = fc.constantFrom('GET', 'PUT', 'content-type', 'cross-site')
    const text = fc.oneof(anyOrigin, usual, fc.string({ unit: 'binary' }), fc.string({ maxLength: 5000 }))
    const headers = fc.dictionary(
      fc.constantFrom('origin', 'access-control-request-method', 'access-control-request-headers', 'sec-fetch-site'),
      text,
    )
    fc.assert(
      fc.property(anyOptions, fc.constantFrom('GET', 'OPTIONS', ''), headers, (options, method, given) => {
        const policy = syncPolicy({ ...options, enforce: true })
        expect(Object.isFrozen(policy.decide(rawRequest(method, given)))).toBe(true)
        expect(policy.allowsOrigin(given['origin'] ?? '')).toBeTypeOf('boolean')
      }),
      FEWER_RUNS,
    )
  })
})

describe('invariant 18: prototypes', () => {
  it.each(Object.getOwnPropertyNames(Object.prototype))('do not allow their own names: %s', (name) => {
    const { decide, allowsOrigin } = syncPolicy({ origin: A })

    expect(allowsOrigin(name)).toBe(false)
    expect(decide(preflightFrom(A, name)).allowed).toBe(false)
    expect(decide(preflightFrom(A, 'GET', name)).allowed).toBe(false)
  })

  const options: CorsOptions = { origin: [A, 'https://*.b.example'], credentials: true, allowHeaders: ['x-a'] }
  // Made in advance, because a runtime cannot make requests while the prototype is polluted.
  const [asked, refused, known] = [
    preflightFrom(A, 'PUT', 'x-b'),
    requestFrom('https://evil.example'),
    preflightFrom(A, 'GET'),
  ]
  const observations = (policy = syncPolicy(options)): unknown => [
    policy.toJSON(),
    policy.decide(asked),
    policy.decide(refused),
    [...(policy.preflight(known) as Response).headers],
    corpus.originMatch.map(({ origin }) => policy.allowsOrigin(origin)),
    issuesOf({ ...options, maxAge: -1 }).map(({ message }) => message),
    issuesOf({}).map(({ message }) => message),
  ]
  const pollution: Record<string, unknown> = {
    ...Object.fromEntries(OPTION_NAMES.map((name) => [name, true])),
    origin: '*',
    allowMethods: ['*'],
    allowHeaders: ['*'],
    maxAge: 1,
    onError: 'throw',
    onDecision: 1,
    'https://evil.example': true,
    suggestion: 'polluted',
    refusedHeaders: ['polluted'],
    enforce: true,
    headers: { 'X-Polluted': 'yes' },
  }

  it.each(['before', 'after'])('that are polluted %s the policy is compiled change nothing', (when) => {
    const expected = observations()
    const compiled = when === 'after' ? syncPolicy(options) : undefined
    let actual: unknown
    try {
      for (const [name, value] of Object.entries(pollution))
        // oxlint-disable-next-line no-extend-native
        Object.defineProperty(Object.prototype, name, { value, enumerable: true, configurable: true, writable: true })
      actual = observations(compiled)
    } finally {
      for (const name of Object.keys(pollution)) Reflect.deleteProperty(Object.prototype, name)
    }

    expect(actual).toEqual(expected)
  })
})

describe('invariants 19 and 20: the work for a request', () => {
  const { decide } = syncPolicy({ origin: ['https://*.a.example', A], allowHeaders: ['x-a'], allowMethods: ['PUT'] })
  const asking = (field: string, value: string): Request =>
    rawRequest('OPTIONS', { origin: A, 'access-control-request-method': 'PUT', [field]: value })
  const FIELDS = ['origin', 'access-control-request-method', 'access-control-request-headers']
  const SHAPES = ['a', ',', 'x-a,', ' ', '\t,', 'a.', ':', '://', '[::', '0:', 'A ', '-']
  const PREFIXES = ['', 'https://']
  const ROWS = FIELDS.flatMap((field) =>
    SHAPES.flatMap((shape) => PREFIXES.map((prefix): [string, string, string] => [field, prefix, shape])),
  )
  const of = (prefix: string, shape: string, bytes: number): string => prefix + shape.repeat(bytes / shape.length)

  it.each(ROWS)('grows at most linearly with the value: %s of %j%j', (field, prefix, shape) => {
    const work = (bytes: number): number => countCalls(() => decide(asking(field, of(prefix, shape, bytes))))

    for (const bytes of [100, 150, 300, 1000, 2000]) expect(work(2 * bytes)).toBeLessThan(2.5 * work(bytes) + 50)
  })

  it.each(ROWS)('is bounded, however long the value: %s of %j%j', (field, prefix, shape) => {
    const work = (bytes: number): number => countCalls(() => decide(asking(field, of(prefix, shape, bytes))))

    expect(work(131_072)).toBe(work(8192))
  })

  it.each(ROWS)('takes less than 5 ms for 128 KB: %s of %j%j', (field, prefix, shape) => {
    const request = asking(field, of(prefix, shape, 131_072))

    expect(decide(request).allowed).toBe(false)
    expect(leastTime(() => decide(request))).toBeLessThan(5)
  })

  it.each(ROWS)('reads nothing of a value that is too long: %s of %j%j', (field, prefix, shape) => {
    const request = asking(field, of(prefix, shape, 131_072))
    const bound = field === 'origin' ? 326 : 4096
    const policies = [{}, { enforce: true }, { dangerouslyReflectHeaders: true }, { allowMethods: ['*'] }].map((more) =>
      syncPolicy({ origin: ['https://*.a.example', A, 'http://localhost:*'], allowHeaders: ['x-a'], ...more }),
    )
    policies.push(syncPolicy({ origin: () => true }))

    for (const { decide: decideAll, headers, preflight, allowsOrigin } of policies) {
      const origin = request.headers.get('origin')!
      // Only the answer as data is read, because runtimes read the headers of responses.
      for (const run of [() => decideAll(request), () => headers(request), () => allowsOrigin(origin)])
        expect(longestRead(run)).toBeLessThanOrEqual(bound)
      expect(preflight(request)?.ok).toBe(true)
    }
  })

  it('does not depend on how many origins are listed', () => {
    const work = (count: number): number => {
      const policy = syncPolicy({ origin: Array.from({ length: count }, (_, index) => `https://a${index}.example`) })
      return countCalls(() => policy.allowsOrigin('https://b.example'))
    }

    expect(work(1000)).toBe(work(10))
  })
})
