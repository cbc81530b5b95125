/** An edge function. Run it: `npm i corsage`, copy it into `api/`, then `npx vercel dev` */
import { withCors } from 'corsage/vercel'
import { policy } from '../cors'

export const config = { runtime: 'edge' }

export default withCors(policy, () => Response.json({ now: new Date().toISOString() }))
