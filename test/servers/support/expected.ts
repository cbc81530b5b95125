import type { CorsPolicy } from '../../../src/index.ts'
import type { RouteTable } from '../../../src/routes/index.ts'
import { type Answer, answerOf } from './answer.ts'
import type { RawRequest } from './exchange.ts'
import { SEEN, type UpstreamAnswers } from './upstream.ts'

/** What a test exports. */
export type Exported = CorsPolicy | RouteTable

/** What a policy in front of the application answers, which a server has to answer too. */
export async function expectedOf(
  policy: Exported,
  { method, path, headers }: RawRequest,
  upstream: UpstreamAnswers,
): Promise<Answer> {
  const handler = policy.wrap((request: Request) => {
    const { status, headers: lines } = upstream[path.split('?')[0]!] ?? { status: 200, headers: [['X-Upstream', '1']] }
    if (path.startsWith('/down/')) return new Response(null, { status: 502 })
    const seen = SEEN.map((name) => request.headers.get(name))
    return new Response(path === '/echo' ? JSON.stringify(seen) : null, {
      status,
      headers: lines.map(([name, value]): [string, string] => [name, value]),
    })
  })
  const lines = new Headers()
  for (const [name, value] of headers) lines.append(name, value)
  const url = `http://api.example${path}`
  // `Request` cleans the path, and a server sees it as it came.
  const request = Object.defineProperty(new Request('http://api.example/', { method, headers: lines }), 'url', {
    value: url,
  })
  const response = await handler(request)
  return answerOf({ status: response.status, headers: [...response.headers], body: await response.text() })
}
