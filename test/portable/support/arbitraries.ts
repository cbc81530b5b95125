import * as fc from 'fast-check'
import type { CorsOptions, TupleOrigin } from '../../../src/index.ts'
import { corpus } from './corpus.ts'
import { requestFrom } from './requests.ts'

/** Every property runs with the same seed, so that no run is flaky. A counterexample becomes a row of a table. */
export const RUNS = { seed: 0x636f7273, numRuns: 300 }
/** For properties that answer requests, which takes longer. */
export const FEWER_RUNS = { ...RUNS, numRuns: 200 }

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-_']
const TOKEN = [..."!#$%&'*+-.^_`|~0123456789abcxyzABCXYZ"]

/** A label that the URL parser leaves as it is. Labels with `xn--` would have to be valid punycode. */
export const label: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 12 })
  .filter((text) => !text.startsWith('xn--'))

const domain = fc.constantFrom('a.example', 'b.example', 'shop.a.example', 'xn--mnchen-3ya.example', 'a.b.test')
const port = fc.constantFrom('', '', ':8443', ':1', ':65535')

/** Labels below `base`. */
export function below(base: string): fc.Arbitrary<string> {
  return fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, base].join('.'))
}

/** Origins as browsers serialize them. There are only a few hosts, so that policies and requests often match. */
export const origin: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(domain, port).map(([host, at]) => `https://${host}${at}`),
  fc.tuple(domain.chain(below), port).map(([host, at]) => `https://${host}${at}`),
  fc.constantFrom('http://localhost', 'http://localhost:5173', 'http://127.0.0.1:8080', 'http://[::1]:3000'),
)

/** Patterns that are valid with credentials. */
export const pattern: fc.Arbitrary<string> = fc.oneof(
  origin,
  fc.tuple(domain, port).map(([host, at]) => `https://*.${host}${at}`),
  fc.constantFrom('http://localhost:*', 'http://127.0.0.1:*', 'http://*.localhost:*'),
)

/** Exact patterns only. */
export const exactList: fc.Arbitrary<string[]> = fc.array(origin, { maxLength: 5 })
export const patternList: fc.Arbitrary<string[]> = fc.array(pattern, { maxLength: 5 })

/** Origins that browsers never send, but other clients may. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...corpus.originMatch.map((entry) => entry.origin)),
  fc.constantFrom('null', '', '*', 'https://*.a.example', 'http://localhost:*'),
  fc
    .tuple(origin, fc.constantFrom('/', '.', ':', ' ', ',', '\\', '@', '#', '?', '\t', 'x'))
    .map((parts) => parts.join('')),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.webUrl(),
)

/** Any value of `Origin`. */
export const anyOrigin: fc.Arbitrary<string> = fc.oneof(origin, origin, hostile)

/** Whether a `Headers` object keeps a value as it is, on every runtime. */
export const field = (text: string): boolean => /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)

export const token: fc.Arbitrary<string> = fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 8 })
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'PURGE', 'FROB')
const headerName = fc.constantFrom('content-type', 'X-Id', 'authorization', 'x-a', 'x-b', "x-!#$%&'*+.^_`|~")

/** Valid options of every kind, with or without credentials, that list origins. */
export const listedOptions: fc.Arbitrary<CorsOptions> = fc.boolean().chain((credentials) => {
  const names = (name: fc.Arbitrary<string>) =>
    fc.array(credentials ? name : fc.oneof(name, fc.constant('*')), { maxLength: 4 })
  return fc
    .record(
      {
        origin: patternList,
        credentials: fc.constant(credentials),
        allowMethods: names(method),
        allowHeaders: names(headerName),
        exposeHeaders: names(headerName),
        timingAllowOrigin: fc.boolean(),
        maxAge: fc.integer({ min: 0, max: 86_400 }),
        preflightStatus: fc.constantFrom(200 as const, 204 as const),
        dangerouslyAllowNullOrigin: fc.constant(!credentials),
        dangerouslyReflectHeaders: fc.boolean(),
      },
      { requiredKeys: ['origin', 'credentials'] },
    )
    .filter(
      ({ allowHeaders, dangerouslyReflectHeaders }) => !(dangerouslyReflectHeaders && allowHeaders?.includes('*')),
    )
})

/** Valid options of a public policy. */
export const publicOptions: fc.Arbitrary<CorsOptions> = listedOptions
  .filter(({ credentials }) => credentials !== true)
  .map((options) => Object.assign(options, { origin: '*' }))

/** Valid options with a predicate. */
export const predicateOptions: fc.Arbitrary<CorsOptions> = listedOptions.map((options) =>
  Object.assign(options, { origin: ({ host }: TupleOrigin) => host.endsWith('a.example') }),
)

/** The same options with `enforce`. */
export function enforced(options: fc.Arbitrary<CorsOptions>): fc.Arbitrary<CorsOptions> {
  const self = fc.constantFrom([], 'https://a.example', ['https://c.example', 'http://localhost:5173'])
  return fc.tuple(options, self).map(([given, own]) => Object.assign({}, given, { enforce: true, self: own }))
}

export const dynamicOptions: fc.Arbitrary<CorsOptions> = fc.oneof(listedOptions, listedOptions, predicateOptions)
export const anyOptions: fc.Arbitrary<CorsOptions> = fc.oneof(dynamicOptions, dynamicOptions, publicOptions)
/** Valid options of every kind, with or without `enforce`. */
export const allOptions: fc.Arbitrary<CorsOptions> = fc.oneof(anyOptions, enforced(anyOptions))

/** A value of `Access-Control-Request-Headers`, with any spacing and separators. */
const shortNames = fc
  .array(
    fc.tuple(
      fc.oneof(headerName, headerName, token, fc.constantFrom('', '*', 'x b')),
      fc.constantFrom(',', ', ', ' ,', ',,', '\t,'),
    ),
    { maxLength: 6 },
  )
  .map((names) => names.flat().join('').trim())

/** As many names, or names as long, as make a list that is parsed, or too long to be parsed. */
const longNames = fc.oneof(
  fc.tuple(headerName, fc.constantFrom(40, 128, 129, 600)).map(([name, count]) => Array(count).fill(name).join()),
  fc.tuple(headerName, fc.constantFrom(300, 4000, 5000)).map(([name, length]) => `${name},${'a'.repeat(length)}`),
)

/** A list of requested names. A few are too long to be parsed. */
export const requestedNames: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: shortNames },
  { weight: 1, arbitrary: longNames },
)

/** A request as a runtime passes it. Many are preflights, and many come from a listed origin. */
export const anyRequest: fc.Arbitrary<Request> = fc
  .record(
    {
      origin: anyOrigin.filter(field),
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'OPTIONS', 'OPTIONS'),
      requestedMethod: fc.oneof(method, token, fc.constantFrom('TRACE', 'put', 'GET, PUT')),
      requestedNames: shortNames.filter((names) => names === '' || !/[^\x20-\x7e]/.test(names)),
      more: fc.record(
        {
          'Sec-Fetch-Site': fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none', 'other'),
          Authorization: fc.constantFrom('Basic dTpw', 'Bearer t'),
          Cookie: fc.constant('session=1'),
          Host: fc.constantFrom('api.example.com', 'a.example'),
          'X-Forwarded-Host': fc.constantFrom('api.example.com', 'a.example'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['method'] },
  )
  .map((given) =>
    requestFrom(given.origin ?? null, given.method, {
      ...given.more,
      ...(given.requestedMethod && { 'Access-Control-Request-Method': given.requestedMethod }),
      ...(given.requestedNames !== undefined && { 'Access-Control-Request-Headers': given.requestedNames }),
    }),
  )

/** A response of an application, with or without its own CORS headers and `Vary`. */
export const anyAnswer: fc.Arbitrary<() => Response> = fc
  .record({
    status: fc.constantFrom(200, 201, 204, 302, 304, 404, 500),
    headers: fc.record(
      {
        'Access-Control-Allow-Origin': fc.oneof(fc.constantFrom('*', 'null'), origin),
        'Access-Control-Allow-Credentials': fc.constant('true'),
        'access-control-expose-headers': fc.constant('*'),
        'Access-Control-Anything': fc.constant('1'),
        Vary: fc.constantFrom('Accept', 'origin', '*', 'Accept-Encoding, ORIGIN, Cookie', 'a, b,, a'),
        'Cache-Control': fc.constantFrom('no-store', 'max-age=60'),
        'X-Id': fc.constant('1'),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ status, headers }) => () => {
    const body = [204, 304].includes(status) ? null : 'data'
    return new Response(body, { status, headers: Object.entries(headers) })
  })
