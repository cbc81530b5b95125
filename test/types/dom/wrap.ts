/** `wrap` keeps the type of a handler. */
import { cors, PolicyError } from 'corsage'

const { wrap } = cors({ origin: ['https://app.example.com'] })

interface Session {
  readonly user: string
}
interface SessionRequest extends Request {
  readonly session: Session
}

export const plain: (request: Request) => Response | Promise<Response> = wrap(() => new Response('Hello'))
export const asynchronous: (request: Request) => Response | Promise<Response> = wrap(async (request: Request) =>
  Response.json(await request.json()),
)

const withRest = wrap((request: SessionRequest, session: Session, count: number) =>
  Response.json([request.session.user, session.user, count]),
)
declare const request: Request
declare const ownRequest: SessionRequest
export const answer = withRest(ownRequest, { user: 'a' }, 1)
// @ts-expect-error: the handler needs its own request type
void withRest(request, { user: 'a' }, 1)
// @ts-expect-error: the handler needs a count
void withRest(ownRequest, { user: 'a' })
// @ts-expect-error: the handler needs a session
void withRest(ownRequest, 'a', 1)
// @ts-expect-error: a handler returns a response
wrap(() => 'Hello')

try {
  cors(JSON.parse('{}'))
} catch (error) {
  if (error instanceof PolicyError)
    for (const { code, path, message, value, suggestion } of error.issues) {
      const text: string = message
      const where: readonly (string | number)[] = path
      console.info(code === 'origin-missing', text, where, value, suggestion)
      // @ts-expect-error: codes are a closed set
      console.info(code === 'origin-mising')
    }
}
