import { serveApi } from './api/serve.ts'

interface Env {
  /** The built page: `[assets]` in wrangler.toml. */
  readonly ASSETS: { fetch(request: Request): Promise<Response> }
}

/** The pages that call the API. The frame makes calls too. */
const CALLING: ReadonlySet<string> = new Set(['/calls', '/sandbox'])

/**
 * One Worker with two origins: the page on http://localhost, and the API that it calls on http://127.0.0.1. Browsers
 * compare the host in the URL, so these two are as foreign to each other as any two websites.
 */
export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    const url = new URL(request.url)
    if (url.hostname === 'localhost') return servePage(request, env, url)
    if (url.hostname === '127.0.0.1') return serveApi(request, url)
    // Any other name for this machine could be an attacker's domain that now points to it (DNS rebinding).
    return new Response(`Unknown host "${url.hostname}", expected localhost or 127.0.0.1\n`, { status: 421 })
  },
}

async function servePage(request: Request, env: Env, { origin, port }: URL): Promise<Response> {
  const asset = await env.ASSETS.fetch(request)
  const response = new Response(asset.body, asset)
  const { pathname } = new URL(request.url)
  // Only the page of the real calls sends any. The others promise that nothing leaves them, and the browser enforces it.
  const api = `http://127.0.0.1${port && `:${port}`}`
  // The full origin, not 'self', which matches nothing in the sandboxed frame.
  const policy = [
    `default-src 'none'`,
    `script-src ${origin}`,
    `style-src ${origin}`,
    `img-src data:`,
    `frame-src ${origin}`,
    `connect-src ${CALLING.has(pathname) ? api : "'none'"}`,
    `frame-ancestors ${origin}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ]
  response.headers.set('Content-Security-Policy', policy.join('; '))
  response.headers.set('X-Content-Type-Options', 'nosniff')
  response.headers.set('Referrer-Policy', 'no-referrer')
  return response
}
