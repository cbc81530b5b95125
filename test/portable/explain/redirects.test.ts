import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { type Explanation, explain, type Question } from '../../../src/explain/index.ts'
import { FEWER_RUNS } from '../support/arbitraries.ts'
import { PREFLIGHT_ROWS } from '../support/answers.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const policy = cors({
  origin: [PAGE],
  credentials: true,
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['authorization'],
})

/** Redirects to logins, as the platforms of the other table send them, and a few more. */
const LOGINS = [
  ...PREFLIGHT_ROWS.filter(([, owner]) => owner.source.startsWith('login or')).map(
    ([, , , { location = '' }]) => location,
  ),
  '/login',
  '/log-in',
  '/signin.html',
  '/wp-login.php?redirect_to=x',
  '/unauthorized',
  'https://acme.okta.com/app/1',
  'https://acme.eu.auth0.com/u/x',
  'https://acme.auth.eu-west-1.amazoncognito.com/x',
  'https://id.example.com/realms/acme/protocol/openid-connect/auth?client_id=1',
  'https://sso.example.com/',
]
const OTHERS = [
  '/users/',
  '/v2/users',
  'https://www.api.example.com/users',
  'https://b.example/users',
  '/authors',
  '/analog-input',
  '/signing-keys',
]

/** Allows everything, to everybody. */
const good = ({ headers }: Request, status = 200): Response =>
  new Response(null, {
    status,
    headers: {
      'access-control-allow-origin': headers.get('origin') ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'authorization',
      vary: 'Origin',
    },
  })

/** A server that redirects the preflight or the call, with or without CORS headers, and in front of a target. */
const redirecting =
  (location: string, status: number, isPreflight: boolean, isBare: boolean, target: (request: Request) => Response) =>
  (request: Request): Response => {
    if (request.url !== API) return target(request)
    if ((request.method === 'OPTIONS') !== isPreflight) return good(request)
    const headers = isBare ? new Headers() : new Headers(good(request).headers)
    headers.set('location', location)
    return new Response(null, { status, headers })
  }

/** Everything that an explanation suggests. */
const suggested = ({ fixes, warnings }: Explanation): string => JSON.stringify([fixes, warnings])

describe('a redirect to a login', () => {
  const calls: readonly Partial<Question>[] = [
    {},
    { method: 'PUT' },
    { credentials: 'include' },
    { headers: { authorization: '1' } },
    { redirect: 'error' },
    { policy },
    { policy, method: 'PUT', credentials: 'include' },
    { page: null },
    { page: null, credentials: 'include' },
  ]

  test.each(LOGINS)('%s is never a URL to call', async (location) => {
    const { href } = new URL(location, API)
    for (const call of calls) {
      for (const isBare of [true, false]) {
        for (const target of [
          () => new Response(),
          () => Promise.reject(new Error('down')) as never,
          redirecting(location, 302, false, false, good),
        ]) {
          const network = redirecting(location, 302, call.method === 'PUT', isBare, target)
          // oxlint-disable-next-line no-await-in-loop
          const explanation = await explain({ network, page: PAGE, url: API, probe: false, ...call })
          expect(suggested(explanation)).not.toContain(href)
          expect(suggested(explanation)).not.toMatch(/call the (last )?redirect's target|call the corrected/i)
        }
      }
    }
  })

  test('has its ways out', async () => {
    const network = redirecting('/login', 302, false, false, () => new Response())
    const { fixes } = await explain({ network, page: PAGE, url: API, credentials: 'include' })
    expect(fixes).toEqual([
      {
        change: 'server',
        sentence:
          'Answer calls without a session with status 401 in place of the redirect to a login, with each of these headers once:',
        value: `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Credentials: true\nVary: Origin`,
      },
    ])
    const { fixes: own } = await explain({ policy, network, page: PAGE, url: API })
    expect(own.map(({ value }) => value)).toEqual(['new Response(null, { status: 401 })'])
  })

  test('has them for a preflight at the login, and none that any page could use', async () => {
    const network = redirecting('https://login.example.com/', 307, false, false, () => new Response())
    const { verdict, fixes } = await explain({ network, page: PAGE, url: API, method: 'PUT' })
    expect(verdict.code).toBe('preflight-acao-missing')
    expect(fixes.map(({ value }) => value)).toEqual([`Access-Control-Allow-Origin: ${PAGE}\nVary: Origin`])
    const { fixes: others } = await explain({ network, page: null, url: API, credentials: 'include' })
    expect(others.map(({ change, value }) => [change, value])).toEqual([['call', 'http://localhost:3000/']])
  })

  test('has a change of the policy where that refuses the page as well', async () => {
    const network = redirecting('/login', 302, true, true, good)
    const refusing = cors({ origin: ['https://b.example'] })
    const { fixes } = await explain({ policy: refusing, network, page: PAGE, url: API, method: 'PUT' })
    expect(fixes.map(({ change }) => change)).toEqual(['policy'])
  })

  test('has those of the header that blocks its response', async () => {
    const headers = { location: '/login', 'cross-origin-resource-policy': 'same-origin' }
    const network = (): Response => new Response(null, { status: 302, headers })
    const { verdict, fixes } = await explain({ network, page: PAGE, url: API, mode: 'no-cors' })
    expect(verdict.code).toBe('corp-blocked')
    expect(fixes.map(({ value }) => value)).toEqual(['Cross-Origin-Resource-Policy: cross-origin', "mode: 'cors'"])
  })

  test('has credentials in the policy that does not allow them', async () => {
    const plain = cors({ origin: [PAGE] })
    const network = plain.wrap(redirecting('/login', 302, false, true, good))
    const { verdict, fixes } = await explain({ policy: plain, network, page: PAGE, url: API, credentials: 'include' })
    expect([verdict.code, fixes[0]!.options]).toEqual(['acac-missing', { credentials: true }])
  })

  test('has none where the page calls its own server, which the policy need not allow', async () => {
    const network = redirecting('https://login.example.com/', 302, false, true, () => new Response())
    const refusing = cors({ origin: ['https://b.example'] })
    for (const redirect of ['follow', 'error'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ policy: refusing, network, page: new URL(API).origin, url: API, redirect })
      expect(fixes.map(({ value }) => value)).toEqual(['new Response(null, { status: 401 })'])
    }
  })

  test('is none where the query only stays the same', async () => {
    const url = `${API}?next=/users/2&via=login`
    const location = 'https://api.example.com/v2?next=/users/2&via=login'
    const network = (request: Request) =>
      request.url === url
        ? new Response(null, { status: 308, headers: { location, 'access-control-allow-origin': PAGE } })
        : good(request)
    const { fixes } = await explain({ network, page: PAGE, url, method: 'PUT' })
    expect(fixes[0]).toMatchObject({ change: 'call', value: location })
  })

  test('is none where it only corrects the URL', async () => {
    const url = 'https://api.example.com/auth/login'
    const network = (request: Request) =>
      request.url === url ? new Response(null, { status: 308, headers: { location: '/auth/login/' } }) : good(request)
    for (const method of ['GET', 'PUT']) {
      // oxlint-disable-next-line no-await-in-loop
      const { fixes } = await explain({ network, page: PAGE, url, method })
      expect(fixes[0]).toMatchObject({ change: 'call', value: `${url}/` })
    }
  })

  test('is none where the scheme gets worse', async () => {
    const location = 'http://api.example.com/users'
    const network = () => new Response(null, { status: 301, headers: { location } })
    expect(suggested(await explain({ network, page: PAGE, url: API }))).not.toContain(`"${location}"`)
  })
})

const ways = fc.record({
  location: fc.constantFrom(...LOGINS, ...OTHERS, ...OTHERS),
  status: fc.constantFrom(301, 302, 303, 307, 308),
  isPreflight: fc.boolean(),
  isBare: fc.boolean(),
  withPolicy: fc.boolean(),
  credentials: fc.constantFrom('same-origin' as const, 'include' as const),
  method: fc.constantFrom('GET', 'PUT'),
  headers: fc.constantFrom({}, { authorization: '1' }),
})

test('each fix of a redirect, applied, lets the page read', async () => {
  await fc.assert(
    fc.asyncProperty(ways, async ({ location, status, isPreflight, isBare, withPolicy, ...call }) => {
      const network = redirecting(location, status, isPreflight, isBare, good)
      const question = { network, page: PAGE, url: API, ...call, ...(withPolicy && { policy }) }
      const explanation = await explain(question)
      const { verdict, fixes } = explanation

      expect(verdict.readable || fixes.length > 0).toBe(true)
      const applied = fixes.map(({ change, value }): Partial<Question> => {
        if (change === 'call') return { url: value }
        if (value.startsWith('export default')) return { network: policy.wrap(() => new Response()) }
        if (value.startsWith('new Response')) return { network: policy.wrap(() => new Response(null, { status: 401 })) }
        const headers = value.split('\n').map((line) => line.split(': ') as [string, string])
        const ofPreflight = verdict.code?.startsWith('preflight-')
        const fixed = (request: Request): Response =>
          (request.method === 'OPTIONS') === ofPreflight ? new Response(null, { status: 204, headers }) : good(request)
        return { network: fixed }
      })
      for (const change of applied) {
        // oxlint-disable-next-line no-await-in-loop
        const again = await explain({ ...question, ...change })
        expect(again.verdict).toMatchObject({ readable: true })
      }
    }),
    FEWER_RUNS,
  )
})
