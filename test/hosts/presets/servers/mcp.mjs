/* oxlint-disable no-await-in-loop -- one call after the other */
import {
  createMcpHandler,
  isLegacyRequest,
  McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { z } from 'zod'

function makeServer() {
  const server = new McpServer({ name: 'server', version: '1.0.0' }, { capabilities: { logging: {} } })
  server.registerTool('count', { inputSchema: z.object({ to: z.number() }) }, async ({ to }, context) => {
    for (let at = 1; at <= to; at++)
      await context.mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data: at } })
    return { content: [{ type: 'text', text: `Counted to ${to}` }] }
  })
  return server
}

/** Keeps the events of all streams, so that a client can resume one. */
function makeEventStore() {
  const events = []
  return {
    storeEvent: async (stream, message) => String(events.push({ stream, message })),
    replayEventsAfter: async (last, { send }) => {
      const { stream } = events[last - 1]
      for (const [at, event] of events.entries())
        if (at >= Number(last) && event.stream === stream) await send(String(at + 1), event.message)
      return stream
    },
  }
}

/** A server for the revisions with sessions and for the one without. */
export function createServer() {
  const modern = createMcpHandler(makeServer, { legacy: 'reject' })
  const sessions = new Map()
  const withSession = async (request) => {
    const known = sessions.get(request.headers.get('mcp-session-id'))
    if (known) return known.handleRequest(request)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void sessions.set(id, transport),
      eventStore: makeEventStore(),
      keepAliveInterval: 0,
    })
    await makeServer().connect(transport)
    return transport.handleRequest(request)
  }
  return async (request) => {
    const { pathname, origin } = new URL(request.url)
    switch (pathname) {
      case '/private':
        if (request.headers.get('authorization') !== 'Bearer secret') {
          const challenge = `Bearer resource_metadata="${origin}/metadata", scope="tools"`
          return new Response(null, { status: 401, headers: { 'www-authenticate': challenge } })
        }
      // falls through
      case '/mcp':
        return (await isLegacyRequest(request)) ? withSession(request) : modern.fetch(request)
      case '/metadata':
        return Response.json({ resource: `${origin}/private`, authorization_servers: [origin] })
      case '/.well-known/oauth-authorization-server':
        return Response.json({
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          response_types_supported: ['code'],
          code_challenge_methods_supported: ['S256'],
        })
      default:
        return new Response(null, { status: 404 })
    }
  }
}
