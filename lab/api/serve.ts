import { answered, decided } from './journal.ts'
import { ROUTES, UNKNOWN } from './routes.ts'
import { welcome } from './welcome.ts'

/** Answers a request to the API, and remembers the answer for the page. */
export async function serveApi(request: Request, url: URL): Promise<Response> {
  if (url.pathname === '/' && request.method === 'GET') return welcome(url)
  const { policy, respond, gateway } = ROUTES.get(url.pathname) ?? UNKNOWN
  const stopped = gateway?.(request)
  // The page shows what the policy would have said.
  if (stopped) decided(await policy.decide(request), request)
  const response = stopped ?? (await respond(request))
  answered(request, response, policy, stopped !== undefined)
  return response
}
