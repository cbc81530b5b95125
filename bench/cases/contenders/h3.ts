import { H3, handleCors } from 'h3'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Handler } from '../work.ts'
import type { Contender } from './contender.ts'

const OPTIONS = {
  origin: ORIGINS,
  credentials: true,
  methods: METHODS,
  allowHeaders: HEADERS,
  exposeHeaders: false,
  maxAge: String(MAX_AGE),
}

export const h3: Contender = {
  name: 'h3 handleCors',
  make: (handler) =>
    fetchOf(
      new H3()
        .use((event, next) => {
          const answer = handleCors(event, OPTIONS)
          return answer === false ? next() : answer
        })
        .get('/items', handler),
    ),
  makeBare: (handler) => fetchOf(new H3().get('/items', handler)),
}

/** On Node its answer is a draft that becomes a `Response` when somebody reads it. A host would, so this does. */
function fetchOf(app: H3): Handler {
  return (request) => {
    const answer = app.fetch(request)
    return answer instanceof Promise ? answer.then(settle) : settle(answer)
  }
}

function settle(response: Response): Response {
  void response.headers
  return response
}
