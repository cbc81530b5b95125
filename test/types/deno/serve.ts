/** The adapter keeps the types of handlers for `Deno.serve` and `deno serve`. */
import { cors } from 'corsage'
import { withCors } from 'corsage/deno'

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = cors(options)

export const plain: Deno.HttpServer = Deno.serve(withCors(options, () => new Response('Hello')))
export const ofPolicy: Deno.HttpServer<Deno.UnixAddr> = Deno.serve(
  { path: 'socket' },
  withCors(policy, (request: Request, info: Deno.ServeHandlerInfo<Deno.UnixAddr>) =>
    Response.json([request.url, info.remoteAddr.path]),
  ),
)
export const withInfo: Deno.ServeHandler<Deno.NetAddr> = withCors(
  {
    origin: (origin, { info }: { readonly info: Deno.ServeHandlerInfo<Deno.NetAddr> }) =>
      info.remoteAddr.hostname === '127.0.0.1' && origin.host === 'localhost',
  },
  async (request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) =>
    Response.json([await request.text(), info.remoteAddr.port]),
)
export const wrapped: Deno.ServeHandler = policy.wrap((request: Request, info: Deno.ServeHandlerInfo) =>
  Response.json([request.url, info.remoteAddr]),
)

export default withCors(options, {
  fetch: (request: Request) => new Response(request.url),
  onListen: (address: Deno.Addr) => console.info(address.transport),
}) satisfies Deno.ServeDefaultExport

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, () => new Response('Hello'))
// @ts-expect-error: the option is `allowHeaders`
withCors({ origin: '*', allowedHeaders: ['a'] }, () => new Response('Hello'))
// @ts-expect-error: a handler returns a response
withCors(options, () => 'Hello')
