/**
 * The application behind the policy in the contract tests, for every host. It needs only the standard `Request` and
 * `Response`. Parts that differ between hosts are parameters.
 */

/** A handler as hosts call it: with the request, followed by the host's own arguments. */
export type App = (request: Request, ...rest: never[]) => Response | Promise<Response>

/** The parts of the application that depend on the host. */
export interface HostParts {
  /** Switches to a WebSocket that echoes messages. Bun takes no response after that. */
  readonly upgrade?: (request: Request, ...rest: never[]) => unknown
  /** Fetches with the host's `fetch()`, whose responses have immutable headers, except on Bun. */
  readonly fetchUpstream?: (url: string) => Promise<Response>
}

/** What the application did for a request, as `/state` reports it. */
export interface AppState {
  readonly ran: boolean
  /** Whether the headers of its response were immutable. */
  readonly immutable: boolean
}

/** A header with an id. Tests set it on every request, to ask later what the application did for it. */
export const RUN_HEADER = 'x-run'

export function createApp({
  upgrade,
  fetchUpstream = (url) => fetch(url, { redirect: 'manual' }),
}: HostParts = {}): App {
  const states = new Map<string, AppState>()
  const released = new Set<string>()
  return async (request, ...rest) => {
    const url = new URL(request.url)
    // The first segment names the policy.
    const path = url.pathname.slice(url.pathname.indexOf('/', 1))
    const parameter = (name: string): string => url.searchParams.get(name) ?? ''
    if (path === '/state') return Response.json(states.get(parameter('run')) ?? { ran: false, immutable: false })
    if (path === '/release') return new Response(String(released.add(parameter('run')).size))

    const run = request.headers.get(RUN_HEADER) ?? ''
    states.set(run, { ran: true, immutable: false })
    const answer = (response: Response): Response => {
      states.set(run, { ran: true, immutable: isImmutable(response.headers) })
      return response
    }
    if (path === '/asked') {
      const { headers } = request.bodyUsed ? request : request.clone()
      return Response.json([headers.get('cookie'), headers.get('authorization')])
    }
    // The application behind the cookieless policy.
    if (path === '/socket' && parameter('by') === 'nobody' && request.headers.has('cookie')) return PAGES['/throw']!()
    if (path === '/socket') return (await upgrade?.(request, ...rest)) as Response
    if (path === '/fetched') return answer(await fetchUpstream(parameter('from')))
    if (path === '/stream') return new Response(stream(() => released.has(run)))
    if (path === '/echo') {
      // Not the body itself, which `wrangler dev` tries to drain afterwards.
      const body = request.body?.pipeThrough(new TransformStream()) ?? null
      return new Response(body, { headers: { 'Content-Type': 'application/json' } })
    }
    if (path === '/vary') return new Response('vary', { headers: { Vary: parameter('by') } })
    if (request.method === 'OPTIONS') return new Response('own options', { headers: { Allow: 'GET, OPTIONS' } })
    return answer(PAGES[path]?.() ?? new Response('Not here', { status: 404 }))
  }
}

const PAGES: Readonly<Record<string, () => Response>> = {
  '/hello': () => new Response('hello', { headers: { 'X-Total-Count': '7' } }),
  '/no-content': () => new Response(null, { status: 204 }),
  '/not-modified': () => new Response(null, { status: 304, headers: { ETag: '"1"' } }),
  '/teapot': () => new Response('short and stout', { status: 418, statusText: 'Short And Stout' }),
  '/redirect': () => Response.redirect('https://elsewhere.example/', 302),
  '/process': () => new Response(typeof (globalThis as { process?: unknown }).process),
  '/throw': () => {
    throw new Error('Thrown by the application')
  },
  '/throw-response': () => {
    // oxlint-disable-next-line typescript/only-throw-error -- applications do
    throw new Response('No entry', { status: 401, headers: { 'WWW-Authenticate': 'Basic' } })
  },
  '/cookies': () =>
    new Response('cookies', {
      headers: [
        ['Set-Cookie', 'a=1; Path=/'],
        ['Set-Cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
        ['Set-Cookie', 'c=3'],
      ],
    }),
  '/wrong': () =>
    new Response('wrong', {
      headers: {
        'Access-Control-Allow-Origin': 'https://evil.example',
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Private-Network': 'true',
        'Access-Control-Expose-Headers': 'x-secret',
        'Access-Control-Allow-Methods': 'PATCH',
        'Access-Control-Max-Age': '86400',
        'Timing-Allow-Origin': '*',
      },
    }),
}

/** Streams two chunks. The second waits until it is released, so a host that buffers fails after 10 seconds. */
function stream(isReleased: () => boolean): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode('first,'))
    },
    async pull(controller) {
      // Polled, because on Workers one request cannot wake up another one.
      for (let polls = 0; polls < 2000 && !isReleased(); polls++) {
        // oxlint-disable-next-line no-await-in-loop -- it waits
        await new Promise((wake) => setTimeout(wake, 5))
      }
      controller.enqueue(encoder.encode(isReleased() ? 'last' : 'never released'))
      controller.close()
    },
  })
}

function isImmutable(headers: Headers): boolean {
  try {
    headers.delete('X-Not-There')
    headers.set('X-Probe', '1')
    headers.delete('X-Probe')
    return false
  } catch {
    return true
  }
}
