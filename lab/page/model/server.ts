import type { CorsPolicy } from '../../../src/index.ts'
import { part } from '../part.ts'
import type { Scene } from '../scene/scene.ts'
import { type Answer, readAnswer } from './header-lines.ts'
import { urlOf } from './page.ts'

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
    // The policy is for one server: a redirect to another origin leaves it.
    if (new URL(request.url).origin !== start?.origin) return answer(request)
    // The policy would make a 500 of the error of an application. This one is not even there.
    const isDown = actualAt(request).status === 0 && !isPreflight(request)
    return isDown ? answer(request) : own(request)
  }
  return { policy, network }
}

export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}

function responseOf({ status, headers }: Answer): Response {
  if (status === 0) throw new Error('The server does not answer')
  return new Response(null, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) })
}
