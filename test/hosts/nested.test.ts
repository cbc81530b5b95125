/** Real frameworks with one policy inside another: the console says so once, and how to fix it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import express from 'express'
import fastify from 'fastify'
import { H3 } from 'h3'
import { Hono } from 'hono'
import Koa from 'koa'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withCors as withBunCors } from '../../adapters/bun.ts'
import { withCors as withWorkersCors } from '../../adapters/cloudflare.ts'
import { cors as corsOfH3 } from '../../adapters/h3.ts'
import { cors as corsOfHono } from '../../adapters/hono.ts'
import { fastifyCors, koaCors, withCors as withNodeCors } from '../../adapters/node.ts'
import { corsHandle, type KitEvent } from '../../adapters/sveltekit.ts'
import { cors, type CorsPolicy } from '../../src/index.ts'
import { listen } from './support/upstream.ts'

const A = 'https://a.example'
const REPORT = 'A policy inside another loses its headers: mount the most specific first, or use corsage/routes'
const logged = vi.spyOn(console, 'error').mockReturnValue()
afterEach(() => logged.mockClear())

/** Sends a request from A to a path below `/api`, which belongs to both policies. */
type Send = (path: string) => Promise<unknown>
/** Makes an app with one policy around the other. */
type Nest = (outer: CorsPolicy, inner: CorsPolicy) => Send

const init = { headers: { origin: A } }
const requestTo = (path: string) => new Request(`http://localhost${path}`, init)

async function overHttp(start: () => Promise<{ origin: string; stop: () => unknown }>, path: string): Promise<void> {
  const { origin, stop } = await start()
  await (await fetch(origin + path, init)).text()
  await stop()
}

const HOSTS: readonly (readonly [name: string, nest: Nest])[] = [
  [
    'Hono',
    (outer, inner) => {
      const app = new Hono()
        .use(corsOfHono(outer))
        .use('/api/*', corsOfHono(inner))
        .get('*', (c) => c.text('data'))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'Hono with middleware between them',
    (outer, inner) => {
      const app = new Hono()
        .use(corsOfHono(outer))
        .use(async (c, next) => {
          await next()
          c.header('x-time', '1')
        })
        .use('/api/*', corsOfHono(inner))
        .get('*', (c) => c.text('data'))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'Hono with a sub-app',
    (outer, inner) => {
      const sub = new Hono().use(corsOfHono(inner)).get('*', (c) => c.text('data'))
      const app = new Hono().use(corsOfHono(outer)).route('/api', sub)
      return async (path) => app.request(path, init)
    },
  ],
  [
    'Hono behind the adapter of Workers',
    (outer, inner) => {
      const app = new Hono().use('/api/*', corsOfHono(inner)).get('*', (c) => c.text('data'))
      const { fetch: send } = withWorkersCors(outer, app)
      return async (path) => send(requestTo(path))
    },
  ],
  [
    'h3',
    (outer, inner) => {
      const app = new H3()
        .use(corsOfH3(outer))
        .use('/api/**', corsOfH3(inner))
        .get('/**', () => ({ a: 1 }))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'Workers',
    (outer, inner) => {
      const worker = withWorkersCors(
        outer,
        withWorkersCors(inner, { fetch: (_request: Request) => new Response('data') }),
      )
      return async (path) => worker.fetch(requestTo(path))
    },
  ],
  [
    'Bun',
    (outer, inner) => {
      const app = withBunCors(outer, withBunCors(inner, { fetch: (_request: Request) => new Response('data') }))
      return async (path) => app.fetch(requestTo(path))
    },
  ],
  [
    'Express',
    (outer, inner) => {
      const app = express()
        .use(withNodeCors(outer))
        .use('/api', withNodeCors(inner))
        .use((_req, res) => void res.send('data'))
      return async (path) => overHttp(() => listen(app), path)
    },
  ],
  [
    'Koa',
    (outer, inner) => {
      const app = new Koa()
        .use(koaCors(outer))
        .use(koaCors(inner))
        .use((ctx) => void (ctx.body = 'data'))
      return async (path) => overHttp(() => listen(app.callback()), path)
    },
  ],
  [
    'Fastify',
    (outer, inner) => {
      const app = fastify({ forceCloseConnections: true })
      void app.register(fastifyCors(outer))
      void app.register(
        async (api) => {
          await api.register(fastifyCors(inner))
          api.get('/*', () => 'data')
        },
        { prefix: '/api' },
      )
      return async (path) => app.inject({ url: path, ...init })
    },
  ],
]

/** SvelteKit's own `sequence`, which has a manifest of its own. */
const KIT = join(import.meta.dirname, 'sveltekit/node_modules/@sveltejs/kit/src/exports')

async function kitSend(outer: CorsPolicy, inner: CorsPolicy, path: string): Promise<unknown> {
  const load = async (file: string): Promise<Record<string, (...given: unknown[]) => unknown>> =>
    await import(pathToFileURL(join(KIT, file)).href)
  const { sequence } = await load('hooks/index.js')
  const { with_request_store: within } = await load('internal/server/index.js')
  const handle = sequence!(corsHandle(outer), corsHandle(inner)) as (input: unknown) => Promise<Response>
  const request = requestTo(path)
  const event = {
    request,
    url: new URL(request.url),
    cookies: {},
    isSubRequest: false,
    tracing: {},
  } as unknown as KitEvent
  const store = { event, state: { tracing: { record_span: ({ fn }: { fn: (span: object) => unknown }) => fn({}) } } }
  return within!(store, () => handle({ event, resolve: () => new Response('data') }))
}

describe.each([
  ...HOSTS,
  ...(existsSync(KIT) || process.env['CI']
    ? [['SvelteKit', (outer: CorsPolicy, inner: CorsPolicy) => (path: string) => kitSend(outer, inner, path)] as const]
    : []),
])('in %s, two policies', (_name, nest) => {
  const open = () => cors({ origin: '*' })
  const listed = () => cors({ origin: [A], allowMethods: ['PUT'] })

  it('are reported once where one is inside the other', async () => {
    const send = nest(open(), listed())
    await send('/api/items')
    await send('/api/items')
    expect(logged.mock.calls).toEqual([[REPORT]])
  })

  it('are not reported where they are the same', async () => {
    const policy = listed()
    await nest(policy, policy)('/api/items')
    expect(logged.mock.calls).toEqual([])
  })

  it('are not reported where the inner one permits nothing', async () => {
    await nest(open(), cors({ origin: ['https://b.example'] }))('/api/items')
    expect(logged.mock.calls).toEqual([])
  })
})

/** The most specific policy first: it is around the other one, and that is right. */
const ORDERED: readonly (readonly [name: string, nest: Nest])[] = [
  [
    'Hono',
    (narrow, wide) => {
      const app = new Hono()
        .use('/api/*', corsOfHono(narrow))
        .use(corsOfHono(wide))
        .get('*', (c) => c.text('data'))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'Hono with a sub-app',
    (narrow, wide) => {
      const sub = new Hono().use(corsOfHono(narrow))
      const app = new Hono()
        .route('/api', sub)
        .use(corsOfHono(wide))
        .get('*', (c) => c.text('data'))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'h3',
    (narrow, wide) => {
      const app = new H3()
        .use('/api/**', corsOfH3(narrow))
        .use(corsOfH3(wide))
        .get('/**', () => ({ a: 1 }))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'h3 with one path',
    (narrow, wide) => {
      const app = new H3()
        .use('/api/items', corsOfH3(narrow))
        .use(corsOfH3(wide))
        .get('/**', () => ({ a: 1 }))
      return async (path) => app.request(path, init)
    },
  ],
  [
    'Express',
    (narrow, wide) => {
      const app = express()
        .use('/api', withNodeCors(narrow))
        .use(withNodeCors(wide))
        .use((_req, res) => void res.send('data'))
      return async (path) => overHttp(() => listen(app), path)
    },
  ],
]

describe.each(ORDERED)('in %s, the most specific policy first', (_name, nest) => {
  it('is not reported', async () => {
    const open = cors({ origin: '*' })
    const listed = cors({ origin: [A] })
    await nest(listed, open)('/api/items')
    await nest(open, listed)('/api/items')
    expect(logged.mock.calls).toEqual([])
  })
})
