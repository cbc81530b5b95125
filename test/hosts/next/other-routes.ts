import { replaceOnce } from '../support/page.ts'
import { APP, OTHER } from './origins.ts'

/** API routes of the Pages Router. */
export const apiRoutes = {
  'pages/api/raw/[id].ts': `
    import type { NextApiHandler } from 'next'
    import { withCors } from 'corsage/node'
    const handler: NextApiHandler = withCors({ origin: ['${APP}'], allowMethods: ['GET', 'PUT'] }, async (req, res) => {
      const { id } = req.query
      if (id === 'error') throw new Error('Thrown by a route')
      if (id === 'old') return void res.redirect('/api/hello')
      if (id === 'missing') return void res.status(404).send('Not here')
      res.setHeader('Access-Control-Allow-Credentials', 'true')
      res.setHeader('Set-Cookie', ['a=1', 'b=2'])
      res.status(200).json({ id, body: req.body })
    })
    export default handler
  `,
  // The context of a predicate, asked later.
  'pages/api/asked.ts': `
    import type { NextApiRequest, NextApiResponse } from 'next'
    import { type NodeContext, withCors } from 'corsage/node'
    type Context = NodeContext<NextApiRequest, NextApiResponse>
    export default withCors(
      { origin: async (_origin, { req }: Context) => req.query.allow === 'yes' },
      (_req: NextApiRequest, res: NextApiResponse) => res.json('Hello'),
    )
  `,
  'pages/api/cookieless.ts': `
    import type { NextApiRequest, NextApiResponse } from 'next'
    import { withCors } from 'corsage/node'
    export default withCors({ origin: '*', cookieless: true }, (req: NextApiRequest, res: NextApiResponse) =>
      res.json([req.cookies, req.headers.cookie ?? null]))
  `,
  'pages/api/unparsed.ts': `
    import type { NextApiRequest, NextApiResponse } from 'next'
    import { withCors } from 'corsage/node'
    export const config = { api: { bodyParser: false } }
    export default withCors({ origin: ['${APP}'] }, (_req: NextApiRequest, res: NextApiResponse) => res.json('Hello'))
  `,
  'pages/api/edge.ts': `
    import { withCors } from 'corsage/vercel'
    export const config = { runtime: 'edge' }
    export default withCors({ origin: ['${APP}'], allowMethods: ['PUT'] }, () => new Response('Hello'))
  `,
  'pages/api/legacy.ts': `export default (_: unknown, res: { json(value: string): void }) => res.json('Hello')`,
}

/** What knows nothing of CORS, behind `proxy.ts`. Next.js renders a page that reads nothing of the request while it builds. */
export const legacy = {
  'app/legacy/hello/route.ts': `export const GET = () => new Response('Hello')`,
  'app/legacy/old/route.ts': `
    import { redirect } from 'next/navigation'
    export const GET = () => redirect('/api/hello')
  `,
  'app/legacy/own/route.ts': `
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }
    export const GET = (request: Request) => new Response(request.headers.get('accept'), { headers })
  `,
  // Two owners for one path.
  'app/legacy/owned/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    export const { GET, OPTIONS } = corsRoute({ origin: ['${OTHER}'] }, { GET: () => new Response('Hello') })
  `,
  'pages/api/behind.ts': `
    import type { NextApiRequest, NextApiResponse } from 'next'
    export default (_req: NextApiRequest, res: NextApiResponse) => {
      res.setHeader('Access-Control-Allow-Origin', '*')
      res.json('Hello')
    }
  `,
  'proxy.ts': (program: string) =>
    replaceOnce(program, `matcher: '/legacy/:path*'`, `matcher: ['/legacy/:path*', '/api/behind']`),
  'app/legacy/private/page.tsx': 'export default () => <p>Hello</p>',
  'app/legacy/static/page.tsx': 'export default () => <p>Hello</p>',
  'app/legacy/dynamic/page.tsx': `
    import { headers } from 'next/headers'
    export default async () => <p>{(await headers()).get('host')}</p>
  `,
  'pages/legacy/old-static.tsx': 'export default () => <p>Hello</p>',
  'pages/legacy/old-dynamic.tsx': `
    export const getServerSideProps = () => ({ props: {} })
    export default () => <p>Hello</p>
  `,
}
