import { answered } from './journal.ts'
import { ROUTES, UNKNOWN } from './routes.ts'
import { welcome } from './welcome.ts'

/** Answers a request to the API, and remembers the answer for the page. */
export async function serveApi(request: Request, url: URL): Promise<Response> {
  if (url.pathname === '/' && request.method === 'GET') return welcome(url)
  const { policy, respond } = ROUTES.get(url.pathname) ?? UNKNOWN
  const response = await respond(request)
  answered(request, response, policy)
  return response
}
