import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { cors } from '../../../src/cors.ts'
import type { CorsOptions, CorsRequest, RequestContext, TupleOrigin } from '../../../src/index.ts'
import { allOptions, anyOptions, anyOrigin, enforced, field, origin, RUNS } from '../support/arbitraries.ts'
import { API, syncPolicy } from '../support/requests.ts'

const HOSTS = ['api.example.com', 'a.example', 'c.example', 'evil.example']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'get']

/** The facts that may decide. */
interface Facts {
  readonly method: string
  readonly origin?: string
  readonly site?: string
  readonly asked?: string
}

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    method: fc.constantFrom(...METHODS),
    origin: fc.oneof(
      fc.constantFrom(...HOSTS.map((host) => `https://${host}`)),
      fc.constantFrom('null', 'http://localhost:5173', 'http://localhost:9999', 'https://a.example.evil.example', API),
      origin,
      anyOrigin.filter(field),
    ),
    site: fc.constantFrom('same-origin', 'none', 'same-site', 'cross-site', 'other', 'same-origin, cross-site', ''),
    asked: fc.constantFrom('PUT', ''),
  },
  { requiredKeys: ['method'] },
)

/** Whatever else a request can say, and what an attacker or a proxy would change. It must not decide. */
const noise: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    cookie: fc.constantFrom('session=1', ''),
    authorization: fc.constantFrom('Basic dTpw', 'Bearer t'),
    host: fc.constantFrom(...HOSTS),
    'x-forwarded-host': fc.constantFrom(...HOSTS),
    'x-forwarded-proto': fc.constantFrom('http', 'https'),
    forwarded: fc.constantFrom(...HOSTS.map((host) => `host=${host};proto=https`)),
    referer: fc.constantFrom(...HOSTS.map((host) => `https://${host}/`)),
    'content-type': fc.constantFrom('application/json', 'text/plain'),
    'sec-fetch-mode': fc.constantFrom('navigate', 'cors', 'no-cors'),
    'sec-fetch-dest': fc.constantFrom('document', 'empty', 'image'),
    'x-requested-with': fc.constant('XMLHttpRequest'),
  },
  { requiredKeys: [] },
)
const address = fc.constantFrom(API, ...HOSTS.map((host) => `https://${host}/items`), 'http://localhost:5173/')

/** A request as hosts pass it. Not a `Request`, because runtimes change some of these headers. */
function requestOf({ method, origin: from, site, asked }: Facts, others: Record<string, string>, url: string): Request {
  const given = { ...others, origin: from, 'sec-fetch-site': site, 'access-control-request-method': asked }
  const values = new Map<string, string | undefined>(Object.entries(given))
  const get = (name: string): string | null => values.get(name.toLowerCase()) ?? null
  const request: CorsRequest = { method, url, headers: { get } }
  return Object.assign(request, { headers: { get, has: (name: string) => get(name) !== null } }) as Request
}

/** Whether the browser says that the application itself sent the request, or nobody says anything. */
function isOwn({ self = [] }: CorsOptions, { origin: from, site }: Facts): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return from === undefined || [self].flat().includes(from)
}

/** Who may reach the handler, as docs/options.md#enforce says it. Of the sources, it asks only whose origin is allowed. */
function reaches(options: CorsOptions, sent: Facts): boolean {
  if (sent.method === 'OPTIONS' && sent.origin !== undefined && sent.asked) return false
  if (!options.enforce || isOwn(options, sent)) return true
  const { allowMethods = ['GET', 'HEAD', 'POST'] } = options
  const covering = sent.method === 'HEAD' ? ['HEAD', 'GET', '*'] : [sent.method, '*']
  if (!covering.some((name) => allowMethods.includes(name))) return false
  return sent.origin === undefined ? options.origin === '*' : syncPolicy(options).allowsOrigin(sent.origin)
}

const options = fc.oneof(allOptions, enforced(anyOptions), enforced(anyOptions))
const MANY = { ...RUNS, numRuns: 2000 }

it('invariant 46: a handler gets exactly the requests that enforce lets pass, and no other header counts', () => {
  fc.assert(
    fc.property(options, facts, noise, address, (given, sent, others, url) => {
      const request = requestOf(sent, others, url)
      const policy = syncPolicy(given)
      let calls = 0
      const response = policy.wrap(() => new Response(`call ${++calls}`))(request) as Response
      const expected = reaches(given, sent)
      const isPreflight = policy.decide(request).kind === 'preflight'

      expect(calls).toBe(expected ? 1 : 0)
      expect(response.status === 403).toBe(!expected && !isPreflight)
      expect(policy.headers(request).status).toBe(expected ? undefined : response.status)
      expect(policy.answer(request).status).toBe(expected ? undefined : response.status)
      // A decision names who is allowed. The application's own pages pass without.
      const isJudged = given.enforce && !isPreflight && !isOwn(given, sent)
      expect(isJudged ? policy.decide(request).allowed : expected).toBe(expected)
    }),
    MANY,
  )
})

it('invariant 46: also if a predicate decides later, or reads the request', async () => {
  const later = ({ host }: TupleOrigin, { request }: RequestContext): Promise<boolean> =>
    Promise.resolve(host.endsWith('a.example') && request.method !== 'DELETE')
  const now = ({ host }: TupleOrigin): boolean => host.endsWith('a.example')
  await fc.assert(
    fc.asyncProperty(enforced(anyOptions), facts, noise, address, async (given, sent, others, url) => {
      fc.pre(sent.method !== 'DELETE')
      const request = requestOf(sent, others, url)
      const policy = cors({ ...given, cookieless: false, origin: later } as { origin: typeof later })
      let calls = 0
      const response = await policy.wrap(() => new Response(`call ${++calls}`))(request)
      const expected = reaches({ ...given, origin: now }, sent)

      expect(calls).toBe(expected ? 1 : 0)
      expect((await policy.headers(request)).status).toBe(expected ? undefined : response.status)
    }),
    RUNS,
  )
})
