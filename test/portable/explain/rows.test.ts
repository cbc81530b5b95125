import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type CorsError, createBrowser } from '../../../src/browser/index.ts'
import { explain, type Explanation, type Question, render } from '../../../src/explain/index.ts'
import { cors, type CorsOptions, type CorsPolicy } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { FEWER_RUNS, listedOptions, predicateOptions, publicOptions } from '../support/arbitraries.ts'
import { isKnownMethod } from '../support/requests.ts'
import { ODD_PATHS, PLAIN_PATHS, tablesOf } from '../support/tables.ts'

const A = 'https://app.example.com'
const EVIL = 'https://evil.example'
const ours = cors({ origin: [A], allowMethods: ['GET', 'PUT'] })
const table = routes({
  'GET /prices/:id': cors({ origin: '*' }),
  '/prices/:id': ours,
  '/api/internal/*': false,
  '/api/*': ours,
  '/doc': ours,
})

const ask = (path: string, more: Partial<Question> = {}): Promise<Explanation> =>
  explain({ policy: table, page: A, url: `https://api.example.com${path}`, ...more })
const rowSteps = ({ steps }: Explanation): string[] =>
  steps.flatMap(({ id, sentence }) => (id === 'server-row' ? [sentence] : []))

describe('explain says which row decides', () => {
  it('for a preflight by the method that it asks for, and for the request', async () => {
    const explanation = await ask('/prices/7', { method: 'PUT' })
    expect(explanation.verdict.readable).toBe(true)
    expect(explanation.rows).toEqual([
      { request: 'preflight', method: 'PUT', path: '/prices/7', key: '/prices/:id' },
      { request: 'actual', method: 'PUT', path: '/prices/7', key: '/prices/:id' },
    ])
    expect(rowSteps(explanation)).toEqual([
      'The row `/prices/:id` decides, because the preflight asks for the method `PUT`.',
      'The row `/prices/:id` decides.',
    ])
  })

  it('for each URL of a redirect', async () => {
    const network = table.wrap(({ url }) =>
      url.endsWith('/doc') ? new Response(null, { status: 302, headers: { location: '/prices/7' } }) : new Response(),
    )
    const { rows } = await ask('/doc', { network })
    expect(rows?.map(({ key }) => key)).toEqual(['/doc', 'GET /prices/:id'])
  })

  it('but not for a policy, and not for the server of a redirect to another origin', async () => {
    const { rows } = await explain({ policy: ours, page: A, url: 'https://api.example.com/' })
    expect(rows).toBeUndefined()
    const headers = { location: 'https://b.example/' }
    const network = () => new Response(null, { status: 302, headers: { ...headers, 'access-control-allow-origin': A } })
    expect((await ask('/doc', { network })).rows).toHaveLength(1)
  })

  it.each<readonly [path: string, sentence: string, candidates: readonly string[] | undefined]>([
    ['/nowhere', 'No row covers `GET /nowhere`, so `otherwise` decides.', undefined],
    [
      '/api',
      'Routers could take `GET /api` for the row `/api/*`, or for a path that no row covers, so the table permits nothing.',
      ['/api/*', 'otherwise'],
    ],
    [
      '/api/..%2fprices/7',
      'Routers could take `GET /api/..%2fprices/7` for the rows `/api/*` and `GET /prices/:id`, so the table permits nothing.',
      ['/api/*', 'GET /prices/:id'],
    ],
    [
      '/api/%c0%af',
      'The path `/api/%c0%af` is too long or too odd to be read with certainty, so the table permits nothing.',
      [],
    ],
  ])('or says why none does: %s', async (path, sentence, candidates) => {
    const explanation = await ask(path)
    expect(rowSteps(explanation)).toEqual([sentence])
    expect(explanation.rows?.[0]?.candidates?.toSorted()).toEqual(candidates)
    expect(explanation.verdict.readable).toBe(false)
  })
})

describe('a fix of a table names the row', () => {
  it.each<readonly [string, Partial<Question>, sentence: string, value: string, row: string]>([
    [
      '/prices/7',
      { method: 'DELETE' },
      'Allow the method `DELETE` in the row `/prices/:id`.',
      "allowMethods: ['GET', 'PUT', 'DELETE']",
      '/prices/:id',
    ],
    [
      '/api/internal/7',
      { page: EVIL },
      `Allow the origin \`${EVIL}\` in the row \`/api/internal/*\`.`,
      `origin: ['${EVIL}']`,
      '/api/internal/*',
    ],
    [
      '/users/7',
      { method: 'PUT' },
      `Allow the origin \`${A}\` and the method \`PUT\` in a new row \`/users/7\`, because no row covers the path.`,
      `'/users/7': { origin: ['${A}'], allowMethods: ['GET', 'HEAD', 'POST', 'PUT'] }`,
      '/users/7',
    ],
    [
      '/users/:id',
      {},
      `Allow the origin \`${A}\` in \`otherwise\`, which is for every path without a row.`,
      `origin: ['${A}']`,
      'otherwise',
    ],
    [
      '/api',
      {},
      'Add a row `/api` with the policy of the row `/api/*`, because `/api/*` covers `/api` only in some routers.',
      "'/api': policy",
      '/api',
    ],
  ])('%s, %j', async (path, more, sentence, value, row) => {
    const explanation = await ask(path, more)
    expect(explanation.fixes).toEqual([expect.objectContaining({ change: 'policy', sentence, value, row })])
    expect(render(explanation, 'text')).toContain(`In the table: ${sentence}`)
  })

  it('or the URL that certainly belongs to one', async () => {
    const { fixes } = await ask('/DOC/?a=1')
    expect(fixes).toEqual([
      {
        change: 'call',
        part: 'url',
        sentence: 'Call the URL in the spelling of the row `/doc`.',
        value: 'https://api.example.com/doc?a=1',
      },
    ])
  })

  it('names `otherwise` if that permits something already', async () => {
    const policy = routes({ '/doc': ours }, { otherwise: ours })
    const { fixes } = await explain({ policy, page: EVIL, url: 'https://api.example.com/x' })
    expect(fixes[0]).toMatchObject({ row: 'otherwise', options: { origin: [A, EVIL] } })
  })
})

const policies: fc.Arbitrary<CorsPolicy | false> = fc
  .oneof(listedOptions, publicOptions, predicateOptions)
  .map((options) => cors<CorsOptions>(options))
const page = fc.constantFrom('https://a.example', 'https://b.example', 'https://x.a.example', null)
const call = fc.record({
  path: fc.constantFrom(...PLAIN_PATHS, ...ODD_PATHS),
  method: fc.constantFrom(...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'patch', 'OPTIONS'].filter(isKnownMethod)),
  headers: fc.constantFrom({}, { 'x-id': '1' }, { authorization: '1' }),
  credentials: fc.constantFrom('omit' as const, 'include' as const),
})

test('the verdict about a table is that of the simulated browser, and a fix of a row lets the page read', async () => {
  await fc.assert(
    fc.asyncProperty(tablesOf(policies), page, call, async (policy, from, { path, ...asked }) => {
      const url = `https://api.example${path}`
      const network = policy.wrap(() => new Response('data'))
      const explanation = await explain({ policy, page: from, url, ...asked })
      const wrapped = await explain({ policy, network, page: from, url, ...asked })
      const response = createBrowser({ network }).page(from).fetch(url, asked)
      const code = await response.then(
        () => undefined,
        (error: unknown) => (error as CorsError).code,
      )
      expect(explanation.verdict.code).toBe(code)
      expect(wrapped.verdict.code).toBe(code)
      expect(wrapped.warnings.map((warning) => warning.code)).not.toContain('policy-not-in-effect')
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)

      const { fixes } = explanation
      expect(explanation.verdict.readable || fixes.length > 0).toBe(true)
      for (const { row, options } of fixes) {
        if (row === undefined || !options) continue
        const known = policy.rows.some(({ key }) => key === row)
        const base = policy.rows.find(({ key }) => key === row)?.policy ?? policy.otherwise
        const changed = cors<CorsOptions>({ ...base.toJSON(), ...options })
        const rows = policy.rows.map(({ key, policy: old }) => [key, key === row ? changed : old] as const)
        const isNew = !known && row !== 'otherwise'
        const next = routes(Object.fromEntries(isNew ? [...rows, [row, changed] as const] : rows), {
          otherwise: row === 'otherwise' ? changed : policy.otherwise,
        })
        const method = asked.method.toUpperCase()
        // oxlint-disable-next-line no-await-in-loop
        const again = await explain({ policy: next, page: from, url, ...asked, method })
        expect(again.verdict).toMatchObject({ readable: true })
      }
    }),
    // Three explanations each.
    { ...FEWER_RUNS, numRuns: 70 },
  )
})
