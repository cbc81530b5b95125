import type { CorsOptions, CorsPolicy } from '../../../src/index.ts'
import type { Scene } from '../scene/scene.ts'
import { type Answer, readAnswer } from './header-lines.ts'
import { type Literal, readLiteral } from './literal.ts'

/** The server of a scene. */
export interface Server {
  readonly network: (request: Request) => Response | Promise<Response>
  readonly policy?: CorsPolicy
}

/**
 * Makes the server of a scene.
 *
 * @throws {TextProblem} if a text cannot be read
 * @throws {PolicyError} if the policy is refused
 */
export async function serverOf(scene: Scene): Promise<Server> {
  const preflight = readAnswer(scene.preflight)
  const response = readAnswer(scene.response)
  const redirected = readAnswer(scene.redirected)
  const start = new URL(scene.url, scene.page === 'null' ? undefined : scene.page).href
  const answer = (request: Request): Response => {
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    return responseOf(isPreflight ? preflight : request.url === start ? response : redirected)
  }
  if (scene.by === 'headers') return { network: answer }
  // Most visitors have a server without Corsage, so that its half of the lab loads when it is needed.
  const { cors } = await import('../../../src/index.ts')
  const policy = cors(readPolicy(scene.policy).value as CorsOptions)
  // The policy is for one server: a redirect to another origin leaves it.
  const own = policy.wrap(answer)
  const { origin } = new URL(start)
  return { policy, network: (request) => (new URL(request.url).origin === origin ? own(request) : answer(request)) }
}

export function readPolicy(text: string): Literal {
  // People paste the whole call as well as its options.
  const [call = ''] = /^[^{]*cors\s*\(/.exec(text) ?? []
  const isCall = call !== '' && /\)\s*;?\s*$/.test(text)
  const blank = call.replaceAll(/[^\n]/g, ' ')
  return readLiteral(isCall ? blank + text.slice(call.length).replace(/\)\s*;?\s*$/, '') : text)
}

function responseOf({ status, headers }: Answer): Response {
  return new Response(null, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) })
}
