import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DumpExchange, readDump } from '../../../src/clues/dump/read.ts'
import { readCommand } from '../../../src/clues/dump/command.ts'

const API = 'https://api.example.com/users'
const PAGE = 'https://app.example.com'
const ANSWER = {
  status: 'HTTP/1.1 401 Unauthorized',
  headers: [
    ['Server', 'nginx'],
    ['Vary', 'Origin'],
  ],
} as const
const LINES = 'HTTP/1.1 401 Unauthorized\nServer: nginx\nVary: Origin'
const PANEL = [
  ['Request URL', API],
  ['Request Method', 'OPTIONS'],
  ['Status Code', '403 Forbidden'],
  ['Remote Address', '192.0.2.1:443'],
  ['Referrer Policy', 'strict-origin-when-cross-origin'],
  ['server', 'nginx'],
  [':authority', 'api.example.com'],
  ['access-control-request-method', 'PUT'],
  ['origin', PAGE],
] as const
const OF_PANEL: Partial<DumpExchange> = {
  method: 'OPTIONS',
  url: API,
  headers: [
    ['access-control-request-method', 'PUT'],
    ['origin', PAGE],
  ],
  answer: { status: '403 Forbidden', headers: [['server', 'nginx']] },
}

/** What programs print and panels copy, and what it says. */
const DUMPS: readonly (readonly [about: string, text: string, exchanges: readonly Partial<DumpExchange>[]])[] = [
  ['an answer', LINES, [{ answer: ANSWER }]],
  ['its body', `${LINES}\n\n{"message": "no",\n"b": 1}`, [{ answer: ANSWER }]],
  ['after the body, another answer', `${LINES}\n\nbody\n\n${LINES}`, [{ answer: ANSWER }, { answer: ANSWER }]],
  [
    'curl -v',
    `* Connected\n> OPTIONS /users HTTP/2\n> Host: api.example.com\n>\n< ${LINES.replaceAll('\n', '\n< ')}\n<\n{"a": 1}\n* Closing`,
    [{ method: 'OPTIONS', url: API, answer: ANSWER }],
  ],
  ['only the answer of curl -v', `< ${LINES.replaceAll('\n', '\n< ')}\n< \n{ [5 bytes data]`, [{ answer: ANSWER }]],
  ['an answer in a mail', `> ${LINES.replaceAll('\n', '\n> ')}`, [{ answer: ANSWER }]],
  ['an answer in a comment', `# ${LINES.replaceAll('\n', '\n# ')}`, [{ answer: ANSWER }]],
  ['a list', '- Server: nginx\n- Vary: Origin', [{ answer: { ...ANSWER, status: '' } }]],
  ['lines of curl -v that grep found', '< Server: nginx\n< Vary: Origin', [{ answer: { ...ANSWER, status: '' } }]],
  [
    'a panel without its URL',
    PANEL.slice(1)
      .map((pair) => pair.join(': '))
      .join('\n'),
    [{ ...OF_PANEL, url: 'https://api.example.com/' }],
  ],
  ['tabs', 'Server\tnginx\nVary\tOrigin', [{ answer: { ...ANSWER, status: '' } }]],
  [
    'Request and response',
    `PUT /users HTTP/1.1\nHost: api.example.com\nOrigin: ${PAGE}\n\n{}\n\n${LINES}\n`,
    [
      {
        method: 'PUT',
        url: API,
        headers: [
          ['Host', 'api.example.com'],
          ['Origin', PAGE],
        ],
        answer: ANSWER,
      },
    ],
  ],
  [
    'a request to this machine',
    `GET /a HTTP/1.1\nHost: localhost:3000\nAccept: */*`,
    [{ url: 'http://localhost:3000/a' }],
  ],
  ['DevTools of Chrome, as lines', PANEL.map((pair) => pair.join(': ')).join('\n'), [OF_PANEL]],
  [
    'with headings',
    `General\n${PANEL.slice(0, 5)
      .map((pair) => pair.join(':'))
      .join(
        '\n',
      )}\nResponse Headers\nview source\nserver:nginx\nRequest Headers (1.2 kB)\nProvisional headers are shown\nLearn more\n${PANEL.slice(
      6,
    )
      .map((pair) => pair.join(': '))
      .join('\n')}\nRequest Payload\nview source\na: b`,
    [OF_PANEL],
  ],
  ['as pairs of lines', PANEL.flat().join('\n'), [OF_PANEL]],
  ['as pairs with colons', PANEL.map((pair) => pair.join(':\n')).join('\n'), [OF_PANEL]],
  [
    'Web Inspector of Safari',
    `Summary\nURL: ${API}\nStatus: 401\nSource: Network\n\nRequest\nGET /users HTTP/1.1\nOrigin: ${PAGE}\n\nResponse\n${LINES}\n`,
    [{ method: 'GET', url: API, headers: [['Origin', PAGE]], answer: ANSWER }],
  ],
  ['the console of Firefox', `XHROPTIONS${API}\n[HTTP/1.1 401 Unauthorized 44ms]`, [{ method: 'OPTIONS', url: API }]],
  [
    'PowerShell',
    `StatusCode        : 401\nRawContent        : HTTP/1.1 401 Unauthorized\n                    Server: nginx\n                    Vary: Origin\n\n                    {"a": 1}\nHeaders           : {[Server, nginx]}`,
    [{ answer: ANSWER }],
  ],
  [
    'wget',
    `--2024-05-27 10:00:00--  ${API}\nHTTP request sent, awaiting response... \n  HTTP/1.1 401 Unauthorized\n  Server: nginx\n  Vary: Origin\nLength: 2`,
    [{ answer: { ...ANSWER, headers: [...ANSWER.headers, ['Length', '2']] } }],
  ],
]

test.each(DUMPS)('%s', (_, text, exchanges) => {
  const expected = exchanges.map((one) => expect.objectContaining(one))
  expect(readDump(text)).toEqual(expected)
  expect(readDump(text.replaceAll('\n', '\r\n'))).toEqual(expected)
})

test.each([
  'hello',
  'Note: this is important\nTodo: nothing',
  'nginx: [emerg] "add_header" directive is not allowed here',
  'SecurityError: The operation is insecure.',
  "server: {\n  proxy: { '/api': 'http://localhost' }\n}",
  'location / {\n  add_header Access-Control-Allow-Origin "*";\n}',
  'C:\\Users\\me>dir',
  'XML Parsing Error: no root element found\nLocation: https://api.example.com/\nLine Number 1',
  '# Server\n\n> Date of the meeting',
  API,
])('is not a dump: %s', (text) => {
  expect(readDump(text)).toEqual([])
})

test.each([
  [
    `$ http OPTIONS ${API} Origin:${PAGE} Accept:text/plain\n${LINES}`,
    {
      method: 'OPTIONS',
      url: API,
      headers: [
        ['Origin', PAGE],
        ['Accept', 'text/plain'],
      ],
      output: LINES,
    },
  ],
  ['http -v :3000/users\n', { url: 'http://localhost:3000/users', headers: [], output: '' }],
  [`wget -S --spider ${API}\nSpider mode`, { url: API, headers: [], output: 'Spider mode' }],
])('%s', (text, command) => {
  expect(readCommand(text)).toEqual(command)
})

test.each(['http is blocked here', 'https everywhere', LINES])('is not a command: %s', (text) => {
  expect(readCommand(text)).toBeUndefined()
})

test('every header and URL of a dump is in its text', () => {
  const pieces = fc.constantFrom(
    ...DUMPS.flatMap(([, text]) => text.split(/(?<=\n)/)),
    '\n',
    '\t',
    '> ',
    '< ',
    ': ',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      for (const { headers, answer } of readDump(text)) {
        for (const pair of [...headers, ...(answer?.headers ?? [])])
          for (const part of pair) expect(text).toContain(part)
      }
    }),
  )
})
