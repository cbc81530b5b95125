import { HEADERS, MAX_AGE, METHODS } from '../harness/settings.ts'

/** The preflight of somebody who needs no library: the cost of a start without one. */
export const handler = (request: Request): Response => {
  if (request.method !== 'OPTIONS') return new Response('ok')
  const headers = {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': request.headers.get('origin') ?? '',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': METHODS.join(', '),
    'Access-Control-Allow-Headers': HEADERS.join(', '),
    'Access-Control-Max-Age': String(MAX_AGE),
  }
  return new Response(null, { status: 204, headers })
}
