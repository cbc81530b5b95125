import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample } from '../support/copy.ts'
import { describeContract, type Exchange, lines, readText } from '../support/contract.ts'
import { itGoesOn } from '../support/leave.ts'
import { createProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject, describeRows, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import { type Running, startUpstream } from '../support/upstream.ts'
import { config, CONTRACT, ROUTES, TYPES } from './files.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const local = 'http://localhost:5173'
const HERE = 'test/hosts/astro'

const create = (files: Readonly<Record<string, string>>) => createProject('docs/hosts.md', 'Astro', files, {}, HERE)

const dev = (path: string) => startRuntime('astro', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, path)
const production = async (path: string) => {
  await runTool('astro', ['build'], path)
  return startRuntime('node', [join(path, 'dist/server/entry.mjs')], { HOST: '127.0.0.1', PORT: '0' })
}

/** Answers of the site that do not depend on the server. */
const always: readonly Row[] = [
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /hello', evil, 200, undefined, 'Hello'],
  ['HEAD /hello', app, 200, app, ''],
  ['PUT /hello', app, 200, app, 'Changed'],
  ['POST /hello', app, 200, app, '{"sent":true}'],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['PREFLIGHT /missing', app, 204, app, ''],
  ['OPTIONS /all', app, 200, app, 'OPTIONS'],
  ['OPTIONS /hello', app, 404, app],
  ['PATCH /hello', app, 404, app],
  ['GET /missing', app, 404, app],
  ['GET /missing', evil, 404, undefined],
  ['GET /gone', app, 404, app],
  ['GET /error', app, 500, app, ''],
  ['GET /error', evil, 500, undefined, ''],
  ['GET /old', app, 302, app],
  ['GET /lines', evil, 200, undefined, 'Lines'],
  ['GET /stream', app, 200, app, 'first,last'],
  ['GET /page', app, 200, app, /<p>Page<\/p>/],
  ['GET /page?throw', app, 500, app, ''],
  ['GET /page?rewrite', app, 200, app, 'Hello'],
  ['GET /page?redirect', app, 302, app],
  ['POST /_actions/add', app, 200, app, /3/],
  ['POST /_actions/refuse', app, 409, app, /Taken/],
  ['POST /_actions/refuse', evil, 409, undefined, /Taken/],
  ['GET /fixed', app, 200, null, 'Fixed'],
  ['GET /fixed-page', app, 200, null, /Fixed/],
  ['GET /moved', app, 301, null],
  // A write without a content type counts as a form.
  ['DELETE /hello', app, 403, null],
]

const TSC = ['--ignoreConfig', '--noEmit', '--strict', '--module', 'preserve', '--skipLibCheck', '--types', 'node']

const get = async (server: Running, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Exchange> =>
  sendTo(server.origin)({ method: 'GET', path, headers: { Origin: app, ...headers } })

describeProject(
  'Astro, built for Node',
  () =>
    create({
      ...ROUTES,
      'astro.config.mjs': config(`redirects: { '/moved': '/hello' }, trailingSlash: 'never'`),
      'src/types.ts': TYPES,
    }),
  production,
  [
    ...always,
    ['PREFLIGHT /moved', app, 308, null],
    ['GET /hello/', app, 301, null],
    ['PREFLIGHT /hello/', app, 308, null],
    ['PREFLIGHT /fixed', app, 200, null],
    ['GET /robots.txt', app, 200, null],
  ],
  (server, path) => {
    it('keeps each cookie, merges Vary, and removes permissions of routes', async () => {
      const exchange = await get(server(), '/lines')
      expect(lines(exchange, 'set-cookie')).toEqual(['c=3', 'a=1', 'b=2'])
      expect(lines(exchange, 'vary')).toEqual(['Accept, Origin'])
      expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
    })

    it.each(['/page', '/page?rewrite', '/page?redirect', '/page?throw'])('keeps the cookies of %s', async (page) => {
      const exchange = await get(server(), page)
      expect(lines(exchange, 'set-cookie')).toEqual(['p=1'])
    })

    it('keeps the headers of Astro.response', async () => {
      expect(lines(await get(server(), '/page'), 'x-page')).toEqual(['yes'])
    })

    it('answers 304 to an ETag', async () => {
      const exchange = await get(server(), '/etag', { 'If-None-Match': '"1"' })
      expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([304, [app]])
    })

    it('covers server islands', async () => {
      const page = await readText((await get(server(), '/island')).body)
      const [island = ''] = /\/_server-islands\/[^'"]+/.exec(page) ?? []
      const exchange = await get(server(), island.replaceAll('&amp;', '&'))
      expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([200, [app]])
      expect(await readText(exchange.body)).toContain('<p>Island</p>')
    })

    // The headers by which `explain` recognises this answer: test/portable/support/answers.ts.
    it.each(['application/x-www-form-urlencoded', 'text/plain'])(
      'refuses %s before any middleware runs',
      async (type) => {
        const headers = { Origin: app, 'Content-Type': type }
        const exchange = await sendTo(server().origin)({ method: 'POST', path: '/hello', headers, body: 'a=1' })
        expect(exchange.status).toBe(403)
        expect(lines(exchange, 'content-type')).toEqual(['text/plain;charset=UTF-8'])
        expect(await readText(exchange.body)).toBe('Cross-site POST form submissions are forbidden')
        expect(exchange.headers.map(([name]) => name.toLowerCase())).not.toContain('vary')
      },
    )

    it('compiles against the types of Astro', async () => {
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
  'Astro with a policy for each path',
  () => create({ ...CONTRACT, 'astro.config.mjs': config(`security: { checkOrigin: false }`, '') }),
  production,
  [
    ['GET /listed/broken', app, 500, app, ''],
    ['GET /raw/broken', app, 500, null, /Sorry: Thrown by middleware/],
    ['GET /counted/next', app, 200, app, 'Hello'],
    ['GET /counted/rewritten', app, 200, app, 'Hello'],
    ['GET /counted/gone', app, 404, app, /Not here/],
    ['GET /counted/gone', evil, 404, undefined, /Not here/],
    // Answered by middleware before the policy
    ['GET /counted/early', app, 401, null, 'Early'],
    ['PREFLIGHT /counted/early', app, 401, null, 'Early'],
  ],
  (server, path) => {
    let upstream: Running
    beforeAll(async () => {
      upstream = await startUpstream()
    })
    afterAll(() => upstream.stop())
    describeContract(['astro'], () => ({
      origin: server().origin,
      upstream: upstream.origin,
      send: sendTo(server().origin),
    }))

    const ask = async (asked: string, headers: Readonly<Record<string, string>> = {}) =>
      sendTo(server().origin)({ method: 'GET', path: asked, headers })
    const seen = async () => JSON.parse(await readText((await ask('/seen')).body)) as string[]

    it.each([
      ['/counted/hello', 'allowed'],
      ['/counted/next', 'allowed'],
      ['/counted/rewritten', 'allowed'],
      ['/counted/gone', 'allowed'],
      ['/counted/error', 'allowed'],
      ['/counted/error', 'no-origin'],
      ['/counted/gone', 'no-origin'],
    ])('decides once about %s, %s', async (asked, reason) => {
      await seen()
      await ask(asked, reason === 'allowed' ? { Origin: app } : {})
      expect(await seen()).toEqual([`GET ${asked} ${reason}`])
    })

    it('removes permissions that the page for 404 sets, and keeps its Vary', async () => {
      const exchange = await ask('/counted/gone', { Origin: evil })
      expect(lines(exchange, 'access-control-allow-origin')).toEqual([])
      expect(lines(exchange, 'vary')).toEqual(['Accept, Origin'])
    })

    it('gives errors that concern its own pages back to Astro', async () => {
      const exchange = await ask('/counted/error')
      expect([exchange.status, lines(exchange, 'vary')]).toEqual([500, ['Origin']])
      expect(await readText(exchange.body)).toContain('Sorry: Thrown by an endpoint')
    })

    it('sends the answer of onError', async () => {
      const exchange = await ask('/teapot/throw', { Origin: app })
      expect([exchange.status, lines(exchange, 'x-error'), await readText(exchange.body)]).toEqual([500, ['yes'], ''])
    })

    it('hides the user from everything behind a cookieless policy, whoever has read the cookies before', async () => {
      const headers = { Origin: evil, Cookie: 'session=1', 'Content-Type': 'application/json' }
      const exchange = await sendTo(server().origin)({ method: 'POST', path: '/open/user', headers, body: '{}' })
      expect(JSON.parse(await readText(exchange.body))).toEqual([null, null, false, '1', '{}'])
      expect(lines(exchange, 'set-cookie')).toEqual(['own=1'])
      expect(await seen()).toContain('outer 1')
      for (const page of ['/open/page', '/open/page?rewrite']) {
        // oxlint-disable-next-line no-await-in-loop
        const text = await readText((await ask(page, headers)).body)
        expect(text).toContain('[null,null')
      }
    })

    it.each([
      ['/listed/session', '"Ada"'],
      ['/open/session', 'null'],
    ])('gives %s the session of %s', async (asked, user) => {
      const cookie = lines(await ask('/login'), 'set-cookie').map((line) => line.split(';')[0])
      const exchange = await ask(asked, { Origin: app, Cookie: cookie.join('; ') })
      expect(await readText(exchange.body)).toBe(user)
    })

    itGoesOn('/slow/hello', server)

    describe('in development with Vite’s own CORS', () => {
      let running: Running | undefined
      beforeAll(async () => {
        running = await dev(path())
      })
      afterAll(() => running?.stop())
      describeRows(
        () => running!,
        [
          ['GET /counted/hello', app, 200, app, 'Hello'],
          ['GET /counted/hello', local, 200, local, 'Hello'],
        ],
      )
    })
  },
)

describeProject(
  'The example for Astro',
  () =>
    copyExample(
      'examples/astro',
      ['@astrojs/node', 'astro'],
      { 'src/pages/404.astro': '---\nexport const prerender = true\n---\n<p>Not here</p>' },
      HERE,
    ),
  production,
  [
    ['GET /api/flowers', app, 200, app, '["tulip"]'],
    ['GET /api/flowers', evil, 200, undefined, '["tulip"]'],
    ['PREFLIGHT /api/flowers', app, 204, app, ''],
    ['PUT /api/flowers', app, 400, app, 'Send {"name": "rose"}'],
    ['GET /', app, 200, null, /Flowers/],
    // A prerendered page for 404
    ['GET /api/missing', app, 404, null, /Not here/],
    ['PATCH /api/flowers', app, 404, app, /Not here/],
  ],
)
