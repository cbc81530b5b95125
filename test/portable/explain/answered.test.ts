import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { SIGNATURES } from '../../../src/explain/answered/index.ts'
import { explain, type Question } from '../../../src/explain/index.ts'
import {
  ACTUAL_ROWS,
  API,
  FORM_ROWS,
  OWN_ACTUAL,
  OWN_PREFLIGHT,
  OWN_ROWS,
  PAGE,
  policy,
  PREFLIGHT_ROWS,
} from '../support/answers.ts'

const handler = policy.wrap(() => new Response('{}'))
const respond = (status: number, headers: Readonly<Record<string, string>>): Response =>
  new Response(null, { status, headers })
const isPreflight = ({ method }: Request): boolean => method === 'OPTIONS'

/** The sentences of the warning about a policy that is not in effect. */
async function saidBy(network: NonNullable<Question['network']>, call: Partial<Question> = {}): Promise<string[]> {
  const { warnings } = await explain({ policy, network, page: PAGE, url: API, ...call })
  return warnings.filter(({ code }) => code === 'policy-not-in-effect').map(({ sentence }) => sentence)
}

describe('a preflight response of', () => {
  test.each(PREFLIGHT_ROWS)('%s names %s', async (_, owner, status, headers) => {
    const network = (request: Request) => (isPreflight(request) ? respond(status, headers) : handler(request))
    const said = await saidBy(network, { method: 'PUT', headers: { 'content-type': 'application/json' } })
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^The preflight response differs from the policy's: it has .* It likely comes from /)
    expect(said[0]).toMatch(owner)
  })
})

describe('a response of', () => {
  test.each(ACTUAL_ROWS)('%s names %s', async (_, owner, status, headers) => {
    const network = (request: Request) => {
      const { pathname } = new URL(request.url)
      return pathname === '/users' ? respond(status, headers) : respond(404, OWN_ACTUAL)
    }
    const said = await saidBy(network, { probe: false })
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(new RegExp(`^The response \\(status ${status}\\) differs from the policy's: it has `))
    expect(said[0]).toMatch(owner)
  })
})

describe('a response to a form of', () => {
  test.each(FORM_ROWS)('%s names %s', async (_, owner, status, answered, method, headers) => {
    const network = (request: Request) => (isPreflight(request) ? handler(request) : respond(status, answered))
    const said = await saidBy(network, { method, headers, probe: false })
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(owner)
  })
})

describe('no warning is about responses of the policy', () => {
  test.each(OWN_ROWS)('%s', async (_, status, preflight, actual) => {
    const network = (request: Request) => (isPreflight(request) ? respond(status, preflight) : respond(201, actual))
    const call = { method: 'PUT', headers: { 'x-id': '1' }, probe: false }
    expect(await saidBy(network, call)).toEqual([])
  })

  test.each<Partial<Question>>([
    {},
    { method: 'PUT', credentials: 'include' },
    { method: 'DELETE', headers: { 'x-id': '1' } },
    { method: 'PATCH' },
    { headers: { 'x-other': '1' } },
    { page: 'https://evil.example' },
    { page: 'https://evil.example', method: 'PUT' },
    { page: null },
    { page: 'https://api.example.com/' },
    { mode: 'no-cors' },
  ])('behind a server, for %j', async (call) => {
    const policies = [
      policy,
      cors({ origin: '*', allowMethods: ['*'], allowHeaders: ['*'] }),
      cors({ origin: [PAGE], enforce: true, dangerouslyReflectHeaders: true }),
      cors({ origin: ({ host }) => Promise.resolve(host === 'app.example.com'), vary: ['x-tenant'] }),
    ]
    for (const one of policies) {
      for (const answer of [() => new Response('{}'), () => new Response(null, { status: 500 })]) {
        // oxlint-disable-next-line no-await-in-loop
        expect(await saidBy(one.wrap(answer), { ...call, policy: one })).toEqual([])
      }
    }
  })

  test('without a network', async () => {
    expect((await explain({ policy, page: PAGE, url: API, method: 'PATCH' })).warnings).toEqual([])
  })
})

describe('the difference', () => {
  test('is named in both directions', async () => {
    const network = (request: Request) =>
      isPreflight(request)
        ? respond(403, {
            'access-control-allow-origin': PAGE,
            'access-control-allow-methods': 'GET',
            'access-control-allow-headers': 'Content-Type, X-Id',
            'access-control-max-age': '5',
            'access-control-expose-headers': 'x-total',
          })
        : handler(request)
    const [said] = await saidBy(network, { method: 'PUT' })
    expect(said).toBe(
      "The preflight response differs from the policy's: it has status 403 in place of 204, no `Access-Control-Allow-Credentials`, `Access-Control-Allow-Methods: GET` in place of `GET, PUT, DELETE`, an extra `Access-Control-Expose-Headers: x-total`, `Access-Control-Max-Age: 5` in place of `600` and no `Vary: Origin`. It likely comes from an API gateway (AWS API Gateway, Azure API Management, Kong, Supabase) or another CORS layer that answers OPTIONS itself: let OPTIONS reach the policy.",
    )
  })

  test('is short where no CORS header is there, and gives hints without a claim', async () => {
    const headers = { server: 'cloudflare', 'cf-ray': '9a1b-FRA', via: '1.1 v', age: '0', 'x-powered-by': 'Next.js' }
    const network = (request: Request) => (isPreflight(request) ? respond(405, headers) : handler(request))
    const [said] = await saidBy(network, { method: 'PUT' })
    expect(said).toBe(
      "The preflight response differs from the policy's: it has status 405 in place of 204, no CORS headers and no `Vary: Origin`. It likely comes from a router, or a server of static files such as that of Cloudflare Workers: check that the route exists, and put the policy in front (`run_worker_first` for Workers). Hints: `age: 0`, `cf-ray: 9a1b-FRA`, `server: cloudflare` and `via: 1.1 v`.",
    )
  })

  test('of Vary names only what is missing', async () => {
    const reading = cors({ origin: ({ host }) => host === 'app.example.com', vary: ['x-tenant', 'X-Key'] })
    const headers = { 'access-control-allow-origin': PAGE, vary: 'X-TENANT, origin' }
    expect((await saidBy(() => respond(200, headers), { policy: reading }))[0]).toContain('it has no `Vary: X-Key`. It')
  })

  test('of a policy for any origin', async () => {
    const open = cors({ origin: '*', exposeHeaders: ['x-total'] })
    const said = async (headers: Record<string, string>): Promise<string[]> =>
      await saidBy(() => respond(200, headers), { policy: open })
    const own = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-total' }
    expect(await said({ ...own, vary: 'accept-encoding' })).toEqual([])
    expect((await said({ ...own, 'access-control-expose-headers': '*' }))[0]).toContain('from another CORS layer')
    expect((await said({ ...own, 'access-control-allow-origin': 'https://b.example' }))[0]).toContain('from something')
  })

  test('stays short for a server that sends anything', async () => {
    const headers = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`access-control-${at}`, `\u001B[2J${'x'.repeat(999)}`]),
    )
    const [said] = await saidBy(() => respond(200, { ...headers, server: 'y'.repeat(9999), via: '\u009B`' }))
    expect(said?.length).toBeLessThan(3000)
    expect(said).not.toMatch(/\p{C}/u)
  })

  test('is named for the preflight response and the response', async () => {
    const network = (request: Request) =>
      isPreflight(request) ? respond(204, { ...OWN_PREFLIGHT, vary: '' }) : respond(502, {})
    const said = await saidBy(network, { method: 'PUT' })
    expect(said.map((sentence) => sentence.split(' differs')[0])).toEqual([
      'The preflight response',
      'The response (status 502)',
    ])
  })

  test('is named where the policy refuses', async () => {
    const refusing = cors({ origin: ['https://b.example'], enforce: true })
    const call = { policy: refusing }
    expect((await saidBy(() => respond(200, { vary: 'Origin' }), call))[0]).toContain(
      'it has status 200 in place of 403',
    )
    const [reflected] = await saidBy(() => respond(200, { 'access-control-allow-origin': PAGE }), call)
    expect(reflected).toContain('a development server such as Vite, or code that reflects every origin')
  })

  test('is not looked for on another origin', async () => {
    const network = (request: Request) =>
      request.url === API
        ? respond(302, { ...OWN_ACTUAL, location: 'https://b.example/' })
        : respond(200, { 'access-control-allow-origin': '*' })
    expect(await saidBy(network)).toEqual([])
  })

  test('is that of a redirect from http to https', async () => {
    const network = ({ url }: Request) =>
      url.startsWith('http:') ? respond(301, { location: API, server: 'nginx' }) : respond(200, OWN_ACTUAL)
    const { warnings, fixes } = await explain({ policy, network, page: PAGE, url: API.replace('https', 'http') })
    const said = warnings.find(({ code }) => code === 'policy-not-in-effect')?.sentence
    expect(said).toMatch(/corrects the URL \(its trailing slash, https or host\): call the corrected URL/)
    expect(fixes[0]).toMatchObject({ change: 'call', value: API })
  })

  test('of a redirect, an error or a refused origin says no more than is known', async () => {
    const redirect = () => respond(302, { ...OWN_ACTUAL, vary: '', location: '/v2/users' })
    expect((await saidBy(redirect))[0]).toContain('a proxy or CDN that removes `Vary`')
    const error = () => respond(500, { ...OWN_ACTUAL, vary: '' })
    expect((await saidBy(error))[0]).toContain('a proxy or CDN that removes `Vary`')
    const said = await saidBy(() => respond(200, {}), { page: 'https://evil.example' })
    expect(said[0]).toContain('has no `Vary: Origin`. It likely comes from something between')
  })

  test('is also that everybody is allowed, as the probe shows', async () => {
    const reflecting = ({ headers }: Request) =>
      respond(200, { ...OWN_ACTUAL, 'access-control-allow-origin': headers.get('origin') ?? '' })
    expect(await saidBy(reflecting)).toEqual([
      'The server also allows `https://corsage-probe.example`, which the policy refuses. It likely comes from a development server such as Vite, or code that reflects every origin: turn that off (`server.cors: false` for Vite).',
    ])
    expect(await saidBy(reflecting, { probe: false })).toEqual([])
    const careless = ({ headers }: Request) =>
      respond(200, { 'access-control-allow-origin': headers.get('origin') ?? '*' })
    const said = await saidBy(careless)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/differs from .* a development server such as Vite, or code that reflects/)
    expect((await saidBy(careless, { method: 'PUT' }))[0]).toContain('a development server such as Vite, or code')
    expect((await saidBy(careless, { probe: false }))[0]).not.toContain('reflects')
    expect(
      await saidBy(reflecting, {
        policy: cors({
          origin: ({ host }) => host === 'app.example.com',
          credentials: true,
          exposeHeaders: ['x-total'],
        }),
      }),
    ).toEqual([])
  })
})

test('each signature has a row in test/portable/support/answers.ts', async () => {
  const rows = [
    ...PREFLIGHT_ROWS.map((row) => [true, row] as const),
    ...ACTUAL_ROWS.map((row) => [false, row] as const),
    ...FORM_ROWS.map((row) => [false, row] as const),
  ]
  const said = await Promise.all(
    rows.map(([ofPreflight, [, , status, headers, method = ofPreflight ? 'PUT' : 'GET', sent = {}]]) =>
      saidBy((request) => (isPreflight(request) === ofPreflight ? respond(status, headers) : handler(request)), {
        method,
        headers: sent,
        probe: false,
      }),
    ),
  )
  const text = said.flat().join('\n')
  expect(SIGNATURES.filter(([, who]) => !text.includes(`comes from ${who}: `))).toEqual([])
})
