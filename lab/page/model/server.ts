import type { CorsPolicy } from '../../../src/index.ts'
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
  const start = new URL(scene.url, scene.page === 'null' ? undefined : scene.page).href
  const answer = (request: Request): Response => {
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    const isFirst = request.url === start
    if (isPreflight) return responseOf(isFirst ? preflight : later)
    return responseOf(isFirst ? response : redirected)
  }
  if (scene.by === 'headers') return { network: answer }
  // Most visitors have a server without Corsage, so that its half of the lab loads when it is needed.
  const { policyOf } = await part(import('./policy.ts'))
  const policy = policyOf(scene.policy)
  // The policy is for one server: a redirect to another origin leaves it.
  const own = policy.wrap(answer)
  const { origin } = new URL(start)
  return { policy, network: (request) => (new URL(request.url).origin === origin ? own(request) : answer(request)) }
}

function responseOf({ status, headers }: Answer): Response {
  if (status === 0) throw new Error('The server does not answer')
  return new Response(null, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) })
}
