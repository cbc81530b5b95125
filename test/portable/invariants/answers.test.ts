import * as fc from 'fast-check'
import { expect, it } from 'vitest'
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
} from '../support/arbitraries.ts'
import { corsHeaders, listIn, permissions, requestFrom, respond, syncPolicy } from '../support/requests.ts'

const ORIGIN = 'Access-Control-Allow-Origin'

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
    [...response.headers].filter(([name]) => !/^(access-control-|vary$|timing-allow-origin$)/.test(name))
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
