import { audit, type AuditSettings, observe, toMarkdown, toSarif } from '../../../src/audit/index.ts'
import { hostileOrigins } from '../../../src/audit/hosts/hostile-origins.ts'
import { suffixFinder } from '../../../src/audit/hosts/suffixes.ts'
import { createUserAgent } from '../../../src/browser/index.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { explain, render } from '../../../src/explain/index.ts'
import { toRequest } from '../../../src/hosts/lambda-event.ts'
import { cors, parseOrigins } from '../../../src/index.ts'
import { jsonp } from '../../../src/jsonp/index.ts'
import { escapeMarkdown } from '../../../src/wording/markdown.ts'
import { inCode, literal } from '../../../src/wording/code.ts'
import { quote } from '../../../src/wording/quote.ts'
import { visible } from '../../../src/wording/visible.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'

/** Something that reads one string from outside. It may refuse the string. */
export type Reader = readonly [name: string, read: (text: string) => unknown]

const option =
  (name: string, more: object = {}) =>
  (value: string): unknown =>
    cors({ origin: [PAGE], ...more, [name]: name === 'maxAge' ? value : [value] })
const guard = csrf({ self: PAGE, allowedHosts: ['a.example'], methodOverride: true })
const policy = cors({ origin: ['https://*.example.com', PAGE], allowHeaders: ['x-a'], enforce: true })
/** A request that no runtime has checked: node:http passes on any header. */
const request = (method: string, headers: Record<string, string>, url = API) => ({
  method,
  url,
  headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
})
const event = (members: object): Request => toRequest({ requestContext: { http: { method: 'PUT' } }, ...members })
const audited = (settings: object): unknown => audit({ origin: '*' }, settings as AuditSettings)
const fetched = async (
  call: object,
  headers: readonly (readonly [string, string])[] = [],
  status = 200,
): Promise<unknown> =>
  await createUserAgent({
    transport: async () =>
      await Promise.resolve({ status, headers: [['access-control-allow-origin', PAGE], ...headers] }),
  }).fetch({ url: API, client: { origin: PAGE, url: PAGE }, ...call }, () => {})
const explained = async (call: object, headers: object = {}, status = 200): Promise<unknown> => {
  // One redirect is enough: its target answers with no other.
  const network = ({ url }: Request): Response => {
    const isFirst = url.startsWith(API)
    const lines = { 'access-control-allow-origin': PAGE, ...(isFirst && headers) }
    return new Response(null, { status: isFirst ? status : 200, headers: lines })
  }
  const explanation = await explain({ network, page: PAGE, url: API, probe: false, ...call })
  return [render(explanation, 'text'), render(explanation, 'markdown')]
}
const finding = { ...audit({ origin: '*' }, { csrf: true, self: 'https://10.0.0.1' })[0]! }
const answer = (name: string) => async (text: string) => await fetched({}, [[name, text]])
const preflight = (name: string) => async (text: string) =>
  await fetched({ method: 'PUT', headers: [['x-a', '1']], credentials: 'include' }, [[name, text]])

/** Everything that reads a string of any length. */
export const READERS: readonly Reader[] = [
  ['corsage/lambda: the path of an event', (text) => event({ rawPath: `/${text}` })],
  ['corsage/lambda: the query of an event', (text) => event({ rawQueryString: text })],
  ['corsage/lambda: a header of an event', (text) => event({ headers: { 'x-a': text } })],
  ['corsage/lambda: a cookie of an event', (text) => event({ cookies: [text] })],
  ['corsage/lambda: the body of an event', (text) => event({ body: text })],
  ['cors(): origin', option('origin')],
  ['cors(): origin with credentials', option('origin', { credentials: true })],
  ['cors(): method', option('allowMethods')],
  ['cors(): request header', option('allowHeaders')],
  ['cors(): response header', option('exposeHeaders')],
  ['cors(): methods in one string', (text) => cors({ origin: '*', allowMethods: text as never })],
  ['cors(): max age', option('maxAge')],
  ['cors(): the name of an option', (text) => cors({ origin: '*', [text]: 1 } as never)],
  ['parseOrigins()', parseOrigins],
  ['decide: Origin', (text) => policy.decide(request('GET', { origin: text }))],
  [
    'decide: Access-Control-Request-Method',
    (text) => policy.decide(request('OPTIONS', { origin: PAGE, 'access-control-request-method': text })),
  ],
  [
    'decide: Access-Control-Request-Headers',
    (text) =>
      policy.headers(
        request('OPTIONS', {
          origin: PAGE,
          'access-control-request-method': 'GET',
          'access-control-request-headers': text,
        }),
      ),
  ],
  ['decide: the URL and the method', (text) => policy.decide(request(text, { origin: PAGE }, `https://${text}`))],
  ['a predicate: Origin', (text) => cors({ origin: () => false }).allowsOrigin(text)],
  ['decorate: Vary', (text) => policy.decorate(new Response(null, { headers: { vary: text } }), new Request(API))],
  [
    'cookieless: Authorization',
    (text) =>
      cors({ origin: '*', cookieless: true }).wrap(() => new Response())(
        new Request(API, { headers: { authorization: text } }),
      ),
  ],
  ['csrf(): origin', (text) => csrf({ self: text })],
  ['csrf(): host', (text) => csrf({ self: PAGE, allowedHosts: text })],
  ['csrf(): route', (text) => csrf({ self: PAGE, bypass: text })],
  [
    'csrf: headers',
    (text) =>
      guard.check(request('POST', { host: 'a.example', upgrade: text, authorization: text, 'x-http-method': text })),
  ],
  ['csrf: the URL', (text) => guard.check(request('POST', {}, `https://${text}`))],
  ['jsonp(): parameter', (text) => jsonp(new Request(API), {}, { parameter: text })],
  ['jsonp(): callback', (text) => jsonp(new Request(`${API}?cb=${encodeURIComponent(text)}`), {}, { parameter: 'cb' })],
  ['jsonp(): callbacks', (text) => jsonp(new Request(API), {}, { parameter: 'cb', callbacks: [text] })],
  ['jsonp(): data', (text) => jsonp(new Request(`${API}?cb=a`), { [text]: text }, { parameter: 'cb' })],
  ['audit(): route', (text) => audited({ routes: [{ path: text, method: text, cacheControl: text, cookies: true }] })],
  ['audit(): public suffixes', (text) => audited({ publicSuffixes: text })],
  ['audit(): own origin', (text) => audited({ self: text })],
  ['audit(): the source of a predicate', (text) => hostileOrigins(text, [], suffixFinder())],
  [
    'audit(): names',
    (text) => audit({ origin: '*', allowHeaders: [text], exposeHeaders: [text], allowMethods: [text] }),
  ],
  [
    'audit(): an error of a predicate',
    (text) =>
      audit({
        origin: () => {
          throw new Error(text)
        },
      }),
  ],
  [
    'observe(): cookies and caches',
    (text) =>
      observe(cors({ origin: [PAGE], credentials: true }), { sink: () => {} }).wrap(
        () => new Response(null, { headers: { 'set-cookie': text, 'cache-control': text } }),
      )(new Request(`${API}?${text}`, { headers: { origin: PAGE } })),
  ],
  ['toMarkdown()', (text) => toMarkdown([{ ...finding, message: text, rule: text, path: [text] }])],
  ['toSarif()', (text) => toSarif([{ ...finding, message: text, rule: text }], { uri: text })],
  ['fetch: the URL', async (text) => await fetched({ url: `https://${text}` })],
  ['fetch: a URL of another scheme', async (text) => await fetched({ url: `app:${text}` })],
  ['fetch: a data URL', async (text) => await fetched({ url: `data:${text},${text}`, mode: 'cors' })],
  ['fetch: a data URL of base64', async (text) => await fetched({ url: `data:${text};base64,${text}` })],
  [
    'fetch: the page',
    async (text) => await fetched({ client: { origin: `https://${text}`, topLevelSite: `http://${text}` } }),
  ],
  ['fetch: the method', async (text) => await fetched({ method: text })],
  ...['x-a', 'accept', 'accept-language', 'content-type', 'range', 'x-http-method'].map((name): Reader => [
    `fetch: ${name}`,
    async (text) => await fetched({ headers: [[name, text]] }),
  ]),
  [
    'fetch: content-type of no-cors',
    async (text) => await fetched({ headers: [['content-type', text]], mode: 'no-cors' }),
  ],
  ['fetch: the referrer', async (text) => await fetched({ referrer: `${PAGE}/${text}`, method: 'POST' })],
  ...['access-control-allow-origin', 'access-control-expose-headers', 'timing-allow-origin', 'set-cookie'].map(
    (name): Reader => [`fetch: ${name}`, answer(name)],
  ),
  ...[
    'access-control-allow-credentials',
    'access-control-allow-methods',
    'access-control-allow-headers',
    'access-control-max-age',
  ].map((name): Reader => [`fetch: ${name}`, preflight(name)]),
  [
    'fetch: location',
    async (text) =>
      await fetched(
        {},
        [
          ['location', text],
          ['referrer-policy', text],
        ],
        302,
      ),
  ],
  [
    'fetch: cross-origin-resource-policy',
    async (text) => await fetched({ mode: 'no-cors' }, [['cross-origin-resource-policy', text]]),
  ],
  ['explain: the URL', async (text) => await explained({ url: `${API}/${text}` })],
  ['explain: the page', async (text) => await explained({ page: `https://${text}`, policy })],
  [
    'explain: headers of the call',
    async (text) => await explained({ headers: { accept: text, 'content-type': text, range: text, 'x-a': text } }),
  ],
  [
    'explain: headers of the answer',
    async (text) =>
      await explained({}, { vary: text, 'access-control-allow-origin': text, 'access-control-expose-headers': text }),
  ],
  [
    'explain: headers of the preflight',
    async (text) =>
      await explained({ method: 'PUT' }, { 'access-control-allow-methods': text, 'access-control-max-age': text }),
  ],
  ['explain: location', async (text) => await explained({}, { location: `https://b.example/${text}` }, 302)],
  [
    'explain: an error',
    async (text) => await explained({ network: async () => await Promise.reject(new Error(text)) }),
  ],
  ['quote()', quote],
  ['visible()', visible],
  ['inCode()', inCode],
  ['literal()', literal],
  ['escapeMarkdown()', escapeMarkdown],
]

/** Pieces that a string repeats: what grammars treat specially, and the beginnings of what src looks for. */
export const PIECES: readonly string[] = [
  ...['a', '0', ' ', '\n', ',', '.', '/', '%', '*', '-', '"', '\\', '`', '<', '\u202E', 'ü'],
  ...['a.', '1.', ':0', '://', 'x-a,', '; ', '"a', ',"__proto__":', '-extension:', '[::', '&cb='],
]

/** What stands around the pieces, so that a reader gets far, or fails at the end. */
export const FRAMES: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['https://', '\n!'],
]
