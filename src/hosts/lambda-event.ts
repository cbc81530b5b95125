import { unpolluted } from '../runtime/unpolluted.ts'
import { unexpected } from '../wording/unexpected.ts'
import { visible } from '../wording/visible.ts'
import { UNKNOWN_ORIGIN } from './raw-request.ts'

type Values<Value> = Readonly<Record<string, Value | undefined>> | null | undefined

/** The parts that are used here of the events of API Gateway, of function URLs, and of Application Load Balancers. */
export interface LambdaEvent {
  readonly requestContext: {
    readonly domainName?: string | undefined
    /** Payload 2.0 only: HTTP APIs and function URLs. */
    readonly http?: { readonly method: string } | undefined
    /** Application Load Balancers only. */
    readonly elb?: unknown
  }
  readonly rawPath?: string | undefined
  readonly rawQueryString?: string | undefined
  readonly cookies?: readonly string[] | undefined
  readonly httpMethod?: string | undefined
  readonly path?: string | undefined
  readonly queryStringParameters?: Values<string>
  readonly multiValueQueryStringParameters?: Values<readonly string[]>
  readonly headers?: Values<string>
  readonly multiValueHeaders?: Values<readonly string[]>
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean | undefined
}

/** The formats of events and results. A target group has two, which `lambda.multi_value_headers.enabled` selects. */
export type LambdaFormat = '2.0' | '1.0' | 'target group' | 'target group with lists'

/**
 * Tells the formats apart.
 *
 * @throws {TypeError} if the event is not one of an HTTP request
 */
export function formatOf(event: LambdaEvent): LambdaFormat {
  const { requestContext, httpMethod, multiValueHeaders } = unpolluted(event)
  if (requestContext && unpolluted(requestContext).http) return '2.0'
  if (!requestContext || !httpMethod)
    throw new TypeError(
      visible(
        `The event has the members ${Object.keys(Object(event) as object).join(', ')}, expected an event of an ` +
          'HTTP API or a REST API of API Gateway, of a function URL, or of an Application Load Balancer',
      ),
    )
  if (!unpolluted(requestContext).elb) return '1.0'
  return multiValueHeaders ? 'target group with lists' : 'target group'
}

/** The method of an event's request. */
export function methodOf(event: LambdaEvent): string {
  const { requestContext, httpMethod = '' } = unpolluted(event)
  return unpolluted(requestContext).http?.method ?? httpMethod
}

/**
 * Makes the request of an event.
 *
 * @param origin the origin in the URL. Default: the domain that API Gateway or the function URL was asked by, which AWS
 * has checked. A load balancer passes on what the client wrote into `Host`, so the origin is then a placeholder
 * @throws {TypeError} if there can be no such `Request`, because of a zero in a header for example
 */
export function toRequest(event: LambdaEvent, origin?: string): Request {
  const format = formatOf(event)
  const method = methodOf(event)
  const { body, isBase64Encoded, requestContext } = unpolluted(event)
  const { domainName, elb } = unpolluted(requestContext)
  const base = origin ?? (domainName && !elb ? `https://${domainName}` : UNKNOWN_ORIGIN)
  // Bytes, because `Request` would add a `Content-Type` to a string.
  const bytes =
    body && !/^(get|head)$/i.test(method) && (isBase64Encoded ? fromBase64(body) : new TextEncoder().encode(body))
  const init = { method, headers: headersOf(event), body: bytes || null }
  return new Request(base + pathOf(event) + queryOf(event, format), unpolluted(init as RequestInit))
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  // A loop, because `Uint8Array.from` takes ten times as long.
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/**
 * The path, with escapes for characters that would change the meaning of the URL. HTTP APIs have decoded the path, the
 * other services have not, so escapes stay as they are.
 *
 * @throws {TypeError} if the path has dot segments. Clients resolve these, so only a decoded `..%2f` can have brought
 * them here. The URL would resolve them, and the path would no longer be the one that API Gateway has authorised
 */
function pathOf(event: LambdaEvent): string {
  const { rawPath, path = '' } = unpolluted(event)
  const given = rawPath ?? path
  if (/(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(given))
    throw unexpected('The path of the request is', given, 'one without dot segments')
  return (given.startsWith('/') ? '' : '/') + given.replaceAll(/[\0- #?\\]|%(?![\da-f]{2})/gi, encodeURIComponent)
}

/** The query. API Gateway has decoded the parameters of format 1.0. A load balancer has not. */
function queryOf(event: LambdaEvent, format: LambdaFormat): string {
  const { rawQueryString, queryStringParameters, multiValueQueryStringParameters } = unpolluted(event)
  if (format === '2.0') return rawQueryString ? `?${rawQueryString.replaceAll('#', '%23')}` : ''
  const encode = format === '1.0' ? encodeURIComponent : (part: string) => part.replaceAll('#', '%23')
  const pairs = Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {}).flatMap(
    ([name, values = []]) => [values].flat().map((value) => `${encode(name)}=${encode(value)}`),
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

function headersOf(event: LambdaEvent): Headers {
  const { headers, multiValueHeaders, cookies } = unpolluted(event)
  const made = new Headers()
  for (const [name, values = []] of Object.entries(multiValueHeaders ?? headers ?? {}))
    made.append(name, toBytes([values].flat().join(/^cookie$/i.test(name) ? '; ' : ', ')))
  if (cookies && cookies.length > 0) made.set('cookie', toBytes(cookies.join('; ')))
  return made
}

/** A header value as `Headers` takes it: each character stands for a byte. AWS has decoded UTF-8. */
function toBytes(value: string): string {
  if (!/[^\0-\xff]/.test(value)) return value
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('')
}
