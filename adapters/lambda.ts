import { type LambdaInvocation, mountLambda } from '../src/hosts/lambda.ts'
import type { LambdaEvent } from '../src/hosts/lambda-event.ts'
import { mountFunction } from '../src/hosts/lambda-function.ts'
import { headOf, type LambdaResult, toResult } from '../src/hosts/lambda-result.ts'
import { awsLambda, send, type StreamingFunction } from '../src/hosts/lambda-stream.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

export type { LambdaEvent, LambdaInvocation, LambdaResult }

/** A predicate's context in Lambda: annotate it with the type of your event, from `@types/aws-lambda`. */
export interface LambdaContext<Event = LambdaEvent, Context = unknown>
  extends RequestContext, LambdaInvocation<Event, Context> {}

/** The options of a policy in Lambda. */
export interface LambdaOptions extends CorsOptions<LambdaContext<never, never>> {}

/** The options of a policy for `eventCors`, which answers errors by itself or hands them to Lambda. */
export interface EventOptions extends Omit<LambdaOptions, 'onError'> {
  readonly onError?: 'throw' | undefined
}

/** Settings of the function. */
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
type Mountable<Event, Context> = Handler<Event, Context> | { readonly fetch: Handler<Event, Context> }

/**
 * Mounts a policy, or any layer, in front of a fetch handler or an app with `fetch`, and makes a Lambda function of it.
 * It takes events of HTTP APIs and REST APIs of API Gateway, of function URLs, and of Application Load Balancers, and
 * answers in the format of each. The handler gets the event and Lambda's context after the request.
 *
 * Switch off the CORS settings of the API or of the function URL: where these are on, AWS answers preflights before the
 * function runs, and replaces the headers of the policy by its own.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { withCors } from 'corsage/lambda'
 *
 * export const handler = withCors({ origin: ['https://app.example.com'] }, () => new Response('Hello'))
 * ```
 */
export function withCors<const Given extends LambdaOptions | Layer, Event = LambdaEvent, Context = unknown>(
  layer: LayerInput<Given>,
  app: Mountable<Event, Context>,
  settings?: LambdaSettings,
): (event: Event, context: Context) => Promise<LambdaResult>
export function withCors(
  input: LambdaOptions | Layer,
  app: Mountable<LambdaEvent, unknown>,
  settings?: LambdaSettings,
): unknown {
  const run = mountLambda(toLayer(input), app, settings?.origin)
  return async (event: LambdaEvent, context: unknown) => {
    const { response, format } = await run(event, context)
    return toResult(response, format)
  }
}

/**
 * Does what `withCors` does for a function that streams its response, behind a function URL or a REST API whose transfer
 * mode is streaming.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} outside of the Node.js runtime of Lambda, which alone can stream
 * @example
 * ```ts no-run
 * import { streamCors } from 'corsage/lambda'
 *
 * export const handler = streamCors({ origin: ['https://app.example.com'] }, () => fetch('https://example.com/large'))
 * ```
 */
export function streamCors<const Given extends LambdaOptions | Layer, Event = LambdaEvent, Context = unknown>(
  layer: LayerInput<Given>,
  app: Mountable<Event, Context>,
  settings?: LambdaSettings,
): StreamingFunction<Event, Context>
export function streamCors(
  input: LambdaOptions | Layer,
  app: Mountable<LambdaEvent, unknown>,
  settings?: LambdaSettings,
): unknown {
  const run = mountLambda(toLayer(input), app, settings?.origin)
  return awsLambda().streamifyResponse<StreamingFunction<LambdaEvent, unknown>>(async (event, stream, context) => {
    const { response, format } = await run(event, context)
    await send(headOf(response, format), response.body, stream)
  })
}

/**
 * Mounts a policy, or any layer, in front of a Lambda function that takes events and returns results, so that it need
 * not be rewritten. An error that the function throws is reported and answered by an empty 500 that pages can read,
 * because the answers of AWS to errors have no CORS headers.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} when the layer can answer with a `Response` only
 * @example
 * ```ts
 * import { eventCors } from 'corsage/lambda'
 *
 * export const handler = eventCors({ origin: ['https://app.example.com'] }, async () => ({ statusCode: 200, body: 'Hello' }))
 * ```
 */
export function eventCors<
  const Given extends EventOptions | Layer,
  Event extends LambdaEvent,
  Rest extends unknown[],
  Result,
>(
  layer: LayerInput<Given>,
  handler: (event: Event, ...rest: Rest) => Result,
): (event: Event, ...rest: Rest) => Promise<Awaited<Result>>
export function eventCors(
  input: EventOptions | Layer,
  handler: (event: LambdaEvent, ...rest: unknown[]) => unknown,
): unknown {
  return mountFunction(toLayer(input), handler)
}
