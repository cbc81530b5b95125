/** The recipes of `docs/policies.md`, asked with what attackers, other clients and sloppy routers make of requests. */
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { createProject, type PageProject } from '../support/page.ts'

type Handler = (request: Request) => Response | Promise<Response>

const projects: PageProject[] = []
beforeAll(expectBuild)
afterAll(() => Promise.all(projects.map((project) => project.remove())))

async function load<Exports>(heading: string, file: string): Promise<Exports> {
  const project = await createProject('docs/policies.md', heading)
  projects.push(project)
  return (await import(join(project.path, file))) as Exports
}

async function ask(
  handler: Handler,
  path: string,
  origin: string,
  method = 'GET',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly allowed: string | null; readonly vary: string | null; readonly methods: string | null }> {
  const request = new Request(`https://api.example.com${path}`, { method, headers: { origin, ...headers } })
  const response = await handler(request)
  const [allowed, vary, methods] = ['origin', '', 'methods'].map((name) =>
    response.headers.get(name ? `access-control-allow-${name}` : 'vary'),
  )
  return { allowed: allowed ?? null, vary: vary ?? null, methods: methods ?? null }
}

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const asks = (method: string) => ({ 'access-control-request-method': method })

/** Everything that a router may do to a path before it looks for a route. */
function readSloppily(path: string): string {
  let read = path
  for (let times = 0; times < 3; times++) read = read.replaceAll(/%[0-9a-f]{2}/gi, (code) => decode(code))
  const segments: string[] = []
  for (const segment of read.toLowerCase().split(/[/\\]+/)) {
    const [name = ''] = segment.split(/[;?#\0]/, 1)
    if (name === '..') segments.pop()
    else if (name !== '.' && name !== '') segments.push(name.trim())
  }
  return `/${segments.join('/')}`
}

function decode(code: string): string {
  return String.fromCharCode(Number.parseInt(code.slice(1), 16))
}

const PARTS = [
  ...['public', 'Public', 'users', '..', '.', '...', '', 'a.b', 'prices', 'a b', 'é', '~'],
  ...['%2e%2e', '%2E.', '..%2f', '..%2fusers', '..%5cusers', '%252e%252e', '%2f', '%5c', '%00', '%70ublic'],
  ...['..;', ';x', 'public;..', '..\\users', '%2e%2e%2fusers', '?', '#', '..%00'],
]
const paths = fc
  .array(fc.tuple(fc.constantFrom('/', '//', '\\'), fc.constantFrom(...PARTS)), { minLength: 1, maxLength: 6 })
  .map((parts) => `/${parts.flat().join('').slice(1)}`)

describe('one policy for each path', async () => {
  const { handler } = await load<{ handler: Handler }>('One policy for each path', 'by-path.ts')

  it('shares no path that some router takes for another', async () => {
    const isSafe = async (path: string): Promise<boolean> => {
      const { allowed } = await ask(handler, path, evil)
      const read = readSloppily(new URL(`https://a.example${path}`).pathname)
      return allowed === null || `${read}/`.startsWith('/public/')
    }
    const below = paths.map((path) => `/public${path}`)
    const { counterexample } = await fc.check(fc.asyncProperty(fc.oneof(paths, below), isSafe), { numRuns: 5000 })
    expect(counterexample).toBeNull()
  })

  it('chooses the same policy for a preflight as for its request', async () => {
    const isSame = async (path: string): Promise<boolean> => {
      const preflight = await ask(handler, path, evil, 'OPTIONS', asks('GET'))
      return preflight.allowed === (await ask(handler, path, evil)).allowed
    }
    expect((await fc.check(fc.asyncProperty(paths, isSame))).counterexample).toBeNull()
  })

  it.each([
    ['/public/prices', '*'],
    ['/public/prices/', '*'],
    ['/public/a/b.json', '*'],
    ['/users/../public/prices', '*'],
    ['/publicly', null],
    ['/public', null],
    ['/Public/prices', null],
    ['//public/prices', null],
    ['/public//users', null],
    ['/public/%2e%2e/users', null],
    ['/public/..%2fusers', null],
    ['/public/..;/users', null],
    ['/public/.%00./users', null],
  ])('gives %s the permission %s', async (path, allowed) => {
    expect(await ask(handler, path, evil)).toMatchObject({ allowed, vary: allowed === '*' ? null : 'Origin' })
  })
})

describe('reading for everyone, writing for a list', async () => {
  const { handler } = await load<{ handler: Handler }>('Reading for everyone, writing for a list', 'by-method.ts')

  it.each<[name: string, origin: string, method: string, headers: Record<string, string>, allowed: string | null]>([
    ['a GET', evil, 'GET', {}, '*'],
    ['a HEAD', evil, 'HEAD', {}, '*'],
    ['a preflight of GET', evil, 'OPTIONS', asks('GET'), '*'],
    ['a PUT', evil, 'PUT', {}, null],
    ['a listed PUT', app, 'PUT', {}, app],
    ['a preflight of PUT', evil, 'OPTIONS', asks('PUT'), null],
    ['a listed preflight of DELETE', app, 'OPTIONS', asks('DELETE'), app],
    ['a POST, which neither policy lists', evil, 'POST', {}, null],
    ['a PUT that says it is the preflight of a GET', evil, 'PUT', asks('GET'), null],
    ['a preflight of get in lower case', evil, 'OPTIONS', asks('get'), null],
    ['a preflight of several methods', evil, 'OPTIONS', asks('GET, PUT'), null],
    ['an OPTIONS request that is not a preflight', evil, 'OPTIONS', {}, null],
  ])('%s', async (_name, origin, method, headers, allowed) => {
    expect((await ask(handler, '/prices', origin, method, headers)).allowed).toBe(allowed)
  })

  it('gives all origins one answer to a GET, so that caches need to keep one', async () => {
    const answers = await Promise.all([app, evil].map((origin) => ask(handler, '/prices', origin)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ allowed: '*', vary: null, methods: null })]),
    )
  })

  it('tells a page only the methods that it may use', async () => {
    const [read, write] = await Promise.all(
      ['GET', 'PUT'].map((method) => ask(handler, '/', app, 'OPTIONS', asks(method))),
    )
    expect([read?.methods, write?.methods]).toEqual(['GET, HEAD', 'PUT, DELETE'])
  })
})

describe('one policy for each tenant', async () => {
  const { handler } = await load<{ handler: Handler }>('One policy for each tenant', 'by-tenant.ts')
  const acme = 'https://shop.acme.example'

  it.each([
    ['/acme/orders', acme],
    ['/acme', acme],
    ['/zoo/../acme/orders', acme],
    ['/zoo/orders', null],
    ['//acme/orders', null],
    ['/ACME/orders', null],
    ['/%61cme/orders', null],
    ['/acme%2forders', null],
    ['/zoo/..%2facme/orders', null],
    ['/__proto__/orders', null],
    ['/constructor/orders', null],
    ['/', null],
  ])('%s', async (path, allowed) => {
    const [actual, preflight] = await Promise.all([
      ask(handler, path, acme),
      ask(handler, path, acme, 'OPTIONS', asks('PUT')),
    ])
    expect([actual.allowed, preflight.allowed]).toEqual([allowed, allowed])
    expect([actual.vary, preflight.vary]).toEqual(['Origin', 'Origin'])
  })
})

describe('keys in a header', async () => {
  const { handler } = await load<{ handler: Handler }>('Keys in a header', 'by-key.ts')
  const acme = 'https://shop.acme.example'

  it.each<[name: string, origin: string, method: string, headers: Record<string, string>, allowed: string | null]>([
    ['a preflight of a tenant', acme, 'OPTIONS', asks('GET'), acme],
    ['a preflight of anyone else', evil, 'OPTIONS', asks('GET'), null],
    ['the own key', acme, 'GET', { 'x-api-key': 'key-of-acme' }, acme],
    ['the key of another tenant', acme, 'GET', { 'x-api-key': 'key-of-zoo' }, null],
    ['a stolen key on another page', evil, 'GET', { 'x-api-key': 'key-of-acme' }, null],
    ['no key', acme, 'GET', {}, null],
    ['an empty key', acme, 'GET', { 'x-api-key': '' }, null],
    ['two keys', acme, 'GET', { 'x-api-key': 'key-of-acme, key-of-zoo' }, null],
    ['the name of a property', acme, 'GET', { 'x-api-key': 'constructor' }, null],
    ['an OPTIONS request that is not a preflight', acme, 'OPTIONS', { 'x-api-key': 'key-of-zoo' }, null],
    ['a GET that says it is a preflight', acme, 'GET', { ...asks('GET'), 'x-api-key': 'key-of-zoo' }, null],
  ])('%s', async (_name, origin, method, headers, allowed) => {
    const answer = await ask(handler, '/', origin, method, headers)
    expect(answer.allowed).toBe(allowed)
    expect(answer.vary).toMatch(/^Origin, x-api-key\b/)
  })
})

describe('nested policies', async () => {
  const { right, wrong } = await load<Record<'right' | 'wrong', Hono>>('Nested policies', 'nested.ts')
  const admins = 'https://admin.example.com'

  it('the first one wins, for preflights too', async () => {
    const results = await Promise.all(
      [right, wrong].map(async ({ fetch }) => {
        const preflight = await ask(fetch, '/admin/users', admins, 'OPTIONS', asks('PUT'))
        const actual = await ask(fetch, '/admin/users', admins)
        return [preflight.allowed, preflight.methods, actual.allowed]
      }),
    )
    expect(results).toEqual([
      [admins, 'GET, PUT', admins],
      // The browser then refuses the PUT of the admins.
      ['*', 'GET, HEAD, POST', '*'],
    ])
  })

  it('no path that Hono takes for /admin/ is shared in the right order', async () => {
    const starts = fc.constantFrom('/admin', '/%61dmin', '//admin', '/x/../admin', '/Admin')
    const isSafe = async (start: string, path: string): Promise<boolean> => {
      const request = new Request(`https://api.example.com${start}${path}`, { headers: { origin: evil } })
      const response = await right.fetch(request)
      const routed = await response.text()
      return !routed.startsWith('/admin/') || !response.headers.has('access-control-allow-origin')
    }
    const { counterexample } = await fc.check(fc.asyncProperty(starts, paths, isSafe), { numRuns: 2000 })
    expect(counterexample).toBeNull()
  })

  it('a sub-app is inside of what the app mounted before', async () => {
    const { Hono: App } = await import('hono')
    const { cors } = await import('../../../adapters/hono.ts')
    const admin = new App().use(cors({ origin: [admins] })).get('/users', (c) => c.text('users'))
    const before = new App().use(cors({ origin: '*' })).route('/admin', admin)
    const after = new App().route('/admin', admin).use(cors({ origin: '*' }))
    const allowed = await Promise.all(
      [before, after].map(async ({ fetch }) => (await ask(fetch, '/admin/users', evil)).allowed),
    )
    expect(allowed).toEqual(['*', null])
  })
})
