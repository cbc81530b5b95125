/** The same policy in a Worker. Run it: `npm run build && npx wrangler dev examples/nginx/worker.ts` */
import { withCors } from 'corsage/cloudflare'
import { policy } from './policy.ts'

export default withCors(policy, { fetch: (request: Request) => new Response(`You sent ${request.method}`) })
