import { APP } from './origins.ts'

const staticRoute = (options: string): string => `
  import { corsRoute } from 'corsage/vercel'
  export const dynamic = 'force-static'
  export const { GET, OPTIONS } = corsRoute(${options}, { GET: () => new Response('Hello') })
`

/** Routes of the App Router with `corsRoute`. */
export const routes = {
  // A page that answers in place of Next.js.
  'app/covered/[...missing]/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    const missing = () => new Response('Not here', { status: 404 })
    export const { GET, OPTIONS, PUT } = corsRoute({ origin: ['${APP}'] }, { GET: missing, PUT: missing })
  `,
  // The functions that throw for Next.js.
  'app/thrown/[name]/route.ts': `
    import { cookies } from 'next/headers'
    import { forbidden, notFound, permanentRedirect, redirect, unauthorized } from 'next/navigation'
    import { corsRoute } from 'corsage/vercel'
    const throwers: Record<string, () => never> = {
      forbidden, notFound, unauthorized,
      redirect: () => redirect('/api/hello?a=1;b'),
      permanentRedirect: () => permanentRedirect('https://other.example/'),
      error: () => { throw new Error('Thrown by a route') },
    }
    const thrower = async (_request: Request, { params }: { params: Promise<{ name: string }> }) => {
      (await cookies()).set('seen', 'yes')
      return throwers[(await params).name]!()
    }
    export const { GET, POST, OPTIONS } = corsRoute({ origin: ['${APP}'] }, { GET: thrower, POST: thrower })
  `,
  // A predicate that awaits the parameters of a dynamic route.
  'app/tenants/[id]/route.ts': `
    import type { NextRequest } from 'next/server'
    import { corsRoute } from 'corsage/vercel'
    type Context = RouteContext<'/tenants/[id]'>
    export const { GET, PUT, OPTIONS } = corsRoute(
      {
        origin: async ({ host }, { context }) => host === (await (context as Context).params).id + '.example.com',
        allowMethods: ['GET', 'PUT'],
      },
      {
        GET: async (request: NextRequest, { params }: Context) =>
          Response.json([(await params).id, request.nextUrl.pathname]),
        PUT: (request: NextRequest) => new Response(request.body),
      },
    )
  `,
  'app/edge/[id]/route.ts': `
    import { notFound, redirect } from 'next/navigation'
    import { corsRoute } from 'corsage/vercel'
    export const runtime = 'edge'
    export const { GET, PUT, OPTIONS } = corsRoute({ origin: ['${APP}'], allowMethods: ['GET', 'PUT'] }, {
      GET: async (_request: Request, { params }: { params: Promise<{ id: string }> }) => {
        const { id } = await params
        if (id === 'missing') notFound()
        if (id === 'old') redirect('/api/hello')
        if (id === 'error') throw new Error('Thrown by a route')
        return Response.json([id, 'EdgeRuntime' in globalThis])
      },
      PUT: (request: Request) => new Response(request.body),
    })
  `,
  // What Next.js adds to an answer, and does after it.
  'app/added/route.ts': `
    import { revalidatePath } from 'next/cache'
    import { cookies, draftMode } from 'next/headers'
    import { after } from 'next/server'
    import { corsRoute } from 'corsage/vercel'
    let finished = 0
    export const { GET, POST, OPTIONS } = corsRoute({ origin: ['${APP}'] }, {
      GET: () => Response.json(finished),
      POST: async () => {
        after(() => { finished++ });
        (await cookies()).set('seen', 'yes');
        (await draftMode()).enable()
        revalidatePath('/static/revalidated')
        return new Response('Done')
      },
    })
  `,
  'app/made/route.ts': `
    import { NextResponse } from 'next/server'
    import { corsRoute } from 'corsage/vercel'
    export const { GET, OPTIONS } = corsRoute({ origin: ['${APP}'] }, {
      GET: () => {
        const response = new NextResponse('Data', { status: 201, statusText: 'Made', headers: { 'X-Id': '1' } })
        response.cookies.set('a', '1')
        response.cookies.set('b', '2')
        return response
      },
    })
  `,
  'app/returned/route.ts': `
    import { NextResponse } from 'next/server'
    import { corsRoute } from 'corsage/vercel'
    export const { GET, OPTIONS } = corsRoute(
      { origin: ['${APP}'] },
      { GET: (request: Request) => NextResponse.redirect(new URL('/api/hello', request.url)) },
    )
  `,
  // Routes whose request headers Next.js hides.
  'app/static/open/route.ts': staticRoute(`{ origin: '*' }`),
  'app/static/cookieless/route.ts': staticRoute(`{ origin: '*', cookieless: true }`),
  'app/static/listed/route.ts': staticRoute(`{ origin: ['${APP}'] }`),
  'app/static/thrown/route.ts': `
    import { redirect } from 'next/navigation'
    import { corsRoute } from 'corsage/vercel'
    export const dynamic = 'force-static'
    export const { GET, OPTIONS } = corsRoute({ origin: '*' }, { GET: () => redirect('/api/hello') })
  `,
  // Without OPTIONS, Next.js runs the handler while it builds.
  'app/static/built/route.ts': staticRoute(`{ origin: '*', cookieless: true }`).replace('OPTIONS', ''),
  'app/static/revalidated/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    export const dynamic = 'force-static'
    export const revalidate = 60
    export const { GET } = corsRoute({ origin: '*' }, { GET: () => new Response(String(Math.random())) })
  `,
  // A policy reads the request, so `revalidate` caches nothing without `dynamic`.
  'app/revalidated/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    export const revalidate = 60
    export const { GET } = corsRoute({ origin: ['${APP}'] }, { GET: () => new Response(String(Math.random())) })
  `,
  'app/forgotten/route.ts': `
    import { cors } from 'corsage'
    export const GET = cors({ origin: ['${APP}'] }).wrap(() => new Response('Hello'))
  `,
  'app/exhaustive/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = corsRoute(
      { origin: ['${APP}'], allowMethods: ['GET', 'PUT'] },
      { GET: () => new Response('Hello') },
    )
  `,
  // Behind `headers()` of next.config.
  'app/configured/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    export const { GET, OPTIONS } = corsRoute({ origin: ['${APP}'] }, { GET: () => new Response('Hello') })
  `,
  'pages/api/configured.ts': `
    import type { NextApiRequest, NextApiResponse } from 'next'
    import { withCors } from 'corsage/node'
    export default withCors({ origin: ['${APP}'] }, (_req: NextApiRequest, res: NextApiResponse) => res.json(null))
  `,
}
