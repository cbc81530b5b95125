/** For routes that know nothing of CORS: `proxy.ts` of Next.js 16, `middleware.ts` (and `export const middleware`) before. */
import { corsMiddleware } from 'corsage/vercel'
import { policy } from './cors.ts'

export const proxy = corsMiddleware(policy)

// Not the paths of `corsRoute`: one owner for each.
export const config = { matcher: '/legacy/:path*' }
