/** The routes and the server of the contract. */
import { resolve } from 'node:path'
import { LISTEN, listenAnywhere } from './serve.ts'

const support = (file: string): string => JSON.stringify(resolve('test/hosts/support', file))

export const CONTRACT_FILES: Readonly<Record<string, string>> = {
  // Express would add a charset to content types.
  'contract-server.ts': `
    import { createServer } from 'node:http'
    import { createRequestListener } from '@remix-run/node-fetch-server'
    import { createRequestHandler } from 'react-router'

    const handler = createRequestHandler(await import(\`\${import.meta.dirname}/build/server/index.js\`))
    const app = createServer(createRequestListener((request) => handler(request)))
    ${listenAnywhere(LISTEN)}
  `,
  'app/contract.ts': `
    import { csrf, protect } from 'corsage/csrf'
    import { corsMiddleware, type ReactRouterMiddleware } from 'corsage/react-router'
    import { createContext } from 'react-router'
    import { enforced, guard, listed, open, policyName, TENANT } from ${support('policies.ts')}

    const tenantContext = createContext(TENANT)
    const layers: Readonly<Record<string, ReactRouterMiddleware>> = {
      listed: corsMiddleware(listed),
      open: corsMiddleware(open),
      enforced: corsMiddleware(enforced),
      guarded: corsMiddleware(csrf(guard)),
      protected: corsMiddleware(protect(listed, guard)),
      predicate: corsMiddleware({
        origin: async ({ host }, { context, params }) => host === context.get(tenantContext) && params['*'] === 'hello',
      }),
    }
    export const middleware: ReactRouterMiddleware[] = [(args, next) => layers[policyName(args.request)]!(args, next)]
  `,
  'app/contract-app.ts': `
    import { createApp } from ${support('app.ts')}

    const app = createApp()
    const answer = async ({ request }: { request: Request }): Promise<Response> => {
      try {
        return await app(request)
      } catch (error) {
        if (error instanceof Response) throw error
        // React Router's own answer has a body.
        return new Response(null, { status: 500 })
      }
    }
    export const loader = answer
    export const action = answer
  `,
}
