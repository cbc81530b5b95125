import { join } from 'node:path'
import { expect, test } from 'vitest'
import { audit, diff, observe, toMarkdown, toSarif } from '../../src/audit/index.ts'
import { createBrowser, createUserAgent } from '../../src/browser/index.ts'
import { csrf } from '../../src/csrf/index.ts'
import { cors, parseOrigins, PolicyError } from '../../src/index.ts'
import { fromDjango } from '../../src/import/index.ts'
import { jsonp } from '../../src/jsonp/index.ts'
import { combine } from '../../src/presets/index.ts'
import { live, shadow } from '../../src/rollout/index.ts'
import { routes } from '../../src/routes/index.ts'
import { CREDENTIAL_FAULTS, OPTION_FAULTS, ORIGIN_FAULTS } from '../portable/support/faults.ts'
import { GUARD_FAULTS } from '../portable/support/guard-faults.ts'
import { SELF } from '../portable/support/writes.ts'
import { ROOT } from './project.ts'

const LISTED = { origin: ['https://a.example'] }
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
        { '/a/*': LISTED, 'GET /a/b': false, '/b': { origin: '*', cookieless: true } },
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
    'live() and shadow()',
    [
      ...calls(
        (options: never) => live(cors(LISTED)).set(options),
        { origin: '*', cookieless: true },
        { wrap: () => {} },
      ),
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
