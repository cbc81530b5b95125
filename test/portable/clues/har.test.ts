import { expect, test } from 'vitest'
import { explain } from '../../../src/explain/index.ts'
import { type HarCall, readHar } from '../../../src/clues/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'

type Headers = Readonly<Record<string, string>>

interface Entry {
  readonly method?: string
  readonly url?: string
  readonly headers?: Headers
  readonly status?: number
  readonly answer?: Headers
  readonly error?: string | null
  readonly type?: string
}

/** The headers of a request that Chromium has sent. */
const SENT = { 'accept-encoding': 'gzip', origin: PAGE, 'sec-fetch-mode': 'cors' }
const ASKED = { ...SENT, 'access-control-request-method': 'PUT' }

function har(creator: string, entries: readonly Entry[], browser?: string): string {
  const lines = (headers: Headers = {}): object[] => Object.entries(headers).map(([name, value]) => ({ name, value }))
  const all = entries.map(
    ({ method = 'GET', url = API, headers, status = 0, answer, error, type = 'fetch' }, index) => ({
      startedDateTime: new Date(1_800_000_000_000 + index * 100).toISOString(),
      _resourceType: type,
      request: { method, url, headers: lines(headers) },
      response: { status, headers: lines(answer), ...(error !== undefined && { _error: error }) },
    }),
  )
  return JSON.stringify({
    log: { creator: { name: creator }, ...(browser && { browser: { name: browser } }), entries: all },
  })
}

const ROWS: readonly (readonly [name: string, text: string, calls: readonly Partial<HarCall>[]])[] = [
  [
    'a failure in Chromium',
    har('WebInspector', [{ headers: SENT, status: 500, error: 'net::ERR_FAILED' }]),
    [{ verdict: 'refused', codes: ['acao-missing'], status: 500, page: PAGE, entries: [0] }],
  ],
  [
    'a preflight that fails in Chromium, and the call that was never sent',
    har('WebInspector', [
      { method: 'PUT', headers: { referer: `${PAGE}/` }, error: 'net::ERR_FAILED' },
      {
        method: 'OPTIONS',
        headers: ASKED,
        status: 204,
        answer: { 'access-control-allow-origin': PAGE, 'access-control-allow-credentials': 'true' },
        error: null,
        type: 'preflight',
      },
    ]),
    [{ verdict: 'refused', codes: ['preflight-method-not-allowed'], method: 'PUT', entries: [0, 1] }],
  ],
  [
    'a star and credentials in Chromium, which only its error tells',
    har('WebInspector', [
      { headers: SENT, status: 200, answer: { 'access-control-allow-origin': '*' }, error: 'net::ERR_FAILED' },
      { headers: SENT, status: 200, answer: { 'access-control-allow-origin': '*' }, error: null },
    ]),
    [
      { verdict: 'refused', codes: ['acao-wildcard-with-credentials'] },
      { verdict: 'readable', codes: [] },
    ],
  ],
  [
    'the same in Firefox, where only a cookie tells',
    har('Firefox', [
      { headers: SENT, status: 200, answer: { 'access-control-allow-origin': '*' } },
      { headers: { ...SENT, cookie: 'a=1' }, status: 200, answer: { 'access-control-allow-origin': '*' } },
    ]),
    [
      { verdict: 'unknown', codes: ['acao-wildcard-with-credentials'], mayBeReadable: true, missing: ['credentials'] },
      { verdict: 'refused', codes: ['acao-wildcard-with-credentials'] },
    ],
  ],
  [
    'a failure of Safari, which has no headers and no preflights',
    har('WebKit Web Inspector', [
      {
        headers: { origin: PAGE, 'sec-fetch-mode': 'cors' },
        error: 'Access-Control-Allow-Origin cannot contain more than one origin.',
      },
      {
        method: 'PUT',
        headers: { origin: PAGE, 'sec-fetch-mode': 'cors' },
        error: 'Preflight response is not successful. Status code: 404',
      },
    ]),
    [
      { verdict: 'refused', codes: ['acao-multiple'] },
      { verdict: 'refused', codes: ['preflight-status'] },
    ],
  ],
  [
    'a failure in Playwright, which keeps nothing of it',
    har('Playwright', [{ headers: { origin: PAGE }, error: 'net::ERR_FAILED' }], 'chromium'),
    [{ verdict: 'unknown', codes: [], missing: ['response'] }],
  ],
  [
    'a failure of the network',
    har('WebInspector', [{ headers: SENT, error: 'net::ERR_NAME_NOT_RESOLVED' }]),
    [{ verdict: 'refused', codes: ['network-error'] }],
  ],
  [
    'a redirect to a server that forgets CORS',
    har('WebInspector', [
      {
        headers: SENT,
        status: 302,
        answer: { 'access-control-allow-origin': '*', location: 'https://cdn.example/x' },
        error: null,
      },
      { url: 'https://cdn.example/x', headers: { ...SENT, origin: 'null' }, status: 200, error: 'net::ERR_FAILED' },
    ]),
    [{ verdict: 'refused', codes: ['acao-missing'], entries: [0, 1] }],
  ],
  [
    'a call that the cached permission covers',
    har('WebInspector', [
      {
        method: 'PUT',
        headers: SENT,
        status: 200,
        answer: { 'access-control-allow-origin': PAGE, 'access-control-allow-credentials': 'true' },
        error: null,
      },
    ]),
    [{ verdict: 'readable' }],
  ],
  [
    'a proxy, which sees the call after its preflight, or never',
    har('Charles Proxy', [
      { method: 'OPTIONS', headers: ASKED, status: 404 },
      {
        method: 'OPTIONS',
        url: 'https://x.example/',
        headers: ASKED,
        status: 204,
        answer: { 'access-control-allow-origin': PAGE, 'access-control-allow-methods': 'PUT' },
      },
      { method: 'PUT', url: 'https://x.example/', headers: SENT, status: 200 },
    ]),
    [
      { verdict: 'unknown', url: 'https://x.example/', entries: [1, 2] },
      { verdict: 'refused', codes: ['preflight-acao-missing'], method: 'PUT', url: API, entries: [0] },
    ],
  ],
  [
    'a call of a page that nobody knows',
    har('Charles Proxy', [{ status: 200 }]),
    [{ verdict: 'unknown', missing: ['page'] }],
  ],
  [
    'documents and calls within the page’s origin',
    har('WebInspector', [
      { type: 'document', status: 200 },
      { headers: { referer: API }, status: 404, error: null },
    ]),
    [],
  ],
  ['no entries', har('WebInspector', []), []],
]

const NAMED = ROWS.map((row) => ({ name: row[0], row }))

test.each(NAMED)('reads $name', async ({ row: [, text, calls] }) => {
  expect((await readHar(text)).calls).toEqual(calls.map((call) => expect.objectContaining(call) as unknown))
})

test.each(NAMED)('what is decided can be explained: $name', async ({ row: [, text] }) => {
  for (const { question, codes, verdict } of (await readHar(text)).calls) {
    // oxlint-disable-next-line no-await-in-loop
    const explanation = question && (await explain(question))
    const expected = verdict === 'unknown' || codes[0] === 'network-error' ? explanation?.verdict.code : codes[0]
    expect(explanation?.verdict.code).toBe(question ? expected : undefined)
  }
})

test.each([
  ['', 'The HAR is not JSON'],
  ['[]', 'The JSON has no "log" with "entries"'],
  ['{"log":{}}', 'The JSON has no "log" with "entries"'],
])('refuses %j', async (text, message) => {
  await expect(readHar(text)).rejects.toThrow(message)
})

test('a piece of a recording is read as the whole', async () => {
  const headers = [{ name: 'Origin', value: 'https://app.example.com' }]
  const entry = {
    startedDateTime: '2024-05-01T10:00:00.000Z',
    request: { method: 'GET', url: API, headers },
    response: { status: 200, headers: [] },
  }
  for (const piece of [{ log: { entries: [entry] } }, { version: '1.2', entries: [entry] }, [entry], entry]) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await readHar(JSON.stringify(piece))).toMatchObject({ calls: [{ url: API, codes: ['acao-missing'] }] })
  }
})

test('a malformed recording has no calls, and is no error', async () => {
  const entries = [
    null,
    1,
    {},
    { request: null },
    { request: { url: 'x' } },
    { request: { url: API, headers: [null, { name: 1 }] }, response: { status: 'x', headers: {} } },
  ]
  const { calls } = await readHar(JSON.stringify({ log: { creator: [], pages: {}, entries } }))
  expect(calls.map(({ verdict }) => verdict)).toEqual(['unknown'])
})

test('ten thousand calls to one URL are read in a moment', async () => {
  const one: Entry = { headers: SENT, status: 200, answer: { 'access-control-allow-origin': '*' }, error: null }
  const { calls } = await readHar(
    har(
      'WebInspector',
      Array.from({ length: 10_000 }, () => one),
    ),
  )
  expect(calls).toHaveLength(10_000)
})
