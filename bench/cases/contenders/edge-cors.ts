import cors from 'edge-cors'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from './contender.ts'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

export const edgeCors: Contender = {
  name: 'edge-cors',
  make: (handler) => (request) => cors(request, handler(), OPTIONS),
  makeBare: (handler) => handler,
}
