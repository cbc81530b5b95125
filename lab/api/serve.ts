import { answered, decided } from './journal.ts'
import { ROUTES, UNKNOWN } from './routes.ts'

/** Answers a request to the API, and remembers the answer for the page. */
export async function serveApi(request: Request, url: URL): Promise<Response> {
  if (isForPage(request, url)) return Response.redirect(pageAt(url).href, 307)
  const { policy, respond, gateway } = ROUTES.get(url.pathname) ?? UNKNOWN
  const stopped = gateway?.(request)
  // The page shows what the policy would have said.
  if (stopped) decided(await policy.decide(request), request)
  const response = stopped ?? (await respond(request))
  answered(request, response, policy, stopped !== undefined)
  return response
}

/** Whether somebody opens the lab by the address of its API, which is the one that `wrangler dev` prints. */
function isForPage({ method, headers }: Request, { pathname }: URL): boolean {
  if (method !== 'GET' || ROUTES.has(pathname)) return false
  return pathname === '/' || headers.get('Sec-Fetch-Mode') === 'navigate'
}

function pageAt(url: URL): URL {
  const page = new URL(url)
  page.hostname = 'localhost'
  return page
}
