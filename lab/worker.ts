import { serveApi } from './api/serve.ts'
import { headersOf } from './headers.ts'

interface Env {
  /** The built page: `[assets]` in wrangler.toml. */
  readonly ASSETS: { fetch(request: Request): Promise<Response> }
  /** Set by `npm start`, and nowhere else: the Worker runs on the visitor's own machine. */
  readonly LOCAL?: string
}

/** The page that stands in for the real calls where there is no API. */
const WITHOUT_API = '/calls-without-api'

/**
 * On a visitor's machine, one Worker with two origins: the page on http://localhost, and the API that it calls on
 * http://127.0.0.1. Browsers compare the host in the URL, so these two are as foreign to each other as any two websites.
 *
 * Deployed, the pages only, under any name. The API stays at home: it remembers in memory which requests came, and the
 * machines of a network do not share theirs.
 */
export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    const url = new URL(request.url)
    if (!env.LOCAL) return servePage(request, env, url.pathname === '/calls' ? new URL(WITHOUT_API, url) : url)
    if (url.hostname === 'localhost')
      return servePage(request, env, url, `http://127.0.0.1${url.port && `:${url.port}`}`)
    if (url.hostname === '127.0.0.1') return serveApi(request, url)
    // Any other name for this machine could be an attacker's domain that now points to it (DNS rebinding).
    return new Response(`Unknown host "${url.hostname}", expected localhost or 127.0.0.1\n`, { status: 421 })
  },
}

async function servePage(request: Request, env: Env, url: URL, api?: string): Promise<Response> {
  const asset = await env.ASSETS.fetch(new Request(url, request))
  const response = new Response(asset.body, asset)
  for (const [name, value] of Object.entries(headersOf(url, api))) response.headers.set(name, value)
  return response
}
