import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import {
  allOptions,
  anyOptions,
  anyOrigin,
  anyRequest,
  dynamicOptions,
  FEWER_RUNS,
  field,
  origin,
  requestedNames,
  RUNS,
  token,
} from '../support/arbitraries.ts'
import { passesPreflight } from '../support/browser.ts'
import { corsHeaders, preflightFrom, rawRequest, requestFrom, respond, syncPolicy } from '../support/requests.ts'

it('invariant 21: only the method, Origin and the requested method make a request a preflight', () => {
  const others = fc.constantFrom('Access-Control-Request-Headers', 'Sec-Fetch-Mode', 'X-Id', 'Cookie')
  fc.assert(
    fc.property(anyOptions, anyRequest, others, (options, given, name) => {
      const request = new Request(given)
      request.headers.set(name, 'a')
      const handler = vi.fn<() => Response>(() => new Response())
      const isPreflight =
        request.method === 'OPTIONS' &&
        request.headers.has('Origin') &&
        Boolean(request.headers.get('Access-Control-Request-Method'))
      respond(options, request, handler)

      expect(syncPolicy(options).decide(request).kind === 'preflight').toBe(isPreflight)
      expect(syncPolicy(options).preflight(request) !== undefined).toBe(isPreflight)
      expect(handler.mock.calls).toHaveLength(isPreflight ? 0 : 1)
    }),
    FEWER_RUNS,
  )
})

it('invariant 22: the actual request is allowed if its preflight was', () => {
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE')
  fc.assert(
    fc.property(anyOptions, anyOrigin.filter(field), methods, requestedNames, (options, from, method, names) => {
      const { decide } = syncPolicy(options)
      const preflight = decide(preflightFrom(from, method, names))
      const actual = decide(requestFrom(from, method))
      const response = respond(options, requestFrom(from, method), () => new Response())

      expect(preflight.allowed && !actual.allowed).toBe(false)
      expect(preflight.reason.startsWith('origin') || preflight.reason.startsWith('predicate')).toBe(!actual.allowed)
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(actual.allowed)
    }),
    FEWER_RUNS,
  )
})

it('invariant 22: a browser accepts a preflight exactly if the decision allows it', () => {
  fc.assert(
    fc.property(allOptions, anyRequest, (options, request) => {
      const decision = syncPolicy(options).decide(request)
      fc.pre(decision.kind === 'preflight' && decision.method !== 'TRACE')
      const response = respond(options, request, () => new Response())

      expect(passesPreflight(request, response, options.credentials === true)).toBe(decision.allowed)
    }),
    { ...RUNS, numRuns: 400 },
  )
})

it('invariant 22: also if a preflight asks for names that are many, long, or all listed', () => {
  const methods = fc.constantFrom('GET', 'PUT', 'DELETE', 'PURGE')
  const lists = fc.oneof(
    requestedNames,
    fc.tuple(fc.constantFrom('x-a', 'authorization', 'content-type'), fc.integer({ min: 1, max: 140 })),
  )
  const wide = { credentials: false, allowMethods: ['*'], allowHeaders: ['*', 'x-a'] }
  const some = fc.oneof(
    anyOptions,
    anyOptions.map((given): CorsOptions => ({ ...given, ...wide, dangerouslyReflectHeaders: false })),
    anyOptions.map((given): CorsOptions => ({ ...given, allowHeaders: ['x-a', 'authorization', 'content-type'] })),
  )
  fc.assert(
    fc.property(some, origin, methods, lists, (options, from, method, list) => {
      const names = typeof list === 'string' ? list : Array(list[1]).fill(list[0]).join()
      const request = preflightFrom(from, method, names)
      const response = respond(options, request, () => new Response())

      expect(passesPreflight(request, response, options.credentials === true)).toBe(
        syncPolicy(options).decide(request).allowed,
      )
    }),
    { ...RUNS, numRuns: 600 },
  )
})

it('invariant 23: header names are compared one by one, whatever the order, case and spacing of the list', () => {
  const listed = ['content-type', 'x-a', "x-!#$%&'*+.^_`|~"]
  const { decide } = syncPolicy({ origin: 'https://a.example', allowHeaders: listed })
  const spelled = fc.array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...listed), fc.constantFrom(...listed), token),
      fc.constantFrom(',', ' , ', ',,', '\t,'),
      fc.boolean(),
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(spelled, (parts) => {
      const names = parts.map(([name]) => name.toLowerCase())
      const value = parts.flatMap(([name, separator, isUpper]) => [isUpper ? name.toUpperCase() : name, separator])
      const request = preflightFrom('https://a.example', 'GET', value.join(''))
      const refused = names.filter((name) => !listed.includes(name))

      expect(decide(request).allowed).toBe(refused.length === 0)
      expect(decide(request).refusedHeaders ?? []).toEqual(refused)
    }),
    RUNS,
  )
})

it('invariant 23: several lines of the same header are read as one list', () => {
  fc.assert(
    fc.property(anyOptions, fc.array(requestedNames, { maxLength: 4 }), (options, lines) => {
      const split = preflightFrom('https://a.example', 'GET')
      for (const line of lines) split.headers.append('Access-Control-Request-Headers', line)
      const joined = preflightFrom('https://a.example', 'GET', lines.join(', '))

      expect(syncPolicy(options).decide(split)).toEqual(syncPolicy(options).decide(joined))
    }),
    FEWER_RUNS,
  )
})

it('invariant 25: methods are compared byte for byte', () => {
  const letters = fc.constantFrom(...'gGeEtTpPuU')
  const methods = fc.oneof(
    fc.string({ unit: letters, minLength: 1, maxLength: 4 }),
    token,
    fc.string({ minLength: 1, maxLength: 5 }),
    fc.constantFrom('put', 'Put', 'purge', 'get', 'Head', 'pOST', ' PUT', 'PUT ', 'PUT,GET'),
  )
  fc.assert(
    fc.property(fc.array(token.filter((method) => method === method.toUpperCase())), methods, (listed, method) => {
      const allowMethods = [...listed, 'PUT', 'PURGE'].filter((name) => !/^(connect|trace|track|\*)$/i.test(name))
      const { decide } = syncPolicy({ origin: 'https://a.example', allowMethods })
      const headers = { origin: 'https://a.example', 'access-control-request-method': method }

      expect(decide(rawRequest('OPTIONS', headers)).allowed).toBe(
        ['GET', 'HEAD', 'POST', ...allowMethods].includes(method),
      )
    }),
    RUNS,
  )
})

it('invariant 25: a star allows every method that scripts can send', () => {
  const { decide } = syncPolicy({ origin: 'https://a.example', allowMethods: ['*'] })
  const words = fc.constantFrom(
    'TRACE',
    'trace',
    'Track',
    'CONNECT',
    'PUT',
    'put',
    'TRACER',
    '*',
    'A B',
    'GET,PUT',
    'é',
  )
  fc.assert(
    fc.property(fc.oneof(words, token), (method) => {
      const headers = { origin: 'https://a.example', 'access-control-request-method': method }
      const isSent = /^[\w!#$%&'*+.^`|~-]+$/.test(method) && !/^(connect|trace|track)$/i.test(method)

      expect(decide(rawRequest('OPTIONS', headers)).allowed).toBe(isSent)
    }),
    RUNS,
  )
})

it('rule 5: an allowed origin gets the same lists, whatever method and headers it asks for', () => {
  fc.assert(
    fc.property(dynamicOptions, anyRequest, anyRequest, (given, one, other) => {
      const options = { ...given, origin: ['https://a.example'], dangerouslyReflectHeaders: false }
      const answerTo = (request: Request): Response => {
        const asking = new Request(request, { method: 'OPTIONS' })
        asking.headers.set('Origin', 'https://a.example')
        if (!asking.headers.get('Access-Control-Request-Method'))
          asking.headers.set('Access-Control-Request-Method', 'GET')
        return respond(options, asking, () => new Response())
      }
      expect(corsHeaders(answerTo(one))).toEqual(corsHeaders(answerTo(other)))
    }),
    FEWER_RUNS,
  )
})
