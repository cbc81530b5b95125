/**
 * The adapters keep the types of `@types/aws-lambda`, whose handlers they make, and the types of Netlify's functions.
 * Netlify's types are copied here, as far as they matter; the tests of its example use its own.
 */
import type {
  ALBEvent,
  ALBHandler,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
  Context,
  LambdaFunctionURLEvent,
  LambdaFunctionURLHandler,
} from 'aws-lambda'
import { cors } from 'corsage'
import { csrf, protect } from 'corsage/csrf'
import { eventCors, type LambdaContext, type LambdaInvocation, streamCors, withCors } from 'corsage/lambda'
import { type NetlifyContext, withCors as withNetlify } from 'corsage/netlify'

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = cors(options)
const guard = csrf({ self: 'https://api.example.com' })

// One function fits all handlers, because it takes every event.
const hello = withCors(options, async (request) => new Response(request.url))
export const http: APIGatewayProxyHandlerV2 = hello
export const rest: APIGatewayProxyHandler = hello
export const url: LambdaFunctionURLHandler = hello
export const balanced: ALBHandler = hello

export const typed: APIGatewayProxyHandlerV2 = withCors(
  policy,
  (_request, { event, context }: LambdaInvocation<APIGatewayProxyEventV2, Context>) =>
    Response.json([event.requestContext.http.sourceIp, context.awsRequestId]),
)
export const unannotated = withCors(protect(policy, guard), (_request, { event }) => new Response(event.rawPath))
export const app: ALBHandler = withCors(options, { fetch: (request: Request) => new Response(request.url) })
export const placed: ALBHandler = withCors(options, () => new Response(), { origin: 'https://api.example.com' })
export const streamed = streamCors(
  options,
  (_request, { event }: LambdaInvocation<LambdaFunctionURLEvent>) => new Response(event.requestContext.domainName),
)

export const existing: APIGatewayProxyHandlerV2<APIGatewayProxyStructuredResultV2> = eventCors(
  options,
  async (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> => ({
    statusCode: 200,
    body: event.rawPath + context.awsRequestId,
    cookies: ['a=1'],
  }),
)
export const older: APIGatewayProxyHandler = eventCors(
  policy,
  async ({ path }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => ({ statusCode: 200, body: path }),
)
export const inferred = eventCors(guard, async (event) => ({ statusCode: 200, body: event.path ?? '' }))

withCors(
  { origin: async ({ host }, { event }: LambdaContext<ALBEvent>) => host === event.requestContext.elb.targetGroupArn },
  () => new Response(),
)
withCors({ origin: ({ host }) => host === 'app.example.com' }, () => new Response())
withCors({ origin: ({ host }, { request }) => host === new URL(request.url).host }, () => new Response())
eventCors({ origin: ({ host }) => host === 'app.example.com' }, async () => 'Hello')

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, () => new Response())
// @ts-expect-error: any origin with credentials
eventCors({ origin: '*', credentials: true }, async () => 'Hello')
// @ts-expect-error: a handler of results is for eventCors
withCors(options, async () => ({ statusCode: 200, body: 'Hello' }))
// @ts-expect-error: a handler of requests is for withCors
eventCors(options, async (request: Request) => new Response(request.url))
// @ts-expect-error: eventCors answers errors by itself
eventCors({ ...options, onError: () => new Response() }, async () => 'Hello')
// @ts-expect-error: no such setting
withCors(options, () => new Response(), { url: 'https://api.example.com' })

interface Netlify {
  readonly geo: { readonly city?: string }
  readonly params: Readonly<Record<string, string>>
  readonly next: () => Promise<Response>
}
type Edge = (request: Request, context: Netlify) => Response | URL | void | Promise<Response | URL | void>

export const edge: Edge = withNetlify(options, async (request: Request, { geo, next }: Netlify) => {
  if (geo.city) return new URL(`/${geo.city}`, request.url)
  return request.method === 'GET' ? next() : undefined
})
export const bypassed: Edge = withNetlify(policy, () => undefined)
export const netlify = withNetlify(policy, { fetch: (request: Request) => new Response(request.url) }).fetch

withNetlify({ origin: ({ host }, { context }: NetlifyContext<Netlify>) => host === context.geo.city }, () => undefined)
withNetlify({ origin: ({ host }) => host === 'app.example.com' }, () => new Response())
// @ts-expect-error: any origin with credentials
withNetlify({ origin: '*', credentials: true }, () => new Response())
// @ts-expect-error: a string is no response
withNetlify(options, () => 'Hello')
