import { describe, expect, it, vi } from 'vitest'
import * as bun from '../../../adapters/bun.ts'
import * as cloudflare from '../../../adapters/cloudflare.ts'
import * as deno from '../../../adapters/deno.ts'
import * as netlify from '../../../adapters/netlify.ts'
import * as vercel from '../../../adapters/vercel.ts'
import { type App, SHAPES } from '../support/app-shapes.ts'
import { corsHeaders, preflightFrom, requestFrom } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS = { origin: [A] }

/** What the server of a host does with an app: `rest` follows the request, and Bun calls with its server as `this`. */
const HOSTS = {
  bun: { mount: (app) => bun.withCors(OPTIONS, app), server: { upgrade: () => false } },
  cloudflare: { mount: (app) => cloudflare.withCors(OPTIONS, app as { fetch: App['fetch'] }) as App },
  deno: { mount: (app) => deno.withCors(OPTIONS, app) },
  netlify: { mount: (app) => netlify.withCors(OPTIONS, app) },
  vercel: { mount: (app) => vercel.withCors(OPTIONS, app) },
} satisfies Record<string, { readonly mount: (app: App) => App; readonly server?: object }>

type HostName = keyof typeof HOSTS
const names = Object.keys(HOSTS) as HostName[]

describe.each(names)('%s mounts', (host) => {
  const { mount, server }: { readonly mount: (app: App) => App; readonly server?: object } = HOSTS[host]

  it.each(Object.entries(SHAPES))('%s', async (_shape, make) => {
    const { app, name, start, needsThis = false, isSecretive = false } = make()
    const mounted = mount(app)
    start?.()
    if (needsThis && server) return
    const send = (request: Request): Response | Promise<Response> =>
      server ? mounted.fetch.call(server, request, server as never) : mounted.fetch(request)
    const first = await send(requestFrom(A))
    const second = await send(requestFrom('https://evil.example'))

    expect(corsHeaders(first)).toEqual({ 'access-control-allow-origin': A, vary: 'Accept, Origin' })
    await expect(first.text()).resolves.toBe(`${name} 1`)
    expect(corsHeaders(second)).toEqual({ vary: 'Accept, Origin' })
    await expect(second.text()).resolves.toBe(`${name} 2`)
    expect((await send(preflightFrom(A))).status).toBe(204)
    // Workers take an object, and a function becomes one with `fetch` alone.
    if (isSecretive || (host === 'cloudflare' && typeof app === 'function')) return
    expect(mounted.scheduled()).toBe(app.scheduled())
    // Wrangler copies a Worker, and applications do `{ ...withCors(policy, app), port: 3000 }`.
    expect(Object.keys(mounted)).toContain('scheduled')
  })
})

describe.each(names)('%s', (host) => {
  const { mount } = HOSTS[host]

  it('reads and writes the members of the app', () => {
    const app = { port: 8080, fetch: () => new Response(), scheduled: () => 0 }
    const mounted = mount(app) as typeof app
    app.port = 8081

    expect(mounted.port).toBe(8081)
    mounted.port = 8082
    expect(app.port).toBe(8082)
    expect(mounted.scheduled).toBe(app.scheduled)
  })

  it('refuses to let the app listen by itself, which would serve it without the policy', () => {
    const listen = vi.fn<(port: number) => string>(() => 'listening')
    class Inherited {
      fetch(): Response {
        return new Response()
      }
      listen(port: number): string {
        return listen(port)
      }
    }
    // Elysia has its own `listen`.
    for (const app of [{ fetch: () => new Response(), listen }, new Inherited()]) {
      const mounted = mount(app as never) as unknown as Inherited
      expect({ ...mounted }).toHaveProperty('listen')
      expect(() => mounted.listen(3000)).toThrow(
        new TypeError(
          'listen() would serve the app without the policy, expected a server that calls fetch(), or corsage/elysia',
        ),
      )
    }
    expect(listen).not.toHaveBeenCalled()
  })

  it('leaves a member of the app alone that is called listen, but is not a function', () => {
    const mounted = mount({ fetch: () => new Response(), listen: 3000 } as never) as unknown as { listen: number }
    expect(mounted.listen).toBe(3000)
  })

  it.each([
    ['nothing', undefined],
    ['an object of another kind', { handler: () => new Response() }],
    ['an object whose fetch is missing', { fetch: undefined }],
    ['a string', 'app'],
  ])('refuses %s with a TypeError', (_kind, app) => {
    expect(() => mount(app as never)).toThrow(TypeError)
  })
})

it('cloudflare extends a class behind a proxy', async () => {
  class Room {
    readonly env = {}
    readonly ctx = {}
    fetch(_request: Request): Response {
      return new Response('room')
    }
  }
  const Traced = new Proxy(Room, { construct: (target) => new target() })
  const response = new (cloudflare.withCors(OPTIONS, Traced))().fetch(requestFrom(A))

  expect(corsHeaders(response)).toEqual({ 'access-control-allow-origin': A, vary: 'Origin' })
})

it('bun mounts routes that are inherited, and an error handler that needs its instance', async () => {
  class Server {
    readonly #name = 'server'
    get routes(): Record<string, () => Response> {
      return { '/down': () => this.fetch() }
    }
    fetch(): Response {
      throw new Error(this.#name)
    }
    error({ message }: Error): Response {
      return new Response(`${message} of ${this.#name}`, { status: 503 })
    }
  }
  const { fetch, routes } = bun.withCors(OPTIONS, new Server()) as unknown as {
    readonly fetch: App['fetch']
    readonly routes: Record<string, App['fetch']>
  }
  for (const run of [fetch, routes['/down']!]) {
    // oxlint-disable-next-line no-await-in-loop
    const response = await run(requestFrom(A))
    expect([response.status, corsHeaders(response)]).toEqual([
      503,
      { 'access-control-allow-origin': A, vary: 'Origin' },
    ])
    // oxlint-disable-next-line no-await-in-loop
    await expect(response.text()).resolves.toBe('server of server')
  }
})
