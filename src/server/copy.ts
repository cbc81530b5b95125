import { report } from '../runtime/report.ts'
import { respond } from '../runtime/respond.ts'
import { unexpected } from '../wording/unexpected.ts'
import type { CorsRequest } from './request.ts'

/**
 * Copies a response of the application, so that its headers can be changed without changing the application's object.
 * The body is not copied or read: the copy takes it over.
 *
 * A response that cannot be copied becomes a 502, and its body is closed. An upstream can send a status outside of 200
 * to 599, and a handler can return a response that was sent before.
 *
 * @returns the response itself if the connection switches to another protocol: hosts recognise that response by
 * identity, and after an upgrade some hosts want none at all
 * @throws {TypeError} if it is not a response
 */
export function copyOf(response: Response, request: CorsRequest): Response {
  checkResponse(response, request)
  try {
    if (!response || response.status === 101 || Object.hasOwn(response, 'webSocket')) return response
    // A network error, or a status that Bun would copy, but not send.
    if (!(response.status >= 200)) throw new TypeError(UNUSABLE)
    // Deno cannot read the headers of a frozen response, but it can clone one without text. It cannot send one with text.
    // Fastly Compute can read them, and has no `clone()`.
    if (!Object.isExtensible(response) && 'clone' in (response as object)) return cloneOf(response)
    const { headers } = response
    if (!headers) throw new TypeError(UNUSABLE)
    // Nor can it read frozen headers.
    if (!Object.isExtensible(headers) || (hasLateTypes() && !headers.has('content-type'))) return cloneOf(response)
    const { body } = response
    // The constructor would turn any other body into text.
    if ((body && (!(body instanceof ReadableStream) || body.locked)) || response.bodyUsed) throw new TypeError(UNUSABLE)
    return new Response(body, response)
  } catch (error) {
    report(error)
    void close(response)
    return respond(502, null)
  }
}

/**
 * Checks that an application has answered with a response, or with nothing after an upgrade.
 *
 * @throws {TypeError} if it has not
 */
export function checkResponse(response: unknown, { headers }: CorsRequest): void {
  if (isResponse(response) || ((response ?? null) === null && headers.get('upgrade') !== null)) return
  throw unexpected('The handler answered with', response, EXPECTED)
}

/**
 * Clones a response whose headers do not say all, because a copy of its body would lose the type that Bun gives to text
 * when it sends it. A clone shares a stream with its original, which is closed, so that it does not collect what nobody
 * reads. Clones are deliberately not made otherwise, because they copy every chunk of a stream.
 */
function cloneOf(response: Response): Response {
  // workerd clones a used body as an empty one.
  if (response.bodyUsed) throw new TypeError(UNUSABLE)
  const clone = response.clone()
  void close(response)
  return clone
}

/** Whether the runtime gives a type to text only when it sends it, as Bun does. Asked once, when `Response` is loaded. */
function hasLateTypes(): boolean {
  return (late ??= !new Response('a').headers.has('content-type'))
}

let late: boolean | undefined

const UNUSABLE = 'The response failed, was sent before, or has a body of another library'

const EXPECTED =
  'a Response on every path. In h3, use corsage/h3, or wrap toWebHandler(app); where handlers write to res, use ' +
  'corsage/node; in AWS Lambda, use corsage/lambda (docs/hosts.md)'

/** Whether a value is a response, also of another realm or a proxy of one. */
export function isResponse(value: unknown): value is Response {
  try {
    return value instanceof Response || Object.prototype.toString.call(value) === '[object Response]'
  } catch {
    // A proxy whose traps throw: it can be anything, and it cannot be sent.
    return true
  }
}

/** The part of a stream of Node that is used here. */
interface NodeStream {
  destroy(): unknown
  on(event: 'error', listener: () => void): unknown
}

/**
 * Closes the source of a body that nobody will read, so that its connection does not stay open. Libraries for Node, such
 * as node-fetch, have streams of Node as bodies.
 */
async function close(response: Response): Promise<void> {
  try {
    const body: (ReadableStream & Partial<NodeStream>) | null = response.body
    // A stream of Node says by an event that closing it failed, and without a listener that ends the process.
    body?.on?.('error', () => {})
    await (body?.destroy ? body.destroy() : body?.cancel())
  } catch {
    // It is closed, or somebody else reads it.
  }
}
