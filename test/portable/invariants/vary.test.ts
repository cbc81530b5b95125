import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csrf, protect } from '../../../src/csrf/index.ts'
import type { CsrfOptions } from '../../../src/csrf/index.ts'
import type { CorsOptions, Layer, PolicyOptions, RequestContext } from '../../../src/index.ts'
import {
  allOptions,
  anyAnswer,
  anyOptions,
  anyRequest,
  FEWER_RUNS,
  requestedNames,
  RUNS,
} from '../support/arbitraries.ts'
import { API, corsHeaders, listIn, syncPolicy } from '../support/requests.ts'

/** A predicate that reads a header, and says so. */
const byHeader: fc.Arbitrary<CorsOptions> = anyOptions.map((given) =>
  Object.assign({}, given, {
    origin: (_origin: unknown, context: RequestContext) => context.request.headers.get('x-region') === 'eu',
    vary: ['x-region'],
  }),
)
const options = fc.oneof(allOptions, byHeader)

const guardOptions: fc.Arbitrary<CsrfOptions> = fc.record(
  {
    self: fc.constant('https://a.example'),
    trusted: fc.constantFrom([], ['https://b.example']),
    missing: fc.constantFrom('allow', 'deny', 'deny-if-ambient'),
    methodOverride: fc.boolean(),
    mode: fc.constantFrom('enforce', 'report'),
  },
  { requiredKeys: ['self'] },
)

/** A layer and its name. */
const layers: fc.Arbitrary<[string, Layer]> = fc.oneof(
  options.map((given): [string, Layer] => ['policy', syncPolicy(given)]),
  guardOptions.map((given): [string, Layer] => ['guard', csrf(given)]),
  fc.tuple(options, guardOptions).map(([given, guard]): [string, Layer] => ['both', protect(syncPolicy(given), guard)]),
)

/** Headers that a decision may read, or must not read. */
const headers = fc.record(
  {
    'sec-fetch-site': fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none', 'other'),
    'x-region': fc.constantFrom('eu', 'us'),
    'x-http-method-override': fc.constantFrom('GET', 'POST', 'DELETE'),
    cookie: fc.constant('session=1'),
    authorization: fc.constantFrom('Basic dTpw', 'Bearer t'),
    'x-forwarded-host': fc.constant('b.example'),
  },
  { requiredKeys: [] },
)

/** Any request with such headers. Made again for each use, because layers may read the body. */
const requests: fc.Arbitrary<() => Request> = fc.tuple(anyRequest, headers).map(([request, more]) => () => {
  const made = new Request(API, { method: request.method, headers: request.headers })
  for (const [name, value] of Object.entries(more)) made.headers.set(name, value)
  return made
})

/**
 * What the host itself compares before a cache could answer: the URL has the host, and an upgrade is never cached. A
 * preflight is not cached either (RFC 9110, section 9.3.7).
 */
const NO_INPUT_OF_CACHES = new Set([
  'host',
  'upgrade',
  'access-control-request-method',
  'access-control-request-headers',
])

/** The names of the headers that are read while `run` answers a request, if the answer can depend on them. */
async function readBy(layer: Layer, request: Request, run: (request: Request) => unknown): Promise<string[]> {
  const names = new Set<string>()
  const { headers: real } = request
  const seen = new Proxy(real, {
    get: (target, property) => {
      const member: unknown = Reflect.get(target, property)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        if (property === 'get' || property === 'has') names.add(String(args[0]).toLowerCase())
        return (member as (...given: unknown[]) => unknown).apply(target, args)
      }
    },
  })
  await run(Object.defineProperty(request, 'headers', { value: seen, configurable: true }))
  // A public policy reads it to recognise preflights and to report, but gives everybody the same headers (invariant 27).
  if (layer.options && isIndifferent(layer.options as PolicyOptions, request)) names.delete('origin')
  return [...names].filter((name) => !NO_INPUT_OF_CACHES.has(name))
}

function isIndifferent({ origin, enforce }: PolicyOptions, { method }: Request): boolean {
  return origin === '*' && (!enforce || method === 'OPTIONS')
}

describe('invariant 44: Vary names every request header that an answer depends on', () => {
  it('and that the decision reads, on every answer', async () => {
    await fc.assert(
      fc.asyncProperty(layers, requests, anyAnswer, async ([, layer], make, answer) => {
        let response = new Response()
        const read = await readBy(layer, make(), async (request) => (response = await layer.wrap(answer)(request)))
        const vary = listIn(response, 'Vary')

        expect(vary.includes('*') ? [] : read.filter((name) => !vary.includes(name))).toEqual([])
      }),
      RUNS,
    )
  })

  it('also in the answer as data', async () => {
    await fc.assert(
      fc.asyncProperty(layers, requests, async ([, layer], make) => {
        let vary: string[] = []
        const read = await readBy(layer, make(), async (request) => {
          const found = await layer.answer!(request)
          vary = found.vary.toLowerCase().split(', ')
        })

        expect(read.filter((name) => !vary.includes(name))).toEqual([])
      }),
      RUNS,
    )
  })
})

it('invariant 44: the answer as data varies, and is stored, exactly as the response', async () => {
  await fc.assert(
    fc.asyncProperty(layers, requests, requestedNames, async ([kind, layer], make, names) => {
      // The response of a guard behind a policy also names what the guard would have read.
      fc.pre(kind !== 'both')
      const asking = (): Request => {
        const request = make()
        request.headers.set('Access-Control-Request-Headers', names)
        return request
      }
      const response = await layer.wrap(() => new Response())(asking())
      const { vary, set } = await layer.answer!(asking())

      expect(new Set(vary.toLowerCase().split(', ').filter(Boolean))).toEqual(new Set(listIn(response, 'Vary')))
      expect(set.find(([name]) => name === 'Cache-Control')?.[1] ?? null).toBe(response.headers.get('Cache-Control'))
    }),
    RUNS,
  )
})

/** A shared cache for one URL. It stores what it may, and finds a stored answer by the headers that Vary names. */
function createCache(obeysVary: boolean) {
  const stored: [Request, Response][] = []
  return async (request: Request, answer: () => Response | Promise<Response>): Promise<Response> => {
    const isCacheable = request.method === 'GET' || request.method === 'HEAD'
    const match = stored.find(
      ([earlier, response]) =>
        isCacheable &&
        (earlier.method === request.method || (earlier.method === 'GET' && request.method === 'HEAD')) &&
        (!obeysVary ||
          listIn(response, 'Vary').every(
            (name) => name !== '*' && earlier.headers.get(name) === request.headers.get(name),
          )),
    )
    if (match) return match[1].clone()
    const response = await answer()
    if (isCacheable && !listIn(response, 'Cache-Control').includes('no-store')) stored.push([request, response.clone()])
    return response
  }
}

const visits = fc.array(requests, { minLength: 2, maxLength: 10 })

describe('invariant 45: a shared cache gives nobody an answer that the server would not have given', () => {
  it('if it obeys Vary and stands in front', async () => {
    await fc.assert(
      fc.asyncProperty(layers, visits, anyAnswer, async ([, layer], made, answer) => {
        const cache = createCache(true)
        const handler = layer.wrap(answer)
        for (const make of made) {
          // oxlint-disable-next-line no-await-in-loop
          const [cached, fresh] = [await cache(make(), () => handler(make())), await handler(make())]
          expect([cached.status, corsHeaders(cached)]).toEqual([fresh.status, corsHeaders(fresh)])
        }
      }),
      FEWER_RUNS,
    )
  })

  it('if it ignores Vary and stands behind, as docs/caching.md says', async () => {
    await fc.assert(
      fc.asyncProperty(layers, visits, anyAnswer, async ([, layer], made, answer) => {
        const cache = createCache(false)
        const handler = layer.wrap((request: Request) => cache(request, answer))
        for (const make of made) {
          // oxlint-disable-next-line no-await-in-loop
          const [cached, fresh] = [await handler(make()), await layer.wrap(answer)(make())]
          expect([cached.status, corsHeaders(cached)]).toEqual([fresh.status, corsHeaders(fresh)])
        }
      }),
      FEWER_RUNS,
    )
  })

  it('never from a refusal: no answer of 403 is stored', async () => {
    await fc.assert(
      fc.asyncProperty(layers, requests, async ([, layer], make) => {
        const response = await layer.wrap(() => new Response())(make())
        const isRefusal = response.status === 403
        expect(listIn(response, 'Cache-Control')).toEqual(isRefusal ? ['no-store'] : [])
      }),
      FEWER_RUNS,
    )
  })
})
