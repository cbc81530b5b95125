import { serveApi } from './api/serve.ts'

interface Env {
  /** The built page: `[assets]` in wrangler.toml. */
  readonly ASSETS: { fetch(request: Request): Promise<Response> }
}

/**
 * One Worker, two origins: the page on http://localhost and the API that it calls on http://127.0.0.1. Browsers know
 * the host that they asked for, so that these are as foreign to each other as any two websites.
 */
export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    const url = new URL(request.url)
    if (url.hostname === 'localhost') return servePage(request, env, url)
    if (url.hostname === '127.0.0.1') return serveApi(request, url)
    // Any other name for this machine could be a stranger's that was rebound to it.
    return new Response(`Unknown host "${url.hostname}", expected localhost or 127.0.0.1\n`, { status: 421 })
  },
}

async function servePage(request: Request, env: Env, { origin, port }: URL): Promise<Response> {
  const asset = await env.ASSETS.fetch(request)
  const response = new Response(asset.body, asset)
  const api = `http://127.0.0.1${port && `:${port}`}`
  // In full, not 'self', which means nothing in the sandboxed frame.
  const policy = [
    `default-src 'none'`,
    `script-src ${origin}`,
    `style-src ${origin}`,
    `img-src data:`,
    `frame-src ${origin}`,
    `connect-src ${api}`,
    `frame-ancestors ${origin}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ]
  response.headers.set('Content-Security-Policy', policy.join('; '))
  response.headers.set('X-Content-Type-Options', 'nosniff')
  response.headers.set('Referrer-Policy', 'no-referrer')
  return response
}
