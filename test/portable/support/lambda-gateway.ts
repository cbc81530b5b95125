/**
 * What AWS documents about the services in front of a Lambda function: how each makes an event of an HTTP request, and a
 * response of a result. No service of AWS runs here.
 *
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */

export const SERVICES = ['HTTP API', 'function URL', 'REST API', 'target group', 'target group with lists'] as const
export type Service = (typeof SERVICES)[number]

type Lines = readonly (readonly [name: string, value: string])[]

export interface HttpRequest {
  readonly method: string
  /** The path and the query, as the client sent them. */
  readonly target: string
  readonly headers: Lines
  readonly body: Uint8Array
}

export interface HttpResponse {
  readonly status: number
  readonly reason: string
  readonly headers: Lines
  readonly body: Uint8Array
}

const DOMAIN = 'api.example.com'

/** Makes the event of a request. */
export function eventOf(service: Service, { method, target, headers, body }: HttpRequest): object {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const isText = /^(text\/|application\/(json|javascript|xml))/.test(lastOf(headers, 'content-type') ?? 'text/')
  const content = body.length === 0 ? null : isText ? new TextDecoder().decode(body) : toBase64(body)
  const rest = { body: content, isBase64Encoded: body.length > 0 && !isText }
  const lists = grouped(headers.map(([name, value]) => [service === 'REST API' ? name : name.toLowerCase(), value]))
  const pairs = query.split('&').filter(Boolean)
  const parameters = grouped(pairs.map((pair) => pair.split(/=(.*)/s)).map(([name = '', value = '']) => [name, value]))
  if (service === 'HTTP API' || service === 'function URL') {
    const { cookie = [], ...others } = lists
    return {
      version: '2.0',
      routeKey: '$default',
      // Only HTTP APIs decode the path.
      rawPath: service === 'HTTP API' ? decodeURIComponent(path) : path,
      rawQueryString: query,
      ...(cookie.length > 0 && { cookies: cookie.flatMap((line) => line.split('; ')) }),
      headers: mapped(others, (values) => values.join(',')),
      requestContext: { domainName: DOMAIN, stage: '$default', http: { method, path, sourceIp: '192.0.2.1' } },
      ...rest,
    }
  }
  if (service === 'REST API')
    return {
      resource: '/{proxy+}',
      path,
      httpMethod: method,
      headers: mapped(lists, (values) => values.at(-1)),
      multiValueHeaders: lists,
      queryStringParameters: null,
      multiValueQueryStringParameters: pairs.length > 0 ? decoded(parameters) : null,
      requestContext: { domainName: DOMAIN, stage: 'prod', httpMethod: method, path: `/prod${path}` },
      ...rest,
    }
  return {
    requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/a/1' } },
    httpMethod: method,
    path,
    ...(service === 'target group'
      ? {
          headers: mapped(lists, (values) => values.at(-1)),
          queryStringParameters: mapped(parameters, (values) => values.at(-1)),
        }
      : { multiValueHeaders: lists, multiValueQueryStringParameters: parameters }),
    ...rest,
    body: content ?? '',
  }
}

/** The members that each service accepts. A REST API answers 502 to a result with any other. */
const MEMBERS: Readonly<Record<Service, readonly string[]>> = {
  'HTTP API': ['statusCode', 'headers', 'cookies', 'body', 'isBase64Encoded'],
  'function URL': ['statusCode', 'headers', 'cookies', 'body', 'isBase64Encoded'],
  'REST API': ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'],
  'target group': ['statusCode', 'statusDescription', 'headers', 'body', 'isBase64Encoded'],
  'target group with lists': ['statusCode', 'statusDescription', 'multiValueHeaders', 'body', 'isBase64Encoded'],
}

interface Result {
  readonly statusCode: number
  readonly statusDescription?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>
  readonly cookies?: readonly string[]
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** Makes the response of a result. A result that the service does not accept is an error. */
export function responseOf(service: Service, result: Result): HttpResponse {
  const { statusCode, statusDescription = '', headers, multiValueHeaders, cookies, body, isBase64Encoded } = result
  const unknown = Object.keys(result).filter((member) => !MEMBERS[service].includes(member))
  if (unknown.length > 0) throw new Error(`Malformed result for ${service}: it has ${unknown.join()}`)
  const lines: Lines = [
    ...Object.entries(headers ?? {}),
    ...Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
      values.map((value) => [name, value] as const),
    ),
    ...(cookies ?? []).map((value) => ['set-cookie', value] as const),
  ]
  if (lines.some(([, value]) => typeof value !== 'string')) throw new Error('A header is not a string')
  return {
    status: statusCode,
    reason: statusDescription.replace(/^\d+ ?/, ''),
    headers: lines,
    body: isBase64Encoded ? fromBase64(body ?? '') : new TextEncoder().encode(body ?? ''),
  }
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

function grouped(lines: readonly (readonly string[])[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {}
  for (const [name = '', value = ''] of lines) (lists[name] ??= []).push(value)
  return lists
}

function mapped<Value>(lists: Record<string, string[]>, make: (values: string[]) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, make(values)]))
}

function decoded(lists: Record<string, string[]>): Record<string, string[]> {
  const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [decode(name), values.map(decode)]))
}

function lastOf(headers: Lines, name: string): string | undefined {
  return headers.findLast(([other]) => other.toLowerCase() === name)?.[1]
}
