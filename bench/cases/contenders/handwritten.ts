import { ALLOWED, HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender, Handler, WorkName } from '../work.ts'

const origins = new Set(ORIGINS)
const methods = METHODS.join(', ')
const names = HEADERS.join(', ')

function permissionFor(origin: string): Record<string, string> {
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': names,
    'Access-Control-Max-Age': String(MAX_AGE),
  }
}

/** What a careful person writes: all that a correct answer to this one policy needs, and nothing more. */
function make(handler: () => Response, work: WorkName): Handler {
  // An author who knows that the headers cannot be changed copies at once: to try and to catch costs five times as much.
  const isImmutable = work === 'immutable headers'
  return (request) => {
    const origin = request.headers.get('origin')
    const isAllowed = origin !== null && origins.has(origin)
    if (request.method === 'OPTIONS' && origin !== null && request.headers.get('access-control-request-method')) {
      const headers: Record<string, string> = isAllowed
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
    const answer = handler()
    const response = isImmutable ? new Response(answer.body, answer) : answer
    response.headers.append('Vary', 'Origin')
    if (isAllowed) {
      response.headers.set('Access-Control-Allow-Origin', origin)
      response.headers.set('Access-Control-Allow-Credentials', 'true')
    }
    return response
  }
}

export const handwritten: Contender = { name: 'handwritten', make, makeBare: (handler) => handler }

/** The same code a second time. The distance of its ratio from 1 is how far any ratio may be off. */
export const handwrittenAgain: Contender = { name: 'handwritten, again', make, makeBare: (handler) => handler }

/** The same with each preflight's answer made once and cloned: the least that each platform was seen to need. */
export const handwrittenClone: Contender = {
  name: 'handwritten, clone()',
  make: (handler, work) => {
    if (!work.startsWith('preflight')) return undefined
    const { answers, refusal } = finishedAnswers()
    return (request) => {
      const origin = request.headers.get('origin')
      if (request.method !== 'OPTIONS' || origin === null || !request.headers.get('access-control-request-method'))
        return handler()
      return (answers.get(origin) ?? refusal).clone()
    }
  },
}

/** The same with one check more, which Corsage needs: whether the list of requested names is short enough to be read. */
export const handwrittenCloneAndLength: Contender = {
  name: 'handwritten, clone() and a length',
  make: (handler, work) => {
    if (!work.startsWith('preflight')) return undefined
    const { answers, refusal } = finishedAnswers()
    return (request) => {
      const origin = request.headers.get('origin')
      if (request.method !== 'OPTIONS' || origin === null || !request.headers.get('access-control-request-method'))
        return handler()
      const answer = answers.get(origin)
      if (!answer) return refusal.clone()
      const asked = request.headers.get('access-control-request-headers')
      if (asked !== null && asked.length >= 256) throw new Error('The list of requested names is long')
      return answer.clone()
    }
  },
}

function finishedAnswers(): { answers: Map<string, Response>; refusal: Response } {
  const allow = (origin: string): Response => new Response(null, { status: 204, headers: permissionFor(origin) })
  return {
    answers: new Map(ORIGINS.map((origin) => [origin, allow(origin)])),
    refusal: new Response(null, { status: 204, headers: { Vary: 'Origin' } }),
  }
}

/**
 * The least that a layer needs which lets no `Access-Control-*` of the application through: the same, and one pass over
 * the headers of every response, by `forEach`, which was the fastest way on every runtime.
 */
export const handwrittenSearch: Contender = {
  name: 'handwritten, and a search',
  make: (handler, work) => {
    if (!work.startsWith('GET')) return undefined
    return (request) => {
      const origin = request.headers.get('origin')
      const isAllowed = origin !== null && origins.has(origin)
      const response = handler()
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

function search(_value: string, name: string): void {
  if (name === 'vary' || name.startsWith('access-control-')) found = true
}

const ANSWER = { status: 204, headers: permissionFor(ALLOWED) }
const REFUSAL = { status: 204, headers: { Vary: 'Origin' } }

/** No check at all: the response that the platform has to make whatever a library does. */
export const floor: Contender = {
  name: 'floor',
  make: (handler, work) => {
    if (work === 'preflight allowed') return () => new Response(null, ANSWER)
    return work === 'preflight refused' ? () => new Response(null, REFUSAL) : handler
  },
  makeBare: (handler) => handler,
  known: { 'GET allowed': { permission: null }, 'immutable headers': { permission: null } },
}

const DECORATED = {
  headers: { Vary: 'Origin', 'Access-Control-Allow-Origin': ALLOWED, 'Access-Control-Allow-Credentials': 'true' },
}

/** The bytes of the right answer, whatever is asked: over HTTP, what HTTP itself costs. */
export const fixed: Contender = {
  name: 'fixed',
  make: (handler, work) => (work === 'GET allowed' ? () => new Response('ok', DECORATED) : floor.make(handler, work)),
}
