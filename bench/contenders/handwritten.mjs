import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const origins = new Set(ORIGINS)
const methods = METHODS.join(', ')
const names = HEADERS.join(', ')

/** What a careful person writes: all that a correct answer to this one policy needs, and nothing more. */
function make(handler, work) {
  // Somebody who knows that the headers cannot be changed copies at once: to try and to catch costs five times as much.
  const isImmutable = work === 'immutable headers'
  return (request) => {
    const origin = request.headers.get('origin')
    const isAllowed = origin !== null && origins.has(origin)
    if (request.method === 'OPTIONS' && origin !== null && request.headers.get('access-control-request-method')) {
      const headers = isAllowed
        ? {
            Vary: 'Origin',
            'Access-Control-Allow-Origin': origin,
            'Access-Control-Allow-Credentials': 'true',
            'Access-Control-Allow-Methods': methods,
            'Access-Control-Allow-Headers': names,
            'Access-Control-Max-Age': String(MAX_AGE),
          }
        : { Vary: 'Origin' }
      return new Response(null, { status: 204, headers })
    }
    const answer = handler(request)
    const response = isImmutable ? new Response(answer.body, answer) : answer
    response.headers.append('Vary', 'Origin')
    if (isAllowed) {
      response.headers.set('Access-Control-Allow-Origin', origin)
      response.headers.set('Access-Control-Allow-Credentials', 'true')
    }
    return response
  }
}

export const handwritten = { name: 'handwritten', make, makeBare: (handler) => handler }

/** The same code once more: how far from 1 its ratio is, is how far any ratio may be off. */
export const handwrittenAgain = { name: 'handwritten, again', make, makeBare: (handler) => handler }

/** The same with each preflight's answer made once and cloned: the least that each platform was seen to need. */
export const handwrittenClone = {
  name: 'handwritten, clone()',
  make: (handler, work) => {
    if (!work.startsWith('preflight')) return
    const headers = { Vary: 'Origin' }
    const answers = new Map(ORIGINS.map((origin) => [origin, allow(origin)]))
    const refusal = new Response(null, { status: 204, headers })
    return (request) => {
      const origin = request.headers.get('origin')
      if (request.method !== 'OPTIONS' || origin === null || !request.headers.get('access-control-request-method'))
        return handler(request)
      return (answers.get(origin) ?? refusal).clone()
    }
  },
}

/**
 * The least that a layer needs which lets no `Access-Control-*` of the application through: the same, and one pass over
 * the headers of every response, on each runtime in the way that was seen to be the fastest.
 */
export const handwrittenSearch = {
  name: 'handwritten, and a search',
  make: (handler, work) => {
    if (!work.startsWith('GET')) return
    return (request) => {
      const origin = request.headers.get('origin')
      const isAllowed = origin !== null && origins.has(origin)
      const response = handler(request)
      const { headers } = response
      found = false
      headers.forEach(search)
      if (found) throw new Error('The application has headers of its own')
      headers.append('Vary', 'Origin')
      if (isAllowed) {
        headers.append('Access-Control-Allow-Origin', origin)
        headers.append('Access-Control-Allow-Credentials', 'true')
      }
      return response
    }
  },
  makeBare: (handler) => handler,
}

let found = false

function search(_value, name) {
  if (name === 'vary' || name.startsWith('access-control-')) found = true
}

function allow(origin) {
  const headers = {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': names,
    'Access-Control-Max-Age': String(MAX_AGE),
  }
  return new Response(null, { status: 204, headers })
}
