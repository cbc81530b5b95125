import type { CorsPolicy } from '../../../src/index.ts'
import { parseUrl } from '../../../src/browser/terms/parse-url.ts'
import { part } from '../part.ts'
import type { Scene } from '../scene/scene.ts'
import { type Answer, readAnswer } from './header-lines.ts'

/** The server of a scene. */
export interface Server {
  readonly network: (request: Request) => Response | Promise<Response>
  readonly policy?: CorsPolicy
}

/**
 * Makes the server of a scene.
 *
 * @throws {TextProblem} if a field cannot be read
 * @throws {PolicyError} if the policy is refused
 */
export async function serverOf(scene: Scene): Promise<Server> {
  const preflight = readAnswer(scene.preflight)
  const response = readAnswer(scene.response)
  const redirected = readAnswer(scene.redirected)
  const later = scene.redirectedPreflight.trim() ? readAnswer(scene.redirectedPreflight) : preflight
  const start = urlOf(scene)
  const actualAt = ({ url }: Request): Answer => (url === start?.href ? response : redirected)
  const answer = (request: Request): Response => {
    if (!isPreflight(request)) return responseOf(actualAt(request))
    return responseOf(actualAt(request) === response ? preflight : later)
  }
  if (scene.by === 'headers') return { network: answer }
  // Most visitors have a server without Corsage, so that its half of the lab loads when it is needed.
  const { policyOf } = await part(import('./policy.ts'))
  const policy = policyOf(scene.policy)
  const own = policy.wrap(answer)
  const network = (request: Request): Response | Promise<Response> => {
    // The policy is for one server: a redirect to another origin leaves it. Behind it, an application may not be there at
    // all, of whose error it would make a 500.
    const isOwn = new URL(request.url).origin === start?.origin
    return isOwn && (isPreflight(request) || actualAt(request).status) ? own(request) : answer(request)
  }
  return { policy, network }
}

/** The URL that the server gets, which has no fragment; `undefined` if it cannot be parsed. */
export function urlOf({ url, page }: Pick<Scene, 'url' | 'page'>): URL | undefined {
  const parsed = parseUrl(url, page) ?? parseUrl(url)
  return parsed && Object.assign(parsed, { hash: '' })
}

export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}

function responseOf({ status, headers }: Answer): Response {
  if (status === 0) throw new Error('The server does not answer')
  return new Response(null, { status, headers })
}
