// The Worker under test: a policy whose predicate asks a store that is broken in every way.
import { withCors } from '../../../adapters/cloudflare.ts'
import { type SubjectName, SUBJECTS } from './subjects.ts'

interface Env {
  readonly subject: SubjectName
}

type Fetch = (request: Request, env: Env, ctx: never) => Response | Promise<Response>

let app: Fetch | undefined

/** Made with the first request, because only that brings the environment. */
function open(subject: SubjectName): Fetch {
  const options = { origin: SUBJECTS[subject](), allowMethods: ['GET', 'PUT'] }
  const { fetch } = withCors(options, { fetch: (_request: Request, _env: Env, _ctx: never) => new Response('ok') })
  return fetch
}

export default {
  fetch: (request: Request, env: Env, ctx: never): Response | Promise<Response> => {
    if (request.url.endsWith('/collect-garbage')) {
      ;(globalThis as { gc?: () => void }).gc?.()
      return new Response()
    }
    app ??= open(env.subject)
    return app(request, env, ctx)
  },
}
