import { FORBIDDEN_METHOD } from '../fetch/method.ts'
import { isCookieless, type Layer } from '../layer.ts'
import { report } from '../runtime/report.ts'
import { respond } from '../runtime/respond.ts'
import { unexpected } from '../wording/unexpected.ts'
import { hasFetch } from './fetch-handler.ts'
import { formatOf, type LambdaEvent, type LambdaFormat, methodOf, toRequest } from './lambda-event.ts'
import { checkCookies } from './lambda-result.ts'
import { forgetUserIn } from './lambda-user.ts'

/** What a Lambda function is called with. Handlers get it after the request. */
export interface LambdaInvocation<Event = LambdaEvent, Context = unknown> {
  readonly event: Event
  readonly context: Context
}

/** Settings of a function. */
export interface LambdaSettings {
  /**
   * The origin in the URL of each request. Default: the domain name in the event. Behind a load balancer, whose events
   * have none, it is a placeholder.
   */
  readonly origin?: string | undefined
}

/** A method, because its parameters are bivariant, so that an app may use its own type for the second one. */
type Handler<Event, Context> = {
  fetch(request: Request, invocation: LambdaInvocation<Event, Context>): Response | Promise<Response>
}['fetch']
/** A fetch handler, or an app with one. */
export type LambdaApp<Event, Context> = Handler<Event, Context> | { readonly fetch: Handler<Event, Context> }

/**
 * Mounts a layer in front of a fetch handler, or of an app with one, which is then called with events.
 *
 * @returns a function that makes a response, and says in which format it has to be written
 * @throws {TypeError} if there is no fetch handler, or if the setting `origin` is not an origin
 */
export function mountLambda<Event, Context>(
  layer: Layer,
  app: LambdaApp<Event, Context>,
  { origin }: LambdaSettings = {},
): (event: Event, context: Context) => Promise<[response: Response, format: LambdaFormat]> {
  const target = app as LambdaApp<LambdaEvent, unknown>
  if (!hasFetch(target) && typeof target !== 'function')
    throw new TypeError('The app has no fetch(), expected a handler or an object with fetch()')
  if (origin !== undefined && !isOrigin(origin))
    throw unexpected('The origin of the function is', origin, 'an origin such as "https://api.example.com"')
  const run = layer.wrap(
    async (request: Request, invocation: LambdaInvocation) => {
      const response = await (hasFetch(target) ? target.fetch(request, invocation) : target(request, invocation))
      // Inside of the layer, so that a page can read the answer to this error.
      if (response) checkCookies(response, formatOf(invocation.event))
      return response
    },
    (invocation) => invocation,
  )
  return async (given, context) => {
    const event = given as LambdaEvent
    const format = formatOf(event)
    const request = requestOf(event, origin)
    const response = isStatus(request)
      ? respond(request, null)
      : await run(request, { event: isCookieless(layer, request) ? forgetUserIn(event) : event, context })
    if (!/^head$/i.test(methodOf(event))) return [response, format]
    // Servers send no body in response to HEAD, but AWS does not say how its services treat one.
    await response.body?.cancel()
    return [new Response(null, response), format]
  }
}

/**
 * Makes the request of an event.
 *
 * @returns a status for what cannot be a `Request`. No page can send it, so no policy needs to see it: 501 for methods
 * that Fetch forbids (https://fetch.spec.whatwg.org/#forbidden-method), and 400 otherwise
 */
export function requestOf(event: LambdaEvent, origin?: string): Request | 400 | 501 {
  // Checked here, because Bun and workerd make such requests.
  if (FORBIDDEN_METHOD.test(methodOf(event))) return 501
  try {
    return toRequest(event, origin)
  } catch (error) {
    report(error)
    return 400
  }
}

/** Whether there is a status in place of a request. */
export function isStatus(request: Request | number): request is number {
  return typeof request === 'number'
}

function isOrigin(origin: unknown): boolean {
  return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).origin === origin
}
