/* oxlint-disable no-await-in-loop -- one call after the other */
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const INFO = { name: 'page', version: '1.0.0' }
const options = { reconnectionOptions: { maxRetries: 0, initialReconnectionDelay: 1, maxReconnectionDelay: 1 } }

export async function run({ api, step }) {
  const url = new URL(`${api}/mcp`)
  await inSession('SDK 1', step, new FirstClient(INFO), new FirstTransport(url, options))
  await inSession('SDK 2', step, new Client(INFO), new StreamableHTTPClientTransport(url, options))
  await withoutSession(step, url)
  await authorized(step, new URL(`${api}/private`))
}

/** The revisions up to 2025-11-25 have sessions, and streams that can be resumed. */
async function inSession(name, step, client, transport) {
  const received = []
  client.fallbackNotificationHandler = async ({ method }) => received.push(method)
  await step(`${name}: connect`, () => client.connect(transport).then(() => transport.sessionId?.length))
  await step(`${name}: tools/list`, async () => (await client.listTools()).tools.map((tool) => tool.name))
  const tokens = []
  await step(`${name}: tools/call`, async () => {
    const call = { name: 'count', arguments: { to: 2 } }
    const settings = { onresumptiontoken: (token) => tokens.push(token) }
    const result =
      name === 'SDK 1' ? await client.callTool(call, undefined, settings) : await client.callTool(call, settings)
    return [result.content, received.splice(0)]
  })
  await step(`${name}: resume`, async () => {
    await transport.resumeStream(tokens[0])
    await waitFor(() => received.length > 0)
    return received
  })
  await step(`${name}: end the session`, () => transport.terminateSession())
  await client.close()
}

/** The revision 2026-07-28 has neither, and says in headers what a request is about. */
async function withoutSession(step, url) {
  const client = new Client(INFO, { versionNegotiation: { mode: { pin: '2026-07-28' } } })
  await step('2026-07-28: connect', () => client.connect(new StreamableHTTPClientTransport(url, options)))
  await step('2026-07-28: version', () => client.getNegotiatedProtocolVersion?.())
  await step('2026-07-28: tools/list', async () => (await client.listTools()).tools.map((tool) => tool.name))
  await step('2026-07-28: tools/call', async () => {
    const result = await client.callTool({ name: 'count', arguments: { to: 2 } })
    return result.content
  })
  await client.close()
}

async function authorized(step, url) {
  let asked
  const authProvider = {
    redirectUrl: 'https://app.example.com/back',
    clientMetadata: { redirect_uris: ['https://app.example.com/back'] },
    clientInformation: () => ({ client_id: 'page', issuer: url.origin }),
    saveClientInformation: () => {},
    tokens: () => undefined,
    saveTokens: () => {},
    saveCodeVerifier: () => {},
    codeVerifier: () => '',
    redirectToAuthorization: (to) => (asked = to),
  }
  await step('authorization: find the server', async () => {
    const transport = new StreamableHTTPClientTransport(url, { ...options, authProvider })
    const error = await new Client(INFO).connect(transport).catch((thrown) => thrown)
    if (!(error instanceof UnauthorizedError)) throw error
    return [asked.pathname, asked.searchParams.get('scope')]
  })
  await step('authorization: connect', async () => {
    const client = new Client(INFO)
    await client.connect(
      new StreamableHTTPClientTransport(url, { ...options, authProvider: { token: () => 'secret' } }),
    )
    const { tools } = await client.listTools()
    await client.close()
    return tools.length
  })
}

async function waitFor(isDone) {
  for (let tries = 0; !isDone() && tries < 1000; tries++) await new Promise((wake) => setTimeout(wake, 2))
}
