import { Hono } from 'hono'
import { cors as inHono } from '../../../adapters/hono.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import { A, B } from './pages.ts'

type Handle = (request: Request) => Response | Promise<Response>
type Page = () => Response

const OPTIONS = { origin: [A, B], credentials: true } as const
const wait = (): Promise<unknown> => new Promise((done) => setTimeout(done, 5))
const data = (): Uint8Array<ArrayBuffer> => new Uint8Array([100, 97, 116, 97])

/** Responses that an application makes once and sends to everyone. */
const CONSTANTS: Readonly<Record<string, Page>> = {
  204: () => new Response(null, { status: 204 }),
  304: () => new Response(null, { status: 304, headers: { ETag: '"1"' } }),
  404: () => new Response(null, { status: 404, headers: { Vary: 'Accept' } }),
  410: () => new Response(null, { status: 410, headers: { 'X-Id': '1' } }),
  // Not by `Response.redirect`, which workerd refuses before the first request.
  308: () => new Response(null, { status: 308, headers: { Location: 'https://api.example/next' } }),
  'own-headers': () => new Response(null, { headers: { 'X-Id': '1', Vary: 'Origin' } }),
}

/** Answers with a body, made for each request, in every form that a `Response` takes. */
export const BODIES: Readonly<Record<string, Page>> = {
  text: () => new Response('data'),
  'typed-text': () => new Response('data', { headers: { 'Content-Type': 'text/html' } }),
  'empty-text': () => new Response(''),
  'long-text': () => new Response('é'.repeat(100_000)),
  none: () => new Response(),
  bytes: () => new Response(data()),
  'typed-bytes': () => new Response(data(), { headers: { 'Content-Type': 'image/png' } }),
  buffer: () => new Response(data().buffer),
  blob: () => new Response(new Blob(['data'])),
  'typed-blob': () => new Response(new Blob(['data'], { type: 'image/png' })),
  query: () => new Response(new URLSearchParams('a=1')),
  json: () => Response.json({ a: 1 }),
  stream: () => new Response(new Blob(['data']).stream()),
  'typed-stream': () => new Response(new Blob(['data']).stream(), { headers: { 'Content-Type': 'image/png' } }),
  'sized-stream': () => new Response(new Blob(['data']).stream(), { headers: { 'Content-Length': '4' } }),
  'sized-text': () => new Response('data', { headers: { 'Content-Length': '4', 'Content-Type': 'text/html' } }),
  etag: () => new Response('data', { headers: { ETag: '"1"', 'Last-Modified': 'Wed, 21 Oct 2026 07:28:00 GMT' } }),
  'status-text': () => new Response('data', { status: 418, statusText: 'Short And Stout' }),
  redirect: () => Response.redirect('https://api.example/next', 303),
  gone: () => new Response('gone', { status: 410 }),
  cookies: () =>
    new Response('data', {
      headers: [
        ['Set-Cookie', 'a=1; Path=/'],
        ['Set-Cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
        ['Set-Cookie', 'a=3'],
        ['X-Id', '1'],
        ['X-Id', '2'],
      ],
    }),
}

/** What stands in front of a handler. */
const MOUNTS: Readonly<Record<string, (handle: Handle) => Handle>> = {
  // Another route of the application, without a policy.
  bare: (handle) => handle,
  wrapped: (handle) => cors(OPTIONS).wrap(handle),
  waiting: (handle) =>
    cors(OPTIONS).wrap(async (request) => {
      await wait()
      const response = await handle(request)
      await wait()
      return response
    }),
  thrown: (handle) =>
    cors(OPTIONS).wrap(async (request) => {
      throw await handle(request)
    }),
  predicate: (handle) =>
    cors({
      origin: async ({ host }) => {
        await wait()
        return [A, B].includes(`https://${host}`)
      },
      credentials: true,
    }).wrap(handle),
  protected: (handle) => protect(OPTIONS, { self: 'https://own.example' }).wrap(handle),
  'cors-in-cors': (handle) => cors(OPTIONS).wrap(cors({ origin: '*' }).wrap(handle)),
  guarded: (handle) => csrf({ self: 'https://own.example', trusted: [A, B] }).wrap(handle),
  hono: (handle) =>
    new Hono()
      .use(async (_, next) => {
        await next()
        await wait()
      })
      .use(inHono(OPTIONS))
      .all('*', ({ req }) => handle(req.raw)).fetch,
}

export const POLICIES = Object.keys(MOUNTS).filter((name) => name !== 'bare' && name !== 'guarded')
export const CONSTANT_PAGES = ['early', 'late', 'frozen'].flatMap((when) =>
  Object.keys(CONSTANTS).map((name) => `${when}-${name}`),
)

/**
 * An application whose paths are `/mount/page`. Constants are made before the server starts, or when they are first
 * asked for, and all mounts send the same objects.
 *
 * @param more pages that only one host has
 */
export function createSender(more: Readonly<Record<string, Page>> = {}): Handle {
  const constants = new Map<string, Response>()
  for (const [name, make] of Object.entries(CONSTANTS)) {
    constants.set(`early-${name}`, make())
    constants.set(`frozen-${name}`, Object.freeze(make()))
  }
  const keep = (page: string): Response => {
    const made = constants.get(page) ?? CONSTANTS[page.slice('late-'.length)]!()
    constants.set(page, made)
    return made
  }
  const pages: Readonly<Record<string, Page>> = { ...BODIES, ...more }
  return (request) => {
    const [, mount = '', page = ''] = new URL(request.url).pathname.split('/')
    return MOUNTS[mount]!(() => pages[page]?.() ?? keep(page))(request)
  }
}
