/**
 * For routes that know nothing of CORS: `proxy.ts` of Next.js 16. Before that, it is `middleware.ts`, and exports
 * `middleware`. Run it: `npm i corsage`, copy it next to `app/`, then `npx next dev`
 */
import { corsMiddleware } from 'corsage/vercel'
import { policy } from './cors'

export const proxy = corsMiddleware(policy)

// Not the paths of `corsRoute`: one owner for each.
export const config = { matcher: '/legacy/:path*' }
