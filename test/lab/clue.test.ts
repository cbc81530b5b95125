import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClue } from '../../lab/page/clue/read-clue.ts'
import { ENGINES } from '../../lab/page/model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { resultOf } from './tried.ts'

const API = 'https://api.example.com/users'
const CORS_HEADERS = 'HTTP/2 200\ncontent-type: application/json\naccess-control-allow-origin: *'

test.each<[text: string, kind: string, scene: Partial<Scene>]>([
  [
    "curl -X PUT -H 'Content-Type: application/json' -H 'Origin: https://app.example.com' https://api.example.com/users/7",
    'line of curl',
    { url: 'https://api.example.com/users/7', method: 'PUT', headers: 'Content-Type: application/json' },
  ],
  [
    `fetch("https://api.example.com/users", { "headers": { "x-id": "1" }, "method": "DELETE", "mode": "cors", "credentials": "include" });`,
    'call of fetch()',
    { method: 'DELETE', headers: 'x-id: 1', credentials: 'include' },
  ],
  [
    `curl 'https://api.example.com/users' --data-raw '{"a":1}' -H 'Content-Type: application/json'`,
    'line of curl',
    { method: 'POST', body: '{"a":1}', bodyAs: 'text', headers: 'Content-Type: application/json' },
  ],
  [
    `fetch('https://api.example.com/users', { method: 'POST', body: 'a=1', redirect: 'error', keepalive: true })`,
    'call of fetch()',
    { method: 'POST', body: 'a=1', redirect: 'error', keepalive: 'true' },
  ],
  [
    `fetch('https://api.example.com/users', { method: 'POST', body: file.stream(), duplex: 'half' })`,
    'call of fetch()',
    { method: 'POST', bodyAs: 'stream' },
  ],
  [
    `fetch('https://api.example.com/users', { method: 'POST', body: '${'ä'.repeat(40_000)}', keepalive: true })`,
    'call of fetch()',
    { body: '80000', bodyAs: 'bytes', keepalive: 'true' },
  ],
  [
    `* Connected to api.example.com\n> GET /users HTTP/2\n> \n< HTTP/2 200\n< vary: Origin\n<\n{ [5 bytes data]`,
    'response headers',
    { response: 'HTTP/2 200\nvary: Origin' },
  ],
  [CORS_HEADERS, 'response headers', { by: 'headers', response: CORS_HEADERS }],
  [`\`\`\`http\n${CORS_HEADERS}\n\`\`\``, 'response headers', { response: CORS_HEADERS }],
  [`HTTP/1.1 301 Moved\nLocation: /new\n\n${CORS_HEADERS}`, 'response headers', { redirected: CORS_HEADERS }],
  [
    'access-control-allow-origin: *\naccess-control-allow-methods: GET',
    'response headers',
    {
      preflight: 'access-control-allow-origin: *\naccess-control-allow-methods: GET',
      response: 'access-control-allow-origin: *\naccess-control-allow-methods: GET',
    },
  ],
  ['{"access-control-allow-origin": "*"}', 'response headers', { response: 'access-control-allow-origin: *' }],
  [
    `user@host:~$ curl -sI -H 'Origin: https://app.example.com' https://api.example.com/users | grep access\n${CORS_HEADERS}`,
    'line of curl',
    { method: 'HEAD', url: 'https://api.example.com/users', by: 'headers', response: CORS_HEADERS },
  ],
  [
    `curl -v -X OPTIONS https://api.example.com/users -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: x-id'\n* Connected\n> OPTIONS /users HTTP/2\n>\n< HTTP/2 401\n< vary: Origin\n<\n{"a": 1}`,
    'line of curl',
    {
      method: 'PUT',
      headers: 'x-id: value',
      preflight: 'HTTP/2 401\nvary: Origin',
      response: '200\nAccess-Control-Allow-Origin: https://app.example.com',
    },
  ],
  [
    'curl -H “Origin: https://a.example” –X PUT https://api.example.com/users',
    'line of curl',
    { page: 'https://a.example', method: 'PUT' },
  ],
  [
    "curl 'https://api.example.com/users'\n  -X 'PUT'\n  -H 'X-Id: 1'",
    'line of curl',
    { method: 'PUT', headers: 'X-Id: 1' },
  ],
  [
    'Request URL:\nhttps://api.example.com/users\nRequest Method:\nOPTIONS\nStatus Code:\n403 Forbidden\nserver:\nnginx\n:authority:\napi.example.com\naccess-control-request-headers:\ncontent-type\naccess-control-request-method:\nPOST\norigin:\nhttps://app.example.com',
    'request and its answer',
    {
      url: 'https://api.example.com/users',
      method: 'POST',
      headers: 'content-type: application/json',
      preflight: '403 Forbidden\nserver: nginx',
    },
  ],
  ['https://api.example.com/users/7', 'URL', { url: 'https://api.example.com/users/7' }],
  [
    "app.use(cors({\n  origin: ['https://a.example'],\n}));\napp.listen(80)",
    'policy',
    { policy: "cors({\n  origin: ['https://a.example'],\n})" },
  ],
  [
    "cors({ origin: ['https://a.example'] })",
    'policy',
    { by: 'policy', policy: "cors({ origin: ['https://a.example'] })" },
  ],
])('%.80s', async (text, kind, scene) => {
  const clue = await readClue(text, DEFAULT_SCENE)
  expect(clue.kind).toBe(kind)
  expect(await clue.found[0]?.scene()).toMatchObject(scene)
})

test.each([
  'hello',
  'SecurityError: The operation is insecure.',
  '<script>alert(1)</script>',
  '{"log":{}}',
  '{"log":',
  'curl',
  'fetch(x)',
])('%j is refused with a sentence', async (text) => {
  await expect(readClue(text, DEFAULT_SCENE)).rejects.toThrow(/expected|[Pp]aste|CORS did not block/)
})

test('any text is read, or refused with a sentence', async () => {
  const parts = fc.constantFrom(
    'Request header field content-type is not allowed by Access-Control-Allow-Headers.',
    'TypeError: Failed to fetch',
    CORS_HEADERS,
    'curl -H ',
    'fetch("https://api.example.com/", {',
    'cors({ origin: [',
    '{"log":{"entries":[',
    "'",
    '"',
    '\\',
    ']}',
    '})',
    '\n',
    '\0',
    '\u202E',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(parts, fc.string({ unit: 'binary' }))), async (pieces) => {
      const outcome = await readClue(pieces.join(''), DEFAULT_SCENE).catch((error: Error) => error)
      const isFine = outcome instanceof Error ? outcome.message.length > 20 : outcome.found.length > 0
      expect(isFine).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('one entry of a HAR is enough', async () => {
  const request = { method: 'GET', url: API, headers: [{ name: 'Origin', value: 'https://app.example.com' }] }
  const clue = await readClue(JSON.stringify({ request, response: { status: 200, headers: [] } }), DEFAULT_SCENE)
  expect(clue.kind).toBe('HAR')
})

describe('a HAR of each browser', () => {
  test.each(ENGINES)('%s: the calls that failed come first, and fail here as they did there', async (engine) => {
    const { har } = JSON.parse(gunzipSync(readFileSync(`test/data/har/${engine}.json.gz`)).toString()) as {
      har: object
    }
    const { found, kind } = await readClue(JSON.stringify(har), DEFAULT_SCENE)
    expect(kind).toBe('HAR')
    const refused = found.filter(({ title }) => title.startsWith('Blocked: '))
    expect(found.slice(0, refused.length)).toEqual(refused)
    // The one of WebKit has none that the recording decides.
    expect(refused.length > 0).toBe(engine !== 'webkit')
    for (const { scene } of refused.slice(0, 5)) {
      // oxlint-disable-next-line no-await-in-loop
      const { engines } = await resultOf(await scene())
      expect(engines[engine].explanation.verdict.readable).toBe(false)
    }
  })
})
