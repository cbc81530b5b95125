import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample } from '../support/copy.ts'
import { describeContract, type Exchange, lines, readText } from '../support/contract.ts'
import { itGoesOn } from '../support/leave.ts'
import { createProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject, describeRows, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import { listen, type Running, startUpstream } from '../support/upstream.ts'
import { config, CONTRACT, ROUTES, TYPES } from './files.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const local = 'http://localhost:5173'
const HERE = 'test/hosts/sveltekit'

const create = (files: Readonly<Record<string, string>>) => createProject('docs/hosts.md', 'SvelteKit', files, {}, HERE)

const dev = (path: string) => startRuntime('vite', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, path)
const production = async (path: string) => {
  await runTool('vite', ['build'], path)
  return startRuntime('node', [join(path, 'build/index.js')], { HOST: '127.0.0.1', PORT: '0' })
}

/** Answers of the app that do not depend on the server. */
const always: readonly Row[] = [
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /hello', evil, 200, undefined, 'Hello'],
  ['HEAD /hello', app, 200, app, ''],
  ['PUT /hello', app, 200, app, 'Changed'],
  ['POST /hello', app, 200, app, '{"sent":true}'],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['PREFLIGHT /missing', app, 204, app, ''],
  ['OPTIONS /hello', app, 405, app, 'OPTIONS method not allowed'],
  ['OPTIONS /page', app, 204, app, ''],
  ['GET /missing', app, 404, app],
  ['GET /missing', evil, 404, undefined],
  ['GET /error', app, 500, app],
  ['GET /error', evil, 500, undefined],
  ['GET /taken', app, 409, app, /Taken/],
  ['GET /old', app, 302, app, ''],
  ['GET /lines', evil, 200, undefined, 'Lines'],
  ['GET /stream', app, 200, app, 'first,last'],
  ['GET /page', app, 200, app, /<p>Hello<\/p>/],
  ['GET /page?throw', app, 500, app],
  ['POST /page', app, 415, app],
  ['GET /page/__data.json', app, 200, app, /"Hello"/],
  ['PATCH /old', app, 405, app],
  ['GET /hello/', app, 308, null],
  ['PREFLIGHT /hello/', app, 308, null],
]
const TSC = [
  '--ignoreConfig',
  '--noEmit',
  '--strict',
  '--module',
  'nodenext',
  '--skipLibCheck',
  '--noUncheckedSideEffectImports',
  'false',
]

const get = async (server: Running, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Exchange> =>
  sendTo(server.origin)({ method: 'GET', path, headers: { Origin: app, ...headers } })

describeProject(
  'SvelteKit that trusts the page, built for Node',
  () =>
    create({
      ...ROUTES,
      'vite.config.ts': config(`, csrf: { trustedOrigins: ['${app}'] }`, 'server: { cors: false }'),
      'src/types.ts': TYPES,
    }),
  production,
  [
    ...always,
    // A write without a content type counts as a form.
    ['DELETE /hello', app, 405, app],
    ['DELETE /hello', evil, 403, null],
    ['GET /fixed', app, 200, null, 'Fixed'],
    ['GET /fixed-page', app, 200, null, /Fixed/],
    ['PREFLIGHT /fixed', app, 405, null],
    ['GET /robots.txt', app, 200, null],
  ],
  (server, path) => {
    it('keeps each cookie, merges Vary, and removes permissions of routes', async () => {
      const exchange = await get(server(), '/lines')
      expect(lines(exchange, 'set-cookie')).toEqual([
        'c=3',
        'a=1; Path=/; HttpOnly; SameSite=Lax',
        'b=2; Path=/; HttpOnly; SameSite=Lax',
      ])
      expect(lines(exchange, 'vary')).toEqual(['Accept, Origin'])
      expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
    })

    it.each(['"1"', 'W/"1"'])('answers 304 to the ETag %s', async (etag) => {
      const exchange = await get(server(), '/etag', { 'If-None-Match': etag })
      expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([304, [app]])
      expect(lines(exchange, 'vary')).toEqual(['Origin'])
    })

    it('answers 304 to the ETag of a page', async () => {
      const [etag = ''] = lines(await get(server(), '/page'), 'etag')
      const exchange = await get(server(), '/page', { 'If-None-Match': etag })
      expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([304, [app]])
    })

    // The headers by which `explain` recognises these answers: test/portable/support/answers.ts.
    it.each([
      ['application/x-www-form-urlencoded', '*/*', undefined],
      ['application/x-www-form-urlencoded', 'application/json', 'application/json'],
      ['text/plain', '*/*', undefined],
    ])('refuses %s, asking for %s, before any handle runs', async (type, accept, answered) => {
      const headers = { Origin: evil, 'Content-Type': type, Accept: accept }
      const exchange = await sendTo(server().origin)({ method: 'POST', path: '/hello', headers, body: 'a=1' })
      expect(exchange.status).toBe(403)
      expect(lines(exchange, 'content-type')).toEqual(answered ? [answered] : [])
      expect(await readText(exchange.body)).toContain('Cross-site POST form submissions are forbidden')
      expect(exchange.headers.map(([name]) => name.toLowerCase())).not.toContain('vary')
    })

    it('refuses calls of remote functions before any handle runs', async () => {
      const headers = { Origin: app, 'Content-Type': 'application/json' }
      const exchange = await sendTo(server().origin)({
        method: 'POST',
        path: '/_app/remote/1/sum',
        headers,
        body: '{}',
      })
      expect(await readText(exchange.body)).toBe('{"message":"Cross-site remote requests are forbidden"}')
      expect(exchange.status).toBe(403)
    })

    it('compiles against the types of SvelteKit', async () => {
      await expect(runTool('tsc', [...TSC, 'src/types.ts'], path())).resolves.toBeUndefined()
    })

    describe('in development', () => {
      let running: Running | undefined
      beforeAll(async () => {
        running = await dev(path())
      })
      afterAll(() => running?.stop())
      describeRows(() => running!, always)
    })
  },
)

describeProject(
  'SvelteKit with a policy for each path',
  () => create({ ...CONTRACT, 'vite.config.ts': config(`, csrf: { trustedOrigins: ['*'] }`) }),
  production,
  [
    // Thrown by a handle behind the policy
    ['GET /hooks/redirected', app, 303, app, ''],
    ['GET /hooks/redirected', evil, 303, undefined, ''],
    ['GET /hooks/unauthorized', app, 401, app, '{"status":401,"message":"Log in"}'],
    ['GET /hooks/unauthorized', evil, 401, undefined, '{"status":401,"message":"Log in"}'],
    ['GET /hooks/broken', app, 500, app, ''],
    ['GET /raw/broken', app, 500, null],
    // Answered by a handle before the policy
    ['GET /hooks/early', app, 401, null, 'Early'],
    ['PREFLIGHT /hooks/early', app, 401, null, 'Early'],
    ['GET /open/fixed', app, 200, null, /Fixed data/],
  ],
  (server, path) => {
    let upstream: Running
    beforeAll(async () => {
      upstream = await startUpstream()
    })
    afterAll(() => upstream.stop())
    describeContract(['sveltekit'], () => ({
      origin: server().origin,
      upstream: upstream.origin,
      send: sendTo(server().origin),
    }))

    describe('in development with Vite’s own CORS', () => {
      let running: Running | undefined
      beforeAll(async () => {
        running = await dev(path())
      })
      afterAll(() => running?.stop())
      describeRows(
        () => running!,
        [
          ['GET /hooks/etag', app, 200, app, 'Tagged'],
          ['GET /hooks/etag', local, 200, local, 'Tagged'],
        ],
      )
    })

    const ask = async (asked: string, headers: Readonly<Record<string, string>> = {}) =>
      sendTo(server().origin)({ method: 'GET', path: asked, headers })
    const seen = async () => JSON.parse(await readText((await ask('/seen')).body)) as string[]

    itGoesOn('/slow/hello', server)

    it('keeps the cookies of a thrown redirect', async () => {
      const set = [
        'a=1; Path=/; HttpOnly; SameSite=Lax',
        'b=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
        'c=3; Path=/; HttpOnly; Secure; SameSite=Lax',
      ]
      const own = await ask('/hooks/redirected')
      const shared = await ask('/hooks/redirected', { Origin: app })
      expect([own, shared].map((exchange) => lines(exchange, 'set-cookie'))).toEqual([set, set])
      expect([own, shared].map((exchange) => lines(exchange, 'location'))).toEqual([
        ['/listed/hello'],
        ['/listed/hello'],
      ])
    })

    it('gives errors that concern its own pages back to SvelteKit', async () => {
      await seen()
      const page = await ask('/hooks/broken', { Accept: 'text/html' })
      expect([page.status, lines(page, 'content-type')]).toEqual([500, ['text/html; charset=utf-8']])
      expect((await ask('/hooks/unauthorized')).status).toBe(401)
      await ask('/hooks/unauthorized', { Origin: app })
      expect(await seen()).toEqual(['handleError unknown /hooks/broken', 'handleError app /hooks/unauthorized'])
    })

    it('keeps the cookies of a 304', async () => {
      const exchange = await ask('/hooks/etag', { Origin: app, 'If-None-Match': '"1"' })
      expect([exchange.status, lines(exchange, 'set-cookie'), lines(exchange, 'content-type')]).toEqual([
        304,
        ['c=3'],
        [],
      ])
      expect(lines(exchange, 'access-control-expose-headers')).toEqual(['x-total'])
    })

    it('hides the user from routes behind a cookieless policy, and not from handles before it', async () => {
      const headers = { Origin: evil, Cookie: 'session=1', 'Content-Type': 'application/json' }
      const exchange = await sendTo(server().origin)({ method: 'POST', path: '/open/user', headers, body: '{}' })
      expect(JSON.parse(await readText(exchange.body))).toEqual([null, null, ['own'], '1', '{}'])
      expect(lines(exchange, 'set-cookie')).toHaveLength(1)
      expect(await seen()).toEqual(['POST /open/user allowed', 'outer 1 session=1'])
    })

    it('sends no cookies with event.fetch, and decides once', async () => {
      const outside = await listen(({ headers }, res) => res.end(`outside ${headers.cookie}`))
      const exchange = await ask(`/open/load?from=${outside.origin}`, { Origin: evil, Cookie: 'session=1' })
      await outside.stop()
      const body = await readText(exchange.body)
      expect(body).toContain('[null,null,["own"],"1",""] outside undefined')
      expect((await seen()).filter((line) => !line.startsWith('outer'))).toEqual(['GET /open/load allowed'])
    })
  },
)

describeProject(
  'The example for SvelteKit',
  () =>
    copyExample(
      'examples/sveltekit',
      ['@sveltejs/adapter-node', '@sveltejs/kit', '@sveltejs/vite-plugin-svelte', 'svelte', 'vite'],
      {},
      HERE,
    ),
  production,
  [
    ['GET /api/flowers', app, 200, app, '["tulip"]'],
    ['GET /api/flowers', evil, 200, undefined, '["tulip"]'],
    ['PREFLIGHT /api/flowers', app, 204, app, ''],
    ['PUT /api/flowers', app, 400, app, 'Send {"name": "rose"}'],
    // Refused as a form by default.
    ['DELETE /api/flowers', app, 403, null],
    ['GET /', app, 200, null, /Flowers/],
  ],
)
