/**
 * `Bun.serve` with every kind of route. The argument chooses what is mounted in front: a policy, a cookieless policy,
 * or nothing. Prints its address.
 */
import { withCors } from '../../../adapters/bun.ts'
import page from './page.html'

type Server = Bun.Server<undefined>

const file = Bun.file(new URL('notes.txt', import.meta.url).pathname)

const options = {
  hostname: '127.0.0.1',
  port: 0,
  development: false,
  routes: {
    '/function/:id': (request: Bun.BunRequest<'/function/:id'>) =>
      new Response(`${request.method} ${request.params.id}`),
    '/methods': {
      GET: (request: Request) => new Response(`methods ${request.method}`),
      POST: new Response('static post'),
    },
    '/own-options': { GET: new Response('get'), OPTIONS: new Response('own options') },
    '/static': new Response('static', {
      status: 203,
      headers: { 'X-Kept': 'yes', 'Access-Control-Allow-Origin': 'https://evil.example' },
    }),
    '/redirect': Response.redirect('https://elsewhere.example/', 302),
    '/file': file,
    '/file-response': new Response(file),
    '/off': false as const,
    '/file-missing': Bun.file('not-there.txt'),
    '/cookies': (request: Bun.BunRequest) => {
      request.cookies.set('session', 'a')
      return new Response('cookies')
    },
    '/who/:id': (request: Bun.BunRequest<'/who/:id'>, server: Server) =>
      Response.json([request.params.id, [...request.cookies.keys()], server.requestIP(request)?.address]),
    '/clone': (request: Bun.BunRequest) => {
      const { cookies } = request.clone()
      return Response.json([...(cookies?.keys() ?? [])])
    },
    '/this': function (this: Server, _request: Request, server: Server) {
      return new Response(String(this === server))
    },
    '/throw': () => {
      throw new Error('Thrown by a route')
    },
    '/throw-response': () => {
      throw new Response('No entry', { status: 401 })
    },
    // A page for all paths, as in single-page applications. It answers GET and HEAD only.
    '/app/*': page,
    '/app/data': { GET: () => Response.json([]) },
  },
  fetch(this: Server, request: Request, server: Server) {
    const headers = { 'X-Address': String(server.requestIP(request)?.address) }
    return new Response(`fetch ${request.method} ${this === server}`, { status: 404, headers })
  },
  error(this: Server, { message }: Error) {
    return new Response(`error ${message} ${typeof this.upgrade}`, { status: 503 })
  },
}

/** Reads the cookies first, because Bun keeps the parsed cookies. */
const readCookies = (_decision: unknown, request: Request): number => (request as Bun.BunRequest).cookies.size
const policy = { origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] }
const before: Readonly<Record<string, () => typeof options>> = {
  policy: () => withCors(policy, options),
  cookieless: () => withCors({ origin: '*', cookieless: true }, options),
  'cookies-read': () => withCors({ origin: '*', cookieless: true, onDecision: readCookies }, options),
  nothing: () => options,
}
const server = Bun.serve(before[String(Bun.argv[2])]!())
console.log(server.url.origin)
