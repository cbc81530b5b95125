import type { LambdaFormat } from './lambda-event.ts'

/** The beginning of a result. Each format has members of its own, and a REST API refuses all others. */
export interface LambdaHead {
  statusCode: number
  statusDescription?: string
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
  cookies?: string[]
}

/** The result of a function, in the format of its event. */
export interface LambdaResult extends LambdaHead {
  body: string
  isBase64Encoded: boolean
}

/** Makes the result of a response. A stream is read to its end. */
export async function toResult(response: Response, format: LambdaFormat): Promise<LambdaResult> {
  return { ...headOf(response, format), ...encode(new Uint8Array(await response.arrayBuffer())) }
}

/** The status and the headers of a response. */
export function headOf({ status, statusText, headers }: Response, format: LambdaFormat): LambdaHead {
  const cookies = headers.getSetCookie()
  const others = [...headers].filter(([name]) => name !== 'set-cookie')
  const reason = statusText && format.startsWith('target') ? { statusDescription: `${status} ${statusText}` } : {}
  if (format === '2.0')
    return { statusCode: status, headers: Object.fromEntries(others), ...(cookies.length > 0 && { cookies }) }
  if (format === 'target group') {
    // There is one at most: see `checkCookies`.
    if (cookies[0] !== undefined) others.push(['set-cookie', cookies[0]])
    return { statusCode: status, ...reason, headers: Object.fromEntries(others) }
  }
  const lists = others.map(([name, value]): [string, string[]] => [name, [value]])
  if (cookies.length > 0) lists.push(['set-cookie', cookies])
  return { statusCode: status, ...reason, multiValueHeaders: Object.fromEntries(lists) }
}

/**
 * Checks that the format can hold all cookies.
 *
 * @throws {TypeError} if it cannot. Other libraries send one of the cookies, or write the name in several cases, which
 * AWS does not document; a user who is sometimes not logged in is harder to find than an error
 */
export function checkCookies(response: Response, format: LambdaFormat): void {
  if (format === 'target group' && response.headers.getSetCookie().length > 1)
    throw new TypeError(
      'The response has several Set-Cookie headers, but the target group of the load balancer takes one, ' +
        'expected lambda.multi_value_headers.enabled = true in the attributes of the target group',
    )
}

/** Characters that are made at once. More arguments would not fit on the stack. */
const CHUNK = 8192

/**
 * Text as text, and everything else as base64. UTF-8 is recognised by its bytes, whatever `Content-Type` says, so no
 * byte is ever lost. A REST API decodes base64 only for the `binaryMediaTypes` that it lists.
 */
function encode(bytes: Uint8Array): Pick<LambdaResult, 'body' | 'isBase64Encoded'> {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { body: decoder.decode(bytes), isBase64Encoded: false }
  } catch {
    const parts: string[] = []
    // Not spread, because that takes four times as long.
    for (let at = 0; at < bytes.length; at += CHUNK)
      parts.push(Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + CHUNK)) as string)
    return { body: btoa(parts.join('')), isBase64Encoded: true }
  }
}
