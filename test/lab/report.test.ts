import { expect, test } from 'vitest'
import type { Exchange, Outcome } from '../../lab/calls/call.ts'
import { CALLS } from '../../lab/calls/calls.ts'
import { compare, isAlike, type Play } from '../../lab/calls/compare.ts'
import { report } from '../../lab/calls/report.ts'

const PAGE = 'http://localhost:8787'
const API = 'http://127.0.0.1:8787'
const SETTING = { version: '1.2.3', userAgent: 'Browser/1', model: 'profile spec.', page: PAGE, api: API }

const call = CALLS.find(({ id }) => id === 'get')!
const withCredentials = CALLS.find(({ id }) => id === 'credentials')!

const READ: Outcome = {
  kind: 'read',
  status: 200,
  headers: [['content-type', 'application/json']],
  body: '',
  redirected: false,
}

const EXCHANGE: Exchange = {
  sent: { method: 'GET', path: '/orders', origin: PAGE, hasCookies: false },
  decision: { kind: 'actual', allowed: true, reason: 'allowed', origin: PAGE },
  credentials: true,
  ran: true,
  status: 200,
}
const sent = (change: Partial<Exchange['sent']>): Exchange => ({ ...EXCHANGE, sent: { ...EXCHANGE.sent, ...change } })

const MODEL: Play = { outcome: READ, exchanges: [EXCHANGE] }
const REFUSED: Outcome = { kind: 'refused', error: 'TypeError: Failed to fetch' }

/** What differs between a browser and the model. */
function differing(browser: Partial<Play>, of = call): string[] {
  const rows = compare({ call: of, ...MODEL, ...browser }, MODEL)
  expect(isAlike(rows)).toBe(rows.every(({ isDifferent }) => !isDifferent))
  return rows.filter(({ isDifferent }) => isDifferent).map(({ what, browser: real }) => `${what}: ${real}`)
}

test.each<[string, Partial<Play>, string[]]>([
  ['nothing', {}, []],
  ['the body, which the API makes', { outcome: { ...READ, body: 'other' } }, []],
  [
    'the length, which a connection adds',
    { outcome: { ...READ, headers: [...READ.headers, ['Content-Length', '2']] } },
    [],
  ],
  ['a status', { outcome: { ...READ, status: 500 } }, ['Status: 500']],
  ['a redirect', { outcome: { ...READ, redirected: true } }, ['Status: 200, after a redirect']],
  ['a header', { outcome: { ...READ, headers: [] } }, ['Readable headers: none']],
  [
    'a refusal',
    { outcome: REFUSED },
    ['Result: blocked by the browser', 'Status: unreadable', 'Readable headers: none'],
  ],
  ['no request', { exchanges: [] }, ['Request 1: not sent']],
  [
    'one more request',
    { exchanges: [EXCHANGE, EXCHANGE] },
    ['Request 2: GET /orders, Origin http://localhost:8787, answer 200, the handler ran'],
  ],
  [
    'another origin',
    { exchanges: [sent({ origin: 'null' })] },
    ['Request 1: GET /orders, Origin null, answer 200, the handler ran'],
  ],
  [
    'no origin',
    { exchanges: [sent({ origin: null })] },
    ['Request 1: GET /orders, no Origin, answer 200, the handler ran'],
  ],
  [
    'another method',
    { exchanges: [sent({ method: 'HEAD' })] },
    ['Request 1: HEAD /orders, Origin http://localhost:8787, answer 200, the handler ran'],
  ],
  ['cookies that nobody asked for', { exchanges: [sent({ hasCookies: true })] }, ['Cookies: with request 1']],
])('the browser and the model differ in %s', (_, browser, found) => {
  expect(differing(browser)).toEqual(found)
})

test('cookies are no difference where the call asks for them, but they are shown', () => {
  const browser = { ...MODEL, exchanges: [sent({ hasCookies: true })] }
  const rows = compare({ call: withCredentials, ...browser }, MODEL)
  expect(isAlike(rows)).toBe(true)
  expect(rows.at(-1)).toMatchObject({ what: 'Cookies', browser: 'with request 1', model: 'none' })
})

function reportOf(browser: Partial<Play>, setting = SETTING): string {
  const result = { call, url: `${API}/orders?call=00000000`, ...MODEL, ...browser }
  return report(setting, [{ result, rows: compare(result, MODEL) }])
}

test('the report says that there is no difference', () => {
  expect(reportOf({})).toBe(`# Real calls of the Corsage lab

- Corsage: 1.2.3
- Browser: \`Browser/1\`
- Model: profile spec.
- Page: \`${PAGE}\`
- API: \`${API}\`
- 1 of 1 calls: the browser did what the model said
- 1 of 1 calls: the browser did what decide() said

There is no difference.
`)
})

test('the report says what was sent, what the API saw, what the browser did, and what the model says', () => {
  const text = reportOf({ outcome: REFUSED })
  expect(text).toContain('- 0 of 1 calls: the browser did what the model said')
  expect(text.slice(text.indexOf('##'))).toBe(`## A plain GET (\`get\`)

The page sent:

- \`GET /orders\`
- \`mode cors, credentials same-origin\`

The API saw:

1. \`GET /orders, Origin ${PAGE}, answer 200, the handler ran\`, decide() said \`allowed\`

The page got:

- \`TypeError: Failed to fetch\`

The browser and the model differ:

- Result: browser \`blocked by the browser\`, model \`read by the page\`
- Status: browser \`unreadable\`, model \`200\`
- Readable headers: browser \`none\`, model \`content-type\`
`)
})

test('hostile values stay in code, on one line, and can be seen', () => {
  const hostile = '`x`\n\n# Title <img src=x onerror=alert(1)> \u202E\u0007 ](javascript:alert(1))'
  const text = reportOf(
    {
      outcome: { ...READ, status: 201, headers: [['x-evil', hostile]] },
      exchanges: [sent({ origin: hostile, path: hostile, asksFor: hostile })],
    },
    { ...SETTING, userAgent: hostile },
  )
  for (const line of text.split('\n')) {
    expect((line.split('`').length - 1) % 2).toBe(0)
    // What is not in code is ours.
    expect(line.replaceAll(/`[^`]*`/g, '')).not.toMatch(/[<>[\]\p{C}]|Title|javascript/u)
  }
  expect(text).toContain(String.raw`\u202e\u0007`)
})

test('the report has no address but those of the page and the API', () => {
  const strange = 'from https://intranet.example/secret?key=1, ws://10.0.0.1:9/x and http://localhost:87870/'
  const text = reportOf(
    { outcome: { kind: 'refused', error: strange }, exchanges: [sent({ origin: 'https://intranet.example' })] },
    { ...SETTING, userAgent: `Bot (+https://bot.example/about)` },
  )
  expect([...new Set(text.match(/[a-z]+:\/\/[^\s`,]+/g))].toSorted()).toEqual([API, PAGE])
  expect(text).toContain('from another address, another address and another address')
})
