/** A table with a cookieless row and another one: each host hides cookies from requests of the first row only. */
import { describe, expect, it } from 'vitest'
import { type AstroContext, corsMiddleware as astroMiddleware } from '../../../adapters/astro.ts'
import { withCors as withBunCors } from '../../../adapters/bun.ts'
import { pagesCors, withCors as withWorkersCors } from '../../../adapters/cloudflare.ts'
import { eventCors, type LambdaEvent, withCors as withLambdaCors } from '../../../adapters/lambda.ts'
import { type RawRequest, type RawResponse, withCors as withNodeCors } from '../../../adapters/node.ts'
import { corsMiddleware as reactRouterMiddleware, type ReactRouterContext } from '../../../adapters/react-router.ts'
import { corsHandle, type KitEvent } from '../../../adapters/sveltekit.ts'
import { corsMiddleware as nextMiddleware, corsRoute } from '../../../adapters/vercel.ts'
import { protect } from '../../../src/csrf/index.ts'
import type { Layer } from '../../../src/index.ts'
import { live } from '../../../src/rollout/index.ts'
import { routes } from '../../../src/routes/index.ts'

const A = 'https://a.example'
const ORIGIN = 'https://api.example.com'
const headers = { origin: A, cookie: 'a=1' }
const open = { origin: '*', cookieless: true } as const

const table = routes({ 'GET /public/*': open, '/*': { origin: [A], credentials: true } })
const replaced = live({ origin: [A] })
replaced.set(table)
const LAYERS: readonly (readonly [name: string, layer: Layer])[] = [
  ['a table', table],
  ['a table with a guard', protect(table, { self: ORIGIN })],
  ['a live table', replaced],
]

const requestTo = (path: string) => new Request(ORIGIN + path, { headers })
const inHeader = (request: Request) => request.headers.get('cookie')

/** The cookies that a handler sees: in the header, and where the host keeps them otherwise. */
type Seen = readonly (string | null | undefined)[]
type Host = (layer: Layer, path: string) => Promise<Seen>

/** Collects what handlers see. */
async function collect(run: (see: (...cookies: Seen) => Response) => unknown): Promise<Seen> {
  let seen: Seen = ['no handler']
  await run((...cookies) => {
    seen = cookies
    return new Response()
  })
  return seen
}

/** A `NextRequest`, which parses its cookies when it is made. */
class NextRequest extends Request {
  readonly cookies = {
    all: this.headers.get('cookie'),
    clear: (): void => void (this.cookies.all = null),
  }
}

/** An event of an HTTP API. */
const eventTo = (path: string): LambdaEvent =>
  ({
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { origin: A },
    cookies: ['a=1'],
    requestContext: { domainName: 'api.example.com', http: { method: 'GET', path } },
    isBase64Encoded: false,
  }) as unknown as LambdaEvent
const cookiesIn = ({ cookies }: LambdaEvent): string | null => cookies?.[0] ?? null

const HOSTS: Readonly<Record<string, Host>> = {
  Workers: (layer, path) =>
    collect((see) =>
      withWorkersCors(layer, { fetch: (request: Request) => see(inHeader(request)) }).fetch(requestTo(path)),
    ),
  'Cloudflare Pages': (layer, path) =>
    collect((see) => {
      const request = requestTo(path)
      const next = async (given = request) => see(inHeader(given))
      return pagesCors(layer)({ request, next })
    }),
  Bun: (layer, path) =>
    collect((see) => {
      const cookies = new Map([['a', '1']])
      const request = Object.defineProperty(requestTo(path), 'cookies', { configurable: true, value: cookies })
      const app = withBunCors(layer, {
        fetch: (given: Request & { readonly cookies?: Map<string, string> }) =>
          see(inHeader(given), given.cookies?.get('a') ?? null),
      }) as { readonly fetch: (request: Request, server: object) => unknown }
      return app.fetch(request, {})
    }),
  'a route of Next.js': (layer, path) =>
    collect((see) => {
      const { GET } = corsRoute(layer, { GET: (request: NextRequest) => see(inHeader(request), request.cookies.all) })
      return GET(new NextRequest(requestTo(path)))
    }),
  'a middleware of Next.js': async (layer, path) => {
    const response = await nextMiddleware(layer)(new NextRequest(requestTo(path)), {})
    // The route gets the original request, unless the response lists other headers.
    const list = response.headers.get('x-middleware-override-headers')
    return [list === null || list.split(',').includes('cookie') ? 'a=1' : null]
  },
  Node: (layer, path) =>
    collect((see) => {
      const req: RawRequest = { method: 'GET', url: path, headers: { ...headers }, rawHeaders: ['Cookie', 'a=1'] }
      const res = { writeHead: () => {}, getHeaderNames: () => [] } as unknown as RawResponse
      return withNodeCors(layer, (given: RawRequest) => see(given.headers['cookie'] as string, given.rawHeaders[1]))(
        req,
        res,
      )
    }),
  Lambda: (layer, path) =>
    collect((see) =>
      withLambdaCors(layer, (request, { event }) => see(inHeader(request), cookiesIn(event)))(eventTo(path), {}),
    ),
  'a function of events in Lambda': (layer, path) =>
    collect((see) => eventCors(layer, async (event: LambdaEvent) => void see(cookiesIn(event)))(eventTo(path))),
  'React Router': (layer, path) =>
    collect((see) => {
      const args: ReactRouterContext = {
        request: requestTo(path),
        params: {},
        context: { get: () => undefined as never },
      }
      return reactRouterMiddleware(layer)(args, async () => see(inHeader(args.request)))
    }),
  SvelteKit: (layer, path) =>
    collect((see) => {
      const cookies = {
        get: (_name: string, { decode = String }: { readonly decode?: (value: string) => unknown } = {}) =>
          decode('a=1'),
      }
      const request = requestTo(path)
      const event = { request, url: new URL(request.url), cookies, isSubRequest: false } as unknown as KitEvent
      return corsHandle(layer)({ event, resolve: (given) => see(inHeader(given.request), given.cookies.get('a')) })
    }),
  Astro: (layer, path) =>
    collect((see) => {
      const cookies = {
        get: (_name: string, { decode = String }: { readonly decode?: (value: string) => unknown } = {}) => ({
          value: decode('a=1'),
        }),
      }
      const request = requestTo(path)
      const context = { request, url: new URL(request.url), cookies, isPrerendered: false } as unknown as AstroContext
      const next = async () => see(inHeader(context.request), context.cookies.get('a')?.value as string)
      return astroMiddleware(layer)(context, next)
    }),
}

describe.each(Object.entries(HOSTS))('in %s', (_name, host) => {
  it.each(LAYERS)('%s hides cookies from requests of its cookieless row only', async (_layer, layer) => {
    const [hidden, shown] = [await host(layer, '/public/a'), await host(layer, '/account')]
    expect(hidden.map((cookie) => cookie ?? null)).toEqual(hidden.map(() => null))
    expect(shown.filter((cookie) => !cookie?.includes('1'))).toEqual([])
  })
})
