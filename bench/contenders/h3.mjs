import { H3, handleCors } from 'h3'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = {
  origin: ORIGINS,
  credentials: true,
  methods: METHODS,
  allowHeaders: HEADERS,
  exposeHeaders: false,
  maxAge: String(MAX_AGE),
}

export const h3 = {
  name: 'h3 handleCors',
  package: 'h3',
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

/** On Node its answer is a draft that becomes a `Response` when somebody looks: a host would, so this does. */
function fetchOf(app) {
  return (request) => {
    const answer = app.fetch(request)
    return answer instanceof Promise ? answer.then(settle) : settle(answer)
  }
}

function settle(response) {
  void response.headers
  return response
}
