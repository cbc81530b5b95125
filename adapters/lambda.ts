import { type LambdaApp, type LambdaInvocation, type LambdaSettings, mountLambda } from '../src/hosts/lambda.ts'
import type { LambdaEvent } from '../src/hosts/lambda-event.ts'
import { mountFunction } from '../src/hosts/lambda-function.ts'
import { type LambdaResult, toResult } from '../src/hosts/lambda-result.ts'
import { awsLambda, sendStream, type StreamingFunction } from '../src/hosts/lambda-stream.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

export type { LambdaEvent, LambdaInvocation, LambdaResult, LambdaSettings }

/** A predicate's context in Lambda: annotate it with the type of your event, from `@types/aws-lambda`. */
export interface LambdaContext<Event = LambdaEvent, Context = unknown>
  extends RequestContext, LambdaInvocation<Event, Context> {}

/** The options of a policy in Lambda. */
export interface LambdaOptions extends CorsOptions<LambdaContext<never, never>> {}

/** The options of a policy for `eventCors`, which answers errors by itself or hands them to Lambda. */
export interface EventOptions extends Omit<LambdaOptions, 'onError'> {
  readonly onError?: 'throw' | undefined
}

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
  app: LambdaApp<Event, Context>,
  settings?: LambdaSettings,
): (event: Event, context: Context) => Promise<LambdaResult> {
  const run = mountLambda(toLayer(layer), app, settings)
  return async (event, context) => toResult(...(await run(event, context)))
}

/**
 * Does what `withCors` does for a function that streams its response, behind a function URL or a REST API whose transfer
 * mode is streaming.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} outside of the Node.js runtime of Lambda, which alone can stream
 * @example
 * ```ts
 * import { streamCors } from 'corsage/lambda'
 *
 * const stream = () => streamCors({ origin: ['https://app.example.com'] }, () => fetch('https://example.com/large'))
 * // In Lambda: export const handler = stream()
 * ```
 */
export function streamCors<const Given extends LambdaOptions | Layer, Event = LambdaEvent, Context = unknown>(
  layer: LayerInput<Given>,
  app: LambdaApp<Event, Context>,
  settings?: LambdaSettings,
): StreamingFunction<Event, Context> {
  const run = mountLambda(toLayer(layer), app, settings)
  return awsLambda().streamifyResponse(async (event, stream, context) =>
    sendStream(...(await run(event, context)), stream),
  )
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
): (event: Event, ...rest: Rest) => Promise<Awaited<Result>> {
  return mountFunction(toLayer(layer), handler as never) as never
}
