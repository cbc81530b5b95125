import { describe, expect, test } from 'vitest'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { explain } from '../../../src/explain/index.ts'
import { type Demand, policyChange } from '../../../src/explain/fixes/policy-change.ts'

const PAGE = 'https://app.example.com'

/** A call that a public policy allows as it is. */
const DEMAND: Demand = { origin: PAGE, method: 'GET', unsafeNames: [], withCredentials: false, isOriginAllowed: true }

const changeOf = (demand: Partial<Demand>, options: Partial<CorsOptions> = {}): Partial<CorsOptions> | undefined =>
  policyChange({ ...DEMAND, ...demand }, cors<CorsOptions>({ origin: '*', ...options }).toJSON())

describe('no change of a policy allows', () => {
  test.each<readonly [string, Partial<Demand>, Partial<CorsOptions>]>([
    ['a method that is not a token', { method: 'A B' }, {}],
    ['a method that is not a token, although `*` is listed', { method: 'A B' }, { allowMethods: ['*'] }],
    ['a forbidden method', { method: 'TRACE' }, {}],
    ['a forbidden method, although `*` is listed', { method: 'TRACE' }, { allowMethods: ['*'] }],
    ['a forbidden method in another case', { method: 'connect' }, { allowMethods: ['*'] }],
    ['the method `*`', { method: '*' }, {}],
    ['a header whose name is not a token', { unsafeNames: ['x-a', 'x b'] }, {}],
    ['a forbidden header', { unsafeNames: ['cookie'] }, {}],
    ['a header of the CORS protocol', { unsafeNames: ['x-a', 'access-control-allow-origin'] }, {}],
    ['the header `*`', { unsafeNames: ['*'] }, {}],
  ])('%s', (_, demand, options) => {
    expect(changeOf(demand, options)).toBeUndefined()
  })
})

describe('a change of a policy lists', () => {
  test.each<readonly [string, Partial<Demand>, Partial<CorsOptions>, Partial<CorsOptions>]>([
    [
      '`authorization` although `*` is listed',
      { unsafeNames: ['authorization', 'x-a'] },
      { allowHeaders: ['*'] },
      { allowHeaders: ['*', 'authorization'] },
    ],
    ['a method', { method: 'PUT' }, { allowMethods: [] }, { allowMethods: ['PUT'] }],
    [
      'a method that `*` covers only without credentials',
      { method: 'PUT', withCredentials: true },
      { allowMethods: ['*'] },
      { origin: [PAGE], credentials: true, allowMethods: ['GET', 'HEAD', 'POST', 'PUT'] },
    ],
  ])('%s', (_, demand, options, change) => {
    expect(changeOf(demand, options)).toEqual(change)
  })

  test.each<readonly [string, Partial<Demand>, Partial<CorsOptions>]>([
    ['a method that `*` covers', { method: 'PUT' }, { allowMethods: ['*'] }],
    ['a header that `*` covers', { unsafeNames: ['x-a'] }, { allowHeaders: ['*'] }],
    ['a header that is listed in another case', { unsafeNames: ['x-a'] }, { allowHeaders: ['X-A'] }],
  ])('nothing for %s', (_, demand, options) => {
    expect(changeOf(demand, options)).toBeUndefined()
  })
})

test('a call with a header of the CORS protocol gets no policy that cors() refuses', async () => {
  const headers = { accept: 'a'.repeat(129), 'Access-Control-Allow-Origin': '*' }
  const { verdict, fixes } = await explain({
    policy: cors({ origin: PAGE }),
    page: PAGE,
    url: 'https://api.example.com/',
    headers,
  })
  expect(verdict.code).toBe('preflight-header-not-allowed')
  expect(fixes.map(({ change, value }) => [change, value])).toEqual([['call', 'headers: {}']])
})
