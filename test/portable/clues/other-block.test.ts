import { expect, test } from 'vitest'
import { type ConsoleReading, readConsole } from '../../../src/clues/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'

/**
 * Messages about requests that CORS did not block. The first two are of Chromium 156; the others are quoted in reports about
 * web applications, such as postmanlabs/postman-app-support#13877 and gbv/login-server#67.
 */
const MESSAGES: readonly (readonly [
  text: string,
  code: NonNullable<ConsoleReading['blockedBy']>['code'],
  about: Partial<ConsoleReading>,
])[] = [
  [
    `Connecting to '${API}' violates the following Content Security Policy directive: "connect-src 'self'". The action has been blocked.`,
    'content-security-policy',
    { engine: 'chromium', url: API },
  ],
  [
    `Fetch API cannot load ${API}. Refused to connect because it violates the document's Content Security Policy.`,
    'content-security-policy',
    { engine: 'chromium', url: API },
  ],
  [
    `Refused to connect to '${API}' because it violates the following Content Security Policy directive: "default-src 'self'". Note that 'connect-src' was not explicitly set, so 'default-src' is used as a fallback.`,
    'content-security-policy',
    { engine: 'chromium', url: API },
  ],
  [
    `Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ${API} because it violates the following directive: “connect-src 'self'”`,
    'content-security-policy',
    { engine: 'firefox', url: API },
  ],
  [
    `Content Security Policy: The page’s settings blocked the loading of a resource at ${API} (“default-src”).`,
    'content-security-policy',
    { engine: 'firefox', url: API },
  ],
  [
    `[Error] Refused to connect to ${API} because it does not appear in the connect-src directive of the Content Security Policy.`,
    'content-security-policy',
    { engine: 'webkit', url: API },
  ],
  [
    `[Error] Refused to connect to ${API} because it appears in neither the connect-src directive nor the default-src directive of the Content Security Policy.`,
    'content-security-policy',
    { engine: 'webkit', url: API },
  ],
  [
    `Access to fetch at 'http://localhost:10533/knock' from origin '${PAGE}' has been blocked by CORS policy: Permission was denied for this request to access the \`loopback\` address space.`,
    'local-network',
    { engine: 'chromium', url: 'http://localhost:10533/knock', page: PAGE },
  ],
  [
    `Access to XMLHttpRequest at 'http://192.168.56.1:8330/commands/' from origin 'http://app.example.com' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space \`private\`.`,
    'local-network',
    { engine: 'chromium', url: 'http://192.168.56.1:8330/commands/', page: 'http://app.example.com' },
  ],
  [
    `Mixed Content: The page at '${PAGE}/cart' was loaded over HTTPS, but requested an insecure resource 'http://api.example.com/'. This request has been blocked; the content must be served over HTTPS.`,
    'mixed-content',
    { engine: 'chromium', url: 'http://api.example.com/', page: PAGE },
  ],
  [
    'Blocked loading mixed active content “http://api.example.com/”',
    'mixed-content',
    { engine: 'firefox', url: 'http://api.example.com/' },
  ],
  [
    `[blocked] The page at ${PAGE}/ requested insecure content from http://api.example.com/. This content was blocked and must be served over HTTPS.`,
    'mixed-content',
    { engine: 'webkit', url: 'http://api.example.com/', page: PAGE },
  ],
  [`GET ${API} net::ERR_BLOCKED_BY_CLIENT`, 'extension', { engine: 'chromium' }],
  [
    `GET ${API} net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200 (OK)`,
    'embedder-policy',
    { engine: 'chromium' },
  ],
  [`GET ${API} net::ERR_BLOCKED_BY_ORB`, 'opaque-response', { engine: 'chromium' }],
  [
    `The resource at “${API}” was blocked because content blocking is enabled.`,
    'extension',
    { engine: 'firefox', url: API },
  ],
]

test.each(MESSAGES)('%s', (text, code, about) => {
  const [reading, ...others] = readConsole(text)
  expect(reading).toMatchObject({ ...about, codes: [], blockedBy: { code } })
  expect(others).toEqual([])
})

test('the way out of a Content Security Policy names the source to add', () => {
  const [reading] = readConsole(MESSAGES[0]![0])
  expect(reading?.blockedBy?.way).toBe(
    'Add the source https://api.example.com to connect-src in the Content-Security-Policy of the page.',
  )
})

test('all of them on one console are read one by one, next to a message about CORS', () => {
  const cors = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`
  const readings = readConsole([...MESSAGES.map(([text]) => text), cors].join('\n'))
  expect(readings.map(({ blockedBy }) => blockedBy?.code)).toEqual([...MESSAGES.map(([, code]) => code), undefined])
})
