import { describe, expect, it } from 'vitest'
import { type Change, diff, toMarkdown, toSarif } from '../../../src/audit/index.ts'
import { cors, type CorsOptions, PolicyError } from '../../../src/index.ts'

const A = 'https://a.example'
const B = 'https://b.example'

/** Compares options whose types are not literal. */
const compare = (before: CorsOptions, after: CorsOptions) =>
  diff(before as { origin: string }, after as { origin: string })
const brief = ({ rule, path, message, witness }: Change): readonly [string, string, string, string | undefined] => [
  rule,
  path.join('.'),
  message,
  witness,
]

describe('diff', () => {
  it.each<readonly [string, CorsOptions, CorsOptions]>([
    ['the same origin twice', { origin: A }, { origin: [A, A] }],
    ['another order', { origin: [A, B] }, { origin: [B, A] }],
    [
      'an exact origin below a wildcard',
      { origin: ['https://*.a.example'] },
      { origin: ['https://x.a.example', 'https://*.a.example'] },
    ],
    [
      'a wildcard below a wildcard',
      { origin: ['https://*.a.example'] },
      { origin: ['https://*.b.a.example', 'https://*.a.example'] },
    ],
    [
      'a port of any port',
      { origin: ['http://localhost:*'] },
      { origin: ['http://localhost:*', 'http://localhost:3000'] },
    ],
    ['safelisted methods', { origin: A, allowMethods: ['GET'] }, { origin: A, allowMethods: ['GET', 'HEAD', 'POST'] }],
    ['a method of all methods', { origin: A, allowMethods: ['*'] }, { origin: A, allowMethods: ['*', 'PUT'] }],
    ['the case of a header', { origin: A, allowHeaders: ['X-A'] }, { origin: A, allowHeaders: ['x-a'] }],
    ['what is no permission', { origin: A, maxAge: 5 }, { origin: A, maxAge: 600, preflightStatus: 200 }],
    ['methods that nobody may use', { origin: [] }, { origin: [], allowMethods: ['PUT'], credentials: true }],
  ])('finds no difference in %s', (_name, before, after) => {
    expect(compare(before, after)).toEqual({
      equal: true,
      widens: false,
      narrows: false,
      complete: true,
      added: [],
      removed: [],
    })
  })

  it.for<readonly [name: string, narrow: CorsOptions, wide: CorsOptions, ...expected: ReturnType<typeof brief>[]]>([
    ['an origin', { origin: A }, { origin: [A, B] }, ['D-01', 'origin', `Pages of "${B}" may now read answers`, B]],
    [
      'a wildcard',
      { origin: ['https://x.a.example'] },
      { origin: ['https://*.a.example'] },
      ['D-01', 'origin', 'Pages of "https://*.a.example" may now read answers', 'https://any-1.a.example'],
    ],
    [
      'a wider wildcard',
      { origin: ['https://*.any-1.a.example'] },
      { origin: ['https://*.a.example'] },
      ['D-01', 'origin', 'Pages of "https://*.a.example" may now read answers', 'https://any-2.a.example'],
    ],
    [
      'any port',
      { origin: ['http://localhost:49152'] },
      { origin: ['http://localhost:*'] },
      ['D-01', 'origin', 'Pages of "http://localhost:*" may now read answers', 'http://localhost:49153'],
    ],
    [
      'all',
      { origin: [A] },
      { origin: '*' },
      ['D-01', 'origin', 'Pages of "*" may now read answers', 'https://any-1.example'],
    ],
    [
      'the opaque origin',
      { origin: [A] },
      { origin: [A], dangerouslyAllowNullOrigin: true },
      ['D-01', 'origin', 'Pages of "null" may now read answers', 'null'],
    ],
    [
      'credentials',
      { origin: A },
      { origin: A, credentials: true },
      ['D-02', 'credentials', 'Pages may now send cookies and read the answers', A],
    ],
    [
      'a method',
      { origin: A },
      { origin: A, allowMethods: ['PUT'] },
      ['D-03', 'allowMethods', 'Pages may now send "PUT"', A],
    ],
    [
      'all methods',
      { origin: A, allowMethods: ['PUT', 'ANY'] },
      { origin: A, allowMethods: ['*'] },
      ['D-03', 'allowMethods', 'Pages may now send "ANYY"', A],
    ],
    [
      'a header',
      { origin: A },
      { origin: A, allowHeaders: ['X-A'] },
      ['D-04', 'allowHeaders', 'Pages may now set the request header "x-a"', A],
    ],
    [
      'any header',
      { origin: A },
      { origin: A, dangerouslyReflectHeaders: true },
      ['D-04', 'allowHeaders', 'Pages may now set the request header "authorization"', A],
      ['D-04', 'allowHeaders', 'Pages may now set the request header "x-any"', A],
    ],
    [
      'an exposed header',
      { origin: A },
      { origin: A, exposeHeaders: ['X-A'] },
      ['D-05', 'exposeHeaders', 'Pages may now read the response header "x-a"', A],
    ],
    [
      'requests that were enforced',
      { origin: A, enforce: true },
      { origin: A },
      ['D-06', 'enforce', '"GET" from pages of other origins may now reach the application', undefined],
      ['D-06', 'enforce', '"HEAD" from pages of other origins may now reach the application', undefined],
      ['D-06', 'enforce', '"POST" from pages of other origins may now reach the application', undefined],
    ],
    [
      'an own origin',
      { origin: A, enforce: true },
      { origin: A, enforce: true, self: B },
      ['D-06', 'enforce', '"GET" from pages of other origins may now reach the application', B],
      ['D-06', 'enforce', '"HEAD" from pages of other origins may now reach the application', B],
      ['D-06', 'enforce', '"POST" from pages of other origins may now reach the application', B],
    ],
    [
      'requests of an own origin whose methods are not listed',
      { origin: '*', allowMethods: [], enforce: true },
      { origin: '*', allowMethods: [], enforce: true, self: B },
      ['D-06', 'enforce', '"GET" from pages of other origins may now reach the application', B],
      ['D-06', 'enforce', '"HEAD" from pages of other origins may now reach the application', B],
      ['D-06', 'enforce', '"POST" from pages of other origins may now reach the application', B],
    ],
    [
      'cookies',
      { origin: '*', cookieless: true },
      { origin: '*' },
      ['D-07', 'cookieless', 'Cookies of visitors may now reach the application', undefined],
    ],
    [
      'timing',
      { origin: A },
      { origin: A, timingAllowOrigin: true },
      ['D-08', 'timingAllowOrigin', 'Pages may now see how long responses took, and how large they were', A],
    ],
  ])('finds %s, in both directions', ([, narrow, wide, ...expected]) => {
    const forth = compare(narrow, wide)
    expect(forth).toMatchObject({ equal: false, widens: true, narrows: false, removed: [] })
    expect(forth.added.map(brief)).toEqual(expected)
    const back = compare(wide, narrow)
    expect(back).toMatchObject({ equal: false, widens: false, narrows: true, added: [] })
    expect(back.removed.map(({ message }) => message)).toEqual(
      forth.added.map(({ message }) => message.replace('may now', 'may no longer')),
    )
  })

  it('says when a policy does both', () => {
    const { widens, narrows, added, removed } = compare({ origin: A, allowMethods: ['PUT'] }, { origin: [A, B] })
    expect([widens, narrows, added.length, removed.length]).toEqual([true, true, 1, 1])
  })

  it('asks predicates about the origins that it was given, and says that this is not all', async () => {
    const before = cors({ origin: ({ host }) => host === 'a.example' })
    const after = cors({ origin: async ({ host }, { env }: { env: string }) => host === 'b.example' && env === 'e' })
    const found = await diff(before, after, { origins: [A, B], context: { env: 'e' } })
    expect(found.complete).toBe(false)
    expect([found.added.map(({ witness }) => witness), found.removed.map(({ witness }) => witness)]).toEqual([[B], [A]])
    expect(diff(before, before)).toMatchObject({ equal: true, complete: true })
  })

  it('is written by the renderers of findings', () => {
    const { added } = compare({ origin: A }, { origin: [A, 'https://b.example'], allowHeaders: ['x-a`b'] })
    expect(toMarkdown(added)).toMatch(/^- \*\*medium\*\* D-01 at `origin`: `Pages of "https:\/\/b.example" may now/)
    expect(JSON.stringify(toSarif(added))).toContain('"D-04"')
  })

  it.each<readonly [string, () => unknown, string]>([
    ['a policy', () => diff({ origin: ['a.example'] }, { origin: A }), 'origin[0] is "a.example"'],
    [
      'a guard',
      () => diff({ wrap: () => {} } as never, { origin: A }),
      'policy is an Object, expected the result of cors()',
    ],
    [
      'origins',
      () => diff({ origin: A }, { origin: A }, { origins: ['https://*.a.example'] }),
      'origins[0] is "https://*.a.example"',
    ],
    [
      'a setting',
      () => diff({ origin: A }, { origin: A }, { origin: [] } as never),
      'origin is not an option of diff()',
    ],
  ])('refuses wrong arguments: %s', (_name, call, message) => {
    expect(call).toThrow(PolicyError)
    expect(call).toThrow(message)
  })
})
