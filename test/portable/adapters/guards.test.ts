import { H3 } from 'h3'
import { Hono } from 'hono'
import { describe, expect, it, vi } from 'vitest'
import * as astro from '../../../adapters/astro.ts'
import * as bun from '../../../adapters/bun.ts'
import * as cloudflare from '../../../adapters/cloudflare.ts'
import * as deno from '../../../adapters/deno.ts'
import * as h3 from '../../../adapters/h3.ts'
import * as hono from '../../../adapters/hono.ts'
import * as netlify from '../../../adapters/netlify.ts'
import * as reactRouter from '../../../adapters/react-router.ts'
import * as sveltekit from '../../../adapters/sveltekit.ts'
import * as vercel from '../../../adapters/vercel.ts'
import { csrf, type CsrfOptions, protect } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import { ADMIN, EVIL, SELF, TARGET, write } from '../support/writes.ts'

type Fetch = (request: Request) => Response | Promise<Response>
type Mounted = { readonly guarded: Fetch; readonly both: Fetch }

const policy = cors({ origin: [ADMIN, 'https://reader.example.com'], credentials: true, allowMethods: ['PUT'] })
const OPTIONS: CsrfOptions = { self: SELF, trusted: [ADMIN], allowedHosts: ['app.example.com'] }
const app = vi.fn<(request: Request) => Response>(() => new Response('done'))
const info = {} as never
const server = {} as bun.BunServer
const toEvent = (request: Request) => ({ request, url: new URL(request.url) }) as sveltekit.KitEvent
const toApp = (event: sveltekit.KitEvent): Response => app(event.request)
const toContext = (request: Request) => ({ request, url: new URL(request.url) }) as astro.AstroContext

const MOUNTED: Readonly<Record<string, Mounted>> = {
  deno: {
    guarded: (request) => deno.withCors(csrf(OPTIONS), app)(request),
    both: (request) => deno.withCors(protect(policy, csrf(OPTIONS)), { fetch: app }).fetch(request),
  },
  cloudflare: {
    guarded: (request) => cloudflare.withCors(csrf(OPTIONS), { fetch: app }).fetch(request),
    both: (request) => cloudflare.withCors(protect(policy, OPTIONS), (sent: Request) => app(sent)).fetch(request),
  },
  'cloudflare, a class': {
    guarded: (request) => new (cloudflare.withCors(csrf(OPTIONS), Entrypoint))().fetch(request),
    both: (request) => new (cloudflare.withCors(protect(policy, OPTIONS), Entrypoint))().fetch(request),
  },
  bun: {
    guarded: (request) => bun.withCors(csrf(OPTIONS), { fetch: app }).fetch(request),
    both: (request) =>
      bun.withCors(protect(policy, OPTIONS), { routes: { '/transfer': app } }).routes['/transfer'](request),
  },
  'bun, by method': {
    guarded: async (request) => {
      const { routes } = bun.withCors(csrf(OPTIONS), { routes: { '/transfer': { POST: app } }, fetch: app })
      return (routes['/transfer'] as Record<string, (request: Request, server: bun.BunServer) => Response>)[
        request.method === 'OPTIONS' ? 'OPTIONS' : 'POST'
      ]!(request, server)
    },
    both: (request) =>
      bun.withCors(protect(policy, OPTIONS), { fetch: app, error: () => new Response('sorry') }).fetch(request),
  },
  netlify: {
    guarded: (request) => netlify.withCors(csrf(OPTIONS), app)(request),
    both: (request) => netlify.withCors(protect(policy, OPTIONS), { fetch: app }).fetch(request),
  },
  sveltekit: {
    guarded: (request) => sveltekit.corsHandle(csrf(OPTIONS))({ event: toEvent(request), resolve: toApp }),
    both: (request) => sveltekit.corsHandle(protect(policy, OPTIONS))({ event: toEvent(request), resolve: toApp }),
  },
  astro: {
    guarded: (request) => astro.corsMiddleware(csrf(OPTIONS))(toContext(request), async () => app(request)),
    both: (request) => astro.corsMiddleware(protect(policy, OPTIONS))(toContext(request), async () => app(request)),
  },
  vercel: {
    guarded: (request) => vercel.withCors(csrf(OPTIONS), app)(request),
    both: (request) => vercel.withCors(protect(policy, OPTIONS), { fetch: app }).fetch(request),
  },
  h3: {
    guarded: (request) =>
      new H3()
        .use(h3.cors(csrf(OPTIONS)))
        .all('/**', ({ req }) => app(req))
        .fetch(request),
    both: (request) =>
      new H3()
        .use(h3.cors(protect(policy, OPTIONS)))
        .all('/**', ({ req }) => app(req))
        .fetch(request),
  },
  'react-router': {
    guarded: (request) => reactRouter.corsMiddleware(csrf(OPTIONS))(argsOf(request), async () => app(request)),
    both: (request) => reactRouter.corsMiddleware(protect(policy, OPTIONS))(argsOf(request), async () => app(request)),
  },
  hono: {
    guarded: (request) =>
      new Hono()
        .use(hono.cors(csrf(OPTIONS)))
        .all('*', (context) => app(context.req.raw))
        .fetch(request),
    both: (request) =>
      new Hono()
        .use(hono.cors(protect(policy, OPTIONS)))
        .all('*', (context) => app(context.req.raw))
        .fetch(request),
  },
}

const argsOf = (request: Request): reactRouter.ReactRouterContext => ({
  request,
  params: {},
  context: { get: () => undefined as never },
})

class Entrypoint {
  fetch(request: Request): Response {
    return app(request)
  }
}

const Host = 'app.example.com'
const preflight = (from: string, host = Host): Request =>
  write({ Host: host, Origin: from, 'Access-Control-Request-Method': 'PUT' }, 'OPTIONS')

describe.each(Object.entries(MOUNTED))('%s', (_host, { guarded, both }) => {
  it('refuses cross-site writes', async () => {
    app.mockClear()
    const refused = await guarded(write({ Host, Origin: EVIL }))

    expect([refused.status, await refused.text(), app.mock.calls.length]).toEqual([403, 'origin-mismatch', 0])
    expect((await guarded(write({ Host, Origin: SELF }))).status).toBe(200)
    expect((await guarded(write({ Host: 'rebound.evil.example' }, 'OPTIONS'))).status).toBe(403)
    expect(app).toHaveBeenCalledOnce()
  })

  it.each([
    ['lets trusted pages write, and read the response', write({ Host, Origin: ADMIN }), 200, ADMIN, 'done'],
    [
      'lets pages that may read, but not write, read the 403',
      write({ Host, Origin: 'https://reader.example.com' }),
      403,
      'https://reader.example.com',
      'origin-mismatch',
    ],
    ['refuses all others', write({ Host, Origin: EVIL }), 403, null, 'origin-mismatch'],
    [
      'refuses hosts before anything else',
      write({ Host: 'rebound.evil.example', Origin: ADMIN }),
      403,
      ADMIN,
      'host-not-allowed',
    ],
    ['answers preflights', preflight(ADMIN), 204, ADMIN, ''],
    ['answers refused preflights', preflight(EVIL), 204, null, ''],
    ['refuses hosts before preflights', preflight(ADMIN, 'rebound.evil.example'), 403, ADMIN, 'host-not-allowed'],
    ['leaves other OPTIONS to the application', write({ Host, Origin: ADMIN }, 'OPTIONS'), 200, ADMIN, 'done'],
  ])('%s', async (_what, request, status, shared, text) => {
    app.mockClear()
    const response = await both(request.clone())

    expect([response.status, await response.text()]).toEqual([status, text])
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(shared)
    expect(response.headers.get('Vary')).toMatch(/^Origin\b/)
    expect(app.mock.calls).toHaveLength(text === 'done' ? 1 : 0)
  })
})

it('reports each denial once', async () => {
  const onDeny = vi.fn<() => void>()
  const handler = deno.withCors(protect(policy, { ...OPTIONS, mode: 'report', onDeny }), app)
  for (const method of ['POST', 'OPTIONS', 'GET'])
    handler(new Request(TARGET, { method, headers: { Host: 'b.example' } }))
  expect(onDeny).toHaveBeenCalledTimes(3)
})

it('guards the middleware of Next.js, together with the policy', async () => {
  const proxy = vercel.corsMiddleware(protect(policy, OPTIONS))
  const refused = await proxy(write({ Host, Origin: EVIL }), info)
  const passed = await proxy(write({ Host, Origin: ADMIN }), info)

  expect([refused.status, passed.headers.get('x-middleware-next')]).toEqual([403, '1'])
})
