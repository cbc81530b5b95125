import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { diff, type PolicyDiff } from '../../src/audit/index.ts'
import { cors, type CorsOptions, type CorsPolicy } from '../../src/index.ts'
import type { RouteTable } from '../../src/routes/index.ts'
import { nameOf } from '../../src/routes/table.ts'
import { rawRequest } from '../portable/support/requests.ts'
import { ODD_PATHS, PLAIN_PATHS, tablesOf } from '../portable/support/tables.ts'

/** A small world that tells every two tables of `tablesOf` apart, together with the policies below. */
const ORIGINS = ['https://a.example', 'https://x.a.example', 'https://b.example', 'https://stranger.example', 'null']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'FROB']
const NAMES = ['x-a', 'authorization', 'x-any']

const options: fc.Arbitrary<CorsOptions> = fc.boolean().chain((credentials) => {
  const star = credentials ? [] : ['*']
  const list = (...names: string[]) => fc.uniqueArray(fc.constantFrom(...names, ...star), { maxLength: 2 })
  const origins = fc.uniqueArray(fc.constantFrom('https://a.example', 'https://*.a.example', 'https://b.example'))
  return fc.record({
    origin: credentials ? origins : fc.oneof({ weight: 4, arbitrary: origins }, fc.constant('*')),
    credentials: fc.constant(credentials),
    allowMethods: list('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
    allowHeaders: list('X-A', 'authorization'),
    exposeHeaders: list('x-a'),
    maxAge: fc.constantFrom(5, 600),
    enforce: fc.boolean(),
    self: fc.constantFrom([], ['https://b.example']),
  })
})
/** Few policies, so that tables share some, and some that permit the same but are written in another way. */
const policies = fc.sample(options, { seed: 0x636f7273, numRuns: 12 }).flatMap((given) => {
  const other = { ...given, maxAge: 7, allowHeaders: [...(given.allowHeaders ?? [])].toReversed() }
  return [cors(given as { origin: string }), cors(other as { origin: string })] as CorsPolicy[]
})
const tables = tablesOf(fc.oneof(fc.constantFrom<CorsPolicy | false>(...policies), fc.constant(false as const)))

type Decider = {
  decide: (request: Request) => { allowed: boolean }
  headers: (request: Request) => { status?: number }
}

/** Everything that a policy permits for a method, one string for each permission. */
function permissionsFor(policy: CorsPolicy, method: string): ReadonlySet<string> {
  const found = new Set<string>()
  const { options: given } = policy
  const { decide, headers } = policy as unknown as Decider
  const isSimple = ['GET', 'HEAD', 'POST'].includes(method)
  const reaches = (sent: Record<string, string>) => headers(rawRequest(method, sent)).status === undefined
  for (const origin of ORIGINS) {
    const asks = (name?: string) =>
      decide(
        rawRequest('OPTIONS', {
          origin,
          'access-control-request-method': method,
          ...(name !== undefined && { 'access-control-request-headers': name }),
        }),
      ).allowed
    if (isSimple && reaches({ origin })) found.add(`${origin} sends`)
    if (!decide(rawRequest(method, { origin })).allowed || !asks()) continue
    found.add(`${origin} reads`)
    if (given.credentials) found.add(`${origin} reads with cookies`)
    for (const name of NAMES) {
      if (asks(name)) found.add(`${origin} sets ${name}`)
      if (given.exposeHeaders?.some((listed) => listed === '*' || listed.toLowerCase() === name))
        found.add(`${origin} sees ${name}`)
    }
  }
  if (isSimple && reaches({ 'sec-fetch-site': 'cross-site' })) found.add('nobody sends')
  return found
}

const known = new Map<CorsPolicy, Map<string, ReadonlySet<string>>>()

/** Everything that a table permits in the world. */
function permissionsOf(table: RouteTable | CorsPolicy, paths: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (const path of paths)
    // Odd paths take time, and differ from plain ones only in their rows.
    for (const method of PLAIN_PATHS.includes(path) ? METHODS : ['GET', 'PUT']) {
      const policy = 'find' in table ? table.find(rawRequest(method, {}, `https://api.example${path}`)).policy : table
      const byMethod = known.get(policy) ?? new Map<string, ReadonlySet<string>>()
      const permitted = byMethod.get(method) ?? permissionsFor(policy, method)
      known.set(policy, byMethod.set(method, permitted))
      for (const one of permitted) found.add(`${method} ${path}: ${one}`)
    }
  return found
}

/** A table permits nothing at paths that nobody can read, and a policy has no paths. `diff` does not look at these. */
const PATHS = [...PLAIN_PATHS, ...ODD_PATHS].filter((path) => path !== '/%c0%af')

function check(before: RouteTable | CorsPolicy, after: RouteTable | CorsPolicy): boolean {
  const [old, next] = [permissionsOf(before, PATHS), permissionsOf(after, PATHS)]
  const found = diff(before, after) as PolicyDiff
  const widened = [...next].find((one) => !old.has(one))
  const narrowed = [...old].find((one) => !next.has(one))
  expect([found.widens || widened, found.narrows || narrowed]).toEqual([
    found.widens || undefined,
    found.narrows || undefined,
  ])
  expect(found.equal).toBe(!found.widens && !found.narrows)
  for (const [changes, giver, other] of [
    [found.added, after, before],
    [found.removed, before, after],
  ] as const)
    for (const { request, rule, rows, path } of changes) {
      expect(rows?.[0]).toBe(path[0])
      if (!request) continue
      const asked = rawRequest(request.method, { ...request.headers }, request.url)
      const [given, refused] = [giver, other].map((table) => {
        const { decide, headers } = table as unknown as Decider
        return rule === 'D-06' ? headers(asked).status === undefined : decide(asked).allowed
      })
      expect([given, refused]).toEqual([true, false])
      expect(rows).toContain('find' in giver ? nameOf(giver.find(asked)) : 'otherwise')
    }
  return widened !== undefined
}

test('diff misses no widening and no narrowing of 3,000 pairs of tables, and every witness replays', () => {
  let widening = 0
  fc.assert(
    fc.property(tables, tables, (before, after) => {
      if (check(before, after)) widening++
    }),
    { seed: 0x636f7273, numRuns: 3000 },
  )
  expect(widening).toBeGreaterThan(1000)
})

test('diff compares a policy with a table', () => {
  let widening = 0
  fc.assert(
    fc.property(fc.constantFrom(...policies), tables, (policy, table) => {
      if (check(policy, table)) widening++
      if (check(table, policy)) widening++
    }),
    { seed: 0x636f7273, numRuns: 300 },
  )
  expect(widening).toBeGreaterThan(100)
})
