import { cors } from '../../dist/src/index.js'
import { CORPUS_POLICIES, POLICIES } from './policies.mjs'
import { PlannedError, unhandledRejections, watchErrors } from './witness.mjs'

const CHUNKS = ['one ', 'two ', 'three']

/** What an application does beside answering with 200, by the second segment of the path. */
const ANSWERS = {
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

/**
 * The application, with a policy of its own for each path.
 *
 * @param upgrade what the host does to switch to a WebSocket
 */
export function createApp(upgrade) {
  watchErrors()
  const answer = async (request, ...rest) => {
    const name = segments(request)[1]
    if (name === 'socket') return upgrade(request, ...rest)
    await request.text()
    return ANSWERS[name]?.() ?? new Response(request.method)
  }
  const entries = [...Object.entries(POLICIES), ...Object.entries(CORPUS_POLICIES)]
  const handlers = new Map(entries.map(([name, options]) => [name, cors(options).wrap(answer)]))
  handlers.set('unhandled-rejections', () => new Response(String(unhandledRejections())))
  handlers.set('collect-garbage', () => new Response(collectGarbage()))
  return (request, ...rest) => handlers.get(segments(request)[0])(request, ...rest)
}

function collectGarbage() {
  if (globalThis.Bun) Bun.gc(true)
  else globalThis.gc()
}

function segments({ url }) {
  return new URL(url).pathname.slice(1).split('/')
}

function streamOf(chunks) {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk))
  return new ReadableStream({
    pull: (controller) => {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}
