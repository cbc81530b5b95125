import { createServerAdapter, useCORS } from '@whatwg-node/server'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from './contender.ts'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

export const whatwgNode: Contender = {
  name: '@whatwg-node useCORS',
  make: (handler) => {
    const adapter = createServerAdapter(handler, { plugins: [useCORS(OPTIONS)] })
    return (request) => adapter.fetch(request)
  },
  makeBare: (handler) => {
    const adapter = createServerAdapter(handler)
    return (request) => adapter.fetch(request)
  },
  // It answers a refused origin with `null`, which is the origin of sandboxed frames.
  known: { 'preflight refused': { permission: 'null' }, 'GET refused': { permission: 'null' } },
}
