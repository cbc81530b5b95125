import { CorsError, createBrowser, createUserAgent } from '../../../src/browser/index.ts'
import { explain, type Explanation, type Format, type Question, render } from '../../../src/explain/index.ts'
import { cors } from '../../../src/index.ts'
import { expectReadable, expectRefused, matrix } from '../../../src/testing/index.ts'
import { HOSTILE, HOSTILE_BYTES, outcomesOf, tamperedWith } from './hidden.ts'
import type { Output } from './outputs-about-options.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const BYTES = {
  'access-control-allow-origin': HOSTILE_BYTES,
  'access-control-allow-methods': HOSTILE_BYTES,
  vary: HOSTILE_BYTES,
}
const server =
  (headers: Record<string, string> = BYTES, status = 200): (() => Response) =>
  () =>
    new Response(null, { status, headers })

/** A call of a page, whose server sends hostile headers. */
async function fetchOf(
  init: object,
  url: unknown = API,
  page: unknown = PAGE,
  network: unknown = server(),
): Promise<unknown> {
  const response = await createBrowser({ network: network as typeof fetch })
    .page(page as string)
    .fetch(url as string, init)
  return [response.type, response.status]
}

/** A call as `expectReadable` reports it. */
async function expected(network: unknown, init: object = {}): Promise<unknown> {
  return await expectReadable(
    createBrowser({ network: network as () => Response })
      .page(PAGE)
      .fetch(API, init),
  )
}

/** An explanation, and what is written from it. */
async function explained(call: object): Promise<unknown[]> {
  const explanation = await explain({ network: server(), page: PAGE, url: API, probe: false, ...call })
  const { fixes, ...rest } = explanation
  // The values of fixes have line breaks of their own.
  const values = fixes.flatMap(({ value }) => value.split('\n'))
  return [rest, fixes.map(({ sentence }) => sentence), values, ...rendered(explanation)]
}

function rendered(explanation: Explanation): string[] {
  const formats: readonly Format[] = ['text', 'markdown', 'mermaid']
  // The colours are the only escape sequences that are written on purpose.
  // oxlint-disable-next-line no-control-regex
  const colored = render(explanation, 'text', { color: true }).replaceAll(/\u001B\[(0|1|2|31|32|33|36)m/g, '')
  return [...formats.map((format) => render(explanation, format)), colored].flatMap((text) => text.split('\n'))
}

async function refused(): Promise<Explanation> {
  return await explain({
    policy: cors({ origin: [PAGE], exposeHeaders: ['etag'] }),
    page: PAGE,
    url: API,
    method: 'PUT',
  })
}

async function wired(request: object, transport: unknown = () => ({ status: 200, headers: [] })): Promise<unknown> {
  const agent = createUserAgent({ transport: transport as never })
  const { type, status } = await agent.fetch({ url: API, client: { origin: PAGE }, ...request })
  return [type, status]
}

const INIT = ['method', 'headers', 'body', 'mode', 'credentials', 'redirect', 'cache', 'referrer', 'referrerPolicy']
const WIRE = ['url', 'client', 'method', 'headers', 'body', 'mode', 'credentials', 'redirect', 'referrer', 'initiator']

/** Functions that make requests, and those that write about them. */
export const OUTPUTS_ABOUT_CALLS: readonly Output[] = [
  ...INIT.map((member): Output => [
    createBrowser,
    `${member} of a call`,
    async (value) => await fetchOf({ [member]: value }),
  ]),
  [createBrowser, 'the URL of a call', async (value) => await fetchOf({}, value)],
  [createBrowser, 'the URL of a page', async (value) => await fetchOf({}, API, value)],
  [createBrowser, 'the path of a page', async (value) => await fetchOf({}, API, `${PAGE}/${String(value)}`)],
  [createBrowser, 'the name of a header', async (value) => await fetchOf({ headers: [[value, '1']] })],
  [createBrowser, 'the value of a header', async (value) => await fetchOf({ headers: { 'x-a': value } })],
  [createBrowser, 'the network', (value) => createBrowser({ network: value as typeof fetch })],
  [createBrowser, 'the profile', (value) => createBrowser({ network: server(), profile: value as 'spec' })],
  [createBrowser, 'a value that is not a response', async (value) => await fetchOf({}, API, PAGE, () => value)],
  [
    CorsError,
    'an error of the network',
    async (value) => await fetchOf({}, API, PAGE, async () => await Promise.reject(value)),
  ],
  [CorsError, 'headers of an answer', async () => await fetchOf({})],
  [CorsError, 'headers of the answer to a preflight', async () => await fetchOf({ method: 'PUT' })],
  [
    CorsError,
    'lists of an answer to a preflight',
    async () =>
      await outcomesOf(
        ...['methods', 'headers', 'credentials'].map(
          (list) => async () =>
            await fetchOf({ method: 'PUT', headers: { 'x-a': '1' }, credentials: 'include' }, API, PAGE, () =>
              server({ 'access-control-allow-origin': PAGE, [`access-control-allow-${list}`]: HOSTILE_BYTES })(),
            ),
        ),
      ),
  ],
  ...WIRE.map((member): Output => [
    createUserAgent,
    `${member} of a request`,
    async (value) => await wired({ [member]: value }),
  ]),
  [createUserAgent, 'the origin of a client', async (value) => await wired({ client: { origin: value, url: value } })],
  [createUserAgent, 'the transport', (value) => createUserAgent({ transport: value as never })],
  ...['status', 'headers', 'body'].map((member): Output => [
    createUserAgent,
    `${member} of an answer`,
    async (value) => await wired({}, () => ({ status: 200, headers: [], [member]: value })),
  ]),
  [
    createUserAgent,
    'a header of an answer',
    async (value) => await wired({}, () => ({ status: 200, headers: [[value, value]] })),
  ],
  [expectReadable, 'an error of the network', async (value) => await expected(async () => await Promise.reject(value))],
  [expectReadable, 'headers of an answer', async () => await expected(server())],
  [expectReadable, 'headers of the answer to a preflight', async () => await expected(server(), { method: 'PUT' })],
  [
    expectRefused,
    'the code',
    async (value) => await expectRefused(Promise.resolve(new Response()), String(value) as 'acao-missing'),
  ],
  [
    expectRefused,
    'another code',
    async (value) =>
      await expectRefused(createBrowser({ network: server() }).page(PAGE).fetch(API), String(value) as 'acao-missing'),
  ],
  ...['origins', 'methods', 'headers', 'credentials', 'url', 'profile'].flatMap((member): Output[] => [
    [
      matrix,
      `${member} of a matrix`,
      async (value) => String(await matrix(cors({ origin: '*' }), { origins: [PAGE], [member]: value })).split('\n'),
    ],
    [
      matrix,
      `an entry of ${member} of a matrix`,
      async (value) => String(await matrix(cors({ origin: '*' }), { origins: [PAGE], [member]: [value] })).split('\n'),
    ],
  ]),
  [
    matrix,
    'pages with a path in a matrix',
    async (value) => String(await matrix(cors({ origin: '*' }), { origins: [`${PAGE}/${String(value)}`] })).split('\n'),
  ],
  ...[
    'policy',
    'network',
    'page',
    'url',
    'method',
    'headers',
    'body',
    'mode',
    'credentials',
    'redirect',
    'profile',
    'context',
  ].map((member): Output => [
    explain,
    `${member} of a question`,
    async (value) => await explained({ [member]: value }),
  ]),
  [explain, 'a question', async (value) => await explain(value as Question)],
  [
    explain,
    'the path of a URL',
    async (value) => await explained({ url: `${API}/${String(value)}?${String(value)}#${String(value)}` }),
  ],
  [
    explain,
    'an error of the network',
    async (value) => await explained({ network: async () => await Promise.reject(value) }),
  ],
  [
    explain,
    'an error of a preflight',
    async (value) => await explained({ network: async () => await Promise.reject(value), method: 'PUT' }),
  ],
  [explain, 'a value that is not a response', async (value) => await explained({ network: () => value })],
  [
    explain,
    'headers of an answer',
    async () => await explained({ headers: { 'content-type': HOSTILE_BYTES, 'x-a': HOSTILE_BYTES } }),
  ],
  [
    explain,
    'headers of an answer that is not of the policy',
    async () =>
      await outcomesOf(
        ...[200, 302, 405, 500].map((status) => async () => {
          const policy = cors({ origin: [PAGE] })
          const network = server(
            { ...BYTES, server: HOSTILE_BYTES, allow: HOSTILE_BYTES, location: HOSTILE_BYTES },
            status,
          )
          return await explained({ policy, network, method: 'PUT' })
        }),
      ),
  ],
  [render, 'a format', async (value) => render(await refused(), value as Format)],
  [
    render,
    'an explanation that was changed while it was JSON',
    async () => rendered(tamperedWith(await refused(), HOSTILE)),
  ],
]
