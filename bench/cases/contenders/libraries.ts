// The other libraries, each loaded only when it is measured: in a server over HTTP, nothing of the others is there.
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender, Handler } from '../work.ts'

/** The policy, in the words that most libraries share. */
export const OPTIONS = {
  origin: ORIGINS,
  credentials: true,
  methods: METHODS,
  allowedHeaders: HEADERS,
  maxAge: MAX_AGE,
}

export async function h3(): Promise<Contender> {
  const { H3, handleCors } = await import('h3')
  const options = {
    origin: ORIGINS,
    credentials: true,
    methods: METHODS,
    allowHeaders: HEADERS,
    exposeHeaders: false,
    maxAge: String(MAX_AGE),
  }
  // On Node its answer is a draft that becomes a `Response` when somebody reads it. A host would, so this does.
  const settle = (response: Response): Response => {
    void response.headers
    return response
  }
  const fetchOf =
    (app: InstanceType<typeof H3>): Handler =>
    (request) => {
      const answer = app.fetch(request)
      return answer instanceof Promise ? answer.then(settle) : settle(answer)
    }
  return {
    name: 'h3 handleCors',
    make: (handler) =>
      fetchOf(
        new H3()
          .use((event, next) => {
            const answer = handleCors(event, options)
            return answer === false ? next() : answer
          })
          .get('/items', handler),
      ),
    makeBare: (handler) => fetchOf(new H3().get('/items', handler)),
  }
}

export async function ittyRouter(): Promise<Contender> {
  const { cors, Router } = await import('itty-router')
  const options = { origin: ORIGINS, credentials: true, allowMethods: METHODS, allowHeaders: HEADERS, maxAge: MAX_AGE }
  return {
    name: 'itty-router cors',
    make: (handler) => {
      const { preflight, corsify } = cors(options)
      return Router({ before: [preflight], finally: [corsify] }).get('/items', handler).fetch
    },
    // Its answer to a refused preflight passes its own last step, which gives every response the status 200.
    known: { 'preflight refused': { status: 200 } },
    makeBare: (handler) => Router().get('/items', handler).fetch,
  }
}

export async function elysia(): Promise<Contender> {
  const [{ Elysia }, { cors }] = await Promise.all([import('elysia'), import('@elysiajs/cors')])
  // Elysia compiles its routes with `eval`, which workerd does not have.
  const aot = globalThis.navigator?.userAgent !== 'Cloudflare-Workers'
  const options = { aot, exposeHeaders: false, ...OPTIONS }
  return {
    name: '@elysiajs/cors',
    make: (handler) => new Elysia({ aot }).use(cors(options)).get('/items', () => handler()).fetch,
    makeBare: (handler) => new Elysia({ aot }).get('/items', () => handler()).fetch,
  }
}

export async function whatwgNode(): Promise<Contender> {
  const { createServerAdapter, useCORS } = await import('@whatwg-node/server')
  return {
    name: '@whatwg-node useCORS',
    make: (handler) => {
      const adapter = createServerAdapter(handler, { plugins: [useCORS(OPTIONS)] })
      return (request) => adapter.fetch(request)
    },
    makeBare: (handler) => {
      const adapter = createServerAdapter(handler)
      return (request) => adapter.fetch(request)
    },
    // It answers a refused origin with `null`, which is the origin of sandboxed frames.
    known: { 'preflight refused': { permission: 'null' }, 'GET refused': { permission: 'null' } },
  }
}

export async function edgeCors(): Promise<Contender> {
  const { default: cors } = await import('edge-cors')
  return {
    name: 'edge-cors',
    make: (handler) => (request) => cors(request, handler(), OPTIONS),
    makeBare: (handler) => handler,
  }
}
