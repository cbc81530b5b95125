import { cors } from '../../src/index.ts'
import { CORPUS_POLICIES, POLICIES } from './policies.ts'
import { PlannedError, unhandledRejections, watchErrors } from './witness.ts'

const CHUNKS = ['one ', 'two ', 'three']

/** What an application does apart from answering with 200, by the second segment of the path. */
const ANSWERS: Readonly<Record<string, () => Response | Promise<Response>>> = {
  items: () => Response.json([1, 2, 3], { headers: { Vary: 'Accept', ETag: '"1"', 'X-Total': '3' } }),
  stream: () => new Response(streamOf(CHUNKS)),
  throw: () => {
    throw new PlannedError('The handler throws')
  },
  reject: async () => {
    await Promise.resolve()
    throw new PlannedError('The handler rejects')
  },
  'throw-response': () => {
    // Some frameworks do that.
    // oxlint-disable-next-line typescript/only-throw-error
    throw new Response('conflict', { status: 409 })
  },
  missing: () => new Response('not found', { status: 404 }),
  redirect: () => Response.redirect('https://files.example.com/a', 302),
  'not-modified': () => new Response(null, { status: 304, headers: { ETag: '"1"' } }),
  upstream: () =>
    new Response('ok', {
      headers: {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Max-Age': '86400',
        Vary: 'Accept-Encoding, origin',
      },
    }),
  'vary-all': () => new Response('ok', { headers: { Vary: '*' } }),
}

type App<Rest extends unknown[]> = (request: Request, ...rest: Rest) => Response | Promise<Response>

/**
 * The application, with a policy of its own for each path.
 *
 * @param upgrade how the host switches to a WebSocket
 */
export function createApp<Rest extends unknown[]>(upgrade: App<Rest>): App<Rest> {
  watchErrors()
  const answer = async (request: Request, ...rest: Rest): Promise<Response> => {
    const [, name = ''] = segments(request)
    if (name === 'socket') return upgrade(request, ...rest)
    await request.text()
    return ANSWERS[name]?.() ?? new Response(request.method)
  }
  const entries = [...Object.entries(POLICIES), ...Object.entries(CORPUS_POLICIES)]
  const handlers = new Map<string | undefined, App<Rest>>(
    entries.map(([name, options]) => [name, cors(options).wrap(answer)]),
  )
  handlers.set('unhandled-rejections', () => new Response(String(unhandledRejections())))
  handlers.set('collect-garbage', () => {
    collectGarbage()
    return new Response()
  })
  return (request, ...rest) => {
    const handler = handlers.get(segments(request)[0])
    return handler ? handler(request, ...rest) : new Response('No policy has this path', { status: 500 })
  }
}

function collectGarbage(): void {
  const { Bun, gc } = globalThis as { Bun?: { gc: (isSync: boolean) => void }; gc?: () => void }
  if (Bun) Bun.gc(true)
  else gc?.()
}

function segments({ url }: Request): string[] {
  return new URL(url).pathname.slice(1).split('/')
}

function streamOf(chunks: readonly string[]): ReadableStream {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk))
  return new ReadableStream({
    pull: (controller) => {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}
