import { expect, it } from 'vitest'
import { lines, readText } from '../support/contract.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const local = 'http://localhost:5173'

const files = {
  'nuxt.config.ts': `
    export default defineNuxtConfig({
      telemetry: false,
      compatibilityDate: '2026-10-01',
      routeRules: {
        '/api/open': { cors: true },
        '/api/cached': { swr: 60 },
        '/old': { redirect: '/' },
        '/fixed': { prerender: true },
      },
    })
  `,
  'app/pages/index.vue': '<template><h1>Hello</h1></template>',
  'app/pages/fixed.vue': '<template><h1>Fixed</h1></template>',
  'app/app.vue': '<template><NuxtPage /></template>',
  'public/robots.txt': 'Allow: /',
  'server/api/hello.ts': `export default defineEventHandler(() => ({ hello: 'world' }))`,
  'server/api/changed.put.ts': `export default defineEventHandler((event) => readBody(event))`,
  'server/api/open.ts': `export default defineEventHandler(() => 'Open')`,
  'server/api/cached.ts': `export default defineEventHandler(() => 'Cached')`,
  'server/api/conflict.ts': `export default defineEventHandler(() => { throw createError({ status: 409 }) })`,
  'server/api/error.ts': `export default defineEventHandler(() => { throw new Error('Thrown by a route') })`,
  'server/api/old.ts': `export default defineEventHandler((event) => sendRedirect(event, '/api/hello'))`,
  'server/api/wrong.ts': `
    export default defineEventHandler((event) => {
      setResponseHeader(event, 'Access-Control-Allow-Origin', '${evil}')
      setCookie(event, 'a', '1')
      setCookie(event, 'b', '2')
      return 'Wrong'
    })
  `,
  'server/api/response.ts': `export default defineEventHandler(() => new Response('Made by hand', { status: 418 }))`,
  'server/api/stream.ts': `
    export default defineEventHandler(() => new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('first,'))
        setTimeout(() => (controller.enqueue(new TextEncoder().encode('last')), controller.close()), 20)
      },
    }))
  `,
}

// The manifest takes an older Vite, because Nuxt 4.5.2 with pages does not build with Vite 8.4.0.
const create = (): Promise<PageProject> => createProject('docs/hosts.md', 'Nuxt', files, {}, 'test/hosts/nuxt')
const production = async (path: string): Promise<Running> => {
  await runTool('nuxt', ['build'], path)
  return startRuntime('node', ['.output/server/index.mjs'], { HOST: '127.0.0.1', PORT: '0' }, path)
}

/** What does not depend on the server. */
const always: readonly Row[] = [
  ['GET /api/hello', app, 200, app, /"hello": ?"world"/],
  ['GET /api/hello', evil, 200, undefined, /"hello": ?"world"/],
  ['HEAD /api/hello', app, 200, app, ''],
  ['PUT /api/changed', app, 200, app, /"sent": ?true/],
  ['PREFLIGHT /api/changed', app, 204, app, ''],
  ['PREFLIGHT /api/changed', evil, 204, undefined, ''],

  ['GET /api/conflict', app, 409, app],
  ['GET /api/error', app, 500, app],
  ['GET /api/error', evil, 500, undefined],
  ['GET /api/old', app, 302, app],
  ['GET /api/response', app, 418, app, 'Made by hand'],
  ['GET /api/stream', app, 200, app, 'first,last'],
  ['GET /api/missing', app, 404, app],
  ['GET /', app, 200, app, /Hello/],
  ['GET /', evil, 200, undefined, /Hello/],
  ['GET /missing', app, 404, app],
  // A redirect of `routeRules` comes before all middleware.
  ['GET /old', app, 307, null],
  // `routeRules` and routes may not widen the policy.
  ['GET /api/open', app, 200, app, 'Open'],
  ['GET /api/open', evil, 200, undefined, 'Open'],
  ['PREFLIGHT /api/open', evil, 204, undefined, ''],
  ['GET /api/wrong', evil, 200, undefined, 'Wrong'],
  // The second and the third answer come from the cache.
  ['GET /api/cached', app, 200, app, 'Cached'],
  ['GET /api/cached', evil, 200, undefined, 'Cached'],
  ['GET /api/cached', app, 200, app, 'Cached'],
]

const itKeepsCookies = (server: () => Running): void => {
  it('keeps each cookie', async () => {
    const exchange = await sendTo(server().origin)({ method: 'GET', path: '/api/wrong', headers: { Origin: app } })
    expect(await readText(exchange.body)).toBe('Wrong')
    expect(lines(exchange, 'set-cookie')).toEqual(['a=1; Path=/', 'b=2; Path=/'])
  })
}

describeProject(
  'Nuxt, built for Node',
  create,
  production,
  [
    ...always,
    ['GET /robots.txt', app, 200, null, 'Allow: /'],
    ['PREFLIGHT /robots.txt', app, 204, app],
    ['GET /fixed', app, 200, null, /Fixed/],
  ],
  itKeepsCookies,
)

const dev = (path: string): Promise<Running> =>
  startRuntime('nuxt', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, path)

describeProject(
  'Nuxt in development',
  create,
  dev,
  [...always, ['GET /api/hello', local, 200, undefined]],
  itKeepsCookies,
)
