import cors from 'edge-cors'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

export const edgeCors = {
  name: 'edge-cors',
  package: 'edge-cors',
  make: (handler) => (request) => cors(request, handler(request), OPTIONS),
  makeBare: (handler) => handler,
}
