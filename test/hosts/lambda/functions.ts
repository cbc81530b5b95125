/** The application of the contract as Lambda functions. The test bundles this file, as a deployment does. */
import { eventCors, type LambdaContext, type LambdaEvent, streamCors, withCors } from '../../../adapters/lambda.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { formatOf, toRequest } from '../../../src/hosts/lambda-event.ts'
import { checkCookies, toResult } from '../../../src/hosts/lambda-result.ts'
import { createApp } from '../support/app.ts'
import { enforced, guard, listed, open, TENANT } from '../support/policies.ts'

const app = createApp()

/** A predicate that needs what Lambda gives to a function. */
const predicate = {
  origin: (
    { host }: { readonly host: string },
    { event, context }: LambdaContext<LambdaEvent, { readonly awsRequestId: string }>,
  ) => host === TENANT && typeof event.requestContext === 'object' && context.awsRequestId.length === 36,
}

/** Makes a function for each policy. The path of a request names one of them. */
function byName(make: (layer: never) => (event: LambdaEvent, ...rest: never[]) => unknown) {
  const functions = new Map(
    Object.entries({ listed, open, enforced, guarded: csrf(guard), protected: protect(listed, guard), predicate }).map(
      ([name, layer]) => [name, make(layer as never)],
    ),
  )
  return (event: LambdaEvent, ...rest: never[]): unknown =>
    functions.get((event.rawPath ?? event.path ?? '').split('/')[1]!)!(event, ...rest)
}

export const fetching = byName((layer) => withCors(layer, app))

/** A function of events and results, which answers a response that the application throws. */
export const events = byName((layer) =>
  eventCors(layer, async (event: LambdaEvent) => {
    const response = await (async () => app(toRequest(event)))().catch((error: unknown) => {
      if (error instanceof Response) return error
      throw error
    })
    checkCookies(response, formatOf(event))
    return toResult(response, formatOf(event))
  }),
)

/** More bytes than the stream of Lambda takes at once. */
const large = (): Response => new Response(Uint8Array.from({ length: 4_500_000 }, (_, at) => at % 251))

export const buffering = withCors(open, large)

// Only the runtime of Lambda has the global.
const { awslambda } = globalThis as { awslambda?: { streamifyResponse<Run>(run: Run): Run } }
export const streaming = awslambda?.streamifyResponse(byName((layer) => streamCors(layer, app)))
export const pouring = awslambda && streamCors(open, large)
