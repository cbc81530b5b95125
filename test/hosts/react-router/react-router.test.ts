import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { lines, readText } from '../support/contract.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeRows, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import { describeServer } from '../support/server.ts'
import type { Running } from '../support/upstream.ts'
import { APP_FILES } from './app.ts'
import { serve } from './serve.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

let project: PageProject
beforeAll(async () => {
  expectBuild()
  project = await createProject('docs/hosts.md', 'React Router', APP_FILES, {}, 'test/hosts/react-router')
  await runTool('react-router', ['build'], project.path)
}, 300_000)
afterAll(() => project.remove())

const dev = (): Promise<Running> =>
  startRuntime('react-router', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, project.path)

/** A server of the user's own, on Express. */
const own = (file: string) => (): Promise<Running> => startRuntime('node', [file], { PORT: '0' }, project.path)

describe('the contract', () => {
  describeServer(['raw'], own('contract-server.ts'), { hasSockets: false })
})

/** The answers of resource routes below the policy. */
const covered: readonly Row[] = [
  ['GET /api/hello', app, 200, app, 'Hello'],
  ['GET /api/hello', evil, 200, undefined, 'Hello'],
  ['GET /api/hello/', app, 200, app, 'Hello'],
  ['HEAD /api/hello', app, 200, app, ''],
  ['PUT /api/hello', app, 200, app, '{"sent":true}'],
  ['PUT /api/hello', evil, 200, undefined, '{"sent":true}'],
  ['PREFLIGHT /api/hello', app, 204, app, ''],
  ['PREFLIGHT /api/hello', evil, 204, undefined, ''],
  ['OPTIONS /api/hello', app, 200, app, 'Own options'],
  ['GET /api/text', app, 200, app, 'Text'],
  ['GET /api/thrown', app, 401, app, 'No entry'],
  ['GET /api/data', app, 409, app, '{"taken":true}'],
  ['GET /api/old', app, 302, app, ''],
  ['PUT /api/old', app, 302, app, ''],
  ['GET /api/missing', app, 404, app, 'Not found'],
  ['PUT /api/missing', evil, 404, undefined, 'Not found'],
  ['PREFLIGHT /api/missing', app, 204, app, ''],
  // React Router's own answers, inside of middleware.
  ['GET /api/error', app, 500, app, /^Unexpected Server Error/],
  ['PUT /api/error', evil, 500, undefined, /^Unexpected Server Error/],
  ['PUT /api/text', app, 405, app],
  ['GET /api/write-only', app, 400, app],
  // An error of another middleware, which `onError` answers.
  ['GET /api/broken', app, 500, app, ''],
  // The requests of React Router's client.
  ['GET /api/hello.data', app, 200, app, /Hello/],
  ['GET /api/old.data', app, 202, app, /SingleFetchRedirect/],
  ['GET /page', app, 200, app, /<p>Page/],
  ['GET /page', evil, 200, undefined, /<p>Page/],
  ['GET /failing-page', app, 500, app, /<p>Boundary/],
  ['GET /broken-page', app, 500, app, /Root boundary/],
]

/** The answers that React Router makes outside of middleware, as docs/hosts.md says. */
const uncovered: readonly Row[] = [
  ['GET /missing', app, 404, null, /Root boundary/],
  ['PREFLIGHT /missing', app, 405, null],
  ['PREFLIGHT /page', app, 405, null],
  ['PREFLIGHT /page.data', app, 405, null],
  ['POST /page', app, 400, null, 'Bad Request'],
  ['GET /late', app, 401, null, 'Log in'],
  ['PREFLIGHT /late', app, 401, null, 'Log in'],
  ['GET /no-list', app, 500, null, /^Unexpected Server Error/],
  ['PROPFIND /api/hello', app, 405, null],
]

/** The same requests, where the policy is around the request handler. */
const around: readonly Row[] = uncovered.map(([sent, origin, status, , ...body]) =>
  sent.startsWith('PREFLIGHT') ? [sent, origin, 204, app, ''] : [sent, origin, status, app, ...body],
)

describe.each<[string, () => Promise<Running>, readonly Row[]]>([
  [
    'react-router-serve',
    () => serve(project.path),
    [
      ...covered,
      ...uncovered,
      ['GET /api/fixed', app, 200, null, 'Fixed'],
      ['PREFLIGHT /api/fixed', app, 204, app, ''],
    ],
  ],
  ['react-router dev', dev, [...covered, ...uncovered, ['GET /api/fixed', app, 200, app, 'Fixed']]],
  [
    'a server with the policy around the request handler',
    own('server.ts'),
    [
      ...covered,
      ...around,
      ['GET /api/fixed', app, 200, app, 'Fixed'],
      ['GET /api/fixed', evil, 200, undefined, 'Fixed'],
    ],
  ],
])('%s', (_name, start, rows) => {
  let server: Running
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  describeRows(() => server, rows)

  it('keeps the cookies of a redirect of the client', async () => {
    const exchange = await sendTo(server.origin)({ method: 'GET', path: '/api/old.data', headers: { Origin: app } })
    expect(lines(exchange, 'set-cookie')).toEqual(['a=1', 'b=2'])
    expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
  })

  it('survives a client that leaves while a predicate is asked', async () => {
    const client = request(`${server.origin}/slow/hello`, { headers: { Origin: app }, agent: false })
    await new Promise<void>((left) => {
      client.on('error', () => left()).end()
      setTimeout(() => client.destroy(), 100)
    })
    const exchange = await sendTo(server.origin)({ method: 'GET', path: '/slow/hello', headers: { Origin: app } })
    expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([200, [app]])
    expect(await readText(exchange.body)).toBe('Text')
  })
})

it('says that it is for the server where React Router calls it in the browser', async () => {
  await expect(runTool('node', ['data-mode.ts'], project.path)).resolves.toBeUndefined()
})

it('has the types of React Router', async () => {
  await runTool('react-router', ['typegen'], project.path)
  await expect(runTool('tsc', ['-p', '.'], project.path)).resolves.toBeUndefined()
})
