import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** The endpoint of an owner: pairs by query and by path, which PUT and DELETE change, and which POST breaks. */
export function answerPairs(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const pairs = new Set<string>()
  let isBroken = false
  return async (request, response) => {
    const body = await text(request)
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const [, tenant = '', origin = ''] = pathname.split('/').map(decodeURIComponent)
    const asked = searchParams.has('tenant')
      ? [searchParams.get('tenant'), searchParams.get('origin')]
      : [tenant, origin]
    if (request.method === 'POST') isBroken = JSON.parse(body) as boolean
    else if (request.method === 'PUT') pairs.add(body)
    else if (request.method === 'DELETE') pairs.delete(body)
    // A redirect to a page that says yes.
    else if (isBroken) response.writeHead(302, { Location: '/yes' })
    else response.statusCode = pairs.has(JSON.stringify(asked)) || pathname === '/yes' ? 200 : 404
    response.end('an answer')
  }
}
