/** Run it: `npm run build && npx wrangler dev -c examples/cloudflare/wrangler.toml` */
import { withCors } from 'corsage/cloudflare'

interface Env {
  /** The name of the environment that this Worker is deployed to. */
  readonly STAGE: string
}

const policy = {
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['content-type'],
  exposeHeaders: ['x-stage'],
  // The most that Chromium believes; Safari takes 600 of it.
  maxAge: 7200,
} as const

const notes = new Map<string, string>()

export default withCors(policy, {
  async fetch(request: Request, env: Env) {
    const { pathname } = new URL(request.url)
    if (request.method === 'PUT') notes.set(pathname, await request.text())
    const note = notes.get(pathname)
    if (note === undefined) return new Response('No such note', { status: 404 })
    return new Response(note, { headers: { 'X-Stage': env.STAGE } })
  },
})
