import { withCors as withBun } from '../../../adapters/bun.ts'
import { withCors as withLambda } from '../../../adapters/lambda.ts'
import { withCors as withNode } from '../../../adapters/node.ts'
import { corsMiddleware } from '../../../adapters/vercel.ts'
import {
  audit,
  type AuditSettings,
  checklist,
  type Finding,
  observe,
  toMarkdown,
  toSarif,
} from '../../../src/audit/index.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { cors, type CorsOptions, parseOrigins } from '../../../src/index.ts'
import { jsonp } from '../../../src/jsonp/index.ts'

/** What grows, and a function that makes something of that size and returns the work with it. */
export type Growth = readonly [name: string, prepare: (size: number) => () => unknown]

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'

export function list<Entry>(size: number, entry: (index: number) => Entry): Entry[] {
  return Array.from({ length: size }, (_, index) => entry(index))
}

function record<Value>(
  size: number,
  name: (index: number) => string,
  value: (index: number) => Value,
): Record<string, Value> {
  return Object.fromEntries(list(size, (index) => [name(index), value(index)]))
}

function thrown(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return String(error)
  }
}

const origin = (index: number): string => `https://a${index}.example.com`
const wildcard = (index: number): string => `https://*.a${index}.example.com`
const name = (index: number): string => `x-a${index}`
const method = (index: number): string => `A${index}`
const compile =
  (options: (size: number) => object): Growth[1] =>
  (size) => {
    const given = { origin: [PAGE], ...options(size) }
    return () => thrown(() => cors(given))
  }
const auditing =
  (options: (size: number) => object, settings: (size: number) => object = () => ({ csrf: true })): Growth[1] =>
  (size) => {
    const given = { origin: [PAGE], credentials: true, ...options(size) } as CorsOptions
    const known = settings(size) as AuditSettings
    return () => audit(given, known)
  }
const preflight = (headers: Record<string, string> = {}): Request =>
  new Request(API, { method: 'OPTIONS', headers: { origin: PAGE, 'access-control-request-method': 'PUT', ...headers } })
const actual = (headers: Record<string, string> = {}): Request =>
  new Request(API, { headers: { origin: PAGE, ...headers } })
const deciding =
  (options: (size: number) => object, request: (size: number) => Request): Growth[1] =>
  (size) => {
    const policy = cors({ origin: [PAGE], ...options(size) })
    const asked = request(size)
    return () => [policy.decide(asked), policy.headers(asked)]
  }
const findings = (size: number): readonly Finding[] =>
  audit({ origin: list(size, (index) => `http://a${index}.example.com`) })

/** Lists of options, of requests and of findings. */
export const GROWTH_OF_LISTS: readonly Growth[] = [
  ['cors(): origins', compile((size) => ({ origin: list(size, origin) }))],
  ['cors(): wildcards', compile((size) => ({ origin: list(size, wildcard) }))],
  ['cors(): wildcards with credentials', compile((size) => ({ origin: list(size, wildcard), credentials: true }))],
  [
    'cors(): loopback origins of any port',
    compile((size) => ({ origin: list(size, (index) => `http://a${index}.localhost:*`) })),
  ],
  ['cors(): origins that are refused', compile((size) => ({ origin: list(size, (index) => `a${index}.example.com`) }))],
  ['cors(): equal origins', compile((size) => ({ origin: list(size, () => PAGE) }))],
  ['cors(): methods', compile((size) => ({ allowMethods: list(size, method) }))],
  ['cors(): methods that are refused', compile((size) => ({ allowMethods: list(size, () => 'patch') }))],
  ['cors(): request headers', compile((size) => ({ allowHeaders: list(size, name) }))],
  [
    'cors(): request headers that are refused',
    compile((size) => ({ allowHeaders: list(size, (index) => `sec-${index}`) })),
  ],
  ['cors(): response headers', compile((size) => ({ exposeHeaders: list(size, name) }))],
  ['cors(): vary', compile((size) => ({ origin: () => true, vary: list(size, name) }))],
  [
    'cors(): unknown options',
    compile((size) =>
      record(
        size,
        (index) => `allowedOrigin${index}`,
        () => true,
      ),
    ),
  ],
  ['parseOrigins(): origins', (size) => () => parseOrigins(list(size, origin).join(', '))],
  ['parseOrigins(): pieces that are refused', (size) => () => thrown(() => parseOrigins(list(size, name).join(' ')))],
  [
    'decide: listed origins',
    deciding(
      (size) => ({ origin: list(size, origin) }),
      () => actual(),
    ),
  ],
  [
    'decide: listed wildcards',
    deciding(
      (size) => ({ origin: list(size, wildcard) }),
      () => actual(),
    ),
  ],
  [
    'decide: listed methods',
    deciding(
      (size) => ({ allowMethods: list(size, method), enforce: true }),
      () => preflight(),
    ),
  ],
  [
    'decide: listed headers',
    deciding(
      (size) => ({ allowMethods: ['PUT'], allowHeaders: list(size, name) }),
      () => preflight({ 'access-control-request-headers': list(99, name).join() }),
    ),
  ],
  [
    'decide: listed headers with reflection',
    deciding(
      (size) => ({ allowMethods: ['PUT'], allowHeaders: list(size, name), dangerouslyReflectHeaders: true }),
      () => preflight({ 'access-control-request-headers': list(99, name).join() }),
    ),
  ],
  [
    'decide: requested headers',
    deciding(
      () => ({ allowMethods: ['PUT'] }),
      (size) => preflight({ 'access-control-request-headers': list(size, name).join() }),
    ),
  ],
  [
    'decorate: headers of the application',
    (size) => {
      const headers = new Headers(Object.entries(record(size, name, String)))
      return () => cors({ origin: [PAGE] }).decorate(new Response(null, { headers }), actual())
    },
  ],
  [
    'decorate: foreign CORS headers',
    (size) => {
      const headers = new Headers(Object.entries(record(size, (index) => `access-control-${index}`, String)))
      return () => cors({ origin: [PAGE] }).decorate(new Response(null, { headers }), actual())
    },
  ],
  [
    'decorate: names in Vary',
    (size) => {
      const headers = { vary: list(size, name).join(', ') }
      return () => cors({ origin: [PAGE] }).decorate(new Response(null, { headers }), actual())
    },
  ],
  [
    'wrap: names in vary',
    (size) => {
      const handler = cors({ origin: () => true, vary: list(size, name) }).wrap(
        () => new Response(null, { headers: { vary: 'x' } }),
      )
      return () => handler(actual())
    },
  ],
  ['csrf(): own origins', (size) => () => csrf({ self: list(size, origin) })],
  ['csrf(): origins that are refused', (size) => () => thrown(() => csrf({ self: PAGE, trusted: list(size, name) }))],
  [
    'csrf(): a policy that is trusted',
    (size) => {
      const trusted = cors({ origin: list(size, origin), credentials: true })
      return () => csrf({ self: PAGE, trusted })
    },
  ],
  [
    'csrf(): routes and hosts',
    (size) => () =>
      csrf({
        self: PAGE,
        bypass: list(size, (index) => `POST /${index}`),
        allowedHosts: list(size, (index) => `a${index}.example`),
      }),
  ],
  [
    'jsonp(): callbacks',
    (size) => () =>
      jsonp(new Request(`${API}?cb=a`), {}, { parameter: 'cb', callbacks: list(size, (index) => `a${index}`) }),
  ],
  [
    'jsonp(): parameters of the query',
    (size) => {
      const request = new Request(`${API}?${list(size, (index) => `cb=a${index}`).join('&')}`)
      return () => jsonp(request, {}, { parameter: 'cb' })
    },
  ],
  [
    'jsonp(): data',
    (size) => () =>
      jsonp(
        new Request(`${API}?cb=a`),
        list(size, () => ({ __proto__: null, a: '<&>' })),
        { parameter: 'cb' },
      ),
  ],
  [
    'corsage/node: raw lines of cookies',
    (size) => {
      const rawHeaders = list(size, () => ['cookie', 'a=1']).flat()
      const handler = withNode(cors({ origin: '*', cookieless: true }), () => {})
      const response = { writeHead() {} }
      return () =>
        handler({ method: 'GET', url: '/', headers: { cookie: 'a=1' }, rawHeaders: [...rawHeaders] }, response as never)
    },
  ],
  [
    'corsage/node: raw headers',
    (size) => {
      const headers = record(size, name, String)
      const rawHeaders = Object.entries(headers).flat()
      const handler = withNode(cors({ origin: '*', cookieless: true }), () => {})
      return () =>
        handler({ method: 'GET', url: '/', headers: { ...headers }, rawHeaders: [...rawHeaders] }, {
          writeHead() {},
        } as never)
    },
  ],
  [
    'corsage/lambda: headers and parameters of an event',
    (size) => {
      const event = {
        requestContext: {},
        httpMethod: 'GET',
        path: '/',
        headers: record(size, name, String),
        queryStringParameters: record(size, name, String),
      }
      return () => withLambda(cors({ origin: '*', cookieless: true }), () => new Response())(event, undefined)
    },
  ],
  [
    'corsage/bun: routes',
    (size) => () =>
      withBun(cors({ origin: '*' }), {
        routes: record(
          size,
          (index) => `/${index}`,
          () => () => new Response(),
        ),
      }),
  ],
  [
    'corsage/vercel: request headers of a cookieless route',
    (size) => {
      const run = corsMiddleware(cors({ origin: '*', cookieless: true }))
      return () => run(new Request(API, { headers: record(size, name, String) }), undefined)
    },
  ],
  [
    'audit(): origins',
    auditing(
      (size) => ({ origin: list(size, origin) }),
      (size) => ({ csrf: true, self: list(size, (index) => `https://b${index}.example.com`) }),
    ),
  ],
  [
    'audit(): insecure and equal origins',
    auditing((size) => ({
      origin: [...list(size, (index) => `http://a${index}.example.com`), ...list(size, () => PAGE)],
      dangerouslyAllowInsecureOrigins: true,
    })),
  ],
  ['audit(): wildcards', auditing((size) => ({ origin: list(size, wildcard) }))],
  [
    'audit(): origins below wildcards',
    auditing((size) => ({
      origin: [...list(size, wildcard), ...list(size, (index) => `https://b.a${index}.example.com`)],
    })),
  ],
  [
    'audit(): options that are refused',
    auditing((size) => ({ origin: list(size, name), allowMethods: list(size, () => 'TRACE') })),
  ],
  [
    'audit(): methods and routes',
    auditing(
      (size) => ({ allowMethods: list(size, method) }),
      (size) => ({ csrf: true, routes: list(size, (index) => ({ path: `/${index}`, methods: ['GET', `B${index}`] })) }),
    ),
  ],
  [
    'audit(): methods of one route',
    auditing(
      (size) => ({ allowMethods: list(size, method) }),
      (size) => ({ csrf: true, routes: [{ path: '/', methods: list(size, (index) => `B${index}`) }] }),
    ),
  ],
  [
    'audit(): request headers and routes',
    auditing(
      (size) => ({ allowHeaders: list(size, () => 'authorization') }),
      (size) => ({ csrf: true, routes: list(size, (index) => ({ path: `/${index}` })) }),
    ),
  ],
  ['audit(): response headers', auditing((size) => ({ exposeHeaders: list(size, (index) => `x-token-${index}`) }))],
  [
    'audit(): public suffixes',
    auditing(
      () => ({}),
      (size) => ({ csrf: true, publicSuffixes: list(size, (index) => `a${index}.example`) }),
    ),
  ],
  [
    'audit(): own origins of a predicate',
    auditing(
      () => ({ origin: () => false }),
      (size) => ({ csrf: true, self: list(size, origin) }),
    ),
  ],
  [
    'checklist(): response headers',
    (size) => {
      const exposeHeaders = list(size, (index) => `x-token-${index}`)
      return () => checklist({ origin: [PAGE], exposeHeaders })
    },
  ],
  [
    'observe(): cookies of an answer',
    (size) => {
      const policy = observe(cors({ origin: [PAGE], credentials: true }), { sink: () => {} })
      const headers = new Headers(list(size, (index): [string, string] => ['set-cookie', `a${index}=1`]))
      return () => policy.wrap(() => new Response(null, { headers }))(actual())
    },
  ],
  [
    'observe(): routes and origins',
    (size) => () => {
      const handler = observe(cors({ origin: [PAGE] }), { sink: () => {}, after: 2 }).wrap(() => new Response(null))
      for (let index = 0; index < size; index++)
        void handler(new Request(`${API}/${index}`, { headers: { origin: origin(index) } }))
    },
  ],
  [
    'toMarkdown(): findings',
    (size) => {
      const found = findings(size)
      return () => toMarkdown(found)
    },
  ],
  [
    'toSarif(): findings',
    (size) => {
      const found = findings(size)
      return () => toSarif(found)
    },
  ],
  [
    'toSarif(): findings of different rules',
    (size) => {
      const found = findings(size).map((finding, index) => Object.assign({}, finding, { rule: `A-${index}` }))
      return () => toSarif(found)
    },
  ],
]
