import { cors, Router } from 'itty-router'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from './contender.ts'

const OPTIONS = { origin: ORIGINS, credentials: true, allowMethods: METHODS, allowHeaders: HEADERS, maxAge: MAX_AGE }

export const ittyRouter: Contender = {
  name: 'itty-router cors',
  make: (handler) => {
    const { preflight, corsify } = cors(OPTIONS)
    return Router({ before: [preflight], finally: [corsify] }).get('/items', handler).fetch
  },
  // Its answer to a refused preflight passes its own last step, which gives every response the status 200.
  known: { 'preflight refused': { status: 200 } },
  makeBare: (handler) => Router().get('/items', handler).fetch,
}
