import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ClueCall, readFetch } from '../../../src/clues/index.ts'

const API = 'https://api.example.com/users'

const ROWS: readonly (readonly [name: string, source: string, call: Partial<ClueCall>, leftOut?: readonly string[]])[] =
  [
    [
      'Chromium',
      `fetch("${API}", {\n  "headers": {\n    "accept": "*/*",\n    "accept-language": "en-US,en;q=0.9",\n    "content-type": "application/json",\n    "sec-ch-ua": "\\"Chromium\\";v=\\"156\\"",\n    "sec-fetch-mode": "cors"\n  },\n  "referrer": "https://app.example.com/page",\n  "body": "{\\"a\\":\\"\\u00e9\\"}",\n  "method": "POST",\n  "mode": "cors",\n  "credentials": "include"\n});`,
      {
        url: API,
        method: 'POST',
        headers: [['content-type', 'application/json']],
        body: { text: '{"a":"é"}' },
        mode: 'cors',
        credentials: 'include',
        page: 'https://app.example.com/page',
      },
      [],
    ],
    [
      'Chromium, for Node',
      `fetch("${API}", { "headers": { "cookie": "a=1", "Referer": "https://app.example.com/" }, "body": null, "method": "GET" });`,
      { credentials: 'include', page: 'https://app.example.com/', body: null },
    ],
    [
      'Firefox',
      `await fetch("${API}", {\n    "credentials": "omit",\n    "headers": {\n        "User-Agent": "Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0",\n        "Accept": "*/*",\n        "X-Id": "1",\n        "Priority": "u=4"\n    },\n    "method": "PUT",\n    "mode": "cors"\n});`,
      { method: 'PUT', headers: [['X-Id', '1']], credentials: 'omit', mode: 'cors' },
    ],
    [
      'Safari',
      `fetch("${API}", {\n    cache: "default",\n    credentials: "same-origin",\n    headers: {"Accept": "application/json"},\n    method: "GET",\n    mode: "cors",\n    redirect: "follow",\n    referrer: "https://app.example.com/",\n    referrerPolicy: "strict-origin-when-cross-origin",\n})`,
      {
        cache: 'default',
        credentials: 'same-origin',
        redirect: 'follow',
        page: 'https://app.example.com/',
        headers: [['Accept', 'application/json']],
      },
    ],
    [
      'what people write',
      `const users = await fetch(\`${API}\`, { method: 'PATCH', headers: new Headers({ 'x-a': '1' }), body: JSON.stringify({ name }), }).then((r) => r.json()) // done`,
      { method: 'PATCH', headers: [['x-a', '1']], body: 'unknown' },
      [],
    ],
    [
      'headers without a value, and the fields of HTTP/2',
      `fetch('${API}', { headers: { 'X-Empty': '', ':authority': 'api.example.com', 'X-A': '1' } })`,
      {
        headers: [
          ['X-Empty', ''],
          ['X-A', '1'],
        ],
      },
      [],
    ],
    ['a URL with its base', `fetch(new URL('/users', 'https://api.example.com'))`, { url: API }],
    [
      'TypeScript and comments',
      `fetch('https://api.example.com' /* the API */ + '/users' as string, { headers: [['X-A', 'b'], ["X-B", 2]] satisfies HeadersInit, keepalive: true } as RequestInit)`,
      {
        url: API,
        headers: [
          ['X-A', 'b'],
          ['X-B', '2'],
        ],
        keepalive: true,
      },
    ],
    [
      'computed parts',
      `fetch('${API}', { method, headers: { ...auth(), Authorization: \`Bearer \${token}\` }, ...rest })`,
      { method: 'GET', headers: [['Authorization', 'computed']] },
      [
        'The members of the second argument that are spread or computed.',
        'The headers that are spread or computed.',
        'The value of the header `Authorization`, because it is computed.',
        '`method`, because its value is computed.',
      ],
    ],
    [
      'a relative URL',
      `fetch('/users', { referrer: 'https://app.example.com/' })`,
      { url: 'https://app.example.com/users' },
    ],
    ['regular expressions and divisions', `const a = /fetch\\(["']/.test(x) / 2; fetch('${API}')`, { url: API }],
    [
      'a program that names the URL and the options before',
      `const API = 'https://api.example.com';\nconst options: RequestInit = { method: 'PUT', headers: { 'X-Id': '1' }, credentials: 'include' };\nlet path = '/users'\nconst response = await fetch(\`\${API}\${path}\`, options)`,
      { url: API, method: 'PUT', headers: [['X-Id', '1']], credentials: 'include' },
      [],
    ],
    [
      'a URL with parts that are computed',
      'fetch(`https://api.example.com/users/${user.id}?page=${page}`)',
      { url: 'https://api.example.com/users/user-id?page=page' },
      ['`${user.id}` and `${page}` in the URL, because they are computed.'],
    ],
    [
      'a variable that changes',
      `let method = 'PUT'\nif (isNew) method = 'POST'\nfetch('${API}', { method, headers })`,
      { url: API, method: 'GET' },
      ['The headers of the call, because they are computed.', '`method`, because its value is computed.'],
    ],
  ]

const NAMED = ROWS.map((row) => ({ name: row[0], row }))

test.each(NAMED)('reads $name', ({ row: [, source, call, leftOut] }) => {
  const reading = readFetch(source)
  expect(reading.call).toMatchObject(call)
  expect(reading.leftOut).toEqual(leftOut ?? reading.leftOut)
})

test.each([
  [
    "axios.get('/users')",
    'The code is "axios.get(\'/users\')", expected a call such as fetch("https://api.example.com/users")',
  ],
  ['fetch(url)', 'The URL of the call is computed, expected a string such as "https://api.example.com/users"'],
  [
    'fetch(`https://api.example.com${path}`)',
    'The URL of the call is computed, expected a string such as "https://api.example.com/users"',
  ],
  ["fetch('https://x.example/", 'The call has "\'" without an end, expected the whole call'],
  ['fetch(`https://x.example/', 'The call has "`" without an end, expected the whole call'],
  [
    "fetch('https://x.example/', { mode: 'crs' })",
    'The call\'s mode is "crs", expected "cors" or "no-cors" or "same-origin"',
  ],
])('refuses %s', (source, message) => {
  expect(() => readFetch(source)).toThrow(new TypeError(message))
})

test('a call that is written as JSON comes out as it went in', () => {
  const headers = fc.dictionary(
    fc.stringMatching(/^x-[a-z]{1,8}$/),
    fc
      .string({ maxLength: 20 })
      .map((text) => text.trim())
      .filter(Boolean),
  )
  fc.assert(
    fc.property(
      fc.constantFrom('POST', 'PUT', 'purge'),
      headers,
      fc.string({ unit: 'grapheme' }),
      (method, given, body) => {
        const { call } = readFetch(`fetch(${JSON.stringify(API)}, ${JSON.stringify({ method, headers: given, body })})`)
        expect(call.method).toBe(method)
        expect(Object.fromEntries(call.headers)).toEqual(given)
        expect(call.body).toEqual({ text: body })
      },
    ),
  )
})

test('nothing is run', () => {
  Object.assign(globalThis, { ran: false })
  expect(() => readFetch("fetch('https://x.example/', (globalThis.ran = true, {}))")).not.toThrow()
  expect((globalThis as { ran?: boolean }).ran).toBe(false)
})

test('any code is read or refused with a message, in bounded time', () => {
  const pieces = fc.constantFrom(
    'fetch(',
    "'https://x.example/'",
    ',',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    'headers:',
    '`',
    '${',
    "'",
    '"',
    '\\',
    '/',
    '/*',
    '*/',
    '//',
    '\n',
    'new Headers(',
    '+',
    'as',
    '...',
    'é',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      expect(outcomeOf(`fetch('https://x.example/', ${parts.join('')}`)).toMatch(/^https:|, expected /)
    }),
    { numRuns: 500 },
  )
})

/** The URL that was read, or the message. */
function outcomeOf(source: string): string {
  try {
    return readFetch(source).call.url
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return error.message
  }
}
