import { describe, expect, it, vi } from 'vitest'
import { corsHeaders, permissions, preflightFrom, requestFrom, syncPolicy } from './support/requests.ts'
import { issuesOf } from './support/faults.ts'
import { leastTime } from './support/time.ts'

const A = 'https://example.com'
const EVIL = 'https://evil.example'

function codes(options: object): string[] {
  return issuesOf(options).map(({ code }) => code)
}

/** Whether a policy for `origin` allows `requested`. Checks that `decide`, `decorate` and `allowsOrigin` agree. */
function allows(origin: string, requested: string): boolean {
  const policy = syncPolicy({ origin, credentials: true })
  const response = policy.decorate(new Response(), requestFrom(requested))
  expect(policy.allowsOrigin(requested)).toBe(response.headers.has('Access-Control-Allow-Origin'))
  return policy.decide(requestFrom(requested)).allowed
}

describe('any origin with credentials', () => {
  it.each([
    ['CVE-2026-54290 (hono): a star with credentials must not become a reflection', { origin: '*', credentials: true }],
    ['CVE-2018-20744 (rs/cors): a star in a list must not either', { origin: ['*'], credentials: true }],
    [
      'CVE-2024-25124 (Fiber): a star must not be sent together with credentials',
      { origin: '*', credentials: true, allowHeaders: [] },
    ],
  ])('%s', (_, options) => {
    expect(codes(options)).not.toEqual([])
  })

  it('CVE-2023-49803 (@koa/cors): a missing option does not allow every origin', () => {
    expect(codes({})).toEqual(['origin-missing'])
    expect(codes({ credentials: true })).toEqual(['origin-missing'])
    expect(codes({ origin: undefined, credentials: true })).toEqual(['origin-missing'])
    expect(syncPolicy({ origin: [] }).allowsOrigin(EVIL)).toBe(false)
  })
})

describe('origins that resemble a listed one', () => {
  it.each([
    ['CVE-2025-50864 (@elysiajs/cors): a part of a listed origin', A, 'https://example.co'],
    ['CVE-2025-50864 (@elysiajs/cors): a listed origin as a part', A, 'https://example.com.evil.example'],
    ['CVE-2019-25211 (gin-contrib/cors): the beginning of another host', A, 'https://example.community'],
    ['CVE-2024-27302 (go-zero): the end of another host', A, 'https://evilexample.com'],
    [
      'CVE-2024-27302 (go-zero): the end of another host, for a wildcard',
      'https://*.example.com',
      'https://evilexample.com',
    ],
    ['CVE-2022-1996 (go-restful): a RegExp without anchors', A, 'https://example.com.evil.example'],
    ['CVE-2022-1996 (go-restful): a dot that is any letter', 'https://api.example.com', 'https://apixexample.com'],
    ['CVE-2017-11173 (rack-cors): no anchor at the start', A, 'https://evil.example/https://example.com'],
    ['CVE-2017-11173 (rack-cors): no anchor at the end', 'https://*.example.com', 'https://a.example.com.evil.example'],
    ['gofiber#4438: a port in the middle of a wildcard', 'https://*.example.com', 'https://evil.example:x.example.com'],
    ['gofiber#4438: user info before a wildcard', 'https://*.example.com', 'https://evil.example@a.example.com'],
    ['CVE-2019-9580 (StackStorm): null', A, 'null'],
  ])('%s', (_, origin, requested) => {
    expect(allows(origin, requested)).toBe(false)
    expect(allows(origin, origin.replace('*', 'a'))).toBe(true)
  })

  it('CVE-2019-9580 (StackStorm): no response allows null', () => {
    for (const origin of [EVIL, 'null', A]) {
      const response = syncPolicy({ origin: A, credentials: true }).decorate(new Response(), requestFrom(origin))
      expect(response.headers.get('Access-Control-Allow-Origin')).not.toBe('null')
    }
  })

  it('GHSA-vhxv-fg4m-p2w8 (jub0bs/cors): the parts of two entries are not combined', () => {
    const { allowsOrigin } = syncPolicy({
      origin: ['https://foo.example', 'https://bar.example', 'https://*.baz.example'],
    })
    const merged = ['foobar', 'barfoo', 'fbar', 'foar', 'far', 'bazbar', 'a.foo', 'baz']

    expect(merged.filter((name) => allowsOrigin(`https://${name}.example`))).toEqual([])
    expect(['foo', 'bar', 'a.baz'].every((name) => allowsOrigin(`https://${name}.example`))).toBe(true)
  })
})

describe('long lists of header names take little time', () => {
  const { decide, preflight } = syncPolicy({ origin: [A], allowHeaders: ['x-a'] })

  it.each([
    ['CVE-2026-69207 (hono): blanks between names', `x${' '.repeat(128_000)}x`],
    ['CVE-2026-69207 (hono): tabs and commas', '\t,'.repeat(64_000)],
    ['CVE-2025-47908 (rs/cors): commas', ','.repeat(128_000)],
    ['CVE-2025-47908 (rs/cors): names', 'x-a,'.repeat(32_000)],
  ])('%s', (_, names) => {
    const request = preflightFrom(A, 'GET', names)

    expect(decide(request)).toMatchObject({ allowed: false, reason: 'headers-too-long' })
    expect(leastTime(() => decide(request))).toBeLessThan(20)
    expect(leastTime(() => preflight(request))).toBeLessThan(20)
  })
})

describe('caches', () => {
  it('CVE-2025-71381 (hono): Vary comes from the response, not from the request', () => {
    const request = requestFrom(A, 'GET', { Vary: 'X-Injected' })
    const response = syncPolicy({ origin: [A] }).decorate(new Response(null, { headers: { Vary: 'Accept' } }), request)

    expect(response.headers.get('Vary')).toBe('Accept, Origin')
  })

  it.each([A, EVIL, 'null', null])('CVE-2017-7674 (Tomcat): every response has Vary, here for %s', async (origin) => {
    const { wrap } = syncPolicy({ origin: [A] })
    const answers = await Promise.all(
      [requestFrom(origin), requestFrom(origin, 'HEAD'), preflightFrom(origin)].map(async (request) =>
        wrap(() => new Response(null, { status: 404 }))(request),
      ),
    )

    expect(answers.map(({ headers }) => headers.get('Vary'))).toEqual(['Origin', 'Origin', 'Origin'])
  })
})

it('CVE-2024-6221 (flask-cors): access to private networks is never allowed', () => {
  const request = requestFrom(A, 'OPTIONS', {
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Private-Network': 'true',
  })
  const upstream = new Response(null, { headers: { 'Access-Control-Allow-Private-Network': 'true' } })

  for (const origin of ['*', A]) {
    const policy = syncPolicy({ origin })
    expect(permissions(policy.preflight(request) as Response).join()).not.toContain('network')
    expect(permissions(policy.decorate(upstream.clone(), requestFrom(A))).join()).not.toContain('network')
  }
})

it('CVE-2022-4147 (Quarkus): the handler does not run for a request that an enforced policy refuses', async () => {
  const handler = vi.fn<() => Response>(() => new Response('done'))
  const { wrap } = syncPolicy({ origin: [A], allowMethods: ['POST'], enforce: true })
  const refused = await Promise.all(
    ['GET', 'POST'].map(async (method) => wrap(handler)(requestFrom(EVIL, method, { 'Content-Type': 'text/plain' }))),
  )

  expect(refused.map(({ status }) => status)).toEqual([403, 403])
  expect(refused.map(corsHeaders)).toEqual(refused.map(() => ({ vary: 'Origin, Sec-Fetch-Site' })))
  expect(handler).not.toHaveBeenCalled()
  expect((await wrap(handler)(requestFrom(A, 'POST'))).status).toBe(200)
})
