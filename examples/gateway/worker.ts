/**
 * Puts one CORS policy in front of any upstream, whatever CORS headers that sends.
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
  // For an upstream with cookies, which has to guard its writes (C-02). Leave it out if all clients send tokens (C-04).
  credentials: true,
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type'],
  exposeHeaders: ['etag', 'link', 'location'],
  // The most that Chromium believes; Safari takes 600 of it.
  maxAge: 7200,
  // The upstream cannot be reached. This answer has the policy's headers too, so that pages see the status.
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
    // The page follows redirects: under its own rules, and the policy is asked again.
    return fetch(new Request(url, request), { redirect: 'manual' })
  },
})
