import { withCors } from 'corsage/netlify'
import { policy } from '../../policy.ts'

/** An edge function that puts the policy in front of files: it returns nothing, so the site answers. */
export default withCors(policy, () => undefined)

export const config = { path: '/prices/*' }
