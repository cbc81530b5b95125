import { expect, test } from 'vitest'
import worker from '../../lab/worker.ts'

/** Answers with the path of the file. */
const ASSETS = { fetch: async ({ url }: Request) => new Response(new URL(url).pathname) }
const LOCAL = { ASSETS, LOCAL: 'true' }
const DEPLOYED = { ASSETS }

const policyAt = async (url: string, env: typeof DEPLOYED): Promise<string[]> => {
  const response = await worker.fetch(new Request(url), env)
  return (response.headers.get('content-security-policy') ?? '').split('; ')
}

test.each([
  ['http://localhost:8787/', LOCAL, 200, '/'],
  ['http://localhost:8787/calls', LOCAL, 200, '/calls'],
  ['http://127.0.0.1:8787/main.js', LOCAL, 404, ''],
  // Another name for this machine, as an attacker's domain can be.
  ['http://rebound.example:8787/', LOCAL, 421, 'Unknown host'],
  ['http://localhost.rebound.example:8787/', LOCAL, 421, 'Unknown host'],
  ['http://[::1]:8787/', LOCAL, 421, 'Unknown host'],
  ['https://lab.example/', DEPLOYED, 200, '/'],
  ['https://corsage-lab.account.workers.dev/main.js', DEPLOYED, 200, '/main.js'],
  ['https://lab.example/calls', DEPLOYED, 200, '/calls-without-api'],
  // No name reaches the API of a deployed Worker.
  ['http://127.0.0.1/catalogue', DEPLOYED, 200, '/catalogue'],
] as const)('%s: %#', async (url, env, status, text) => {
  const response = await worker.fetch(new Request(url), env)
  expect(response.status).toBe(status)
  expect(await response.text()).toContain(text)
})

// `wrangler dev` prints the address of the API, and terminals make a link of it.
test.each([
  ['http://127.0.0.1:8787/', 'navigate', 'http://localhost:8787/'],
  ['http://127.0.0.1:8787/?a=b', undefined, 'http://localhost:8787/?a=b'],
  ['http://127.0.0.1/learn', 'navigate', 'http://localhost/learn'],
  ['http://127.0.0.1:8787/learn', 'cors', null],
  ['http://127.0.0.1:8787/catalogue', 'navigate', null],
])('who opens %s (%s) gets the page %s', async (url, mode, page) => {
  const request = new Request(url)
  if (mode) request.headers.set('Sec-Fetch-Mode', mode)
  const response = await worker.fetch(request, LOCAL)
  expect(response.headers.get('location')).toBe(page)
  expect(response.status === 307).toBe(page !== null)
})

test.each([
  ['http://localhost:8787/', LOCAL, "connect-src 'none'"],
  ['http://localhost:8787/learn', LOCAL, "connect-src 'none'"],
  ['http://localhost:8787/calls', LOCAL, 'connect-src http://127.0.0.1:8787'],
  ['http://localhost:8787/sandbox', LOCAL, 'connect-src http://127.0.0.1:8787'],
  ['http://localhost/calls', LOCAL, 'connect-src http://127.0.0.1'],
  ['https://lab.example/', DEPLOYED, "connect-src 'none'"],
  ['https://lab.example/calls', DEPLOYED, "connect-src 'none'"],
  ['https://lab.example/sandbox', DEPLOYED, "connect-src 'none'"],
])('%s may connect as far as it has to: %#', async (url, env, directive) => {
  const policy = await policyAt(url, env)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(directive)
  const frames = directive.includes("'none'") ? "'none'" : new URL(url).origin
  expect(policy).toEqual(expect.arrayContaining([`frame-src ${frames}`, `frame-ancestors ${frames}`]))
  expect(policy).toContain(`worker-src ${new URL(url).origin}/offline.js`)
})

test('a page has all its headers', async () => {
  const response = await worker.fetch(new Request('https://lab.example/'), DEPLOYED)
  const { 'content-type': _, ...headers } = Object.fromEntries(response.headers)
  expect(headers).toEqual({
    'content-security-policy': [
      "default-src 'none'",
      'script-src https://lab.example',
      'style-src https://lab.example',
      'img-src data:',
      "frame-src 'none'",
      "connect-src 'none'",
      'worker-src https://lab.example/offline.js',
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-served-by': 'corsage-lab',
  })
})

test('the service worker may connect to its origin only, and load nothing', async () => {
  expect(await policyAt('https://lab.example/offline.js', DEPLOYED)).toEqual([
    "default-src 'none'",
    'connect-src https://lab.example',
  ])
})
