import { describe, expect, it } from 'vitest'
import { cors, type CorsOptions, PolicyError } from '../../../src/index.ts'
import { protect } from '../../../src/csrf/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { rawRequest } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const open = cors({ origin: '*' })
const strict = cors({ origin: [A], allowMethods: ['GET', 'PUT'] })
const data = () => new Response('data', { headers: { 'Access-Control-Allow-Origin': EVIL } })

const table = routes({
  'GET /doc': open,
  '/doc': strict,
  'GET,POST /users/:id': open,
  '/users/:id/keys': false,
  '/public/*': open,
  '/public': open,
  '/api/*': strict,
})

const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
  rawRequest(method, { origin: EVIL, ...headers }, `https://api.example.com${path}`)
const preflight = (method: string, path: string) => ask('OPTIONS', path, { 'access-control-request-method': method })
const rowOf = (method: string, path: string) => {
  const { key, isUncertain } = table.find(ask(method, path))
  return isUncertain ? 'uncertain' : key
}

function codesOf(make: () => unknown): string[] {
  try {
    make()
    return []
  } catch (error) {
    return (error as PolicyError).issues.map(({ code }) => code)
  }
}

describe('routes', () => {
  it.each<readonly [method: string, path: string, row: string | undefined]>([
    ['GET', '/doc', 'GET /doc'],
    ['HEAD', '/doc', 'GET /doc'],
    ['PUT', '/doc', '/doc'],
    ['OPTIONS', '/doc', '/doc'],
    ['GET', '/doc?a=/public/', 'GET /doc'],
    ['GET', '/doc#/public/', 'GET /doc'],
    ['POST', '/users/7', 'GET,POST /users/:id'],
    ['DELETE', '/users/7', undefined],
    ['GET', '/users/', 'uncertain'],
    ['GET', '/users/7/keys', '/users/:id/keys'],
    ['GET', '/users/7/other', undefined],
    ['GET', '/public', '/public'],
    ['GET', '/public/', '/public/*'],
    ['GET', '/public/a/b', '/public/*'],
    ['GET', '/public/a%20b', '/public/*'],
    ['GET', '/public/%C3%A9', '/public/*'],
    ['GET', '/public/A', '/public/*'],
    ['GET', '/publicity', undefined],
    ['GET', '/', undefined],
    // Some routers take a star for the path before it too.
    ['GET', '/api', 'uncertain'],
    // Escapes
    ['GET', '/public/..%2fapi', 'uncertain'],
    ['GET', '/public/%2e%2e/api', 'uncertain'],
    ['GET', '/public/%252e%252e%252fapi', 'uncertain'],
    ['GET', '/public/%25252e%25252e%25252fapi', 'uncertain'],
    ['GET', '/%70ublic/a', 'uncertain'],
    ['GET', '/public%2fa', 'uncertain'],
    ['GET', '/public/%c0%ae%c0%ae/api', 'uncertain'],
    ['GET', '/public/%', '/public/*'],
    ['GET', '/public/%zz', '/public/*'],
    ['GET', '/public/%00/../../api', 'uncertain'],
    // Slashes, dots, parameters, case, Unicode
    ['GET', '//public/a', 'uncertain'],
    ['GET', '/public//a', '/public/*'],
    ['GET', '/public/../api', 'uncertain'],
    ['GET', '/public/./a', '/public/*'],
    ['GET', '/public\\..\\api', 'uncertain'],
    ['GET', '/public/..;/api', 'uncertain'],
    ['GET', '/doc;v=1', 'uncertain'],
    ['GET', '/doc/', 'uncertain'],
    ['GET', '/doc.', 'uncertain'],
    ['GET', '/doc+', 'uncertain'],
    ['GET', '/public/a+b', '/public/*'],
    ['GET', '/DOC', 'uncertain'],
    ['GET', '/\u{FF44}oc', 'uncertain'],
    ['get', '/doc', 'uncertain'],
    ['GET', `/public/${'%41'.repeat(1000)}`, 'uncertain'],
    ['GET', `/public/${'a'.repeat(5000)}`, 'uncertain'],
  ])('%s %s belongs to %s', (method, path, row) => {
    expect(rowOf(method, path)).toBe(row)
  })

  it('chooses the row of a preflight by the method that it asks for', () => {
    expect(table.find(preflight('PUT', '/doc')).key).toBe('/doc')
    expect(table.find(preflight('GET', '/doc')).key).toBe('GET /doc')
  })

  it('reads and writes by different rows, and shares nothing where there is none', async () => {
    const handler = table.wrap(data)
    const allowed = async (request: Request) => (await handler(request)).headers.get('access-control-allow-origin')
    const from = (origin: string, method: string, path: string, headers = {}) =>
      new Request(`https://api.example.com${path}`, { method, headers: { origin, ...headers } })
    expect(await allowed(from(EVIL, 'GET', '/doc'))).toBe('*')
    expect(await allowed(from(EVIL, 'PUT', '/doc'))).toBeNull()
    expect(await allowed(from(A, 'PUT', '/doc'))).toBe(A)
    expect(await allowed(from(A, 'OPTIONS', '/doc', { 'access-control-request-method': 'PUT' }))).toBe(A)
    expect(await allowed(from(EVIL, 'OPTIONS', '/doc', { 'access-control-request-method': 'PUT' }))).toBeNull()
    expect(await allowed(from(A, 'GET', '/users/7/keys'))).toBeNull()
    expect(await allowed(from(A, 'GET', '/nowhere'))).toBeNull()
    expect(await allowed(from(EVIL, 'GET', '/public/..%2fapi'))).toBeNull()
  })

  it('answers as data, decides, and decorates by the row', async () => {
    expect((await table.decide(ask('GET', '/doc'))).reason).toBe('allowed')
    expect((await table.decide(ask('PUT', '/doc'))).reason).toBe('origin-not-listed')
    expect((await table.headers(ask('GET', '/doc'))).set).toEqual([['Access-Control-Allow-Origin', '*']])
    expect((await table.answer(preflight('PUT', '/doc'))).status).toBe(204)
    expect((await table.preflight(preflight('PUT', '/nowhere')))?.status).toBe(204)
    const decorated = await table.decorate(data(), ask('GET', '/api/x'))
    expect([...decorated.headers.keys()]).not.toContain('access-control-allow-origin')
  })

  it('gives requests without a row the policy `otherwise`', () => {
    const { find } = routes({ '/api/*': strict }, { otherwise: open })
    expect(find(ask('GET', '/nowhere')).policy).toBe(open)
    expect(find(ask('GET', '/api/..%2fnowhere')).isUncertain).toBe(true)
    expect(find(ask('GET', '/nowhere%20')).policy).toBe(open)
  })

  it('does not mind which row covers a request if their policies are equal', () => {
    const { find } = routes({ '/a/*': { origin: [A] }, '/A': { origin: A } })
    expect(find(ask('GET', '/a')).isUncertain).toBe(true)
    expect(find(ask('GET', '/A')).key).toBe('/A')
    expect(find(ask('GET', '/a/..%2fA')).isUncertain).toBe(false)
  })

  it('enforces on a path that routers could take for a row that enforces', async () => {
    const self = 'https://api.example.com'
    const enforced = cors({ origin: [A], enforce: true, self })
    const { wrap, headers, find } = routes({ '/api/*': enforced, '/doc': open, '/*': false })
    const status = async (path: string, origin: string) => {
      const asked = new Request(`https://api.example.com${path}`, { method: 'POST', headers: { origin } })
      return [(await wrap(data)(asked)).status, (await headers(asked)).status ?? 200]
    }
    const paths = ['/api', '/API/x', '/api%2fx', '/doc/..%2fapi%2fx', '/api/%c0%af']
    expect(paths.map((path) => find(ask('POST', path)).isUncertain)).not.toContain(false)
    expect(await Promise.all(paths.map((path) => status(path, EVIL)))).toEqual(paths.map(() => [403, 403]))
    expect(await Promise.all(paths.map((path) => status(path, self)))).toEqual(paths.map(() => [200, 200]))
    expect(await status('/doc/', EVIL)).toEqual([200, 200])
    const different = routes({ '/a/*': enforced }, { otherwise: { origin: [A], enforce: true } })
    const own = new Request('https://api.example.com/A/x', { method: 'POST', headers: { origin: self } })
    expect((await different.headers(own)).status).toBe(403)
  })

  it('lets no other site send cookies to a path that routers could take for a cookieless row', async () => {
    const { wrap, headers } = routes({ '/public/*': { origin: '*', cookieless: true }, '/*': false })
    const status = async (path: string, site: string) => {
      const lines = { cookie: 'sid=1', 'sec-fetch-site': site, origin: EVIL }
      const asked = new Request(`https://api.example.com${path}`, { method: 'POST', headers: lines })
      return [(await wrap(data)(asked)).status, (await headers(asked)).status ?? 200]
    }
    const paths = ['/PUBLIC/x', '/public%2fx', '/public', '/public/%c0%af']
    expect(await Promise.all(paths.map((path) => status(path, 'cross-site')))).toEqual(paths.map(() => [403, 403]))
    expect(await Promise.all(paths.map((path) => status(path, 'same-origin')))).toEqual(paths.map(() => [200, 200]))
    expect(await status('/public/x', 'cross-site')).toEqual([200, 200])
  })

  it('compares literally where a row has capitals', () => {
    const { find } = routes({ '/Doc': open, '/*': strict })
    expect([find(ask('GET', '/Doc')).key, find(ask('GET', '/doc')).isUncertain]).toEqual(['/Doc', true])
  })

  it('passes on `this`, the arguments, and the context for predicates', async () => {
    const seen: unknown[] = []
    const layer = routes({ '/*': { origin: (_origin, { env }: { env: string }) => env === 'yes' } })
    const app = {
      fetch: layer.wrap(function (this: unknown, _request: Request, given: { env: string }) {
        seen.push(this, given)
        return new Response('data')
      }),
    }
    const request = new Request('https://api.example.com/', { headers: { origin: A } })
    const given = { env: 'yes' }
    expect((await app.fetch(request, given)).headers.get('access-control-allow-origin')).toBe(A)
    expect(seen).toEqual([app, given])
  })

  it.each<readonly [string, Record<string, unknown>, ...string[]]>([
    ['no slash', { doc: false }, 'route-invalid', 'a path begins with a slash'],
    ['a query', { '/doc?a=1': false }, 'route-invalid', 'a preflight may be for another query'],
    ['a slash at the end', { '/doc/': false }, 'route-invalid', 'has neither'],
    ['an empty segment', { '/a//b': false }, 'route-invalid', 'has neither'],
    ['dots', { '/a/../b': false }, 'route-invalid', 'write a parameter'],
    ['an escape', { '/caf%C3%A9': false }, 'route-invalid', 'write a parameter'],
    ['a letter that is not ASCII', { '/café': false }, 'route-invalid', 'write a parameter'],
    ['parameters of a segment', { '/a;v=1': false }, 'route-invalid', 'write a parameter'],
    ['a star in the middle', { '/a/*/b': false }, 'route-invalid', 'a star stands only at the end'],
    ['a star in a segment', { '/a*': false }, 'route-invalid', 'a star stands only at the end'],
    ['half a parameter', { '/users/:id.json': false }, 'route-invalid', 'a parameter is a whole segment'],
    ['a method in lower case', { 'get /doc': false }, 'route-invalid', 'write methods in upper case'],
    ['a method that no page sends', { 'TRACE /doc': false }, 'route-invalid', 'not a method that a page can send'],
    ['a wider row before it', { '/a/*': open, '/a/b': strict }, 'route-hidden', '"/a/*" before it covers'],
    ['a row that differs in its case', { '/doc': open, '/Doc': strict }, 'route-hidden', '"/doc" before it covers'],
    ['a wider parameter', { '/:a/b': open, '/x/b': strict }, 'route-hidden', '"/:a/b" before it covers'],
    ['all methods', { '/a': open, 'GET /a': strict }, 'route-hidden', '"/a" before it covers'],
    ['GET', { 'GET /a': open, 'HEAD /a': strict }, 'route-hidden', '"GET /a" before it covers'],
    ['a function', { '/a': () => open }, 'option-type', 'choose by path and method'],
    ['a table', { '/a': table }, 'option-type', 'put other layers around the whole table'],
    ['a policy with a guard', { '/a': protect(open, { self: A }) }, 'option-type', 'as in protect(routes(…), guard)'],
    [
      'two rows before it that cover its methods',
      { 'GET /a': open, 'PUT /:x': strict, 'GET,PUT /a': strict },
      'route-hidden',
      '"GET /a" and "PUT /:x" before it cover them all',
    ],
    ['a number', { '1': false }, 'route-invalid', 'a path begins with a slash'],
    ['true', { '/a': true }, 'option-type', 'policy is true, expected options'],
    ['invalid options', { '/a': { origin: ['https://a.example/'] } }, 'origin-has-path', '"/a": origin[0] is'],
    ['a guard', { '/a': { wrap: () => {} } }, 'option-type', 'expected options, the result of cors(), or false'],
  ])('refuses a table with %s', (_name, rows, code, sentence) => {
    const make = () => routes(rows as Record<string, CorsOptions>)
    expect(make).toThrow(PolicyError)
    expect(make).toThrow(sentence)
    expect(codesOf(make)).toEqual([code])
  })

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [['/a', false]]],
    ['a map', new Map([['/a', false]])],
    ['a policy list', [open]],
    ['a string', '/a'],
  ])('refuses %s in place of a table', (_name, given) => {
    expect(() => routes(given as Record<string, false>)).toThrow('expected an object of paths and policies')
  })

  it('refuses settings that it does not have', () => {
    expect(() => routes({}, [] as object)).toThrow('settings is an Array, expected an object such as')
    expect(() => routes({}, { otherwhise: open } as object)).toThrow('otherwhise is not an option of routes()')
    expect(() => routes({}, { otherwise: 'open' as never })).toThrow('policy is "open"')
  })

  it('takes rows that only seem to be hidden', () => {
    const { find } = routes({ '/:id': strict, '/': open, 'GET /a/b': open, 'PUT /a/b': strict, '/a/b': false })
    expect([find(ask('GET', '/')).isUncertain, find(ask('POST', '/a/b')).key]).toEqual([true, '/a/b'])
  })

  it('gives a table without a prototype its own rows', () => {
    const rows = Object.assign(Object.create(null) as object, { '/a': open })
    expect(routes(rows).rows.map(({ key }) => key)).toEqual(['/a'])
  })

  it('names the options of the row, for hosts', () => {
    const everyone = { origin: '*', cookieless: true } as const
    const { optionsFor } = routes({ 'GET /a': everyone, '/a': strict })
    const isCookieless = (method: string, path: string) => optionsFor(ask(method, path)).cookieless
    expect([isCookieless('GET', '/a'), isCookieless('PUT', '/a'), isCookieless('GET', '/a/')]).toEqual([
      true,
      false,
      false,
    ])
    expect(optionsFor(preflight('GET', '/a')).cookieless).toBe(true)
  })

  it('reports all problems at once', () => {
    const nothing: string = ''
    const make = () => routes({ '/a/': open, '/b': open, 'GET /b': { origin: nothing } })
    expect(make).toThrow(/origin[^]*has neither[^]*"\/b" before it/)
  })

  it('finds a row of a thousand as fast as of one', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`/tenant-${at}/*`, open]))
    const { find } = routes(many)
    let steps = 0
    const counted = new Proxy(
      { url: 'https://api.example.com/tenant-999/a', method: 'GET' },
      {
        get: (target, name) => {
          steps++
          return name === 'headers' ? { get: () => null } : Reflect.get(target, name)
        },
      },
    )
    expect(find(counted as unknown as Request).key).toBe('/tenant-999/*')
    expect(steps).toBeLessThan(10)
  })
})
