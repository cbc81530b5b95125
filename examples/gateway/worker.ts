/**
 * Puts one CORS policy, and a guard against forged writes, in front of any upstream, whatever headers that sends.
 *
 * Run it: `npm run build && npx wrangler dev -c examples/gateway/wrangler.toml --var UPSTREAM:http://localhost:8080`
 */
import { env } from 'cloudflare:workers'
import { cors, parseOrigins } from 'corsage'
import { withCors } from 'corsage/cloudflare'
import { protect } from 'corsage/csrf'
import { endToEnd, fromClient } from './headers.ts'
import { upstreamUrl } from './upstream-url.ts'

const { ALLOWED_ORIGINS, SELF, UPSTREAM } = env as { readonly [name: string]: string | undefined }
if (!UPSTREAM || !URL.canParse(UPSTREAM) || !/^https?:$/.test(new URL(UPSTREAM).protocol)) {
  throw new TypeError(
    `UPSTREAM is "${UPSTREAM}", expected the URL of the server behind, such as "https://api.example.com"`,
  )
}

const policy = cors({
  origin: parseOrigins(ALLOWED_ORIGINS),
  // For an upstream with cookies. Leave it out if all clients send tokens (C-04).
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
})

// CORS does not stop a page of another site from sending a POST with the cookies of your users. The guard does.
const layer = protect(policy, { self: parseOrigins(SELF), trusted: policy })

export default withCors(layer, {
  async fetch(request: Request) {
    const url = upstreamUrl(request.url, UPSTREAM)
    if (!url) return new Response('The path is not one for the upstream', { status: 400 })
    const { body, status, statusText, headers } = await fetch(new Request(url, request), {
      headers: fromClient(request.headers),
      // The page follows redirects: under its own rules, and the policy is asked again.
      redirect: 'manual',
      // A client that goes away ends the request to the upstream too.
      signal: request.signal,
    })
    return new Response(body, { status, statusText, headers: endToEnd(headers) })
  },
})
