import type { Route } from './+types/flowers'

const flowers = ['tulip']

export const loader = () => Response.json(flowers)

export const action = async ({ request }: Route.ActionArgs) => {
  const { name } = (await request.json()) as { readonly name?: unknown }
  // The page can read this answer, because the policy covers what routes throw.
  if (typeof name !== 'string') throw new Response('Send {"name": "rose"}', { status: 400 })
  return Response.json([...flowers, name])
}
