import { type IncomingMessage, request } from 'node:http'
import type { Exchange, Host } from './contract.ts'

/** Sends a request without adding headers or following redirects, so that tests see the exact header lines. */
export function sendTo(origin: string): Host['send'] {
  return async ({ method, path, headers, body }) => {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      // A new connection for each request, so that a server that fails to end one is noticed.
      const sent = request(`${origin}${path}`, { method, headers, agent: false })
      sent.on('response', resolve).on('error', reject).end(body)
    })
    return fromMessage(message.setEncoding('utf8'))
  }
}

function fromMessage(message: IncomingMessage): Exchange {
  const { rawHeaders, statusCode = 0, statusMessage = '' } = message
  const headers = rawHeaders.flatMap((name, index) => (index % 2 ? [] : [[name, rawHeaders[index + 1] ?? ''] as const]))
  return { status: statusCode, statusText: statusMessage, headers, body: message }
}
