import { HEADERS, MAX_AGE, METHODS, ALLOWED } from '../settings.mjs'

const ANSWER = {
  status: 204,
  headers: {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': ALLOWED,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': METHODS.join(', '),
    'Access-Control-Allow-Headers': HEADERS.join(', '),
    'Access-Control-Max-Age': String(MAX_AGE),
  },
}
const REFUSAL = { status: 204, headers: { Vary: 'Origin' } }

/** No check at all: the response that the platform has to make whatever a library does. */
export const floor = {
  name: 'floor',
  make: (handler, work) => {
    if (work === 'preflight allowed') return () => new Response(null, ANSWER)
    return work === 'preflight refused' ? () => new Response(null, REFUSAL) : handler
  },
  makeBare: (handler) => handler,
  known: { 'GET allowed': { permission: null }, 'immutable headers': { permission: null } },
}
