/** A response that an application, an upstream or another library may hand over, and how to see whether it leaks. */
export interface Hostile {
  readonly answer: unknown
  /** Whether the source of the body was closed or read to its end. `undefined` if the answer has no body of ours. */
  readonly isClosed?: () => boolean
}

/** A body that never ends by itself, and notices when it is cancelled. */
function openBody(): { stream: ReadableStream<Uint8Array>; isClosed: () => boolean } {
  let closed = false
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array([120])),
    cancel: () => {
      closed = true
    },
  })
  return { stream, isClosed: () => closed }
}

function withBody(change: (response: Response) => unknown): () => Hostile {
  return () => {
    const { stream, isClosed } = openBody()
    return { answer: change(new Response(stream, { headers: { 'Access-Control-Allow-Origin': '*' } })), isClosed }
  }
}

/** A response that answers one property differently. */
function but(property: string, get: () => unknown): (response: Response) => unknown {
  return (response) => Object.defineProperty(response, property, { get, configurable: true })
}

const boom = (): never => {
  throw new Error('boom')
}

/** Responses that cannot be copied. All of them have to become a decorated 502. */
export const BROKEN: Record<string, () => Hostile> = {
  ...Object.fromEntries(
    [999, 600, 199, 99, -1, 1.5, NaN].map((status) => [`status ${status}`, withBody(but('status', () => status))]),
  ),
  'status 204 with a body': withBody(but('status', () => 204)),
  'status text with a line break': withBody(but('statusText', () => 'a\r\nSet-Cookie: a=1')),
  'a throwing status': withBody(but('status', boom)),
  'a throwing status text': withBody(but('statusText', boom)),
  'throwing headers': withBody(but('headers', boom)),
  'no headers': withBody(but('headers', () => null)),
  'headers without forEach': withBody(but('headers', () => 1)),
  'a throwing body': () => ({ answer: but('body', boom)(new Response('data')) }),
  'a body that is text': () => ({ answer: but('body', () => 'data')(new Response('data')) }),
  'a body of another library': withBody((response) =>
    but('body', () => ({ getReader: boom, cancel: () => response.body!.cancel() }))(new Response('data')),
  ),
  'a stream of Node as its body': withBody((response) =>
    but('body', () => ({ pipe: boom, destroy: () => void response.body!.cancel() }))(new Response('data')),
  ),
  'a locked body': () => {
    const response = new Response('data')
    response.body!.getReader()
    return { answer: response }
  },
  'a body that is half read': () => {
    const response = new Response('data')
    void response.body!.getReader().read()
    return { answer: response }
  },
  'a network error': () => ({ answer: Response.error() }),
  ...(canRead(new Proxy(new Response(), {}))
    ? {}
    : { 'a proxy': () => ({ answer: new Proxy(new Response('data'), {}) }) }),
  'a proxy whose traps throw': () => ({
    answer: new Proxy(new Response('data'), { get: (_, name) => (name === 'then' ? undefined : boom()) }),
  }),
}

/** Whether the runtime can clone a response. Deno cannot if it is frozen and has text. */
export function canClone(response: Response): boolean {
  try {
    return response.clone().ok
  } catch {
    return false
  }
}

function canRead(response: Response): boolean {
  try {
    return response.status === 200
  } catch {
    return false
  }
}

/** Responses that are odd, but can be sent. */
export const ODD: Record<string, () => Response> = {
  'a subclass': () => new (class extends Response {})('data'),
  'headers of a subclass': () =>
    but('headers', () => new (class extends Headers {})({ 'X-Id': '1' }))(new Response('data')) as Response,
  'headers that change when they are read again': () => {
    let reads = 0
    return but(
      'headers',
      () => new Headers(reads++ ? { 'Access-Control-Allow-Origin': '*' } : {}),
    )(new Response('data')) as Response
  },
  // oxlint-disable-next-line unicorn/no-thenable
  'a then that is no function': () => Object.assign(new Response('data'), { then: 1 }),
  'a proxy, where the runtime can read one': () => {
    const proxy = new Proxy(new Response('data'), {})
    return canRead(proxy) ? proxy : new Response('data')
  },
  'frozen, where the runtime can read that': () =>
    canClone(Object.freeze(new Response('data'))) ? Object.freeze(new Response('data')) : new Response('data'),
}

/** What is not a response at all. */
export const NO_RESPONSE: Record<string, unknown> = {
  undefined,
  null: null,
  'a string': 'data',
  'an empty string': '',
  'a number': 404,
  true: true,
  'an object': { hello: 'world' },
  'an empty object': {},
  'the format of Lambda': { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'data' },
  'a status and headers': { status: 200, headers: new Headers(), body: 'data' },
  'a request': new Request('https://api.example.com/'),
  'a function': () => new Response(),
  'a class': Response,
  'a symbol': Symbol('data'),
  'a list': [new Response()],
  'an error': new Error('returned'),
  'a stream': new ReadableStream(),
}

/** What a handler may throw, in every form. */
export const THROWN: Record<string, () => unknown> = {
  'an Error': () => new Error('boom'),
  'a RangeError': () => new RangeError('Maximum call stack size exceeded'),
  'a TypeError': () => new TypeError('boom'),
  'a SyntaxError': () => new SyntaxError('Unexpected token'),
  'a class of its own': () => new (class HttpError extends Error {})('boom'),
  'an abort': () => new DOMException('boom', 'AbortError'),
  undefined: () => undefined,
  null: () => null,
  'an empty string': () => '',
  'a number': () => 404,
  'a symbol': () => Symbol('boom'),
  'a function': () => () => 'boom',
  'an object without a prototype': () => Object.create(null),
  'an object with throwing members': () => new Proxy({}, { get: () => JSON.parse('boom') }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
}
