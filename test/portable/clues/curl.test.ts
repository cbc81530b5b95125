import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ClueCall, readCurl } from '../../../src/clues/index.ts'

const API = 'https://api.example.com/users'

const ROWS: readonly (readonly [name: string, line: string, call: Partial<ClueCall>, leftOut?: readonly string[]])[] = [
  ['a URL', `curl ${API}`, { url: API, method: 'GET', headers: [], body: null }],
  ['a prompt and a path', `$ /usr/bin/curl -s ${API}`, { url: API }],
  [
    'data of a file in the query',
    'curl https://api.example.com/ -G -d a=1 -d @b',
    { url: 'https://api.example.com/?a=1' },
  ],
  ['an address of IPv6', 'curl me:pw@[::1]:3000/users', { url: 'http://[::1]:3000/users' }, []],
  ['a URL without a scheme', 'curl localhost:3000/users', { url: 'http://localhost:3000/users' }],
  [
    'Chromium, for bash',
    `curl '${API}' \\\n  -H 'accept: */*' \\\n  -H 'content-type: application/json' \\\n  -b 'session=1; theme=dark' \\\n  -H 'origin: https://app.example.com' \\\n  -H 'referer: https://app.example.com/page' \\\n  -H 'sec-fetch-mode: cors' \\\n  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \\\n  --data-raw $'{"name":"D\\u2019Arcy\\'s"}'`,
    {
      method: 'POST',
      headers: [['content-type', 'application/json']],
      body: { text: '{"name":"D’Arcy\'s"}' },
      page: 'https://app.example.com/page',
      mode: 'cors',
      credentials: 'include',
    },
    [],
  ],
  [
    'Chromium, for cmd',
    'curl ^"https://api.example.com/users?a=1^&b=50^%^25^" ^\r\n  -X ^"PUT^" ^\r\n  -H ^"x-id: 1^" ^\r\n  -H ^"sec-fetch-mode: cors^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"b^\\^"^}^"',
    {
      url: `${API}?a=1&b=50%25`,
      method: 'PUT',
      headers: [
        ['x-id', '1'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: { text: '{"a":"b"}' },
    },
  ],
  [
    'Firefox',
    `curl '${API}' \\\n  --compressed \\\n  -X DELETE \\\n  -H 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' \\\n  -H 'Accept: */*' \\\n  -H 'Accept-Language: en-US,en;q=0.9' \\\n  -H 'X-Id: 7' \\\n  -H 'Origin: null' \\\n  -H 'Priority: u=4'`,
    { method: 'DELETE', headers: [['X-Id', '7']], page: 'null' },
  ],
  [
    'Safari',
    `curl '${API}' \\\n-X 'POST' \\\n-H 'Accept: */*' \\\n-H 'Content-Type: text/plain' \\\n-H 'Origin: https://app.example.com' \\\n-H 'User-Agent: Mozilla/5.0 (Macintosh)' \\\n--data-binary 'abc'`,
    {
      method: 'POST',
      headers: [['Content-Type', 'text/plain']],
      body: { text: 'abc' },
      page: 'https://app.example.com',
    },
  ],
  [
    'joined letters',
    `curl -sSLXPATCH -da=1 ${API}`,
    { method: 'PATCH', body: { text: 'a=1' }, headers: [['Content-Type', 'application/x-www-form-urlencoded']] },
  ],
  [
    'data of several options',
    `curl ${API} -d a=1 --data-urlencode 'b=c d' --data-urlencode '&'`,
    { method: 'POST', body: { text: 'a=1&b=c%20d&%26' } },
  ],
  [
    'JSON',
    `curl --json '{"a":' --json '1}' ${API}`,
    {
      method: 'POST',
      headers: [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ],
      body: { text: '{"a":1}' },
    },
  ],
  ['data in the URL', `curl -G -d a=1 ${API}?b=2`, { url: `${API}?b=2&a=1`, method: 'GET', body: null, headers: [] }],
  [
    'a form',
    `curl -F 'file=@photo.png' ${API}`,
    { method: 'POST', body: 'unknown' },
    ['The parts of the form: only their `Content-Type` matters, and a page sends them by `FormData`.'],
  ],
  [
    'a file',
    `curl -d @body.json ${API}`,
    { method: 'POST', body: 'unknown' },
    ['The body in the file `body.json`, because no file is read.'],
  ],
  ['an upload', `curl -T photo.png ${API}`, { method: 'PUT', body: 'unknown' }],
  ['a user', `curl -u me:secret ${API}`, { headers: [['Authorization', 'Basic bWU6c2VjcmV0']] }],
  [
    'a user in the URL',
    `curl https://me:se%40cret@api.example.com/`,
    { url: 'https://api.example.com/', headers: [['Authorization', 'Basic bWU6c2VAY3JldA==']] },
  ],
  ['a token', `curl --oauth2-bearer abc ${API}`, { headers: [['Authorization', 'Bearer abc']] }],
  ['HEAD', `curl -I ${API}`, { method: 'HEAD' }],
  ['headers without a value', `curl -H 'X-Empty;' -H 'Accept:' ${API}`, { headers: [['X-Empty', '']] }],
  [
    'a header that no script can set',
    `curl -H 'DNT: 1' -H 'Host: x.example' ${API}`,
    { headers: [] },
    ['`DNT`: a script cannot set this header.'],
  ],
  [
    'insecure, with a proxy',
    `curl -k -x http://proxy:8080 --resolve a:443:127.0.0.1 ${API}`,
    {},
    [
      '`-k`: a browser does not accept a certificate that is not valid.',
      '`-x` and `--resolve`: a page cannot choose a proxy or an address.',
    ],
  ],
  [
    'two requests',
    `curl ${API} --next -X PUT ${API}`,
    { method: 'GET' },
    ['Everything after `--next`, which is another request.'],
  ],
  ['a command after it', `curl ${API} | jq .`, { url: API }],
  [
    'quotes of all kinds',
    `curl "${API}?q=\\"\\$\\\`" -H "X-A: it's" -H 'X-B: say "hi"' -H X-C:\\ d`,
    {
      url: `${API}?q=%22$\``,
      headers: [
        ['X-A', "it's"],
        ['X-B', 'say "hi"'],
        ['X-C', 'd'],
      ],
    },
  ],
]

const NAMED = ROWS.map((row) => ({ name: row[0], row }))

test.each([
  ['a prompt of zsh', `me@mac project % curl -X PUT ${API}`],
  ['a prompt of bash', `me@host:~/project$ curl -X PUT ${API}`],
  ['a prompt of root', `[root@host dir]# curl -X PUT ${API}`],
  ['a prompt of PowerShell', `PS C:\\Users\\me> curl.exe -X PUT ${API}`],
  ['a prompt of cmd', `C:\\Users\\me>curl -X PUT ${API}`],
  ['another prompt', `➜  ~ curl -X PUT ${API}`],
  ['sudo', `sudo curl -X PUT ${API}`],
  ['lines that lost their backslashes', `curl ${API}\n  -X PUT\n`],
  ['dashes of a word processor', `curl –X PUT ${API}`],
  ['quotes of a word processor', `curl -X “PUT” ‘${API}’`],
  ['a redirection', `curl 2>&1 -X PUT ${API} > /dev/null`],
])('%s', (_, line) => {
  const { call, output } = readCurl(line)
  expect(call).toMatchObject({ url: API, method: 'PUT' })
  expect(output).toBeUndefined()
})

test('what the line printed stands after it', () => {
  const printed = 'HTTP/2 200\nvary: Origin'
  expect(readCurl(`$ curl -i ${API}\n${printed}`).output).toBe(printed)
  expect(readCurl(`curl -sI '${API}' | grep -i vary\n${printed}`).output).toBe(printed)
})

test('a preflight that is sent by hand names the call it is for', () => {
  const { call } = readCurl(
    `curl -X OPTIONS ${API} -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: content-type, x-id'`,
  )
  expect(call).toMatchObject({
    method: 'OPTIONS',
    page: 'https://app.example.com',
    asks: {
      method: 'PUT',
      headers: [
        ['content-type', 'application/json'],
        ['x-id', 'value'],
      ],
    },
  })
})

test.each(NAMED)('reads $name', ({ row: [, line, call, leftOut] }) => {
  const reading = readCurl(line)
  expect(reading.call).toMatchObject(call)
  expect(reading.leftOut).toEqual(leftOut ?? reading.leftOut)
})

test.each([
  ['wget https://x.example/', 'The line starts with "wget", expected "curl" and its options'],
  ['', 'The line starts with "", expected "curl" and its options'],
  ['curl', 'The line has no URL, expected one such as https://api.example.com/users'],
  ["curl 'https://x.example/", 'The line has "\'" without an end, expected the whole line in its quotes'],
  ['curl --haeder x https://x.example/', 'curl has no option "--haeder", expected --header'],
  [
    'curl -£ https://x.example/',
    'curl has no option "-£", expected one of those of `curl --help all`, or the line without it',
  ],
  ['curl https://x.example/ -d', 'The option -d (--data) of curl is the last word, expected its value after it'],
  ['curl https://x.example/ --request', 'The option --request of curl is the last word, expected its value after it'],
  ['curl https://', 'The URL is "https://", expected one such as "https://api.example.com/users"'],
  ["curl -H 'no header' https://x.example/", 'The header is "no header", expected "name: value"'],
])('refuses %s', (line, message) => {
  expect(() => readCurl(line)).toThrow(new TypeError(message))
})

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0'))

test('a body that is quoted in any of the ways comes out as it went in', () => {
  fc.assert(
    fc.property(word, (text) => {
      const single = `'${text.replaceAll("'", String.raw`'\''`)}'`
      const double = `"${text.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`
      const ansi = `$'${text.replaceAll(/['\\\n\r\t]/g, (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`
      for (const quoted of [single, double, ansi]) {
        expect(readCurl(`curl ${API} --data-raw ${quoted}`).call.body).toEqual({ text })
      }
    }),
  )
})

test('any line is read or refused with a message', () => {
  const pieces = fc.constantFrom(
    'curl',
    ' ',
    '-H',
    '-d',
    '--data-raw',
    '-X',
    "'",
    '"',
    '^"',
    '\\',
    '\n',
    '$',
    '@',
    ':',
    'https://x.example/',
    '--',
    '-',
    'é',
    '\u001B',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      expect(outcomeOf(`curl ${parts.join('')}`)).toMatch(/^[a-z][a-z0-9+.-]*:|, expected /)
    }),
  )
})

/** The URL that was read, or the message. */
function outcomeOf(line: string): string {
  try {
    return readCurl(line).call.url
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return error.message
  }
}
