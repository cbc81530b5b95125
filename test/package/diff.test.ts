import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diff, type PolicyDiff } from '../../src/audit/index.ts'
import { cors, type CorsOptions, type CorsPolicy } from '../../src/index.ts'
import { rawRequest } from '../portable/support/requests.ts'

/** The world: origins, methods and names that tell every two policies of `options` apart. */
const ORIGINS = [
  ...['a', 'x.a', 'z.a', 'any-1.a', 'y.x.a'].map((name) => `https://${name}.example`),
  ...['b.example', 'b.example:49152', 'x.b.example:3000', 'y.b.example:3000'].map((host) => `https://${host}`),
  ...['', ':3000', ':49152', ':5173'].map((port) => `http://localhost${port}`),
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'ANY', 'FROB']
const NAMES = ['x-a', 'x-b', 'authorization', 'x-any', 'x-anyy']

const patterns = fc.uniqueArray(
  fc.constantFrom(
    ...[
      'https://a.example',
      'https://x.a.example',
      'https://*.a.example',
      'https://*.x.a.example',
      'https://any-1.a.example',
    ],
    ...[
      'https://*.b.example:3000',
      'https://b.example:49152',
      'http://localhost:*',
      'http://localhost',
      'http://localhost:3000',
    ],
    'http://localhost:49152',
  ),
  { maxLength: 4 },
)
const options: fc.Arbitrary<CorsOptions> = fc.boolean().chain((credentials) => {
  const star = credentials ? [] : ['*']
  const list = (...names: string[]) => fc.uniqueArray(fc.constantFrom(...names, ...star), { maxLength: 3 })
  return fc
    .record({
      origin: credentials
        ? patterns
        : fc.oneof({ weight: 4, arbitrary: patterns }, { weight: 1, arbitrary: fc.constant('*') }),
      credentials: fc.constant(credentials),
      allowMethods: list('GET', 'POST', 'PUT', 'ANY'),
      allowHeaders: list('x-a', 'X-B', 'authorization', 'x-any'),
      exposeHeaders: list('x-a', 'x-any'),
      timingAllowOrigin: fc.boolean(),
      enforce: fc.boolean(),
      self: fc.constantFrom([], ['https://b.example']),
      cookieless: fc.boolean(),
      dangerouslyAllowNullOrigin: fc.boolean(),
      dangerouslyReflectHeaders: fc.boolean(),
    })
    .map((given) =>
      Object.assign(given, {
        cookieless: given.cookieless && given.origin === '*',
        dangerouslyAllowNullOrigin: given.dangerouslyAllowNullOrigin && !credentials,
        dangerouslyReflectHeaders: given.dangerouslyReflectHeaders && !given.allowHeaders.includes('*'),
      }),
    )
})

/** Everything that a policy permits in a small world, one string for each permission. */
function permissionsOf(policy: CorsPolicy): Set<string> {
  const found = new Set<string>()
  const { options: given } = policy
  const decides = (method: string, headers: Record<string, string>) =>
    (policy as { decide: (request: Request) => { allowed: boolean } }).decide(rawRequest(method, headers)).allowed
  const reaches = (method: string, headers: Record<string, string>) =>
    (policy as { headers: (request: Request) => { status?: number } }).headers(rawRequest(method, headers)).status ===
    undefined
  for (const origin of [...ORIGINS, 'https://stranger.example', 'null']) {
    const asks = (method: string, name?: string) =>
      decides('OPTIONS', {
        origin,
        'access-control-request-method': method,
        ...(name !== undefined && { 'access-control-request-headers': name }),
      })
    for (const method of ['GET', 'HEAD', 'POST'])
      if (reaches(method, { origin })) found.add(`${origin} sends ${method}`)
    if (!asks('GET')) continue
    found.add(`${origin} reads`)
    if (given.credentials) found.add(`${origin} reads with cookies`)
    if (given.timingAllowOrigin) found.add(`${origin} sees times`)
    for (const method of METHODS) if (asks(method) && decides(method, { origin })) found.add(`${origin} uses ${method}`)
    for (const name of NAMES) {
      if (asks('GET', name)) found.add(`${origin} sets ${name}`)
      if ((given.exposeHeaders ?? []).some((listed) => listed === '*' || listed.toLowerCase() === name))
        found.add(`${origin} sees ${name}`)
    }
  }
  for (const method of ['GET', 'HEAD', 'POST'])
    if (reaches(method, { 'sec-fetch-site': 'cross-site' })) found.add(`nobody sends ${method}`)
  if (!given.cookieless) found.add('cookies')
  return found
}

describe('diff and brute force agree', () => {
  test('about 10,000 pairs of policies, and every witness replays', () => {
    let widening = 0
    fc.assert(
      fc.property(options, options, (first, second) => {
        const [before, after] = [first, second].map((given) => cors(given as { origin: string })) as [
          CorsPolicy,
          CorsPolicy,
        ]
        const [old, next] = [permissionsOf(before), permissionsOf(after)]
        const found = diff(before, after) as PolicyDiff
        const widens = [...next].some((permission) => !old.has(permission))
        const narrows = [...old].some((permission) => !next.has(permission))
        expect([found.widens, found.narrows, found.equal]).toEqual([widens, narrows, !widens && !narrows])
        if (widens) widening++
        for (const [changes, giver, other] of [
          [found.added, after, before],
          [found.removed, before, after],
        ] as const)
          for (const { request, rule } of changes) {
            if (!request) continue
            const [given, refused] = [giver, other].map((policy) => {
              const asked = rawRequest(request.method, { ...request.headers })
              const decider = policy as {
                decide: (request: Request) => { allowed: boolean }
                headers: (request: Request) => { status?: number }
              }
              return rule === 'D-06' ? decider.headers(asked).status === undefined : decider.decide(asked).allowed
            })
            expect([given, refused]).toEqual([true, false])
          }
      }),
      { seed: 0x636f7273, numRuns: 10_000 },
    )
    expect(widening).toBeGreaterThan(1000)
  })
})
