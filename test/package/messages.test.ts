import { join } from 'node:path'
import { expect, test } from 'vitest'
import { audit, diff, observe, toMarkdown, toSarif } from '../../src/audit/index.ts'
import { createBrowser, createUserAgent } from '../../src/browser/index.ts'
import { csrf } from '../../src/csrf/index.ts'
import { cors, parseOrigins, PolicyError } from '../../src/index.ts'
import { fromDjango, fromExpress, fromFastify, fromHono, fromItty, fromSpring } from '../../src/import/index.ts'
import { jsonp } from '../../src/jsonp/index.ts'
import {
  fromD1,
  fromDenoKv,
  fromDurableObject,
  fromHttp,
  fromKv,
  fromPostgres,
  fromRedis,
  fromSqlite,
  originFilter,
  originStore,
  originTable,
  readOriginTable,
} from '../../src/origins/index.ts'
import { combine } from '../../src/presets/index.ts'
import { live, shadow } from '../../src/rollout/index.ts'
import { routes } from '../../src/routes/index.ts'
import { CREDENTIAL_FAULTS, OPTION_FAULTS, ORIGIN_FAULTS } from '../portable/support/faults.ts'
import { GUARD_FAULTS } from '../portable/support/guard-faults.ts'
import { SELF } from '../portable/support/writes.ts'
import { ROOT } from './project.ts'

const LISTED = { origin: ['https://a.example'] }
const STORE = { tenant: 'shop', get: () => false }
const JSONP = { parameter: 'callback' }

/** The error of each call. A call without one fails the test. */
function errorsOf(throwing: readonly (() => unknown)[]): PolicyError[] {
  return throwing.map((call) => {
    try {
      call()
    } catch (error) {
      if (error instanceof PolicyError) return error
      throw error
    }
    throw new Error('No PolicyError was thrown')
  })
}

/** The distinct messages of all calls, each after its code, in the order of the calls. */
function write(throwing: readonly (() => unknown)[]): string {
  const issues = errorsOf(throwing).flatMap((error) => error.issues)
  return [...new Set(issues.map(({ code, message }) => `${code}: ${message}\n`))].join('')
}

function calls(run: (options: never) => unknown, ...given: readonly unknown[]): (() => unknown)[] {
  return given.map((options) => () => run(options as never))
}

/** Calls with wrong options, by the functions that refuse them. */
const CALLS: readonly (readonly [title: string, throwing: readonly (() => unknown)[]])[] = [
  ['cors(): origin', calls(cors, ...ORIGIN_FAULTS.map(({ options }) => options))],
  ['cors(): credentials', calls(cors, ...CREDENTIAL_FAULTS.map(({ options }) => options))],
  ['cors(): other options', calls(cors, ...OPTION_FAULTS.map(({ options }) => options))],
  ['parseOrigins()', calls(parseOrigins, undefined, 7, '*', 'https://a.example/, a.example null')],
  [
    'csrf()',
    calls(
      csrf,
      {},
      { self: [] },
      { self: SELF, origin: 1 },
      ...GUARD_FAULTS.map(([name, value]) => ({ self: SELF, [name]: value })),
    ),
  ],
  [
    'jsonp()',
    calls(
      (options: never) => jsonp(new Request('https://api.example/'), {}, options),
      {},
      { parameter: '' },
      { ...JSONP, callbacks: 'show' },
      { ...JSONP, callbacks: ['show', 'eval'] },
      { ...JSONP, callbacks: [7] },
      { ...JSONP, scriptsOnly: 'yes' },
      { ...JSONP, dangerouslyAllowMemberCallbacks: 'yes' },
      { ...JSONP, callback: 'show' },
    ).concat(calls((request: never) => jsonp(request, {}, JSONP), {})),
  ],
  [
    'routes()',
    [
      ...calls(
        routes,
        7,
        {
          '/a': true,
          '/b': () => false,
          '/c': LISTED,
          '/d/': false,
          'get /e': false,
          '/f': { origin: ['https://a.example/'] },
        },
        { '/a*': false, '/a/*/b': false, '/users/:id.json': false, '/a?b': false, a: false, '/a/..': false },
        { '/a/*': LISTED, 'GET /a/b': false, 'GET /c': false, 'PUT /:id': false, 'GET,PUT /c': false },
        { '/a': csrf({ self: 'https://app.example.com' }) },
      ),
      ...calls((settings: never) => routes({ '/a': false }, settings), { otherwise: true }, { default: false }),
    ],
  ],
  ['combine()', calls(combine, undefined, 'mcp', { origin: '*' }, { allowedHeaders: [] }, { allowMethods: ['put'] })],
  [
    'fromDjango()',
    [
      ...calls(fromDjango, undefined, []),
      ...calls((facts: never) => fromDjango({}, facts), { version: 3, signal: 'no' }, { signal: 1 }, { zzz: 1 }, []),
    ],
  ],
  [
    'the imports of packages',
    [
      ...[fromHono, fromExpress, fromFastify, fromItty, fromSpring].flatMap((read) => calls(read, null, [])),
      ...calls((facts: never) => fromItty({}, facts), [], { version: '5' }, { major: 5 }),
    ],
  ],
  [
    'the stores of origins',
    [
      ...calls(fromD1, undefined),
      ...calls(fromDenoKv, Promise.resolve()),
      ...calls(fromDurableObject, {}),
      ...calls(fromHttp, 'https://tenants.example/{tenant}', 'https://{tenant}.example/{origin}'),
      ...calls((send: never) => fromHttp('https://tenants.example/{tenant}/{origin}', send), {}),
      ...calls(fromKv, 'ORIGINS'),
      ...calls(fromPostgres, {}),
      ...calls((sql: never) => fromPostgres({ query: async () => ({ rows: [] }) }, sql), ['SELECT']),
      ...calls(fromRedis, {}),
      ...calls((prefix: never) => fromRedis({ sismember: async () => 0 }, prefix), ''),
      ...calls((prefix: never) => fromDenoKv({ get: async () => ({ value: null }) }, prefix), 'origins'),
      ...calls(fromSqlite, 'origins.db'),
    ],
  ],
  [
    'originTable() and originFilter()',
    [
      ...calls(
        originTable,
        undefined,
        'https://a.example',
        ['https://a.example/', 'https://*.a.example', 7],
        ['https://a.example', ['acme', 'https://a.example']],
        [
          ['acme', 'https://a.example', 'https://b.example'],
          ['', 'https://a.example'],
          ['acme', 'a.example'],
        ],
        Array(25).fill('https://a.example:443'),
      ),
      ...calls(
        (options: never) => originTable(['https://a.example'], options),
        'acme',
        { tenant: 'acme' },
        { tenant: () => 'acme' },
        { tenants: () => 'acme' },
      ),
      ...calls(
        (change: (bytes: Uint8Array) => unknown) => readOriginTable(change(originTable([]).toBytes()) as Uint8Array),
        () => undefined,
        () => originFilter([]).toBytes(),
        (bytes: Uint8Array) => bytes.fill(2, 8, 12),
        (bytes: Uint8Array) => bytes.subarray(4),
        (bytes: Uint8Array) => bytes.slice(0, -4),
        (bytes: Uint8Array) => bytes.fill(1, 20, 24),
      ),
      ...calls((options: never) => originFilter([], options), 60, {
        maxAge: '60',
        version: '',
        builtAt: new Date(0),
        maxage: 60,
      }),
      ...calls((version: never) => originFilter([]).update(version, []), 7),
      ...calls(
        (added: never) => originFilter([['acme', 'https://a.example']], { version: '7' }).update('7', added),
        {},
        ['https://a.example'],
      ),
    ],
  ],
  [
    'live() and shadow()',
    [
      ...calls((options: never) => live(cors(LISTED)).set(options), { wrap: () => {} }),
      ...calls(
        (options: never) => shadow(cors(LISTED), cors({ origin: '*' }), options),
        {},
        { onDifference: 'log', percent: 101 },
        { onDifferences: () => {} },
      ),
      ...calls(
        (next: never) => shadow(cors(LISTED), next, { onDifference: () => {} }),
        LISTED,
        cors({ origin: '*', cookieless: true }),
        routes({ '/a': LISTED }),
      ),
      ...calls((next: never) => shadow(routes({}), next, { onDifference: () => {} }), cors(LISTED)),
    ],
  ],
  [
    'originStore()',
    [
      ...calls(
        originStore,
        {},
        { get: 'SELECT 1', tenant: 7, fresh: '60', stale: -1, negative: NaN, deadline: 2000, max: 1.5 },
        { ...STORE, maxNegative: 0, maxConcurrent: 1e9, wildcards: 6, filter: [], onEvent: 'log', ttl: 60 },
      ),
      ...calls(
        (origin: never) => originStore(STORE).allows('shop', origin),
        ...[7, '', 'null', 'https://a.example/', 'https://*.a.example', 'http://localhost:*'],
      ),
      ...calls((tenant: never) => originStore(STORE).invalidate(tenant), null, ''),
      ...calls(
        (origin: never) => originStore({ ...STORE, wildcards: 1 }).invalidate('shop', origin),
        ...['https://*.com', 'https://*.vercel.app', 'https://a*.example'],
      ),
    ],
  ],
  [
    'audit() and observe()',
    [
      ...calls(
        (settings: never) => audit(LISTED, settings),
        { stage: 'stabel' },
        { environment: 'prod' },
        { routes: '/' },
        { routes: [{ path: '/' }, { method: 'GET' }] },
        { csrf: {} },
        { publicSuffixes: 1 },
        { publicSuffixes: ['github.io', 'https://vercel.app'] },
        { publicSuffixes: new Set([null]) },
        { routes: [{ path: '/', cookies: 'yes' }] },
        { csrf: csrf({ self: SELF, allowedHosts: 'api.example.com' }) },
        [],
        { self: ['https://A.example/', 'https://*.b.example'] },
        { route: [] },
        { zzz: 1 },
      ),
      ...calls((settings: never) => diff(LISTED, LISTED, settings), { origins: ['a.example'] }, { origin: [] }, []),
      ...calls((layer: never) => audit(layer), csrf({ self: SELF }), live(csrf({ self: SELF }))),
      ...calls((layer: never) => diff(LISTED, layer), csrf({ self: SELF })),
      ...calls((layer: never) => observe(layer, { sink: () => {} }), csrf({ self: SELF }), live(LISTED)),
      ...calls((options: never) => observe(cors(LISTED), options), { onReport: 'log' }, { every: 'hour' }, { zzz: 1 }),
    ],
  ],
  [
    'toMarkdown() and toSarif()',
    [
      ...calls(toMarkdown, undefined, Promise.resolve([])),
      ...calls((options: never) => toSarif([], options), null, { uri: '' }, { line: 1.5 }, { url: 'a' }),
    ],
  ],
  [
    'createBrowser() and createUserAgent()',
    [...calls(createBrowser, { profil: 'webkit' }), ...calls(createUserAgent, { transports: 1 }, { zzz: 1 })],
  ],
]

// Read the file as a user would before you accept a change: `npm run test:package -- -u`.
test('all messages are as they were reviewed', async () => {
  const errors = errorsOf([
    ...calls(
      cors,
      { origin: ['https://App.example.com/', '*', 'http://10.0.0.1'], credentials: true, methods: ['put'], maxAge: -1 },
      {},
    ),
    ...calls(csrf, { self: 'app.example.com', trusted: ['https://*.example.com'], bypass: 'post /hooks' }),
  ])
  const lists = CALLS.map(([title, throwing]) => `# ${title}\n\n${write(throwing)}`)
  await expect([...lists, '# Whole errors\n', ...errors.map((error) => String(error))].join('\n')).toMatchFileSnapshot(
    join(ROOT, 'test/package/messages.txt'),
  )
})
