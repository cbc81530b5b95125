import { APP } from './origins.ts'

/** Types of users, which `next build` checks with the types of Next.js. */
export const types = {
  'types.ts': `
    import { NextResponse, type NextFetchEvent, type NextProxy, type NextRequest } from 'next/server'
    import { cors } from 'corsage'
    import { corsMiddleware, corsRoute, withCors } from 'corsage/vercel'

    const policy = cors({ origin: ['${APP}'] })

    // The parameters need no annotation.
    export const inferred: NextProxy = corsMiddleware(policy, async (request, event) => {
      event.waitUntil(Promise.resolve())
      return request.nextUrl.pathname === '/' ? undefined : new Response(request.cookies.get('session')?.value)
    })
    export const passing: NextProxy = corsMiddleware(policy, (request, event) => event.waitUntil(request.text()))
    export const nothing: NextProxy = corsMiddleware(policy, () => null)
    export const redirecting: NextProxy = corsMiddleware(policy, (request) => {
      if (request.nextUrl.pathname === '/') return NextResponse.redirect(new URL('/', request.url))
    })

    // A middleware that is there already.
    const own: NextProxy = (request) => (request.nextUrl.pathname === '/' ? NextResponse.next() : null)
    export const mounted: NextProxy = corsMiddleware(policy, own)
    const slow: NextProxy = async (_request, event) => event.waitUntil(Promise.resolve())
    export const later: NextProxy = corsMiddleware(policy, slow)

    export const edge: (request: NextRequest, event: NextFetchEvent) => Response | Promise<Response> = withCors(
      policy,
      (request: NextRequest, event: NextFetchEvent) => {
        event.waitUntil(Promise.resolve())
        return NextResponse.json(request.nextUrl.href)
      },
    )

    const mistakes = [
      // @ts-expect-error: not a response
      () => corsMiddleware(policy, (request: NextRequest) => request.nextUrl.pathname === '/'),
      // @ts-expect-error: not a response
      () => corsMiddleware(policy, async (request: NextRequest) => request.url),
      // @ts-expect-error: not a response
      () => corsRoute(policy, { GET: (request: NextRequest) => ({ path: request.nextUrl.pathname }) }),
      // @ts-expect-error: no return
      () => corsRoute(policy, { GET: async (request: NextRequest) => void NextResponse.json(request.url) }),
      // @ts-expect-error: in lower case
      () => corsRoute(policy, { get: () => NextResponse.json(null) }),
    ]
    void mistakes
  `,
}
