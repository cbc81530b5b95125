import {
  createUserAgent,
  type Header,
  type ProfileName,
  type TransportResponse,
  type WireRequest,
} from '../../../src/browser/index.ts'
import { explain, render } from '../../../src/explain/index.ts'
import { cors } from '../../../src/index.ts'
import { expectReadable, matrix } from '../../../src/testing/index.ts'
import { createBrowser } from '../../../src/browser/index.ts'
import { type Growth, list } from './lists.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const OTHER = 'https://other.example.com/users'
const PROFILES: readonly ProfileName[] = ['spec', 'chromium', 'firefox', 'webkit']

const name = (index: number): string => `x-a${index}`
const header = (index: number): Header => [name(index), '1']
const names = (size: number): string => list(size, name).join(', ')

/** A server that answers preflights with one list of headers, and the request with another. */
const server =
  (preflight: readonly Header[], answer: readonly Header[] = [], status = 200) =>
  ({ method }: { readonly method: string }): TransportResponse => ({
    status: method === 'OPTIONS' ? 204 : status,
    headers: [['Access-Control-Allow-Origin', PAGE], ...(method === 'OPTIONS' ? preflight : answer)],
  })

const allowing = (value: string): Header => ['Access-Control-Allow-Headers', value]

/** Fetches at the wire level, where no runtime limits or joins headers: as often as given. */
const fetching =
  (
    request: (size: number) => Partial<WireRequest>,
    answer: (size: number) => (asked: { readonly method: string; readonly url: URL }) => TransportResponse,
    { profile = 'spec', times = 1 }: { profile?: ProfileName; times?: number } = {},
  ): Growth[1] =>
  (size) => {
    const asked = { url: API, client: { origin: PAGE, url: PAGE }, ...request(size) }
    const respond = answer(size)
    return async () => {
      const agent = createUserAgent({ profile, transport: async (sent) => await Promise.resolve(respond(sent)) })
      // oxlint-disable-next-line no-await-in-loop
      for (let time = 0; time < times; time++) await agent.fetch(asked, () => {})
    }
  }

/** Explains a call, with a network that answers by methods. */
const explaining =
  (
    call: (size: number) => object,
    answer: (size: number) => readonly [preflight: Header[], answer?: Header[], status?: number],
  ): Growth[1] =>
  (size) => {
    const given = call(size)
    const [preflight, headers = [], status = 200] = answer(size)
    const network = ({ method }: Request): Response => {
      const lines = [['Access-Control-Allow-Origin', PAGE] as const, ...(method === 'OPTIONS' ? preflight : headers)]
      return new Response(null, { status: method === 'OPTIONS' ? 204 : status, headers: lines as [string, string][] })
    }
    return async () => await explain({ network, page: PAGE, url: API, ...given })
  }

/** Explains a call that a policy answers. */
const asking =
  (options: (size: number) => object, call: (size: number) => object = () => ({})): Growth[1] =>
  (size) => {
    const policy = cors({ origin: [PAGE], ...options(size) })
    const given = call(size)
    return async () => await explain({ policy, page: PAGE, url: API, method: 'PUT', ...given })
  }

const headers = (size: number): { headers: Header[] } => ({ headers: list(size, header) })

/** Calls of pages, and explanations of them, in which lists of headers grow. */
export const GROWTH_OF_CALLS: readonly Growth[] = [
  ...PROFILES.flatMap((profile): Growth[] => [
    [
      `fetch as ${profile}: headers that are allowed`,
      fetching(headers, (size) => server([allowing(names(size))]), { profile, times: 2 }),
    ],
    [
      `fetch as ${profile}: headers that a star allows`,
      fetching(headers, () => server([allowing('*')]), { profile, times: 2 }),
    ],
    [
      `fetch as ${profile}: headers that are not allowed`,
      fetching(headers, () => server([allowing('x-b')]), { profile }),
    ],
    [
      `fetch as ${profile}: the last header is not allowed`,
      fetching(headers, (size) => server([allowing(names(size - 1))]), { profile }),
    ],
  ]),
  [
    'fetch: methods that are allowed',
    fetching(
      () => ({ method: 'PUT' }),
      (size) => server([['Access-Control-Allow-Methods', `${list(size, (index) => `A${index}`).join()},PUT`]]),
      { times: 2 },
    ),
  ],
  [
    'fetch: lines of one header',
    fetching(
      (size) => ({ headers: list(size, (): Header => ['x-a', '1']) }),
      () => server([allowing('x-a')]),
      { profile: 'chromium' },
    ),
  ],
  [
    'fetch: safelisted headers',
    fetching(
      (size) => ({ headers: list(size, (): Header => ['Accept', '*/*']) }),
      () => server([allowing('accept')]),
    ),
  ],
  [
    'fetch: headers of no-cors',
    fetching(
      (size) => ({ ...headers(size), mode: 'no-cors' }),
      () => server([]),
    ),
  ],
  [
    'fetch: headers of XMLHttpRequest',
    fetching(
      (size) => ({ ...headers(size), initiator: 'xhr' }),
      () => server([allowing('*')]),
    ),
  ],
  [
    'fetch: lines of one header of XMLHttpRequest',
    fetching(
      (size) => ({ headers: list(size, (): Header => ['x-a', '1']), initiator: 'xhr' }),
      () => server([allowing('*')]),
    ),
  ],
  [
    'fetch: headers of an answer',
    fetching(
      () => ({}),
      (size) => server([], list(size, header)),
    ),
  ],
  [
    'fetch: headers of an answer that are exposed',
    fetching(
      () => ({}),
      (size) => server([], [...list(size, header), ['Access-Control-Expose-Headers', names(size)]]),
    ),
  ],
  [
    'fetch: cookies of an answer',
    fetching(
      () => ({}),
      (size) =>
        server(
          [],
          list(size, (): Header => ['Set-Cookie', 'a=1']),
        ),
    ),
  ],
  [
    'fetch: headers that a redirect drops',
    fetching(
      (size) => ({ ...headers(size), method: 'POST', url: API }),
      () =>
        ({ url, method }) =>
          url.href === API && method !== 'OPTIONS'
            ? {
                status: 303,
                headers: [
                  ['Access-Control-Allow-Origin', PAGE],
                  ['Location', OTHER],
                ],
              }
            : { status: 200, headers: [['Access-Control-Allow-Origin', '*'], allowing('*')] },
    ),
  ],
  [
    'fetch: origins of Timing-Allow-Origin',
    fetching(
      () => ({}),
      (size) => server([], [['Timing-Allow-Origin', list(size, (index) => `"a${index}"`).join()]]),
    ),
  ],
  [
    'fetch: referrer policies',
    fetching(
      () => ({}),
      (size) =>
        server(
          [],
          [
            ['Location', '/users'],
            ['Referrer-Policy', list(size, () => 'a').join()],
          ],
          302,
        ),
    ),
  ],
  ['explain: headers that are allowed', explaining(headers, (size) => [[allowing(names(size))]])],
  ['explain: headers that a star allows', explaining(headers, () => [[allowing('*')]])],
  ['explain: headers that are not allowed', explaining(headers, () => [[allowing('x-b')]])],
  ['explain: the last header is not allowed', explaining(headers, (size) => [[allowing(names(size - 1))]])],
  ['explain: headers that no preflight allows', explaining(headers, () => [[]])],
  [
    'explain: headers with a long value',
    explaining(
      (size) => ({ headers: list(size, (): Header => ['accept', 'a'.repeat(200)]) }),
      () => [[allowing('*')]],
    ),
  ],
  [
    'explain: headers of no-cors',
    explaining(
      (size) => ({ ...headers(size), mode: 'no-cors' }),
      () => [[]],
    ),
  ],
  [
    'explain: headers that scripts cannot set',
    explaining(
      (size) => ({ headers: list(size, (index): Header => [`sec-${index}`, '1']) }),
      () => [[]],
    ),
  ],
  [
    'explain: headers after a redirect',
    explaining(
      (size) => ({ ...headers(size), method: 'POST', body: 'a' }),
      () => [[allowing('*')], [['Location', OTHER]], 303],
    ),
  ],
  [
    'explain: headers of an answer',
    explaining(
      () => ({}),
      (size) => [[], list(size, header)],
    ),
  ],
  [
    'explain: headers of an answer that are exposed',
    explaining(
      () => ({}),
      (size) => [[], [...list(size, header), ['Access-Control-Expose-Headers', names(size)]]],
    ),
  ],
  [
    'explain: cookies that were set before',
    asking(
      () => ({ credentials: true, allowMethods: ['PUT'] }),
      (size) => ({ credentials: 'include', cookies: list(size, (index) => `a${index}=1; Secure`) }),
    ),
  ],
  [
    'explain: cookies of an answer',
    explaining(
      () => ({ credentials: 'include' }),
      (size) => [[], list(size, (index): Header => ['Set-Cookie', `a${index}=1; Domain=com`])],
    ),
  ],
  [
    "explain: headers that differ from the policy's",
    explaining(
      (size) => ({
        method: 'PUT',
        policy: cors({ origin: [PAGE], allowMethods: ['PUT'], allowHeaders: list(size, name) }),
      }),
      (size) => [[['Access-Control-Allow-Headers', list(size, (index) => `x-b${index}`).join()]]],
    ),
  ],
  [
    'explain: CORS headers of an answer',
    explaining(
      () => ({}),
      (size) => [[], list(size, (index): Header => [`access-control-a${index}`, '1'])],
    ),
  ],
  [
    'explain: names in Vary',
    explaining(
      () => ({}),
      (size) => [[], [['Vary', names(size)]]],
    ),
  ],
  [
    'explain: origins of an answer',
    explaining(
      () => ({}),
      (size) => [[], list(size, (): Header => ['Access-Control-Allow-Origin', PAGE])],
    ),
  ],
  [
    'explain: methods that are allowed',
    explaining(
      () => ({ method: 'PUT' }),
      (size) => [[['Access-Control-Allow-Methods', list(size, (index) => `A${index}`).join()]]],
    ),
  ],
  ['explain with a policy: requested headers', asking(() => ({ allowMethods: ['PUT'] }), headers)],
  [
    'explain with a policy: listed origins',
    asking((size) => ({ origin: list(size, (index) => `https://a${index}.example.com`) })),
  ],
  ['explain with a policy: listed methods', asking((size) => ({ allowMethods: list(size, (index) => `A${index}`) }))],
  [
    'explain with a policy: listed headers',
    asking(
      (size) => ({ allowMethods: ['PUT'], allowHeaders: list(size, name) }),
      () => ({ headers: { 'x-b': '1' } }),
    ),
  ],
  [
    'explain with a policy: exposed headers',
    asking((size) => ({ allowMethods: ['PUT'], exposeHeaders: list(size, name) })),
  ],
  [
    'explain with a policy and a network: headers of an answer that is not of the policy',
    (size) => {
      const policy = cors({ origin: [PAGE], allowHeaders: list(size, name), allowMethods: ['PUT'] })
      const lines = new Headers([
        ['Access-Control-Allow-Origin', PAGE],
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Allow-Headers', names(size)],
        ...list(size, header),
      ] as [string, string][])
      const network = (): Response => new Response(null, { headers: lines })
      const call = { method: 'PUT', headers: list(size, header) }
      return async () => await explain({ policy, network, page: PAGE, url: API, ...call })
    },
  ],
  [
    'explain with a policy and a network: missing headers',
    (size) => {
      const policy = cors({ origin: [PAGE], allowHeaders: list(size, name), allowMethods: ['PUT'] })
      const given = { policy, network: () => new Response(null), page: PAGE, url: API, method: 'PUT' }
      return async () => await explain({ ...given, headers: list(99, (index): Header => [`x-b${index}`, '1']) })
    },
  ],
  ...(['text', 'markdown', 'mermaid'] as const).map((format): Growth => [
    `render: steps as ${format}`,
    (size) => {
      const step = {
        id: 'redirect',
        side: 'browser',
        passed: true,
        sentence: 'To `a`_b.',
        spec: 'https://a.example/',
      } as const
      const explanation = {
        request: { origin: PAGE, url: API, method: 'GET', credentials: 'omit', profile: 'spec' } as const,
        verdict: { readable: true, sentence: 'a', spec: 'https://a.example/' },
        fixes: list(size, () => ({ change: 'call', sentence: 'a', value: 'a\nb' }) as const),
        warnings: list(size, () => ({ code: 'max-age-zero', sentence: 'a', spec: 'https://a.example/' }) as const),
        steps: list(size, () => step),
        paths: [list(size, () => 'b-cache')],
      }
      return () => render(explanation, format, { color: true })
    },
  ]),
  [
    'expectReadable: headers of a call',
    (size) => {
      const page = createBrowser({
        network: ({ method }) =>
          new Response(null, {
            headers:
              method === 'OPTIONS'
                ? { 'access-control-allow-origin': PAGE, 'access-control-allow-headers': names(size - 1) }
                : {},
          }),
      }).page(PAGE)
      const given = Object.fromEntries(list(size, header))
      return async () => await expectReadable(page.fetch(API, { headers: given })).catch(String)
    },
  ],
  [
    'matrix: headers of one call',
    (size) => {
      const given = Object.fromEntries(list(size, header))
      return async () =>
        String(
          await matrix(cors({ origin: '*', allowHeaders: ['*'] }), {
            origins: [PAGE],
            methods: ['GET'],
            headers: [given],
          }),
        )
    },
  ],
  [
    'matrix: pages',
    (size) => async () =>
      String(
        await matrix(cors({ origin: '*' }), {
          origins: list(Math.ceil(size / 20), (index) => `https://a${index}.example`),
          methods: ['GET'],
          credentials: ['omit'],
        }),
      ),
  ],
]
