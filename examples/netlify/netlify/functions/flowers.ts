import { withCors } from 'corsage/netlify'
import { policy } from '../../policy.ts'

/** A function with the policy. Start it with `npx netlify dev`, and ask for `/flowers`. */
export default withCors(policy, async (request: Request) => {
  if (request.method !== 'PUT') return Response.json(['tulip'])
  const { name } = (await request.json()) as { readonly name?: string }
  return name ? Response.json(['tulip', name]) : new Response('Send {"name": "rose"}', { status: 400 })
})

export const config = { path: '/flowers' }
