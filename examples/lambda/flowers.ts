/**
 * A function for an HTTP API, a REST API, a function URL, or a load balancer. Bundle it, and deploy the result as
 * `flowers.handler`: `npx esbuild flowers.ts --bundle --platform=node --format=esm --outfile=flowers.mjs`
 */
import { withCors } from 'corsage/lambda'

export const handler = withCors(
  { origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'], allowHeaders: ['content-type'] },
  async (request) => {
    if (new URL(request.url).pathname !== '/flowers') return new Response('No such page', { status: 404 })
    if (request.method !== 'PUT') return Response.json(['tulip'])
    const { name } = (await request.json()) as { readonly name?: string }
    return name ? Response.json(['tulip', name]) : new Response('Send {"name": "rose"}', { status: 400 })
  },
)
