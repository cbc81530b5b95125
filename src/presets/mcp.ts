import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

/**
 * Clients of a server of the Model Context Protocol, over Streamable HTTP. `GET`, `DELETE`, `last-event-id` and
 * `mcp-session-id` belong to the revisions with sessions, up to 2025-11-25; `mcp-method` and `mcp-name` to 2026-07-28.
 *
 * Not covered: DNS rebinding, and headers that a tool asks for. See `presets.mcp.notCovered`.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { mcp } from 'corsage/presets'
 *
 * const policy = cors({ origin: ['https://app.example.com'], ...mcp })
 * ```
 */
export const mcp: PresetWith<'allowMethods' | 'allowHeaders' | 'exposeHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['GET', 'POST', 'DELETE'],
  allowHeaders: [
    'authorization',
    'content-type',
    'last-event-id',
    'mcp-method',
    'mcp-name',
    'mcp-protocol-version',
    'mcp-session-id',
  ],
  exposeHeaders: ['mcp-session-id', 'www-authenticate'],
})

export const MCP_FACTS: PresetFacts = {
  preset: mcp,
  protocol: 'Model Context Protocol, Streamable HTTP',
  version: '2026-07-28, and with sessions up to 2025-11-25',
  source: 'https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http',
  clients: ['@modelcontextprotocol/client', '@modelcontextprotocol/sdk'],
  notCovered: [
    'A server that only speaks 2026-07-28 needs less: `POST`, and neither `last-event-id` nor `mcp-session-id`.',
    'The specification requires a 403 for an origin that is not allowed. Set `enforce`.',
    'A page that reaches a local server by DNS rebinding has the origin of the server, so no policy stops it. Check `Host`, as `allowedHosts` of `corsage/csrf` does.',
    'Clients also fetch the metadata of the server and of its authorization server, below `/.well-known`, with `mcp-protocol-version`. Mount the policy there too.',
    'A tool can ask for headers such as `mcp-param-region`. List their names.',
    'Tokens that are bound by DPoP need `dpop` in `allowHeaders` and `dpop-nonce` in `exposeHeaders`.',
  ],
}
