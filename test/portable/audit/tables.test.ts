import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { audit, checklist, type Finding, toMarkdown, toSarif } from '../../../src/audit/index.ts'
import { createBrowser } from '../../../src/browser/index.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors, type CorsOptions, PolicyError } from '../../../src/index.ts'
import { live, shadow } from '../../../src/rollout/index.ts'
import { routes, type RouteTable } from '../../../src/routes/index.ts'
import { FEWER_RUNS, listedOptions, predicateOptions, publicOptions } from '../support/arbitraries.ts'
import { auditNow } from '../support/audit.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const GUARDED = { csrf: true } as const
const open = cors({ origin: '*' })
const ours = cors({ origin: [A], allowMethods: ['GET', 'PUT'] })
const insecure = { origin: ['http://a.example'] }

const brief = (findings: readonly Finding[]) => findings.map(({ rule, path, rows }) => [rule, path.join('.'), rows])

describe('an audit of a table', () => {
  it('names the row of each finding, and joins findings of rows', () => {
    const table = routes(
      {
        '/a': insecure,
        '/b': { ...insecure, maxAge: 5 },
        '/c': { origin: ['http://b.example'] },
        '/d': false,
        '/e': ours,
      },
      { otherwise: insecure },
    )
    expect(brief(auditNow(table))).toEqual([
      ['O-10', '/a.origin.0', ['/a', '/b', 'otherwise']],
      ['O-10', '/c.origin.0', ['/c']],
    ])
  })

  it('finds nothing in rows without CORS', () => {
    expect(auditNow(routes({ '/a': false, '/b': ours }))).toEqual([])
  })

  it('gives each row the routes that it decides about', () => {
    const table = routes({ 'GET /doc/:id': open, '/doc/:id': { ...ours.toJSON(), allowMethods: ['PUT', 'DELETE'] } })
    const found = auditNow(table, {
      routes: [
        { path: '/doc/:id', method: 'GET', cookies: true },
        { path: '/doc/{id}', method: 'PUT' },
        { path: '/other', method: 'DELETE' },
      ],
    })
    expect(brief(found)).toEqual([
      ['O-21', 'routes./doc/:id', ['GET /doc/:id']],
      ['M-02', '/doc/:id.allowMethods.1', ['/doc/:id']],
    ])
  })

  it('is a promise if a predicate answers with one', async () => {
    const found = audit(routes({ '/a': { origin: async () => false }, '/b': insecure }))
    expect(found).toBeInstanceOf(Promise)
    expect(brief(await found)).toEqual([
      ['O-14', '/a.origin', ['/a']],
      ['O-10', '/b.origin.0', ['/b']],
    ])
  })

  it('is what the checklist and the reports are made of', () => {
    const rows = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`/${at}`, insecure]))
    const findings = auditNow(routes(rows))
    expect(toMarkdown(findings)).toMatch(
      /^- \*\*medium\*\* O-10 at `\/0\.origin\.0`, `\/1\.origin\.0`, .*`\/4\.origin\.0` and 2 more: /,
    )
    const [run] = JSON.parse(JSON.stringify(toSarif(findings).runs)) as [{ results: { locations: [object] }[] }]
    expect(run.results[0]?.locations[0]).toEqual({
      logicalLocations: Object.keys(rows).map((row) => ({ fullyQualifiedName: `${row}.origin.0` })),
    })
    expect(Object.isFrozen(findings[0]?.rows)).toBe(true)
    expect(checklist(routes(rows))).toMatchObject([{}, { grade: 'attention' }, {}, {}, {}, {}])
  })
})

describe('rules about tables', () => {
  const credentialed = { origin: [A, B], credentials: true }
  it.each<readonly [rule: string, table: RouteTable, got: string, neighbour: RouteTable]>([
    [
      'T-01',
      routes({ 'GET /doc': { origin: '*', allowMethods: ['*'], allowHeaders: ['x-a'] }, '/doc': ours }),
      'got "PUT"',
      routes({ 'GET /doc': { origin: '*', allowMethods: ['*'] }, '/doc': ours }),
    ],
    [
      'T-01',
      routes({ 'DELETE /doc': ours, '/doc': { origin: [A, B], allowMethods: ['PUT', 'DELETE'] } }),
      'got "DELETE"',
      routes({
        'DELETE /doc': { origin: [A, B], allowMethods: ['DELETE'] },
        '/doc': { origin: [A, B], allowMethods: ['PUT', 'DELETE'] },
      }),
    ],
    [
      'T-01',
      routes({ 'GET,POST /doc/*': { origin: '*', allowMethods: ['GET', 'PUT'] } }),
      'got "PUT"',
      routes(
        { 'GET,POST /doc/*': { origin: '*', allowMethods: ['GET', 'PUT'] } },
        { otherwise: { origin: [A], allowMethods: ['PUT'], enforce: true } },
      ),
    ],
    [
      'T-02',
      routes({ 'GET /doc': credentialed, '/doc': { origin: [A], credentials: true } }),
      `got "${B}", which "/doc" refuses`,
      routes({ 'GET /doc': { origin: [A, B] }, '/doc': { origin: [A], credentials: true } }),
    ],
    ['T-03', routes({ 'OPTIONS /doc': ours, '/doc': ours }), 'got "OPTIONS /doc"', routes({ '/doc': ours })],
    ['T-04', routes({ 'PUT,POST /doc': { origin: [A] } }), 'got "PUT"', routes({ 'PUT /doc': ours, 'PUT /x': false })],
  ])('%s', (rule, table, got, neighbour) => {
    const find = (of: RouteTable) => auditNow(of, GUARDED).filter((finding) => finding.rule === rule)
    const [found, ...others] = find(table)
    expect(others).toEqual([])
    expect(found?.message).toContain(got)
    expect(found?.rows).toEqual([found?.path[0]])
    expect(find(neighbour)).toEqual([])
  })

  it('T-01 is what a browser does', async () => {
    const table = routes({ 'GET /doc': { origin: '*', allowMethods: ['*'], allowHeaders: ['x-a'] }, '/doc': ours })
    const sent: string[] = []
    const network = table.wrap(({ method }) => {
      sent.push(method)
      return new Response('data')
    })
    const evil = createBrowser({ network }).page('https://evil.example')
    const url = 'https://api.example/doc'
    await evil.fetch(url, { method: 'PUT' }).catch(() => {})
    expect(sent).toEqual([])
    await evil.fetch(url, { headers: { 'x-a': '1' } })
    await evil.fetch(url, { method: 'PUT' }).catch(() => {})
    expect(sent).toEqual(['GET', 'PUT'])
  })
})

describe('an audit of a layer', () => {
  it('is of the current policy of `live` and `shadow`', () => {
    const http = cors(insecure)
    const policy = shadow(http, open, { onDifference: () => {} })
    for (const layer of [live(insecure), live(live(insecure)), policy, live(policy)])
      expect(brief(auditNow(layer))).toEqual([['O-10', 'origin.0', undefined]])
    const layer = live(open)
    layer.set(routes({ '/a': insecure }))
    expect(brief(auditNow(layer))).toEqual([['O-10', '/a.origin.0', ['/a']]])
  })

  it('is of the policy of `protect`, but not of a guard', () => {
    expect(brief(auditNow(protect(insecure, { self: A })))).toEqual([['O-10', 'origin.0', undefined]])
    for (const layer of [csrf({ self: A }), live(csrf({ self: A }))]) {
      expect(() => auditNow(layer)).toThrow(PolicyError)
      expect(() => auditNow(layer)).toThrow('expected the result of cors() or routes(), or options')
    }
  })
})

test('an audit of one row for all paths is the audit of its policy, at the place of the row', async () => {
  const options = fc.oneof(listedOptions, publicOptions, predicateOptions)
  await fc.assert(
    fc.asyncProperty(options, fc.boolean(), async (given, hasGuard) => {
      const policy = cors<CorsOptions>(given)
      const settings = { csrf: hasGuard, self: A, routes: [{ path: '/users', method: 'GET', cookies: true }] }
      const ofPolicy = await audit(policy, settings)
      const ofTable = await audit(routes({ '/*': policy }), settings)
      const places = ofTable.map((finding) => ({
        ...finding,
        rows: undefined,
        path: finding.path[0] === '/*' ? finding.path.slice(1) : finding.path,
      }))
      expect(places).toEqual(ofPolicy)
      expect(ofTable.every(({ rows }) => String(rows) === '/*')).toBe(true)
    }),
    // A predicate is asked about hundreds of origins, twice.
    { ...FEWER_RUNS, numRuns: 70 },
  )
})
