/**
 * Puts one CORS policy before any upstream, whatever that says of CORS itself.
 *
 * Run it: `npm run build && npx wrangler dev -c examples/gateway/wrangler.toml --var UPSTREAM:http://localhost:8080`
 */
import { env } from 'cloudflare:workers'
import { parseOrigins } from 'corsage'
import { withCors } from 'corsage/cloudflare'

const { ALLOWED_ORIGINS, UPSTREAM } = env as { readonly [name: string]: string | undefined }
if (!UPSTREAM || !URL.canParse(UPSTREAM)) {
  throw new TypeError(
    `UPSTREAM is "${UPSTREAM}", expected the URL of the server behind, such as "https://api.example.com"`,
  )
}

const policy = {
  origin: parseOrigins(ALLOWED_ORIGINS),
  credentials: true,
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type'],
  exposeHeaders: ['etag', 'link', 'location'],
  maxAge: 7200,
  // The upstream cannot be reached. This answer, too, has the policy's headers, so that pages see the status.
  onError(error: unknown) {
    console.error(error)
    return new Response('The upstream does not answer', { status: 502 })
  },
}

export default withCors(policy, {
  fetch(request: Request) {
    const { pathname, search } = new URL(request.url)
    const url = new URL(UPSTREAM)
    // Set, not resolved: `//evil.example/` would be another server.
    url.pathname = url.pathname.replace(/\/$/, '') + pathname
    url.search = search
    // Whatever there is to follow, the page follows: under its own rules, and with the policy asked again.
    return fetch(new Request(url, request), { redirect: 'manual' })
  },
})
