import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { explain, type Question } from '../../../src/explain/index.ts'
import type { CorsOptions } from '../../../src/policy/options.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'

/** A policy, a call that it refuses, and the options that allow it. */
const ROWS: readonly (readonly [CorsOptions, Partial<Question>, value: string])[] = [
  [{ origin: PAGE }, { method: 'PUT' }, "allowMethods: ['GET', 'HEAD', 'POST', 'PUT']"],
  [{ origin: PAGE, allowMethods: ['GET'] }, { method: 'PUT' }, "allowMethods: ['GET', 'PUT']"],
  [{ origin: PAGE }, { headers: { 'X-Id': '1' } }, "allowHeaders: ['x-id']"],
  [{ origin: PAGE, allowHeaders: ['*'] }, { headers: { authorization: '1' } }, "allowHeaders: ['*', 'authorization']"],
  [
    { origin: [] },
    { method: 'PUT', headers: { 'content-type': 'application/json' } },
    "origin: ['https://app.example.com'],\nallowMethods: ['GET', 'HEAD', 'POST', 'PUT'],\nallowHeaders: ['content-type']",
  ],
  [{ origin: ['https://a.example'] }, {}, "origin: ['https://a.example', 'https://app.example.com']"],
  [{ origin: '*' }, { credentials: 'include' }, "origin: ['https://app.example.com'],\ncredentials: true"],
  [
    { origin: '*', allowMethods: ['*'], allowHeaders: ['*'], exposeHeaders: ['*'] },
    { credentials: 'include', method: 'PUT', headers: { 'x-id': '1' } },
    "origin: ['https://app.example.com'],\ncredentials: true,\nexposeHeaders: [],\nallowMethods: ['GET', 'HEAD', 'POST', 'PUT'],\nallowHeaders: ['x-id']",
  ],
  [
    { origin: PAGE, credentials: true },
    { page: 'http://app.example.com' },
    "origin: ['https://app.example.com', 'http://app.example.com'],\ndangerouslyAllowInsecureOrigins: true",
  ],
  [{ origin: PAGE }, { page: null }, "origin: '*'"],
  [{ origin: PAGE, enforce: true, allowMethods: ['GET'] }, { method: 'POST' }, "allowMethods: ['GET', 'POST']"],
]

describe('a fix of the policy', () => {
  test.each(ROWS)('%j allows %j', async (options, call, value) => {
    const policy = cors<CorsOptions>(options)
    const question = { page: PAGE, url: API, ...call }
    const { verdict, fixes } = await explain({ policy, ...question })
    expect(verdict.readable).toBe(false)
    const fix = fixes.find(({ change }) => change === 'policy')
    expect(fix?.value).toBe(value)
    const changed = cors<CorsOptions>({ ...policy.toJSON(), ...fix?.options })
    expect((await explain({ policy: changed, ...question })).verdict).toMatchObject({ readable: true, status: 200 })
  })

  test('is a condition where a predicate decides', async () => {
    const policy = cors({ origin: ({ host }) => host === 'a.example', allowMethods: ['GET'] })
    const { fixes } = await explain({ policy, page: PAGE, url: API, method: 'DELETE' })
    expect(fixes).toEqual([
      {
        change: 'policy',
        sentence: 'Allow the origin `https://app.example.com` and the method `DELETE`.',
        value: "origin: ({ serialized }) => serialized === 'https://app.example.com',\nallowMethods: ['GET', 'DELETE']",
      },
    ])
  })

  test.each<readonly [Partial<CorsOptions>, Partial<Question>, string | undefined]>([
    [
      { credentials: true, allowMethods: ['PUT', 'DELETE'], allowHeaders: ['x-a'] },
      { method: 'PUT', headers: { 'x-a': '1' }, credentials: 'include' },
      "origin: ({ serialized }) => serialized === 'https://app.example.com'",
    ],
    [{}, { page: null }, "origin: '*'"],
    [{ credentials: true }, { page: null }, undefined],
    [
      { enforce: true, allowMethods: ['PUT'] },
      {},
      "origin: ({ serialized }) => serialized === 'https://app.example.com',\nallowMethods: ['PUT', 'GET']",
    ],
  ])('repeats nothing that is allowed, next to a predicate and %j: %j', async (options, call, value) => {
    const policy = cors<CorsOptions>({ origin: () => false, ...options })
    const { fixes } = await explain({ policy, page: PAGE, url: API, ...call })
    expect(fixes.find(({ change }) => change === 'policy')?.value).toBe(value)
  })

  test.each<readonly [CorsOptions, Partial<Question>]>([
    [{ origin: ['https://*.vercel.app'] }, { page: 'https://x.vercel.app', credentials: 'include' }],
    [{ origin: '*' }, { page: 'https://a$b.example', credentials: 'include' }],
    [{ origin: [] }, { page: 'http://*.example.com' }],
    [{ origin: PAGE }, { method: '*' }],
    [{ origin: PAGE, credentials: true }, { method: '*' }],
    [{ origin: PAGE }, { headers: { '*': '1' } }],
    [{ origin: PAGE, dangerouslyReflectHeaders: true }, { headers: { '*': '1' } }],
  ])('is missing where cors() would refuse it or allow more: %j, %j', async (options, call) => {
    const policy = cors<CorsOptions>(options)
    const { verdict, fixes } = await explain({ policy, page: PAGE, url: API, ...call })
    expect(verdict.readable).toBe(false)
    expect(fixes.filter(({ change }) => change === 'policy')).toEqual([])
  })
})

describe('a fix of the call or the server', () => {
  test('comes before one of the policy where the page could have a listed origin', async () => {
    const policy = cors({ origin: PAGE })
    const { fixes } = await explain({ policy, page: 'http://app.example.com', url: API })
    expect(fixes[0]).toEqual({
      change: 'call',
      part: 'page',
      sentence: 'Open the page over https, as the policy lists it.',
      value: PAGE,
    })
  })

  test('puts the policy first where the policy allows and something else answers', async () => {
    const policy = cors({ origin: PAGE })
    const { fixes, warnings } = await explain({ policy, network: () => new Response(), page: PAGE, url: API })
    expect(fixes.map(({ value }) => value)).toEqual(['export default { fetch: policy.wrap(handler) }'])
    expect(warnings.map(({ code }) => code)).toContain('policy-not-in-effect')
  })

  test('is not needed where the policy refuses and something else allows, but a warning is', async () => {
    const network = () => new Response(null, { headers: { 'access-control-allow-origin': '*' } })
    const { warnings } = await explain({ policy: cors({ origin: [] }), network, page: PAGE, url: API })
    expect(warnings.map(({ code }) => code)).toEqual(['policy-not-in-effect'])
  })

  test('names the origin of the last request', async () => {
    const network = ({ url }: Request): Response => {
      const headers = {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT',
        location: 'https://b.example/',
      }
      return url === API ? new Response(null, { status: 307, headers }) : new Response()
    }
    // The preflight gets the headers without the redirect.
    const server = (request: Request) =>
      request.method === 'OPTIONS' && request.url === API
        ? new Response(null, { headers: network(request).headers })
        : network(request)
    const { verdict, fixes } = await explain({ network: server, page: PAGE, url: API, method: 'PUT' })
    expect(verdict.code).toBe('preflight-acao-missing')
    expect(fixes[1]?.value).toBe('Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT')
  })

  test('leaves the policy alone where no list would help', async () => {
    const headers = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`x-${at}`, '1']))
    for (const call of [{ headers }, { method: 'X'.repeat(5000) }]) {
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ policy: cors({ origin: PAGE }), page: PAGE, url: API, ...call })
      expect(fixes.map(({ change }) => change)).toEqual(['call'])
    }
  })

  test('never allows `null` with credentials', async () => {
    const question = { page: null, url: API, credentials: 'include' } as const
    for (const method of ['GET', 'PUT']) {
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ network: () => new Response(), method, ...question })
      expect(fixes.map(({ change }) => change)).toEqual(['call'])
    }
    const { fixes } = await explain({ policy: cors({ origin: PAGE, credentials: true }), ...question })
    expect(fixes.map(({ change }) => change)).toEqual(['call'])
  })

  test('calls the target directly after a redirect across origins', async () => {
    const network = (request: Request): Response => {
      const headers = {
        'access-control-allow-origin': request.headers.get('origin') ?? '*',
        location: 'https://b.example/',
      }
      return request.url === API ? new Response(null, { status: 302, headers }) : new Response()
    }
    const { fixes, verdict } = await explain({ network, page: PAGE, url: API })
    expect(verdict.code).toBe('acao-missing')
    expect(fixes[0]).toMatchObject({ change: 'call', value: 'https://b.example/' })
    const constant = async (request: Request): Promise<Response> => {
      const response = network(request)
      return new Response(null, {
        status: response.status,
        headers: { ...Object.fromEntries(response.headers), 'access-control-allow-origin': PAGE },
      })
    }
    expect((await explain({ network: constant, page: PAGE, url: API })).verdict.sentence).toBe(
      'The response allows `https://app.example.com`, but after the redirect, the origin is `null`.',
    )
  })

  test('names the headers that the browser asked for: some browsers join lines before they look', async () => {
    const headers = [
      ['accept', 'a'.repeat(100)],
      ['accept', 'b'.repeat(100)],
      ['x-a', '1'],
    ] as const
    const network = () => new Response(null, { headers: { 'access-control-allow-origin': PAGE } })
    const question = { network, page: PAGE, url: API, headers }
    const { fixes } = await explain({ ...question, profile: 'chromium' })
    expect(fixes.map(({ value }) => value)).toEqual([
      'Access-Control-Allow-Origin: https://app.example.com\nAccess-Control-Allow-Headers: accept, x-a\nVary: Origin',
      'headers: {}',
    ])
    const { fixes: others } = await explain({ ...question, profile: 'firefox' })
    expect(others[0]?.value).toContain('Access-Control-Allow-Headers: x-a\n')
  })

  test('never changes the case of a method that fetch() writes in upper case', async () => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'put, patch' }
    const valuesFor = async (method: string): Promise<string[]> => {
      const { fixes } = await explain({ network: () => new Response(null, { headers }), page: PAGE, url: API, method })
      return fixes.map(({ value }) => value)
    }
    expect(await valuesFor('PUT')).toEqual([
      `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Methods: PUT\nVary: Origin`,
    ])
    expect(await valuesFor('PATCH')).toContain("method: 'patch'")
  })

  const NEXT = 'https://b.example/'
  const SHARE = { 'access-control-allow-origin': PAGE }
  /** A redirect to `NEXT`, and what that answers. */
  const redirecting =
    (from: string, next: (request: Request) => Response, status = 302) =>
    (request: Request): Response =>
      request.url === from && request.method !== 'OPTIONS'
        ? new Response(null, { status, headers: { ...SHARE, location: NEXT } })
        : next(request)
  const down = (): never => {
    throw new Error('down')
  }

  test('keeps the redirect of the page’s own server', async () => {
    const network = redirecting(`${PAGE}/a`, () => new Response())
    const { fixes } = await explain({ network, page: PAGE, url: '/a' })
    expect(fixes.map(({ change }) => change)).toEqual(['server'])
  })

  test('asks for a GET after a redirect that made the request a GET', async () => {
    const network = redirecting(
      API,
      ({ url }) =>
        url === API
          ? new Response(null, {
              headers: { ...SHARE, 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'x-a' },
            })
          : new Response(),
      303,
    )
    const { fixes } = await explain({ network, page: PAGE, url: API, method: 'PUT', headers: { 'x-a': '1' } })
    expect(fixes[1]?.value).toBe('Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: x-a')
  })

  test('redirects elsewhere after a redirect to a blocked port', async () => {
    const network = () =>
      new Response(null, { status: 302, headers: { ...SHARE, location: 'http://b.example:6000/b' } })
    const { fixes, verdict } = await explain({ network, page: PAGE, url: API })
    expect(verdict.code).toBe('blocked-bad-port')
    expect(fixes).toEqual([
      {
        change: 'server',
        sentence: 'Redirect to a server that listens on a port which browsers do not block.',
        value: 'Location: http://b.example:8080/b',
      },
    ])
  })

  test.each([
    ['file:///data/users.json', 'http://localhost:3000/'],
    ['file://server/data.json', 'http://localhost:3000/'],
    ['chrome-extension://abcdefgh/a.json', 'http://localhost:3000/'],
    ['mailto:me@a.example', 'http://localhost:3000/'],
    ['about:srcdoc', 'http://localhost:3000/'],
    ['ftp://a.example/data.json', 'https://a.example/data.json'],
    ['localhost:8080/data.json', 'http://localhost:8080/data.json'],
  ])('replaces %s by a URL that pages can fetch: %s', async (url, value) => {
    const { verdict, fixes } = await explain({ network: () => new Response(), page: null, url })
    expect(verdict.code).toBe('scheme-not-http')
    expect(fixes.map((fix) => fix.value)).toEqual([value])
    const { fixes: others } = await explain({ network: () => new Response(), page: null, url, mode: 'no-cors' })
    expect(others.map((fix) => fix.value)).toEqual([value])
  })

  test.each([{ method: '*' }, { headers: { '*': '1' } }])('never lists a star for %j', async (call) => {
    for (const network of [() => new Response(null, { headers: SHARE }), () => new Response(), down]) {
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ network, page: PAGE, url: API, ...call })
      expect(fixes.map(({ change }) => change)).toEqual(['call'])
    }
  })

  test('changes the page only where the server refuses its origin', async () => {
    const network = () => new Response(null, { headers: { 'access-control-allow-origin': '*' } })
    for (const question of [{ network }, { network: down }]) {
      // oxlint-disable-next-line no-await-in-loop
      const { verdict, fixes } = await explain({ ...question, page: null, url: API, method: 'PUT' })
      expect(verdict.readable).toBe(false)
      expect(fixes.filter(({ sentence }) => sentence.startsWith('Open the page'))).toEqual([])
    }
  })

  test('does not put the policy first for a server that has another policy', async () => {
    const policy = cors({ origin: PAGE, allowMethods: ['PUT'] })
    const answer = policy.wrap(() => new Response(null, { status: 307, headers: { location: NEXT } }))
    for (const next of [
      () => new Response(null, { status: 401, headers: { 'access-control-allow-origin': '*' } }),
      down,
    ]) {
      const network = (request: Request) => (request.url === API ? answer(request) : next())
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ policy, network, page: PAGE, url: API, method: 'PUT' })
      expect(fixes.filter(({ change }) => change !== 'call').map(({ value }) => value)).toEqual([
        'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT',
      ])
    }
  })

  test('puts the policy first where it has credentials and the response has none', async () => {
    const policy = cors({ origin: PAGE, credentials: true })
    for (const origin of [PAGE, '*']) {
      const network = () => new Response(null, { headers: { 'access-control-allow-origin': origin } })
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ policy, network, page: PAGE, url: API, credentials: 'include' })
      expect(fixes.map(({ value }) => value)).toEqual([
        'export default { fetch: policy.wrap(handler) }',
        "credentials: 'same-origin'",
      ])
    }
  })

  test('writes the remaining headers as TypeScript', async () => {
    const network = () => new Response(null, { headers: SHARE })
    const headers = { 'x-a': '1', accept: "a\tb'" }
    const { fixes } = await explain({ network, page: PAGE, url: API, headers })
    expect(fixes.map(({ value }) => value)).toContain(String.raw`headers: { 'accept': 'a\u0009b\'' }`)
  })

  test('takes response headers off the call', async () => {
    const policy = cors({ origin: PAGE })
    const headers = { 'Access-Control-Allow-Origin': '*' }
    const { fixes } = await explain({ policy, page: PAGE, url: API, headers })
    expect(fixes).toEqual([
      {
        change: 'call',
        sentence: 'Leave `access-control-allow-origin` out of the call, because only a response can have it.',
        value: 'headers: {}',
      },
    ])
  })
})
