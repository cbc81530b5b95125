import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExportError, toApache, toCaddy, toHaproxy, toNginx } from '../../../src/export/index.ts'
import { TOO_LONG_PATH } from '../../../src/export/route-path.ts'
import { routeRules, type RouteRules } from '../../../src/export/route-rules.ts'
import { cors, PolicyError } from '../../../src/index.ts'
import { routes, type RouteTable } from '../../../src/routes/index.ts'

const A = 'https://a.example'
const POLICIES = [
  cors({ origin: '*' }),
  cors({ origin: [A] }),
  cors({ origin: [A], enforce: true }),
  cors({ origin: '*', cookieless: true }),
  cors({ origin: [] }),
]

/** Finds the policy of a request as a server does, and says whether the rules can read it. */
function follow(rules: RouteRules): (method: string, path: string) => readonly [policy: string, isReadable: boolean] {
  const readable = new RegExp(`^(?:${rules.readable})$`, 'i')
  const tooLong = new RegExp(`^[^/]*${TOO_LONG_PATH}`)
  const expressions = rules.rules.map(({ pattern, policy }) => ({ expression: new RegExp(pattern), policy }))
  const policies = rules.policies.map((policy) => JSON.stringify(policy))
  return (method, path) => {
    const request = method + path
    const isReadable = readable.test(request) && !tooLong.test(request)
    const found = expressions.find(({ expression }) => expression.test(request))?.policy ?? rules.otherwise
    return [policies[isReadable ? found : rules.unreadable]!, isReadable]
  }
}

function decide(table: RouteTable, method: string, path: string): string {
  return JSON.stringify(table.find({ url: `https://api.example${path}`, method, headers: new Headers() }).policy)
}

const literal = fc.constantFrom('a', 'b', 'doc', 'Doc', 'DOC', 'users', 'me', 'a.b', 'x,y', 'v1', '~a', '-')
const key = fc
  .tuple(
    fc.constantFrom('', '', 'GET ', 'PUT ', 'GET,PUT ', 'PATCH '),
    fc.array(fc.oneof({ weight: 3, arbitrary: literal }, fc.constant(':id')), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([methods, segments, hasRest]) => `${methods}/${[...segments, ...(hasRest ? ['*'] : [])].join('/')}`)
const rows = fc.array(fc.tuple(key, fc.constantFrom(...POLICIES)), { minLength: 1, maxLength: 8 })
const tables = fc.tuple(rows, fc.constantFrom(...POLICIES)).map(([given, otherwise]) => {
  // A row that another one hides is an error, so each row is tried.
  let table = routes({}, { otherwise })
  const kept: [string, (typeof POLICIES)[number]][] = []
  for (const row of given) {
    try {
      table = routes(Object.fromEntries([...kept, row]), { otherwise })
      kept.push(row)
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error
    }
  }
  return table
})

const part = fc.oneof(
  literal,
  literal.map((text) => text.toUpperCase()),
  fc.constantFrom(
    'Me',
    'dOc',
    '7',
    'x',
    'any',
    'é',
    '日本',
    '😀',
    'a%20b',
    'a+b',
    '%C3%A9',
    '%e2%82%ac',
    'a%7Cb',
    'a|b',
    '[a]',
  ),
)
const odd = fc.oneof(
  part,
  fc.constantFrom(
    '',
    '.',
    '..',
    '...',
    '%2e',
    '%2e%2e',
    '%2f',
    '%5c',
    '\\',
    ';',
    ';v=1',
    '%3b',
    '?x',
    '#x',
    '%00',
    '%',
    '%zz',
  ),
  fc.constantFrom(
    '%2525',
    '%61',
    '%64oc',
    'me.',
    'me+',
    'me%20',
    '%ff',
    '%c0%af',
    '%EF%BC%8E',
    'ｄoc',
    'ſ',
    'K',
    'ß',
    '..;',
    'a%2Cb',
  ),
  fc.constantFrom('%E2%80%93%80', '%E2%84%AA', '%C3', '%80', '%2C', '%40', 'x%2Cy'),
  fc.string({ unit: fc.constantFrom(...'%0123456789abcdefABCDEF.;/+'), maxLength: 12 }),
)
const pathOf = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(
        fc.array(unit, { maxLength: 2 }).map((parts) => parts.join('')),
        { maxLength: 5 },
      ),
      fc.boolean(),
    )
    // As a browser sends it.
    .map(([segments, slash]) =>
      `/${segments.join('/')}${slash ? '/' : ''}`.replaceAll(/[^\0-\x7f]/gu, encodeURIComponent),
    )
const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'OPTIONS', 'PATCH', 'patch', 'get', 'Put', 'ANY')

describe('the rules of a table', () => {
  test('give each path that they can read the policy of the table, and others the strictest one', () => {
    let readable = 0
    const property = fc.property(
      tables,
      fc.array(fc.tuple(method, fc.oneof(pathOf(part), pathOf(odd))), { minLength: 30, maxLength: 30 }),
      (table, requests) => {
        const found = follow(routeRules(table)!)
        const strictest = decide(table, 'GET', '/%ff')
        const wrong = requests.filter(([name, path]) => {
          const [policy, isReadable] = found(name, path)
          if (isReadable) readable++
          return policy !== (isReadable ? decide(table, name, path) : strictest)
        })
        expect(wrong).toEqual([])
      },
    )
    fc.assert(property, { numRuns: 30 })
    expect(readable).toBeGreaterThan(200)
  }, 30_000)

  test('read the letters of most languages, and none that some router takes for a literal', () => {
    const rules = routeRules(routes({ '/doc': POLICIES[0]! }))!
    const expression = new RegExp(`^(?:${rules.readable})$`, 'i')
    const texts = [
      'é',
      'ñ',
      'ü',
      'Ж',
      'Ω',
      'א',
      'ع',
      'ह',
      'ไ',
      '日',
      'か',
      'カ',
      '한',
      'ế',
      '–',
      '“',
      '€',
      '😀',
      'e\u0301',
    ]
    expect(texts.filter((text) => !expression.test(`GET/${encodeURIComponent(text)}`))).toEqual([])
    const isLiteral = (text: string): boolean =>
      !/[^\0-\x7f]/.test(text.normalize('NFKC').toUpperCase().toLowerCase()) || text.normalize('NFKC').includes('/')
    const wrong: string[] = []
    for (let code = 0x80; code <= 0x10_ff_ff; code++) {
      if (code >= 0xd8_00 && code <= 0xdf_ff) continue
      const text = String.fromCodePoint(code)
      if (isLiteral(text) && expression.test(`GET/${encodeURIComponent(text)}`)) wrong.push(text)
    }
    expect(wrong).toEqual([])
  })

  test('read 1024 characters, as a table does', () => {
    const table = routes({ '/a/*': POLICIES[0]! })
    const found = follow(routeRules(table)!)
    for (const length of [1023, 1024, 1025, 3000]) {
      const path = `/a/${'x'.repeat(length - 3)}`
      expect(found('GET', path)).toEqual([decide(table, 'GET', path), length <= 1024])
    }
  })

  test.each([
    ['/2024/*', '/2024/x'],
    ['/-/*', '/-/x'],
    ['/Doc/*', '/Doc/x'],
  ])('keep the row %s from later rows that allow some methods', (row, path) => {
    const table = routes({ [row]: POLICIES[1]!, 'GET,PUT /*': POLICIES[0]! }, { otherwise: POLICIES[1]! })
    const found = follow(routeRules(table)!)
    for (const name of ['GET', 'HEAD', 'PUT', 'POST', 'put'])
      expect([name, ...found(name, path)]).toEqual([name, decide(table, name, path), true])
  })

  test('have no rule that decides nothing', () => {
    const table = routes({ '/a/*': POLICIES[1]!, '/A': POLICIES[1]! }, { otherwise: POLICIES[1]! })
    expect(routeRules(table)?.rules).toEqual([])
  })
})

const EXPORTERS = { toNginx, toHaproxy, toCaddy, toApache }

describe.each(Object.entries(EXPORTERS))('%s', (_name, toServer) => {
  test('has an issue for each row that the server cannot follow', () => {
    const table = routes({
      '/a': { origin: () => true },
      '/b': { origin: '*' },
      '/c': { origin: '*', dangerouslyReflectHeaders: true },
    })
    let issues: unknown
    try {
      toServer(table)
    } catch (error) {
      issues = error instanceof ExportError && error.issues.map(({ code, row }) => [code, row])
    }
    expect(issues).toEqual([
      ['export-predicate', '/a'],
      ['export-reflected-headers', '/c'],
    ])
    expect(() => toServer(table)).toThrow('"/a": origin is a function')
  })

  test('names the difference in paths, which a single policy does not have', () => {
    const codes = (policy: Parameters<typeof toServer>[0]): boolean =>
      toServer(policy).notes.some(({ code }) => code === 'odd-paths')
    expect(codes(routes({ '/a': { origin: '*' } }))).toBe(true)
    expect(codes(cors({ origin: '*' }))).toBe(false)
  })
})

test('a server refuses a table with so many kinds of paths that it would be slow', () => {
  const keys = Array.from(
    { length: 8 },
    (_, at) => `/${Array.from({ length: 8 }, (_segment, place) => (place === at ? 'x' : ':id')).join('/')}`,
  )
  const table = routes(Object.fromEntries(keys.map((row, at) => [row, POLICIES[at % 2]!])))
  expect(() => toNginx(table)).toThrow('export-too-many-rows')
})
