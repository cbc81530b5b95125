import { createServerAdapter, useCORS } from '@whatwg-node/server'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

export const whatwgNode = {
  name: '@whatwg-node useCORS',
  package: '@whatwg-node/server',
  make: (handler) => {
    const adapter = createServerAdapter(handler, { plugins: [useCORS(OPTIONS)] })
    return (request) => adapter.fetch(request)
  },
  makeBare: (handler) => {
    const adapter = createServerAdapter(handler)
    return (request) => adapter.fetch(request)
  },
  // It answers an origin that it refuses with the one that sandboxed frames have.
  known: { 'preflight refused': { permission: 'null' }, 'GET refused': { permission: 'null' } },
}
