import type { RequestListener } from 'node:http'
import fastifyCors from '@fastify/cors'
import expressCors from 'cors'
import fastify from 'fastify'
import { H3, handleCors } from 'h3'
import { createApp, defineEventHandler, handleCors as handleCors1, toWebHandler } from 'h3-1'
import { Hono } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { AutoRouter, cors as ittyCors } from 'itty-router'
import { cors as ittyCors6, AutoRouter as AutoRouter6 } from 'itty-router-6'

/** What a test says about a policy, in the words of `cors` of Express; each layer renames what it calls otherwise. */
export interface LayerOptions {
  readonly origin?: unknown
  readonly credentials?: boolean
  readonly methods?: readonly string[]
  readonly maxAge?: number
}

/** A layer and its application: data at `/me`, and nothing anywhere else. */
export type Layer = (
  options: LayerOptions,
  more?: Readonly<Record<string, string>>,
) => Promise<RequestListener> | RequestListener

type FetchHandler = (request: Request) => Response | Promise<Response>

/** The application. */
function answer(request: Request, more: Readonly<Record<string, string>> = {}): Response {
  return new URL(request.url).pathname === '/me'
    ? new Response('data', { headers: more })
    : new Response('none', { status: 404 })
}

/** Serves a handler of `Request` on node:http. */
function serve(handler: FetchHandler): RequestListener {
  return (incoming, outgoing) => {
    const { method, url, rawHeaders } = incoming
    const headers = new Headers()
    rawHeaders.forEach((name, at) => {
      if (at % 2 === 0) headers.append(name, rawHeaders[at + 1]!)
    })
    // The same host for all, because layers may compare it.
    const request = new Request(`http://127.0.0.1${url}`, { method: method!, headers })
    const respond = async (): Promise<void> => {
      const response = await handler(request)
      const body = new Uint8Array(await response.arrayBuffer())
      outgoing.writeHead(response.status, [...response.headers].flat()).end(body)
    }
    void respond().catch(() => outgoing.writeHead(500).end())
  }
}

/** Imports without types, because the packages are not always installed. */
async function load<Members>(name: string): Promise<Members> {
  return (await import(name)) as Members
}

type Make<Result> = (options: object) => Result

/** What the layers without lists want: a function that returns the origin. */
function oneOf(origins: readonly unknown[], origin: string): string | false {
  return origins.includes(origin) && origin
}

const renamed = ({ methods, ...options }: LayerOptions): object => ({
  ...options,
  ...(methods && { allowMethods: methods }),
})

/** The layers, with the versions of the manifests, mounted as their documentation says. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  'hono/cors': (options, more) => {
    const app = new Hono().use(honoCors(renamed(options) as never)).get('/me', ({ req }) => answer(req.raw, more))
    return serve((request) => app.fetch(request))
  },
  cors: (options, more) => {
    const middleware = expressCors(options as never)
    return (request, response) => {
      middleware(request, response, () => {
        const isKnown = request.url!.split('?')[0] === '/me'
        response.statusCode = isKnown ? 200 : 404
        for (const [name, value] of Object.entries(more ?? {})) response.setHeader(name, value)
        response.end('data')
      })
    }
  },
  '@fastify/cors': async (options, more) => {
    const app = fastify()
    await app.register(fastifyCors, options as never)
    app.get('/me', async (_request, reply) => reply.headers({ ...more }).send('data'))
    await app.ready()
    return (request, response) => app.routing(request, response)
  },
  '@koa/cors': async ({ origin, ...options }, more) => {
    const [{ default: Koa }, { default: koaCors }] = await Promise.all([
      load<{ default: new () => KoaLike }>('koa'),
      load<{ default: Make<unknown> }>('@koa/cors'),
    ])
    const app = new Koa()
    const allowed = Array.isArray(origin)
      ? (context: { get: (name: string) => string }) => oneOf(origin, context.get('Origin'))
      : origin
    app.use(koaCors({ ...renamed(options), ...(allowed !== undefined && { origin: allowed }) }))
    app.use((context: { path: string; body: string; set: (more: object) => void }) => {
      if (context.path !== '/me') return
      context.set(more ?? {})
      context.body = 'data'
    })
    return app.callback()
  },
  'h3 2': ({ credentials, ...options }, more) => {
    const app = new H3()
      .use((event) => {
        const handled = handleCors(event, { ...options, ...(credentials && { credentials }) } as never)
        return handled === false ? undefined : handled
      })
      .get('/me', () => new Response('data', { headers: more ?? {} }))
    return serve((request) => app.fetch(request))
  },
  'h3 1': (options, more) => {
    const app = createApp().use(
      defineEventHandler((event) => {
        if (handleCors1(event, options as never)) return ''
        return answer(new Request(`http://127.0.0.1${event.path}`), more)
      }),
    )
    const handler = toWebHandler(app)
    return serve((request) => handler(request))
  },
  'itty-router': (options, more) => {
    const { preflight, corsify } = ittyCors(renamed(options))
    const router = AutoRouter({ before: [preflight], finally: [corsify] }).get('/me', (request: unknown) =>
      answer(request as Request, more),
    )
    return serve((request) => router.fetch(request) as Promise<Response>)
  },
  'itty-router 6': (options, more) => {
    const { preflight, corsify } = ittyCors6(renamed(options))
    const router = AutoRouter6({ before: [preflight], finally: [corsify] }).get('/me', (request: unknown) =>
      answer(request as Request, more),
    )
    return serve((request) => router.fetch(request) as Promise<Response>)
  },
  '@elysiajs/cors': async (options, more) => {
    const [{ Elysia }, { cors }] = await Promise.all([
      load<{ Elysia: new () => ElysiaLike }>('elysia'),
      load<{ cors: Make<unknown> }>('@elysiajs/cors'),
    ])
    const app = new Elysia().use(cors(options)).get('/me', ({ set }) => {
      Object.assign(set.headers, more)
      return 'data'
    })
    return serve((request) => app.handle(request))
  },
  '@whatwg-node/server': async (options, more) => {
    const { createServerAdapter, useCORS } = await load<{
      createServerAdapter: (handler: FetchHandler, settings: object) => { fetch: FetchHandler }
      useCORS: Make<unknown>
    }>('@whatwg-node/server')
    const adapter = createServerAdapter((request) => answer(request, more), { plugins: [useCORS(options)] })
    return serve((request) => adapter.fetch(request))
  },
  '@orpc/server': async (options, more) => {
    const [{ os }, { RPCHandler }, { CORSPlugin }] = await Promise.all([
      load<{ os: { route: Make<{ handler: (run: () => string) => unknown }> } }>('@orpc/server'),
      load<{ RPCHandler: new (router: object, settings: object) => OrpcLike }>('@orpc/server/fetch'),
      load<{ CORSPlugin: new (options: object) => unknown }>('@orpc/server/plugins'),
    ])
    const router = { me: os.route({ method: 'GET' }).handler(() => 'data') }
    const handler = new RPCHandler(router, {
      plugins: [new CORSPlugin(renamed(options))],
      strictGetMethodPluginEnabled: false,
    })
    return serve(async (request) => {
      const { matched, response } = await handler.handle(request, {})
      if (!matched) return new Response('none', { status: 404 })
      for (const [name, value] of Object.entries(more ?? {})) response.headers.set(name, value)
      return response
    })
  },
  'edge-cors': async (options, more) => {
    const { default: cors } = await load<{
      default: (request: Request, response: Response, options: object) => Promise<Response>
    }>('edge-cors')
    return serve((request) => cors(request, answer(request, more), options))
  },
  'remix-utils': async (options, more) => {
    const { createCorsMiddleware } = await load<{ createCorsMiddleware: Make<readonly RemixMiddleware[]> }>(
      'remix-utils/middleware/cors',
    )
    const [middleware] = createCorsMiddleware(options)
    return serve((request) => middleware!({ request }, async () => answer(request, more)))
  },
  '@remix-run/cors-middleware': async (options, more) => {
    const { cors } = await load<{ cors: Make<RemixMiddleware> }>('@remix-run/cors-middleware')
    const middleware = cors(options)
    return serve((request) =>
      middleware({ request, method: request.method, headers: request.headers, url: new URL(request.url) }, async () =>
        answer(request, more),
      ),
    )
  },
  '@hattip/cors': async ({ origin, ...options }, more) => {
    const [{ cors }, { compose }] = await Promise.all([
      load<{ cors: Make<unknown> }>('@hattip/cors'),
      load<{ compose: (...handlers: unknown[]) => (context: object) => Promise<Response> }>('@hattip/compose'),
    ])
    const allowed = Array.isArray(origin)
      ? ({ request }: { request: Request }) => oneOf(origin, request.headers.get('origin') ?? '')
      : origin
    const handler = compose(
      cors({ ...renamed(options), ...(allowed !== undefined && { origin: allowed }) }),
      ({ request }: { request: Request }) => answer(request, more),
    )
    return serve((request) =>
      handler({
        request,
        ip: '127.0.0.1',
        waitUntil: () => {},
        passThrough: () => {},
        platform: {},
        env: () => undefined,
      }),
    )
  },
  '@adonisjs/cors': async (options, more) => {
    const [{ default: Middleware }, { defineConfig }] = await Promise.all([
      load<{ default: new (config: object) => AdonisLike }>('@adonisjs/cors/cors_middleware'),
      load<{ defineConfig: Make<object> }>('@adonisjs/cors'),
    ])
    const middleware = new Middleware(defineConfig(options))
    return (request, response) => {
      const header = (name: string): string | undefined => request.headers[name.toLowerCase()] as string | undefined
      const context = {
        request: { method: () => request.method, header, headers: () => request.headers },
        response: {
          header: (name: string, value: string) => response.setHeader(name, value),
          status: (status: number) => {
            response.statusCode = status
            return { send: () => response.end() }
          },
          safeHeader: (name: string, value: string) => response.setHeader(name, value),
        },
      }
      void middleware.handle(context, async () => {
        response.statusCode = request.url!.split('?')[0] === '/me' ? 200 : 404
        for (const [name, value] of Object.entries(more ?? {})) response.setHeader(name, value)
        response.end('data')
      })
    }
  },
}

interface KoaLike {
  use(middleware: unknown): this
  callback(): RequestListener
}

interface ElysiaLike {
  use(plugin: unknown): this
  get(path: string, handler: (context: { set: { headers: object } }) => unknown): this
  handle(request: Request): Promise<Response>
}

interface OrpcLike {
  handle(request: Request, options: object): Promise<{ matched: boolean; response: Response }>
}

type RemixMiddleware = (context: object, next: () => Promise<Response>) => Promise<Response>

interface AdonisLike {
  handle(context: object, next: () => Promise<void>): Promise<void>
}
