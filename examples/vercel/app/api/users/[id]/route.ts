/** A route of Next.js. Run it: `npm i corsage`, copy it into a project of `npx create-next-app`, then `npx next dev` */
import { corsRoute } from 'corsage/vercel'
import { policy } from '../../../../cors'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

export const { GET, PUT, OPTIONS } = corsRoute(policy, {
  GET: async (_request: Request, { params }: Context) => Response.json({ id: (await params).id }),
  PUT: async (request: Request, { params }: Context) =>
    Response.json({ ...(await request.json()), id: (await params).id }),
})
