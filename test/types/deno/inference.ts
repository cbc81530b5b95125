/** Handlers and predicates without annotations have the types of their listener, in the usual ways to start a server. */
import { type DenoContext, withCors } from 'corsage/deno'

const options = { origin: ['https://app.example.com'], credentials: true } as const

/** 1. `Deno.serve` with a handler, also after options. */
Deno.serve(withCors(options, (request, info) => new Response(request.url + info.remoteAddr.hostname)))
Deno.serve(
  { port: 0 },
  withCors(options, async (_request, info) => {
    await info.completed
    return new Response(info.remoteAddr.hostname)
  }),
)

/** 2. Other listeners. */
Deno.serve(
  { path: 'socket' },
  withCors(options, (_request, info) => new Response(info.remoteAddr.path)),
)

/** 3. A handler in the options has the addresses of all listeners, which `transport` tells apart. */
Deno.serve({
  port: 0,
  handler: withCors(options, (_request, { remoteAddr }) =>
    Response.json(remoteAddr.transport === 'tcp' ? remoteAddr.hostname : null),
  ),
})

/** 4. Predicates. */
Deno.serve(
  withCors({ origin: ({ host }, { info }) => info.remoteAddr.hostname === host }, (_request, info) =>
    Response.json(info.remoteAddr.port),
  ),
)
Deno.serve(
  withCors(
    { origin: ({ host }, { info }) => info.remoteAddr.hostname === host },
    (_request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => Response.json(info.remoteAddr.port),
  ),
)

/** 5. `deno serve`. */
export default withCors(
  { origin: (_origin, { info, request }) => info.remoteAddr.transport === 'tcp' && request.method === 'GET' },
  { fetch: (_request, info) => Response.json(info.remoteAddr) },
) satisfies Deno.ServeDefaultExport
export const inside = {
  fetch: withCors(options, (_request, info) => Response.json(info.remoteAddr)),
} satisfies Deno.ServeDefaultExport

/** 6. The type of the handler. */
export const typed: Deno.ServeHandler<Deno.UnixAddr> = withCors(
  { origin: ({ host }, { info }) => info.remoteAddr.path === host },
  (_request, info) => new Response(info.remoteAddr.path),
)
export const ofAll: Deno.ServeHandler = withCors(options, (_request, info) => Response.json(info.remoteAddr))

/** 7. Where nothing names the listener, an annotation does. */
export const unnamed = withCors(
  {
    origin: ({ host }, { info: { remoteAddr } }) =>
      (remoteAddr.transport === 'tcp' && remoteAddr.hostname === host) ||
      (remoteAddr.transport === 'vsock' && remoteAddr.cid === 2),
  },
  (_request, info) => Response.json(info.remoteAddr),
)
export const named = withCors(
  {
    origin: ({ host }, { info }: DenoContext<Deno.ServeHandlerInfo<Deno.NetAddr>>) => info.remoteAddr.hostname === host,
  },
  () => new Response('Hello'),
)
export const byPart = withCors(
  {
    origin: ({ host }, { info }: { readonly info: Deno.ServeHandlerInfo<Deno.NetAddr> }) =>
      info.remoteAddr.hostname === host,
  },
  () => new Response('Hello'),
)

export const ofUnix: Deno.ServeHandler<Deno.UnixAddr> = withCors(
  options,
  // @ts-expect-error: the address of a Unix socket has no host
  (_request, info) => new Response(info.remoteAddr.hostname),
)
// @ts-expect-error: the address may be that of a Unix socket
withCors({ origin: (_origin, { info }) => info.remoteAddr.hostname === '' }, () => new Response('Hello'))
// @ts-expect-error: an origin needs a scheme
withCors({ origin: ['app.example.com'] }, (_request, info) => Response.json(info.remoteAddr))
