import { floor } from '../contenders/floor.mjs'
import { ALLOWED } from '../settings.mjs'

const ANSWER = {
  headers: { Vary: 'Origin', 'Access-Control-Allow-Origin': ALLOWED, 'Access-Control-Allow-Credentials': 'true' },
}

/** The bytes of the right answer, whatever is asked: what HTTP itself costs, on which everything else stands. */
export const fixed = {
  name: 'fixed',
  make: (handler, work) => (work === 'GET allowed' ? () => new Response('ok', ANSWER) : floor.make(handler, work)),
}
