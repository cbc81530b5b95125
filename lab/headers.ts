/** The service worker, which keeps the pages for the time without a network. */
const KEEPER = '/offline.js'

/** The pages that call the API. The frame makes calls too. */
const CALLING: ReadonlySet<string> = new Set(['/calls', '/sandbox'])

/**
 * The headers of a file of the lab.
 *
 * @param api the origin of the API; missing if there is none
 */
export function headersOf({ origin, pathname }: URL, api?: string): Readonly<Record<string, string>> {
  const policy = pathname === KEEPER ? keeperPolicy(origin) : pagePolicy(origin, CALLING.has(pathname) && api)
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // The service worker looks for it, because another program may have this address tomorrow.
    'X-Served-By': 'corsage-lab',
  }
}

/**
 * Only the page of the real calls makes requests, some of them in a frame. The others promise that nothing leaves them, and
 * the browser enforces it.
 * The full origin, not 'self', which matches nothing in the sandboxed frame.
 */
function pagePolicy(origin: string, api: string | false | undefined): string[] {
  const frames = api ? origin : "'none'"
  return [
    `default-src 'none'`,
    `script-src ${origin}`,
    `style-src ${origin}`,
    `img-src data:`,
    `frame-src ${frames}`,
    `connect-src ${api || "'none'"}`,
    `worker-src ${origin}${KEEPER}`,
    `frame-ancestors ${frames}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ]
}

/**
 * A service worker has the policy of its own response, not the one of its pages
 * (https://w3c.github.io/webappsec-csp/#initialize-global-object-csp). It must load their files, so it may connect to
 * this origin, and to no other.
 */
function keeperPolicy(origin: string): string[] {
  return [`default-src 'none'`, `connect-src ${origin}`]
}
