/** The application of the contract in Elysia, whose plugin has one policy for each first segment of the path. */
import { Elysia } from 'elysia'
import { cors, type ElysiaContext } from '../../../adapters/elysia.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { cors as policyOf, type Layer } from '../../../src/index.ts'
import { createApp } from '../support/app.ts'
import { enforced, guard, listed, open, policyName, TENANT } from '../support/policies.ts'

type ElysiaConfig = NonNullable<ConstructorParameters<typeof Elysia>[0]>

/** @param isOwn whether the server that a predicate gets is the one that runs */
export function createElysiaApp(config: ElysiaConfig, isOwn: (server: unknown) => boolean) {
  const layers: Readonly<Record<string, Layer>> = {
    listed: policyOf(listed),
    open: policyOf(open),
    enforced: policyOf(enforced),
    guarded: csrf(guard),
    protected: protect(listed, guard),
    predicate: policyOf({
      origin: async ({ host }, { server }: ElysiaContext) => host === TENANT && isOwn(server),
    }),
  }
  const byPath: Layer = {
    wrap: (handler, contextOf) => {
      const handlers = Object.entries(layers).map(([name, layer]) => [name, layer.wrap(handler, contextOf)] as const)
      const map = Object.fromEntries(handlers)
      return (request, ...rest) => map[policyName(request)]!(request, ...rest)
    },
  }
  const application = createApp()
  return (
    new Elysia(config)
      .use(cors(byPath))
      .onError(({ error }) => (error instanceof Response ? error : new Response(null, { status: 500 })))
      .ws('/:policy/socket', {
        beforeHandle: ({ query, request }) => {
          if ('by' in query && request.headers.has('cookie')) throw new Error('It has cookies')
        },
        message: (socket, message) => void socket.send(`echo ${String(message)}`),
      })
      // The application reads bodies itself. Without compilation, `parse: 'none'` has no effect.
      .all('/*', ({ request }) => application(request), { parse: () => 'left to the application' })
  )
}
