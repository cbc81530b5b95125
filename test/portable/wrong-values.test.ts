import { describe, expect, it } from 'vitest'
import { audit, checklist, diff, observe, toMarkdown, toSarif } from '../../src/audit/index.ts'
import { createBrowser, createUserAgent } from '../../src/browser/index.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { explain, render } from '../../src/explain/index.ts'
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
  readOriginFilter,
  readOriginTable,
} from '../../src/origins/index.ts'
import { combine } from '../../src/presets/index.ts'
import { live, shadow } from '../../src/rollout/index.ts'
import { routes } from '../../src/routes/index.ts'
import { expectReadable, expectRefused, matrix } from '../../src/testing/index.ts'

/** Values of every kind, by the names by which the table below accepts them. */
const VALUES: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  true: true,
  seven: 7,
  zero: 0,
  negative: -1,
  fraction: 1.5,
  NaN: NaN,
  Infinity: Infinity,
  bigint: 7n,
  symbol: Symbol('s'),
  '""': '',
  '"x"': 'x',
  '[]': [],
  '[7]': [7],
  '[null]': [null],
  '{}': {},
  'without a prototype': Object.create(null),
  function: () => 7,
  Date: new Date(0),
  Map: new Map([['a', 1]]),
  promise: Promise.resolve({}),
  proxy: new Proxy({}, {}),
}

const A = 'https://a.example'
const policy = cors({ origin: [A, 'https://*.b.example'], credentials: true })
const findings = audit({ origin: ['http://a.example'] })
const explanation = await explain({ policy, page: A, url: 'https://api.example/' })
const network = (): Response => new Response('x')
const transport = async () => ({ status: 200, statusText: '', headers: [], body: new Uint8Array() })
const page = createBrowser({ network }).page(A)
const request = new Request('https://api.example/?c=show')
const STORE = { tenant: 'shop', get: () => false }
const sink = (): void => {}
const table = originTable([['x', A]])
const gate = originFilter([['x', A]], { version: 'x' })

type Call = (value: never) => unknown

/** Calls with one value each, and the names of the values that they accept. */
const CALLS: readonly (readonly [name: string, call: Call, accepted: string])[] = [
  ['cors(value)', (value) => cors(value), ''],
  ['parseOrigins(value)', (value) => parseOrigins(value), '""'],
  ['csrf(value)', (value) => csrf(value), ''],
  ['csrf({ self })', (self) => csrf({ self }), ''],
  ['csrf({ self: [value] })', (self) => csrf({ self: [self] }), ''],
  ['csrf({ trusted })', (trusted) => csrf({ self: A, trusted }), 'undefined []'],
  ['csrf({ missing })', (missing) => csrf({ self: A, missing }), 'undefined'],
  ['csrf({ methodOverride })', (methodOverride) => csrf({ self: A, methodOverride }), 'undefined true'],
  ['csrf({ allowedHosts })', (allowedHosts) => csrf({ self: A, allowedHosts }), 'undefined [] "x"'],
  ['csrf({ bypass })', (bypass) => csrf({ self: A, bypass }), 'undefined []'],
  ['csrf({ mode })', (mode) => csrf({ self: A, mode }), 'undefined'],
  ['csrf({ onDeny })', (onDeny) => csrf({ self: A, onDeny }), 'undefined function'],
  ['csrf({ zzz })', (zzz) => csrf({ self: A, ...{ zzz } }), ''],
  ['protect(value, …)', (value) => protect(value, { self: A }), ''],
  ['protect(policy, value)', (value) => protect(policy, value), ''],
  ['routes(value)', (value) => routes(value), '{} without-a-prototype proxy'],
  ['routes({ path: value })', (value) => routes({ '/a': value }), ''],
  ['routes(…, value)', (value) => routes({ '/a': policy }, value), 'undefined {} without-a-prototype proxy'],
  ['routes(…, { otherwise })', (otherwise) => routes({ '/a': policy }, { otherwise }), 'undefined'],
  ['routes(…, { zzz })', (zzz) => routes({ '/a': policy }, { otherwise: undefined, ...{ zzz } }), ''],
  ['combine(value)', (value) => combine(value), '{} without-a-prototype proxy'],
  ['combine({ allowHeaders })', (allowHeaders) => combine({ allowHeaders }), 'undefined []'],
  ['combine({ zzz })', (zzz) => combine({ allowHeaders: undefined, ...{ zzz } } as never), ''],
  ['fromDjango(value)', (value) => fromDjango(value), '{} without-a-prototype proxy'],
  ['fromDjango(…, value)', (value) => fromDjango({}, value), 'undefined {} without-a-prototype proxy'],
  ['fromDjango({ version })', (version) => fromDjango({}, { version }), 'undefined'],
  ['fromDjango({ signal })', (signal) => fromDjango({}, { signal }), 'undefined true'],
  ['fromDjango({ zzz })', (zzz) => fromDjango({}, { version: undefined, ...{ zzz } }), ''],
  ['fromHono(value)', (value) => fromHono(value), 'undefined {} without-a-prototype proxy function'],
  ['fromExpress(value)', (value) => fromExpress(value), 'undefined {} without-a-prototype proxy function'],
  ['fromFastify(value)', (value) => fromFastify(value), 'undefined {} without-a-prototype proxy function'],
  ['fromItty(value)', (value) => fromItty(value), 'undefined {} without-a-prototype proxy function'],
  ['fromItty(…, value)', (value) => fromItty({}, value), 'undefined {} without-a-prototype proxy'],
  ['fromItty({ version })', (version) => fromItty({}, { version }), 'undefined seven'],
  ['fromItty({ zzz })', (zzz) => fromItty({}, { version: undefined, ...{ zzz } }), ''],
  ['fromSpring(value)', (value) => fromSpring(value), '{} without-a-prototype proxy'],
  ['live(value)', (value) => live(value), ''],
  ['live(…).set(value)', (value) => live(policy).set(value), ''],
  ['shadow(value, …)', (value) => shadow(value, policy, { onDifference: sink }), ''],
  ['shadow(…, value, …)', (value) => shadow(policy, value, { onDifference: sink }), ''],
  ['shadow(…, …, value)', (value) => shadow(policy, policy, value), ''],
  ['shadow({ onDifference })', (value) => shadow(policy, policy, { onDifference: value }), 'function'],
  [
    'shadow({ percent })',
    (percent) => shadow(policy, policy, { onDifference: sink, percent }),
    'undefined seven zero fraction',
  ],
  ['fromD1(value)', (value) => fromD1(value), 'function'],
  ['fromD1(…, value)', (value) => fromD1(() => sink as never, value), 'undefined "x"'],
  ['fromDenoKv(value)', (value) => fromDenoKv(value), 'function Map'],
  ['fromDenoKv(…, value)', (value) => fromDenoKv(() => sink as never, value), 'undefined'],
  ['fromDurableObject(value)', (value) => fromDurableObject(value), 'function'],
  ['fromHttp(value)', (value) => fromHttp(value), ''],
  ['fromHttp(…, value)', (value) => fromHttp(`${A}/{tenant}/{origin}`, value), 'undefined function'],
  ['fromKv(value)', (value) => fromKv(value), 'function Map'],
  ['fromPostgres(value)', (value) => fromPostgres(value), 'function'],
  ['fromPostgres(…, value)', (value) => fromPostgres(() => sink as never, value), 'undefined "x"'],
  ['fromRedis(value)', (value) => fromRedis(value), 'function'],
  ['fromRedis(…, value)', (value) => fromRedis(() => sink as never, value), 'undefined "x"'],
  ['fromSqlite(value)', (value) => fromSqlite(value), ''],
  ['shadow({ zzz })', (zzz) => shadow(policy, policy, { onDifference: sink, ...{ zzz } }), ''],
  ['originStore(value)', (value) => originStore(value), ''],
  ['originStore({ get })', (get) => originStore({ ...STORE, get }), 'function'],
  ['originStore({ tenant })', (tenant) => originStore({ ...STORE, tenant }), '"x" function'],
  ['originStore({ fresh })', (fresh) => originStore({ ...STORE, fresh }), 'undefined seven zero fraction'],
  ['originStore({ stale })', (stale) => originStore({ ...STORE, stale }), 'undefined seven zero fraction'],
  ['originStore({ negative })', (negative) => originStore({ ...STORE, negative }), 'undefined seven zero fraction'],
  ['originStore({ deadline })', (deadline) => originStore({ ...STORE, deadline }), 'undefined seven fraction'],
  ['originStore({ max })', (max) => originStore({ ...STORE, max }), 'undefined seven'],
  ['originStore({ maxNegative })', (maxNegative) => originStore({ ...STORE, maxNegative }), 'undefined seven'],
  ['originStore({ maxConcurrent })', (maxConcurrent) => originStore({ ...STORE, maxConcurrent }), 'undefined seven'],
  ['originStore({ wildcards })', (wildcards) => originStore({ ...STORE, wildcards }), 'undefined zero'],
  ['originStore({ filter })', (filter) => originStore({ ...STORE, filter }), 'undefined function'],
  ['originStore({ onEvent })', (onEvent) => originStore({ ...STORE, onEvent }), 'undefined function'],
  ['originStore({ zzz })', (zzz) => originStore({ ...STORE, ...{ zzz } }), ''],
  ['originStore(…).allows(value, …)', (tenant) => originStore(STORE).allows(tenant, A), '"x"'],
  ['originStore(…).allows(…, value)', (origin) => originStore(STORE).allows('x', origin), ''],
  ['originStore(…).invalidate(value)', (tenant) => originStore(STORE).invalidate(tenant), 'undefined "x"'],
  ['originStore(…).invalidate(…, value)', (origin) => originStore(STORE).invalidate('x', origin), 'undefined'],
  ['originTable(value)', (value) => originTable(value), '[]'],
  ['originTable([value])', (value) => originTable([value]), ''],
  ['originTable([[value, …]])', (tenant) => originTable([[tenant, A]]), '"x"'],
  ['originTable([[…, value]])', (origin) => originTable([['x', origin]]), ''],
  ['originTable(…, value)', (value) => originTable([A], value), 'undefined {} without-a-prototype proxy'],
  ['originTable({ tenant })', (tenant) => originTable([['x', A]], { tenant }), 'undefined function'],
  ['originTable({ zzz })', (zzz) => originTable([A], { tenant: undefined, ...{ zzz } }), ''],
  ['readOriginTable(value)', (value) => readOriginTable(value), ''],
  [
    'readOriginTable(…, value)',
    (value) => readOriginTable(table.toBytes(), value),
    'undefined {} without-a-prototype proxy',
  ],
  ['readOriginTable({ tenant })', (tenant) => readOriginTable(table.toBytes(), { tenant }), 'undefined function'],
  ['originFilter(value)', (value) => originFilter(value), '[]'],
  ['originFilter([value])', (value) => originFilter([value]), ''],
  ['originFilter(…, value)', (value) => originFilter([A], value), 'undefined {} without-a-prototype proxy'],
  ['originFilter({ maxAge })', (maxAge) => originFilter([A], { maxAge }), 'undefined seven zero fraction Infinity'],
  ['originFilter({ version })', (version) => originFilter([A], { version }), 'undefined "x"'],
  ['originFilter({ builtAt })', (builtAt) => originFilter([A], { builtAt }), 'undefined seven zero'],
  ['originFilter({ zzz })', (zzz) => originFilter([A], { maxAge: 1, ...{ zzz } }), ''],
  ['readOriginFilter(value)', (value) => readOriginFilter(value), ''],
  [
    'readOriginFilter(…, value)',
    (value) => readOriginFilter(gate.toBytes(), value),
    'undefined {} without-a-prototype proxy',
  ],
  ['filter.add(value, …)', (tenant) => gate.add(tenant, A), '"x"'],
  ['filter.add(…, value)', (origin) => gate.add('x', origin), ''],
  ['filter.update(…, value)', (added) => gate.update('x', added), '[]'],
  ['filter.update(value, …)', (version) => gate.update(version, []), '"" "x"'],
  ['jsonp(value, …)', (value) => jsonp(value, {}, { parameter: 'c' }), ''],
  ['jsonp(…, value)', (value) => jsonp(request, {}, value), ''],
  ['jsonp({ parameter })', (parameter) => jsonp(request, {}, { parameter }), '"x"'],
  ['jsonp({ callbacks })', (callbacks) => jsonp(request, {}, { parameter: 'c', callbacks }), 'undefined []'],
  ['jsonp({ scriptsOnly })', (scriptsOnly) => jsonp(request, {}, { parameter: 'c', scriptsOnly }), 'undefined true'],
  ['jsonp({ zzz })', (zzz) => jsonp(request, {}, { parameter: 'c', ...{ zzz } }), ''],
  ['audit(policy, value)', (value) => audit(policy, value), 'undefined {} without-a-prototype proxy'],
  ['checklist(policy, value)', (value) => checklist(policy, value), 'undefined {} without-a-prototype proxy'],
  ['audit({ stage })', (stage) => audit(policy, { stage }), 'undefined'],
  ['audit({ environment })', (environment) => audit(policy, { environment }), 'undefined'],
  ['audit({ routes })', (list) => audit(policy, { routes: list }), 'undefined []'],
  ['audit({ routes: [value] })', (route) => audit(policy, { routes: [route] }), ''],
  ['audit({ routes: [{ path }] })', (path) => audit(policy, { routes: [{ path }] }), '"" "x"'],
  ['a route with cookies', (cookies) => audit(policy, { routes: [{ path: '/', cookies }] }), 'undefined true'],
  ['a route with webSocket', (webSocket) => audit(policy, { routes: [{ path: '/', webSocket }] }), 'undefined true'],
  ['a route with methods', (methods) => audit(policy, { routes: [{ path: '/', methods }] }), 'undefined []'],
  ['audit({ csrf })', (guard) => audit(policy, { csrf: guard }), 'undefined true'],
  ['audit({ self })', (self) => audit(policy, { self }), 'undefined []'],
  ['audit({ publicSuffixes })', (publicSuffixes) => audit(policy, { publicSuffixes }), 'undefined [] "" "x"'],
  ['a list of suffixes', (suffix) => audit(policy, { publicSuffixes: [suffix] }), '"" "x"'],
  ['a set of suffixes', (suffix) => audit(policy, { publicSuffixes: new Set([suffix]) }), '"" "x"'],
  ['a generator of suffixes', (suffix) => audit(policy, { publicSuffixes: [suffix].values() }), '"" "x"'],
  ['a finder of suffixes', (found) => audit(policy, { publicSuffixes: () => found }), 'undefined null "" "x"'],
  [
    'a finder of suffixes like that of tldts',
    (publicSuffix) => audit(policy, { publicSuffixes: () => ({ publicSuffix }) }),
    'null "" "x"',
  ],
  ['audit({ zzz })', (zzz) => audit(policy, { stage: undefined, ...{ zzz } }), ''],
  ['diff(value, …)', (value) => diff(value, policy), ''],
  ['diff(…, value)', (value) => diff(policy, value), ''],
  ['diff(…, …, value)', (value) => diff(policy, policy, value), 'undefined {} without-a-prototype proxy'],
  ['diff({ origins })', (origins) => diff(policy, policy, { origins }), 'undefined []'],
  ['diff({ zzz })', (zzz) => diff(policy, policy, { origins: undefined, ...{ zzz } }), ''],
  ['observe(value, …)', (value) => observe(value, { sink }), ''],
  ['observe(policy, value)', (value) => observe(policy, value), ''],
  ['observe({ sink })', (value) => observe(policy, { sink: value }), 'function'],
  ['observe({ route })', (route) => observe(policy, { sink, route }), 'undefined function'],
  ['observe({ after })', (after) => observe(policy, { sink, after }), 'undefined seven'],
  ['toMarkdown(value)', (value) => toMarkdown(value), '[]'],
  ['toSarif(value)', (value) => toSarif(value), '[]'],
  ['toSarif(findings, value)', (value) => toSarif(findings, value), 'undefined {} without-a-prototype proxy'],
  ['toSarif({ uri })', (uri) => toSarif(findings, { uri }), 'undefined "x"'],
  ['toSarif({ line })', (line) => toSarif(findings, { uri: 'x', line }), 'undefined seven zero negative NaN'],
  ['toSarif({ zzz })', (zzz) => toSarif(findings, { uri: undefined, ...{ zzz } }), ''],
  ['createBrowser(value)', (value) => createBrowser(value), ''],
  ['createBrowser({ network })', (value) => createBrowser({ network: value }), 'function'],
  ['createBrowser({ profile })', (profile) => createBrowser({ network, profile }), 'undefined'],
  ['createBrowser({ clock })', (clock) => createBrowser({ network, clock }), 'undefined function'],
  ['createBrowser({ cookies })', (cookies) => createBrowser({ network, cookies }), 'undefined true'],
  ['createBrowser({ zzz })', (zzz) => createBrowser({ network, ...{ zzz } }), ''],
  ['createUserAgent(value)', (value) => createUserAgent(value), ''],
  ['createUserAgent({ transport })', (value) => createUserAgent({ transport: value }), 'function'],
  ['createUserAgent({ cookies })', (cookies) => createUserAgent({ transport, cookies }), 'undefined true'],
  ['createUserAgent({ zzz })', (zzz) => createUserAgent({ transport, ...{ zzz } }), ''],
  ['page(value)', (value) => createBrowser({ network }).page(value), 'null'],
  ['page(…, value)', (value) => createBrowser({ network }).page(A, value), 'undefined "" "x"'],
  ['page.fetch(value)', (value) => page.fetch(value), '"" "x"'],
  // `fetch()` takes null and nothing else in these places, and ignores members that it does not know.
  ['page.fetch({ mode })', (mode) => page.fetch('/', { mode }), 'undefined null'],
  ['page.fetch({ credentials })', (credentials) => page.fetch('/', { credentials }), 'undefined null'],
  ['page.fetch({ redirect })', (redirect) => page.fetch('/', { redirect }), 'undefined null'],
  ['page.fetch({ signal })', (signal) => page.fetch('/', { signal }), 'undefined null'],
  ['page.fetch({ headers: "…" })', () => page.fetch('/', { headers: 'x-a: 1' as never }), ''],
  ['page.fetch({ headers: […] })', () => page.fetch('/', { headers: [7] as never }), ''],
  ['explain(value)', (value) => explain(value), ''],
  ['explain({ policy })', (value) => explain({ policy: value, page: A, url: A }), ''],
  ['explain({ network })', (value) => explain({ policy, network: value, page: A, url: A }), 'undefined function'],
  ['explain({ page })', (value) => explain({ policy, page: value, url: A }), 'null'],
  ['explain({ url })', (url) => explain({ policy, page: A, url }), '"" "x"'],
  ['explain({ method })', (method) => explain({ policy, page: A, url: A, method }), 'undefined null "x"'],
  ['explain({ headers: […] })', () => explain({ policy, page: A, url: A, headers: [7] as never }), ''],
  ['explain({ mode })', (mode) => explain({ policy, page: A, url: A, mode }), 'undefined null'],
  ['explain({ keepalive })', (keepalive) => explain({ policy, page: A, url: A, keepalive }), 'undefined true'],
  ['explain({ profile })', (profile) => explain({ policy, page: A, url: A, profile }), 'undefined'],
  ['explain({ probe })', (probe) => explain({ policy, page: A, url: A, probe }), 'undefined true'],
  ['explain({ zzz })', (zzz) => explain({ policy, page: A, url: A, ...{ zzz } }), ''],
  ['render(value, …)', (value) => render(value, 'text'), ''],
  ['render(…, value)', (value) => render(explanation, value), ''],
  ['render(…, …, value)', (value) => render(explanation, 'text', value), 'undefined {} without-a-prototype proxy'],
  ['render({ color })', (color) => render(explanation, 'text', { color }), 'undefined true'],
  ['render({ zzz })', (zzz) => render(explanation, 'text', { color: undefined, ...{ zzz } }), ''],
  ['expectReadable(value)', (value) => expectReadable(value), ''],
  ['expectRefused(value)', (value) => expectRefused(value), ''],
  ['expectRefused(…, value)', (code) => expectRefused(page.fetch('https://api.example/'), code), 'undefined'],
  ['matrix(value, …)', (value) => matrix(value, { origins: [A] }), 'function'],
  ['matrix(policy, value)', (value) => matrix(policy, value), ''],
  ['matrix({ origins })', (origins) => matrix(policy, { origins }), '[null]'],
  ['matrix({ methods })', (methods) => matrix(policy, { origins: [A], methods }), 'undefined'],
  ['matrix({ headers })', (headers) => matrix(policy, { origins: [A], headers }), 'undefined'],
  [
    'matrix({ headers: [value] })',
    (headers) => matrix(policy, { origins: [A], headers: [headers] }),
    '{} without-a-prototype proxy',
  ],
  ['matrix({ credentials })', (credentials) => matrix(policy, { origins: [A], credentials }), 'undefined'],
  ['matrix({ url })', (url) => matrix(policy, { origins: [A], url }), 'undefined'],
  ['matrix({ profile })', (profile) => matrix(policy, { origins: [A], profile }), 'undefined'],
  ['matrix({ zzz })', (zzz) => matrix(policy, { origins: [A], ...{ zzz } }), ''],
]

/** What is wrong, what is expected, and nothing that only the runtime would say. */
const CLEAR = /is missing|are missing|is (an? )?\S.*expected|is not an option of \w+\(\)|^Expected a refusal/s

describe('wrong values', () => {
  it.each(CALLS)('of %s get an error that says what is expected', async (_name, call, accepted) => {
    const taken: string[] = []
    const unclear: unknown[] = []
    for (const [name, value] of Object.entries(VALUES)) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one call after the other, so that the first wrong one is shown
        await call(value as never)
        taken.push(name.replaceAll(' ', '-'))
      } catch (error) {
        const { message } = error as Error
        if (!(error instanceof Error) || !CLEAR.test(message) || message.includes('undefined ('))
          unclear.push([name, error])
      }
    }
    expect(unclear).toEqual([])
    expect(taken.toSorted()).toEqual(accepted.split(' ').filter(Boolean).toSorted())
  })

  it.each<readonly [name: string, call: () => unknown, message: string]>([
    ['an empty self', () => csrf({ self: [] }), 'self[0] is missing, expected an exact http or https origin'],
    ['half a line', () => toSarif(findings, { line: 1.5 }), 'line is 1.5, expected a whole number above 0'],
    [
      'a line as a string',
      () => toSarif(findings, { line: '3' as never }),
      'line is "3", expected a whole number above 0',
    ],
    [
      'a promise of findings',
      () => toMarkdown(Promise.resolve([]) as never),
      'findings is a Promise, expected the list that',
    ],
    [
      'a suffix that is a URL',
      () => audit(policy, { publicSuffixes: ['github.io', 'https://vercel.app'] }),
      'entry 1 is "https://vercel.app", and not a suffix such as "github.io"',
    ],
    [
      'a suffix that is none, in a set',
      () => audit(policy, { publicSuffixes: new Set(['github.io', null as never]) }),
      'entry 1 is null, and not a suffix',
    ],
    [
      'a line that is no suffix, in a string',
      () => audit(policy, { publicSuffixes: '// comment\ngithub.io\n\n*.ck\n!www.ck\nvercel.app/x' }),
      'entry 5 is "vercel.app/x", and not a suffix',
    ],
    [
      'a finder that answers later',
      () => audit(policy, { publicSuffixes: (async () => 'b.example') as never }),
      'publicSuffixes() is a Promise, expected a string, null, or what parse() of tldts returns',
    ],
    [
      'a guard for certain hosts, without self',
      () => audit(policy, { csrf: csrf({ self: A, allowedHosts: 'a.example', missing: 'allow' }) }),
      'self is missing, expected an origin at which the guard answers, because it denies every other host',
    ],
    ['a misspelled option', () => createBrowser({ network, ...{ profil: 'webkit' } }), 'expected profile'],
  ])('include %s', (_name, call, message) => {
    expect(call).toThrow(message)
    expect(call).toThrow(PolicyError)
  })

  it('leave the error of a getter as it is, because it belongs to the application', () => {
    const error = new Error('no secret')
    const options = {
      get self(): string {
        throw error
      },
    }
    expect(() => csrf(options)).toThrow(error)
    expect(() => audit(policy, options)).toThrow(error)
  })

  it('do not hide F-03, when the audit knows at which host the guard answers', () => {
    const guard = csrf({ self: A, allowedHosts: 'a.example', missing: 'allow' })
    expect(audit(policy, { csrf: guard, self: A }).map(({ rule }) => rule)).toContain('F-03')
  })
})
