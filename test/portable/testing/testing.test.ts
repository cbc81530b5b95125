import { describe, expect, it } from 'vitest'
import { createBrowser } from '../../../src/browser/index.ts'
import { expectReadable, expectRefused, matrix } from '../../../src/testing/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const API = 'https://api.example/'
const policy = syncPolicy({ origin: [A], credentials: true, allowMethods: ['GET', 'PUT'], allowHeaders: ['x-a'] })
const browser = createBrowser({ network: (request) => policy.wrap(() => new Response('data'))(request) })

describe('expectReadable', () => {
  it('returns a response that the page may read', async () => {
    const response = await expectReadable(browser.page(A).fetch(API))
    await expect(response.text()).resolves.toBe('data')
  })

  it('lists the steps of the browser if the page may not read the response', async () => {
    await expect(expectReadable(browser.page(A).fetch(API, { method: 'DELETE' }))).rejects.toThrow(
      [
        'Expected an answer that the page may read, got preflight-method-not-allowed at https://api.example/ from https://a.example: access-control-allow-methods: got "GET, PUT", expected "DELETE"',
        '  ✗ same-origin-shortcut: origin "https://a.example", url "https://api.example/"',
        '  ✓ classify-request: isNeeded true, method "DELETE", isUnsafeMethod true, unsafe [], forcesPreflight false',
        '  ✓ preflight-cache-lookup: isCached false, method true, headerNames []',
        '  ✓ preflight-request: url "https://api.example/", method "DELETE", names []',
        '  ✓ preflight-cors-check',
        '  ✓ preflight-status: status 204',
        '  ✓ preflight-parse-lists: methods ["GET","PUT"], headerNames ["x-a"]',
        '  ✗ preflight-method: method "DELETE", methods ["GET","PUT"]',
        "  Access to fetch at 'https://api.example/' from origin 'https://a.example' has been blocked by CORS policy: Method DELETE is not allowed by Access-Control-Allow-Methods in the preflight response.",
      ].join('\n'),
    )
  })

  it('names the redirect that failed, and keeps the original error as cause', async () => {
    const network = ({ url }: Request): Response => {
      const headers = { 'Access-Control-Allow-Origin': '*', location: 'https://b.example/' }
      return new Response(null, url === API ? { status: 302, headers } : {})
    }
    const error = await expectReadable(createBrowser({ network }).page(A).fetch(API)).catch((thrown: unknown) => thrown)
    expect((error as Error).message).toContain(
      '\n  ✗ cors-check after redirect 1: code "acao-missing", header "access-control-allow-origin"',
    )
    expect((error as Error).message).not.toMatch(/ (null|undefined)[,\n]/)
    expect((error as Error).cause).toMatchObject({ name: 'CorsError', code: 'acao-missing' })
    const refused = await expectRefused(createBrowser({ network }).page(A).fetch(API), 'acao-invalid').catch(
      (thrown: unknown) => thrown,
    )
    expect((refused as Error).cause).toMatchObject({ code: 'acao-missing' })
  })

  it('hands on what has nothing to do with CORS', async () => {
    await expect(expectReadable(browser.page(A).fetch(API, { method: 'TRACE' }))).rejects.toThrow(/^Method is "TRACE"/)
  })
})

describe('expectRefused', () => {
  it.each([undefined, 'acao-missing'] as const)('returns the error, expecting %s', async (code) => {
    expect((await expectRefused(browser.page(EVIL).fetch(API), code)).code).toBe('acao-missing')
  })

  it('fails if the page may read the response', async () => {
    await expect(expectRefused(browser.page(A).fetch(API), 'acao-missing')).rejects.toThrow(
      new Error(
        'Expected a refusal as acao-missing, got an answer that the page may read, of the type cors, with the status 200',
      ),
    )
  })

  it('fails if the page may read the response, also without an expected reason', async () => {
    await expect(expectRefused(browser.page(A).fetch(API))).rejects.toThrow(/^Expected a refusal, got an answer/)
  })

  it('fails if the reason is another one', async () => {
    await expect(expectRefused(browser.page(EVIL).fetch(API), 'acao-mismatch')).rejects.toThrow(
      /^Expected a refusal as acao-mismatch, got acao-missing at /,
    )
  })

  it('hands on what has nothing to do with CORS', async () => {
    await expect(expectRefused(browser.page(A).fetch(API, { method: 'TRACE' }))).rejects.toThrow(/^Method is "TRACE"/)
  })
})

describe('matrix', () => {
  it('tries every combination', async () => {
    const table = await matrix(policy, {
      origins: [A, EVIL, null],
      methods: ['GET', 'PUT', 'DELETE'],
      headers: [{}, { 'X-A': '1' }, { 'X-B': '1' }],
      credentials: ['include'],
    })
    const two = await matrix(policy, { origins: [A], methods: ['GET'], headers: [{ 'X-A': '1', 'X-B': '2' }] })
    expect(String(two)).toContain('GET     X-A, X-B  omit')

    expect(`\n${String(table)}`).toBe(`
origin                method  headers  credentials  outcome
https://a.example     GET     –        include      readable
https://a.example     GET     X-A      include      readable
https://a.example     GET     X-B      include      preflight-header-not-allowed
https://a.example     PUT     –        include      readable
https://a.example     PUT     X-A      include      readable
https://a.example     PUT     X-B      include      preflight-header-not-allowed
https://a.example     DELETE  –        include      preflight-method-not-allowed
https://a.example     DELETE  X-A      include      preflight-method-not-allowed
https://a.example     DELETE  X-B      include      preflight-method-not-allowed
https://evil.example  GET     –        include      acao-missing
https://evil.example  GET     X-A      include      preflight-acao-missing
https://evil.example  GET     X-B      include      preflight-acao-missing
https://evil.example  PUT     –        include      preflight-acao-missing
https://evil.example  PUT     X-A      include      preflight-acao-missing
https://evil.example  PUT     X-B      include      preflight-acao-missing
https://evil.example  DELETE  –        include      preflight-acao-missing
https://evil.example  DELETE  X-A      include      preflight-acao-missing
https://evil.example  DELETE  X-B      include      preflight-acao-missing
null                  GET     –        include      acao-missing
null                  GET     X-A      include      preflight-acao-missing
null                  GET     X-B      include      preflight-acao-missing
null                  PUT     –        include      preflight-acao-missing
null                  PUT     X-A      include      preflight-acao-missing
null                  PUT     X-B      include      preflight-acao-missing
null                  DELETE  –        include      preflight-acao-missing
null                  DELETE  X-A      include      preflight-acao-missing
null                  DELETE  X-B      include      preflight-acao-missing`)
  })

  it('accepts a handler, and has defaults', async () => {
    const { rows } = await matrix(() => new Response(null, { headers: { 'Access-Control-Allow-Origin': '*' } }), {
      origins: [A],
    })

    expect(rows.map(({ method, credentials, outcome }) => `${method} ${credentials} ${outcome}`)).toEqual([
      'GET omit readable',
      'GET include acao-wildcard-with-credentials',
      'POST omit readable',
      'POST include acao-wildcard-with-credentials',
      'PUT omit preflight-method-not-allowed',
      'PUT include preflight-acao-wildcard-with-credentials',
      'PATCH omit preflight-method-not-allowed',
      'PATCH include preflight-acao-wildcard-with-credentials',
      'DELETE omit preflight-method-not-allowed',
      'DELETE include preflight-acao-wildcard-with-credentials',
    ])
  })

  const rows = routes({ 'GET /doc/:id': { origin: '*' }, '/doc/:id': policy, '/any/*': false })

  it('tries a path of each row of a table, and prints which row decides', async () => {
    const tried = await matrix(rows, { origins: [EVIL], methods: ['get', 'PUT'], credentials: ['omit'] })
    expect(`\n${String(tried)}`).toBe(`
path        row           origin                method  headers  credentials  outcome
/doc/any-1  GET /doc/:id  https://evil.example  get     –        omit         readable
/doc/any-1  /doc/:id      https://evil.example  PUT     –        omit         preflight-acao-missing
/any/any-1  /any/*        https://evil.example  get     –        omit         acao-missing
/any/any-1  /any/*        https://evil.example  PUT     –        omit         preflight-acao-missing
/any-1      otherwise     https://evil.example  get     –        omit         acao-missing
/any-1      otherwise     https://evil.example  PUT     –        omit         preflight-acao-missing`)
  })

  it('tries the paths that are given', async () => {
    const options = { origins: [A], methods: ['GET'], credentials: ['omit'] } as const
    const given = await matrix(rows, { ...options, url: 'http://localhost:3000/x', paths: ['/doc/1', '//doc/1'] })
    expect(given.rows.map(({ path, row, outcome }) => [path, row, outcome])).toEqual([
      ['/doc/1', 'GET /doc/:id', 'readable'],
      ['//doc/1', 'uncertain', 'acao-missing'],
    ])
    expect((await matrix(rows, { ...options, url: 'https://api.example/doc/1' })).rows).toMatchObject([
      { row: 'GET /doc/:id' },
    ])
    expect((await matrix(policy, { ...options, paths: ['/a', '/b'] })).rows).toMatchObject([
      { path: '/a' },
      { path: '/b' },
    ])
    await expect(matrix(rows, { ...options, paths: ['doc'] })).rejects.toThrow(
      'paths[0] is "doc", expected a path such as "/users/7"',
    )
  })

  it('simulates the browser of a profile', async () => {
    const open = syncPolicy({ origin: '*', allowHeaders: ['*'] })
    const ask = async (profile: 'spec' | 'chromium') =>
      (
        await matrix(open, {
          origins: [A],
          methods: ['GET'],
          headers: [{ Authorization: 'x' }],
          credentials: ['omit'],
          profile,
        })
      ).rows[0]

    expect((await ask('spec'))?.outcome).toBe('preflight-header-not-allowed')
    expect((await ask('chromium'))?.outcome).toBe('readable')
  })

  it.each([
    [{ origins: [] }, 'origins is [], expected a list of at least one'],
    [{ origins: A as never }, `origins is "${A}", expected a list of at least one`],
    [{ origins: [A], methods: ['TRACE'] }, 'Method is "TRACE", expected none of CONNECT, TRACE and TRACK'],
    [{ origins: ['a.example'] }, 'Page is "a.example", expected a URL such as "https://app.example.com/"'],
  ])('refuses options that cannot be tried: %j', async (options, message) => {
    await expect(matrix(policy, options)).rejects.toThrow(new TypeError(message))
  })
})
