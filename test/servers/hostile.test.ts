import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { cors, type CorsOptions, PolicyError } from '../../src/index.ts'
import { routes, type RouteTable } from '../../src/routes/index.ts'
import { HOSTILE_TOKENS } from '../portable/support/hostile-tokens.ts'
import { type Answer, grantsMore } from './support/answer.ts'
import { differencesOf } from './support/compare.ts'
import { UPSTREAM } from './support/data.ts'
import type { RawRequest } from './support/exchange.ts'
import { isInstalled, type Target, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

const TOKEN = "!#$%&'*+-.^_`|~019azAZ"
const name = fc.oneof(
  fc.constantFrom(...HOSTILE_TOKENS),
  fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 6 }),
)
const label = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/)
const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, 'example'].join('.'))
const port = fc.constantFrom('', ':8443', ':65535', ':1')
/** Hosts of apps and extensions may have characters that mean something in a configuration. */
const appHost = fc.string({ unit: fc.constantFrom(...'!"$%&\'()+,-.;=AZ_`az{}~09'), maxLength: 8 })
const origin = fc.oneof(
  fc.tuple(fc.constantFrom('https://', 'http://'), host, port).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('https://*.', 'http://*.'), host, port).map((parts) => parts.join('')),
  fc.constantFrom(
    'http://localhost:*',
    'https://*.localhost:*',
    'http://[::1]:*',
    'http://127.0.0.1:*',
    'http://[2001:db8::1]',
  ),
  fc.tuple(fc.constantFrom('x://', 'app+y://'), appHost).map((parts) => parts.join('')),
)
const list = (of: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.uniqueArray(of, { maxLength: 4 })
const options = fc.record(
  {
    origin: fc.oneof({ weight: 5, arbitrary: list(origin) }, fc.constant('*')),
    credentials: fc.boolean(),
    allowMethods: list(
      fc.oneof(
        fc.constantFrom('GET', 'PUT', 'DELETE', '*'),
        name.map((text) => text.toUpperCase()),
      ),
    ),
    allowHeaders: list(fc.oneof(fc.constantFrom('content-type', '*', 'authorization'), name)),
    exposeHeaders: list(fc.oneof(fc.constantFrom('etag', '*'), name)),
    maxAge: fc.constantFrom(0, 60, 86400),
    preflightStatus: fc.constantFrom(200, 204),
    enforce: fc.boolean(),
    timingAllowOrigin: fc.boolean(),
    self: fc.constantFrom([], ['https://api.example', 'http://api.example:8080']),
    dangerouslyAllowNullOrigin: fc.boolean(),
    dangerouslyAllowInsecureOrigins: fc.constant(true),
    dangerouslyAllowPublicSuffixes: fc.constant(true),
  },
  { requiredKeys: ['origin'] },
)

/** Random policies that the target takes, always the same ones. */
function policiesFor(target: Target, count: number): CorsOptions[] {
  const accepted: CorsOptions[] = []
  for (const given of fc.sample(options, { numRuns: 20_000, seed: 1 })) {
    try {
      target.export(cors(given as CorsOptions))
      accepted.push(given)
    } catch (error) {
      if (!(error instanceof PolicyError) && !(error instanceof ExportError)) throw error
    }
    if (accepted.length === count) break
  }
  return accepted
}

/** node:http, the server of the application, takes only methods that it knows. */
const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE'])

/** Requests around a policy: its origins, origins that look like them, and everything that its lists have. */
function requestsFor({ origin: given, allowMethods = [], allowHeaders = [] }: CorsOptions): RawRequest[] {
  const patterns = given === '*' ? ['https://app.example'] : (given as string[])
  const origins = patterns.flatMap((pattern) => {
    const one = pattern.replace('://*.', '://a.b-c.').replace(/:\*$/, ':3000')
    return [
      one,
      one.toUpperCase(),
      `${one}.evil`,
      `${one}x`,
      one.replace('://', '://evil'),
      one.replace('.', 'x'),
      pattern,
    ]
  })
  return ['null', 'https://evil.example', 'https://api.example', ...origins].flatMap((value, at) => {
    const from = [['Origin', value] as const]
    const asks = ['Access-Control-Request-Method', allowMethods[at % (allowMethods.length || 1)] ?? 'PUT'] as const
    const names = ['Access-Control-Request-Headers', allowHeaders.join(',').toLowerCase()] as const
    const method = allowMethods[at % (allowMethods.length || 1)] ?? 'POST'
    return [
      { method: 'GET', path: '/wrong', headers: from },
      { method: 'OPTIONS', path: '/200', headers: [...from, asks, ...(names[1] ? [names] : [])] },
      {
        method: METHODS.has(method) ? method : 'DELETE',
        path: '/200',
        headers: [...from, ['Sec-Fetch-Site', 'cross-site'] as const, ['Content-Length', '0'] as const],
      },
    ]
  })
}

describe.each(TARGETS.filter(isInstalled))('$name follows random policies', (target) => {
  test.each(policiesFor(target, 40))('%j', async (given) => {
    expect(await differencesOf(target, cors(given), requestsFor(given), upstream.port)).toEqual([])
  })
})

describe.each(TARGETS.filter(isInstalled))('$name gives names no meaning', (target) => {
  test('that are commands, variables or flags', async () => {
    // nginx refuses methods with other characters.
    const methods = HOSTILE_TOKENS.map((token) => token.toUpperCase())
    const allowMethods = target.name.startsWith('nginx') ? methods.filter((token) => /^[A-Z_-]+$/.test(token)) : methods
    const given: CorsOptions = {
      origin: ['https://app.example'],
      allowMethods: [...new Set(allowMethods)],
      allowHeaders: HOSTILE_TOKENS,
      exposeHeaders: HOSTILE_TOKENS,
      enforce: true,
    }
    expect(await differencesOf(target, cors(given), requestsFor(given), upstream.port)).toEqual([])
  })
})

const segment = fc.constantFrom('a', 'b', 'Doc', 'doc', ':id', 'x,y', '~', '$a', '(b)', 'v1.0', '-f', "it's", '&', '=')
const key = fc
  .tuple(
    fc.constantFrom('', '', 'GET ', 'PUT ', 'GET,DELETE ', 'PATCH '),
    fc.array(segment, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([methods, segments, hasRest]) => `${methods}/${[...segments, ...(hasRest ? ['*'] : [])].join('/')}`)

/** Random tables that the target takes, always the same ones. */
function tablesFor(target: Target, count: number): RouteTable[] {
  const policies = policiesFor(target, 20)
  const accepted: RouteTable[] = []
  const tables = fc.tuple(fc.uniqueArray(key, { minLength: 2, maxLength: 6 }), fc.nat({ max: 19 }))
  for (const [keys, at] of fc.sample(tables, { numRuns: 1000, seed: 2 })) {
    try {
      const row = (one: string, place: number): [string, CorsOptions] => [one, policies[(at + place) % 20]!]
      const table = routes(Object.fromEntries(keys.map(row)), { otherwise: policies[(at + 7) % 20]! })
      target.export(table)
      accepted.push(table)
    } catch (error) {
      if (!(error instanceof PolicyError) && !(error instanceof ExportError)) throw error
    }
    if (accepted.length === count) break
  }
  return accepted
}

/** Paths of the rows, and paths that look like them. */
function pathsOf(table: RouteTable): string[] {
  return [
    '/',
    '/other',
    ...table.rows.map(({ key: row }) => row.replace(/^\S+ /, '').replaceAll(':id', '7').replace('*', 'z')),
  ].flatMap((path) => [
    path,
    `${path}/`,
    path.toUpperCase(),
    `${path}/x`,
    `${path}%20`,
    `/${path}`,
    path.replace(/.$/, '%61'),
    `${path};v=1`,
    `/a/..${path}`,
  ])
}

describe.each(TARGETS.filter(isInstalled))('$name follows random tables', (target) => {
  test.each(tablesFor(target, 8).map((table) => [table.rows.map((row) => row.key).join(' | '), table] as const))(
    '%s',
    async (_keys, table) => {
      const origins = [...table.rows.map(({ policy }) => policy), table.otherwise].flatMap(
        ({ options: { origin: listed } }) =>
          Array.isArray(listed)
            ? (listed as string[]).slice(0, 1).map((one) => one.replace('://*.', '://a.').replace(/:\*$/, ''))
            : [],
      )
      const froms = [...origins, 'https://evil.example', 'null'].map((value) => ['Origin', value] as const)
      const kinds = [undefined, 'GET', 'PUT', 'PATCH', 'DELETE', 'put']
      const requests = pathsOf(table).flatMap((path, at) =>
        kinds.map((asked): RawRequest => {
          const from = froms[at % froms.length]!
          return asked
            ? { method: 'OPTIONS', path, headers: [from, ['Access-Control-Request-Method', asked]] }
            : { method: 'GET', path, headers: [from, ['Sec-Fetch-Site', 'cross-site']] }
        }),
      )
      const differences = await differencesOf(target, table, requests, upstream.port)
      const isMore = ({ got, expected }: { readonly got: Answer; readonly expected: Answer }): boolean =>
        grantsMore(got, expected)
      expect(differences.filter(isMore)).toEqual([])
      // Paths of lower-case names, which every router reads in the same way.
      expect(differences.filter(({ request }) => /^(\/[a-z0-9]+)+$/.test(request.path))).toEqual([])
    },
  )
})
