import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import {
  allOptions,
  anyAnswer,
  anyOptions,
  anyRequest,
  dynamicOptions,
  enforced,
  FEWER_RUNS,
  listedOptions,
  publicOptions,
  requestedNames,
} from '../support/arbitraries.ts'
import { issuesOf } from '../support/faults.ts'
import {
  corsHeaders,
  listIn,
  permissions,
  preflightFrom,
  requestFrom,
  respond,
  syncPolicy,
} from '../support/requests.ts'
import { WAYS } from '../support/ways.ts'

const ORIGIN = 'Access-Control-Allow-Origin'

/** The listed origins without a wildcard. */
function exactOriginsIn({ origin }: CorsOptions): string[] {
  return Array.isArray(origin) ? origin.filter((one: string) => !one.includes('*')) : []
}

it('invariant 4: a policy that depends on Origin permits nothing without it', () => {
  fc.assert(
    fc.property(
      fc.oneof(dynamicOptions, enforced(dynamicOptions)),
      fc.constantFrom('GET', 'POST', 'OPTIONS'),
      anyAnswer,
      (options, method, answer) => {
        const asked = { 'Access-Control-Request-Method': 'PUT' }
        expect(permissions(respond(options, requestFrom(null, method, asked), answer))).toEqual([])
      },
    ),
    FEWER_RUNS,
  )
})

it('invariant 5: a refused origin gets no permission, whatever headers the application sets', () => {
  fc.assert(
    fc.property(allOptions, anyRequest, anyAnswer, (options, request, answer) => {
      const origin = request.headers.get('Origin')
      fc.pre(origin !== null && !syncPolicy(options).allowsOrigin(origin))
      expect(permissions(respond(options, request, answer))).toEqual([])
    }),
    FEWER_RUNS,
  )
})

const ways = fc.constantFrom(...Object.keys(WAYS))

it('invariants 5 and 29: an answer has the same permission, whether it is returned, thrown, made by onError or set from data', async () => {
  await fc.assert(
    fc.asyncProperty(ways, allOptions, anyRequest, anyAnswer, async (way, options, request, answer) => {
      const response = await WAYS[way]!(options, request, answer)
      const origin = request.headers.get('Origin')
      const isRefused = origin !== null && !syncPolicy(options).allowsOrigin(origin)
      const { vary: _, ...permission } = corsHeaders(response)
      const { vary: _vary, ...expected } = corsHeaders(respond(options, request, answer))

      expect(isRefused ? permission : {}).toEqual({})
      expect(permission).toEqual(expected)
    }),
    { ...FEWER_RUNS, numRuns: 800 },
  )
})

it('invariants 5 and 29: also if the application answers a preflight itself', () => {
  fc.assert(
    fc.property(anyOptions, anyRequest, anyAnswer, (options, request, answer) => {
      const { vary: _, ...permission } = corsHeaders(syncPolicy(options).decorate(answer(), request))
      const { vary: _vary, ...expected } = corsHeaders(respond(options, request, answer))

      expect(permission).toEqual(expected)
    }),
    FEWER_RUNS,
  )
})

it('invariants 6 and 7: an allowed origin is returned byte for byte, an opaque one as a star, and never as null', () => {
  fc.assert(
    fc.property(dynamicOptions, anyRequest, anyAnswer, (options, request, answer) => {
      const origin = request.headers.get('Origin') ?? ''
      const shared = respond(options, request, answer).headers.get(ORIGIN)
      const isOpaque = origin === 'null' && options.dangerouslyAllowNullOrigin === true
      expect(shared).toBe(isOpaque ? '*' : syncPolicy(options).allowsOrigin(origin) ? origin : null)
      expect(shared).not.toBe('null')
    }),
    FEWER_RUNS,
  )
})

it('invariant 7: a public policy always returns a star, and never null', () => {
  fc.assert(
    fc.property(publicOptions, anyRequest, anyAnswer, (options, request, answer) => {
      expect(respond(options, request, answer).headers.get(ORIGIN)).toBe('*')
    }),
    FEWER_RUNS,
  )
})

it('invariants 8 and 9: Allow-Credentials is true or absent, and never sent together with a star', () => {
  fc.assert(
    fc.property(allOptions, anyRequest, anyAnswer, (options, request, answer) => {
      const response = respond(options, request, answer)
      const credentials = response.headers.get('Access-Control-Allow-Credentials')
      const stars = permissions(response).filter((name) => listIn(response, name).includes('*'))
      const expected = options.credentials === true && response.headers.has(ORIGIN) ? 'true' : null

      expect(credentials).toBe(expected)
      expect(options.credentials === true ? stars : []).toEqual([])
      expect(response.headers.get(ORIGIN) === '*' && credentials).not.toBe('true')
    }),
    FEWER_RUNS,
  )
})

it('invariants 8 and 9: no options at all make a policy that sends a star with credentials, or null', () => {
  const names = fc.constantFrom(['*'], ['x-a', '*'], ['x-a'])
  const some = fc.record(
    {
      origin: fc.constantFrom('*', ['*'], ['https://a.example'], ['null'], [], () => true),
      credentials: fc.boolean(),
      allowMethods: fc.constantFrom(['*'], ['PUT']),
      allowHeaders: names,
      exposeHeaders: names,
      dangerouslyAllowNullOrigin: fc.boolean(),
      dangerouslyReflectHeaders: fc.boolean(),
      cookieless: fc.boolean(),
      enforce: fc.boolean(),
    },
    { requiredKeys: ['origin'] },
  ) as fc.Arbitrary<CorsOptions>
  const requests = fc
    .tuple(fc.constantFrom('null', 'https://a.example', 'https://evil.example'), fc.constantFrom('*', 'x-a, *', 'x-b'))
    .chain(([from, asked]) => fc.constantFrom(requestFrom(from), preflightFrom(from, 'PUT', asked)))
  fc.assert(
    fc.property(some, requests, anyAnswer, (options, request, answer) => {
      fc.pre(issuesOf(options).length === 0)
      const response = respond(options, request, answer)
      const stars = permissions(response).filter((name) => listIn(response, name).includes('*'))

      expect(response.headers.has('Access-Control-Allow-Credentials') ? stars : []).toEqual([])
      expect(options.allowHeaders?.includes('*') || !stars.includes('access-control-allow-headers')).toBe(true)
      expect(response.headers.get(ORIGIN)).not.toBe('null')
    }),
    { ...FEWER_RUNS, numRuns: 1000 },
  )
})

it('invariant 24: a response never contains a name that is not in the policy', () => {
  const unknown = fc.integer({ min: 0 }).map((id) => `x-unknown-${id}`)
  fc.assert(
    fc.property(allOptions, anyRequest, unknown, unknown, (given, request, method, name) => {
      const options = { ...given, dangerouslyReflectHeaders: false }
      const asking = new Request(request)
      asking.headers.set('Access-Control-Request-Method', method)
      asking.headers.set('Access-Control-Request-Headers', `${name}, content-type`)
      const response = respond(options, asking, () => new Response())
      const allowed = [
        options.allowMethods ?? ['GET', 'HEAD', 'POST'],
        options.allowHeaders ?? [],
        options.exposeHeaders ?? [],
      ]
      const sent = ['Allow-Methods', 'Allow-Headers', 'Expose-Headers'].map((list) =>
        listIn(response, `Access-Control-${list}`),
      )

      sent.forEach((names, index) => {
        const listed = allowed[index]?.map((each) => each.toLowerCase())
        expect(names.filter((each) => !listed?.includes(each))).toEqual([])
      })
      expect(JSON.stringify([...response.headers])).not.toContain('x-unknown-')
    }),
    FEWER_RUNS,
  )
})

it('invariant 24: nor has its body, whatever the request is full of, and however long it asks', async () => {
  const MARK = 'x-unknown'
  const asking = fc.tuple(fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS'), fc.constantFrom(0, 1, 30, 200, 900))
  await fc.assert(
    fc.asyncProperty(allOptions, asking, anyAnswer, async (given, [method, count], answer) => {
      const options = { ...given, dangerouslyReflectHeaders: false }
      const origins = [`https://${MARK}.example`, ...exactOriginsIn(options)]
      for (const origin of origins) {
        const request = requestFrom(origin, method, {
          'Access-Control-Request-Method': MARK.toUpperCase(),
          'Access-Control-Request-Headers': Array.from({ length: count }, (_, id) => `${MARK}-${id}`).join(),
          'Sec-Fetch-Site': `cross-site, ${MARK}`,
          Referer: `https://${MARK}.example/`,
          [MARK]: MARK,
        })
        const response = respond(options, request, answer)
        const data = syncPolicy(options).headers(request)

        // oxlint-disable-next-line no-await-in-loop
        expect(JSON.stringify([[...response.headers], await response.text(), data]).toLowerCase()).not.toContain(MARK)
      }
    }),
    FEWER_RUNS,
  )
})

it('invariants 24 and 31: reflected names are tokens that were asked for, and nothing is reflected of a list that cannot be read', () => {
  const reflecting = listedOptions
    .filter(({ allowHeaders }) => !allowHeaders?.includes('*'))
    .map((options) => Object.assign(options, { origin: ['https://a.example'], dangerouslyReflectHeaders: true }))
  fc.assert(
    fc.property(reflecting, requestedNames, (options, asked) => {
      const request = preflightFrom('https://a.example', 'PUT', asked)
      const response = respond(options, request, () => new Response())
      const data = syncPolicy(options).headers(request)
      const sent = listIn(response, 'Access-Control-Allow-Headers')
      const names = asked.toLowerCase().split(/[ \t]*,[ \t]*/)
      const isReadable = names.every((name) => /^[!#$%&'*+.^_`|~\w-]*$/.test(name))
      const listed = (options.allowHeaders ?? []).map((name) => name.toLowerCase())
      const possible = new Set([...listed, ...(isReadable ? names : [])])

      expect(sent.filter((name) => !possible.has(name) || name === '*')).toEqual([])
      expect(names.filter(Boolean).length > 128 || asked.length > 4096 ? sent : []).toEqual([])
      expect(data.set.find(([name]) => name === 'Access-Control-Allow-Headers')?.[1] ?? null).toBe(
        response.headers.get('Access-Control-Allow-Headers'),
      )
      expect(data.vary).toBe(response.headers.get('Vary'))
    }),
    { ...FEWER_RUNS, numRuns: 500 },
  )
})

it('invariant 29: permissions depend only on the policy and the request', () => {
  fc.assert(
    fc.property(allOptions, anyRequest, anyAnswer, anyAnswer, (options, request, one, other) => {
      const [first, second] = [one, other].map((answer) => {
        const { vary: _, ...headers } = corsHeaders(respond(options, request, answer))
        return headers
      })
      expect(first).toEqual(second)
    }),
    FEWER_RUNS,
  )
})

it('invariant 30: the body, the status and all other headers are unchanged', async () => {
  const rest = (response: Response) =>
    [...response.headers].filter(([name]) => !name.startsWith('access-control-') && name !== 'vary')
  await fc.assert(
    fc.asyncProperty(anyOptions, anyRequest, anyAnswer, async (options, request, answer) => {
      fc.pre(syncPolicy(options).decide(request).kind !== 'preflight')
      const response = respond(options, request, answer)
      const expected = answer()

      expect([response.status, response.statusText]).toEqual([expected.status, expected.statusText])
      expect(rest(response)).toEqual(rest(expected))
      await expect(response.text()).resolves.toBe(await expected.text())
    }),
    FEWER_RUNS,
  )
})

it('invariant 31: header values are visible ASCII', () => {
  fc.assert(
    fc.property(allOptions, anyRequest, (options, request) => {
      for (const [, value] of respond(options, request, () => new Response()).headers) expect(value).toMatch(/^[ -~]+$/)
    }),
    FEWER_RUNS,
  )
})

it('invariant 32: the decision and the response ignore all other request headers', () => {
  const others = fc.record(
    {
      Cookie: fc.constant('session=1'),
      Referer: fc.constantFrom('https://a.example/', 'https://evil.example/'),
      Host: fc.constantFrom('a.example', 'evil.example'),
      Vary: fc.constantFrom('*', 'X-Injected'),
      Authorization: fc.constant('Basic YTpi'),
      'X-Forwarded-Host': fc.constant('a.example'),
      'X-Forwarded-Proto': fc.constant('http'),
      Forwarded: fc.constant('host=a.example'),
      'Sec-Fetch-Site': fc.constantFrom('same-origin', 'none', 'cross-site'),
      'Sec-Fetch-Mode': fc.constantFrom('cors', 'navigate', 'no-cors'),
      'Access-Control-Allow-Origin': fc.constant('*'),
      'Access-Control-Request-Private-Network': fc.constant('true'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(listedOptions, anyRequest, others, anyAnswer, (options, request, headers, answer) => {
      const burdened = new Request(request)
      for (const [name, value] of Object.entries(headers)) burdened.headers.set(name, value)

      expect(syncPolicy(options).decide(burdened)).toEqual(syncPolicy(options).decide(request))
      expect([...respond(options, burdened, answer).headers]).toEqual([...respond(options, request, answer).headers])
    }),
    FEWER_RUNS,
  )
})
