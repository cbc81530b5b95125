/** The application of the contract in h3, each policy before its own path. */
import { defineWebSocket, defineWebSocketHandler, getRequestIP, H3, type H3Event } from 'h3'
import { cors, type H3Context, type H3Middleware } from '../../adapters/h3.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { createApp } from './support/app.ts'
import { enforced, guard, listed, open, TENANT } from './support/policies.ts'

export function createH3App(): H3 {
  const layers: Readonly<Record<string, H3Middleware>> = {
    listed: cors(listed),
    open: cors(open),
    enforced: cors(enforced),
    guarded: cors(csrf(guard)),
    protected: cors(protect(listed, guard)),
    predicate: cors({
      origin: async ({ host }, { event }: H3Context<H3Event>) => host === TENANT && getRequestIP(event) === '127.0.0.1',
    }),
  }
  const application = createApp()
  const socket = defineWebSocket({ message: (peer, text) => void peer.send(`echo ${text.text()}`) })
  const app = new H3({ silent: true, onError: () => new Response(null, { status: 500 }) })
  for (const [name, layer] of Object.entries(layers)) app.use(`/${name}/**`, layer)
  return app
    .get(
      '/:policy/socket',
      defineWebSocketHandler((event) => {
        if (event.url.searchParams.has('by') && event.req.headers.has('cookie')) throw new Error('It has cookies')
        return socket
      }),
    )
    .all('/**', ({ req }) => application(req))
}
