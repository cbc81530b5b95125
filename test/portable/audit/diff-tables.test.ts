import { describe, expect, it } from 'vitest'
import { type Change, diff, type PolicyDiff, toMarkdown } from '../../../src/audit/index.ts'
import { cors, PolicyError } from '../../../src/index.ts'
import { live } from '../../../src/rollout/index.ts'
import { routes, type RouteTable } from '../../../src/routes/index.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const open = cors({ origin: '*' })
const ours = cors({ origin: [A], allowMethods: ['GET', 'PUT'] })
const wider = cors({ origin: [A, B], allowMethods: ['GET', 'PUT'] })

const brief = ({ rule, path, rows, message, request }: Change) =>
  [rule, path.join('.'), String(rows), message, `${request?.method} ${request?.url}`].join(' | ')

describe('diff of tables', () => {
  it.each<readonly [string, RouteTable, RouteTable]>([
    ['equal tables', routes({ '/a': ours, '/b/*': open }), routes({ '/a': ours, '/b/*': open })],
    ['the order of rows that never meet', routes({ '/a': ours, '/b': open }), routes({ '/b': open, '/a': ours })],
    ['the name of a parameter', routes({ '/a/:id': ours }), routes({ '/a/:name': ours })],
    ['a row that is otherwise', routes({ '/a': false, '/b': ours }), routes({ '/b': ours })],
    ['rows by method', routes({ '/a': ours }), routes({ 'GET,POST,PUT /a': ours, '/a': ours })],
    ['what is no permission', routes({ '/a': ours }), routes({ '/a': { ...ours.toJSON(), maxAge: 5 } })],
  ])('finds no difference in %s', (_what, before, after) => {
    expect(diff(before, after)).toMatchObject({ equal: true, complete: true, added: [], removed: [] })
    expect(diff(after, before)).toMatchObject({ equal: true })
  })

  it.for<readonly [string, narrow: RouteTable, wide: RouteTable, ...changes: string[]]>([
    [
      'a wider row',
      routes({ '/a': ours, '/b': ours }),
      routes({ '/a': wider, '/b': ours }),
      `D-01 | /a.origin | /a | Pages of "${B}" may now read answers | GET https://api.example.com/a`,
    ],
    [
      'a new row',
      routes({ '/a/*': ours }),
      routes({ 'GET /b/:id': open, '/a/*': ours }),
      'D-01 | GET /b/:id.origin | GET /b/:id | Pages of "*" may now read answers | GET https://api.example.com/b/any',
    ],
    [
      'otherwise, which a star does not certainly exclude',
      routes({ '/a/*': ours }),
      routes({ '/a/*': ours }, { otherwise: open }),
      'D-01 | otherwise.origin | otherwise | Pages of "*" may now read answers | GET https://api.example.com/',
    ],
    [
      'the order of rows',
      routes({ '/:id/keys': false, '/a/*': ours }),
      routes({ '/a/*': ours, '/:id/keys': false }),
      `D-01 | /a/*.origin | /a/* | Pages of "${A}" may now read answers | GET https://api.example.com/a/keys`,
    ],
    [
      'a row that was false',
      routes({ '/a/b': false, '/a/*': open }),
      routes({ '/a/*': open }),
      'D-01 | /a/*.origin | /a/* | Pages of "*" may now read answers | GET https://api.example.com/a/b',
    ],
    [
      'a method of one row',
      routes({ 'PUT /a': { origin: [A] }, '/a': ours }),
      routes({ '/a': ours }),
      'D-03 | /a.allowMethods | /a | Pages may now send "PUT" | OPTIONS https://api.example.com/a',
    ],
    [
      'several rows',
      routes({ '/a': ours, '/b': false, '/c': ours }),
      routes({ '/a': wider, '/b': false, '/c': wider }),
      `D-01 | /a.origin | /a,/c | Pages of "${B}" may now read answers | GET https://api.example.com/a`,
    ],
    [
      'the capitals of a row',
      routes({ '/Doc': ours, '/doc/*': open }),
      routes({ '/doc': ours, '/doc/*': open }),
      `D-01 | /doc.origin | /doc | Pages of "${A}" may now read answers | GET https://api.example.com/doc`,
    ],
    [
      'rows that become one',
      routes({ '/a': { ...ours.toJSON(), maxAge: 5 }, '/b/*': ours }),
      routes({ '/a': ours, '/b/*': ours }),
      `D-01 | /b/*.origin | /b/* | Pages of "${A}" may now read answers | GET https://api.example.com/b/any/..%2f..%2f..%2fa`,
    ],
  ])('finds %s', ([what, narrow, wide, ...changes]) => {
    const { added, removed, widens, complete } = diff(narrow, wide) as PolicyDiff
    const lines = added.map(brief)
    for (const change of changes) expect(lines.some((line) => line.startsWith(change))).toBe(true)
    expect([what, widens, complete]).toEqual([what, true, true])
    // The other spelling is lost.
    expect(removed).toHaveLength(what.includes('capitals') ? 1 : 0)
  })

  it('compares a table with a policy, with options, and with what `live` answers with', () => {
    const table = routes({ '/a/*': ours }, { otherwise: ours })
    expect(diff(ours, table)).toMatchObject({ equal: true })
    expect(diff({ origin: [A] }, table)).toMatchObject({ widens: true, narrows: false })
    expect(diff(live(table), live(open))).toMatchObject({ widens: true })
    expect(() => diff(table, { wrap: () => {} } as never)).toThrow(PolicyError)
  })

  it('is complete unless a predicate can only be asked', async () => {
    const predicate = cors({ origin: async ({ host }) => host === 'b.example' })
    const before = routes({ '/a': predicate, '/b': ours })
    expect(diff(before, routes({ '/a': predicate, '/b': wider }))).toMatchObject({ complete: true })
    const found = await diff(before, routes({ '/a': open, '/b': ours }), { origins: [B] })
    expect(found).toMatchObject({ complete: false, widens: true })
  })

  it('names rows in Markdown', () => {
    const { added } = diff(routes({ '/a': ours, '/c': ours }), routes({ '/a': wider, '/c': wider })) as PolicyDiff
    expect(toMarkdown(added)).toContain('D-01 at `/a.origin` and `/c.origin`: ')
  })

  it('takes hundreds of rows', () => {
    const rows = (policy: typeof ours) =>
      routes(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`/t-${at}/*`, at === 7 ? policy : ours])))
    const { added } = diff(rows(ours), rows(wider)) as PolicyDiff
    expect(added.map(({ rows: names }) => String(names))).toEqual(['/t-7/*'])
  })
})
