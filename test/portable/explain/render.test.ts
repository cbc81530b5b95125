import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { explain, type Format, render } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const policy = cors({ origin: [PAGE], allowMethods: ['GET'] })
const question = { policy, page: PAGE, url: 'https://api.example.com/users/7', method: 'PUT' }

const TEXT = `\
Blocked: PUT https://api.example.com/users/7 from https://app.example.com
preflight-method-not-allowed: The server does not allow the method \`PUT\`: its \`Access-Control-Allow-Methods\` is \`GET\`.

What to change
  In the policy: Allow the method \`PUT\`.
      allowMethods: ['GET', 'PUT']

Step by step
  ✓ browser  The page's origin is \`https://app.example.com\` and the URL's origin is \`https://api.example.com\`, so CORS decides.
  ✓ browser  The browser sends a preflight first, because \`PUT\` is not CORS-safelisted (GET, HEAD and POST are).
  ✓ browser  The browser sends OPTIONS, without cookies, to ask whether the page may send \`PUT\`.
  ✓ server   The request is a preflight, which the policy answers itself.
  ✓ server   The policy allows the origin \`https://app.example.com\`.
  ✗ server   The policy does not list the method \`PUT\`; it lists \`GET\`.
  ✓ server   The server answers with status 204 and the headers \`Access-Control-Allow-Methods: GET\` and \`Access-Control-Allow-Origin: https://app.example.com\`.
  ✓ browser  The preflight response allows the origin.
  ✓ browser  The preflight response has status 204, which is from 200 to 299.
  ✗ browser  The server does not allow the method \`PUT\`: its \`Access-Control-Allow-Methods\` is \`GET\`.

What the console says (approximately)
  Chrome   Access to fetch at 'https://api.example.com/users/7' from origin 'https://app.example.com' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in the preflight response.
  Firefox  Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users/7. (Reason: Did not find method in CORS header 'Access-Control-Allow-Methods').
  Safari   Method PUT is not allowed by Access-Control-Allow-Methods. Fetch API cannot load https://api.example.com/users/7 due to access control checks.

https://fetch.spec.whatwg.org/#http-access-control-allow-methods`

describe('text', () => {
  test('is short, and says first what to change', async () => {
    expect(render(await explain(question), 'text')).toBe(TEXT)
  })

  test('has colours only on demand', async () => {
    const colored = render(await explain(question), 'text', { color: true })
    expect(colored).toContain('\u001B[31mBlocked: PUT')
    // oxlint-disable-next-line no-control-regex
    expect(colored.replaceAll(/\u001B\[\d+m/g, '')).toBe(TEXT)
  })
})

test('Markdown says the same, with links', async () => {
  const lines = render(await explain(question), 'markdown').split('\n')
  expect(lines.slice(0, 9)).toEqual([
    '### Blocked: `PUT https://api.example.com/users/7 from https://app.example.com`',
    '',
    'The server does not allow the method `PUT`: its `Access-Control-Allow-Methods` is `GET`. ([preflight-method-not-allowed](https://fetch.spec.whatwg.org/#http-access-control-allow-methods))',
    '',
    '**What to change**',
    '',
    'In the policy: Allow the method `PUT`.',
    '',
    "    allowMethods: ['GET', 'PUT']",
  ])
  expect(lines).toContain(
    '6. ✗ **server**: The policy does not list the method `PUT`; it lists `GET`. ([standard](https://fetch.spec.whatwg.org/#http-access-control-allow-methods))',
  )
})

test('Mermaid has both flow charts, with the path of the request', async () => {
  const chart = render(await explain(question), 'mermaid')
  const lines = chart.split('\n').map((line) => line.trim())
  const edges = lines.filter((line) => line.includes('-->'))
  const taken = /linkStyle ([\d,]+) /
    .exec(chart)?.[1]
    ?.split(',')
    .map((index) => edges[Number(index)])
  expect(lines.slice(0, 4)).toEqual([
    'flowchart TD',
    'subgraph browser["When does the browser send a preflight, and when can the page read?"]',
    'direction TB',
    'b-same-origin{"Same origin as the page?"}',
  ])
  expect(taken).toEqual([
    'b-same-origin -->|no| b-mode',
    'b-mode -->|cors| b-unsafe',
    'b-unsafe -->|yes| b-cache',
    'b-cache -->|no| b-preflight',
    'b-preflight -->|response| b-answer',
    'b-answer -->|no| b-blocked',
    's-origin -->|yes| s-preflight',
    's-preflight -->|yes| s-preflight-origin',
    's-preflight-origin -->|yes| s-lists',
  ])
  expect(lines).toContain('class b-blocked bad')
})

describe('a value from outside', () => {
  const hostile = '`**bold**` [link](https://evil.example) <img> ```'

  const network = (): Response => new Response(null, { headers: { 'access-control-allow-origin': hostile } })

  test('cannot leave code in Markdown', async () => {
    const written = render(await explain({ ...question, network, method: 'GET' }), 'markdown')
    const lines = written.split('\n').filter((line) => !line.startsWith('    '))
    expect(written).toContain('evil')
    expect(lines.map((line) => line.replaceAll(/`[^`]*`/g, '')).join('\n')).not.toMatch(/evil|<img>|bold|`/)
  })

  test('never reaches Mermaid', async () => {
    expect(render(await explain({ ...question, network, method: 'GET' }), 'mermaid')).not.toContain('evil')
  })

  test('cannot drive the terminal', async () => {
    const silent = (): Promise<Response> => Promise.reject(new Error('\u001B[2J\u0007 \u202E'))
    const written = render(await explain({ ...question, network: silent, method: 'GET' }), 'text')
    expect(written).toContain('The request got no response: `\\u001b[2J\\u0007 \\u202e`.')
  })
})

test('an unknown format is refused', async () => {
  const explanation = await explain(question)
  expect(() => render(explanation, 'html' as Format)).toThrow(
    new TypeError('Format is "html", expected text, markdown or mermaid'),
  )
})
