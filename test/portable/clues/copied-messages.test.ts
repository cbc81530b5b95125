import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FailureCode } from '../../../src/browser/terms/failure.ts'
import { explain } from '../../../src/explain/index.ts'
import { plainText } from '../../../src/clues/console/plain.ts'
import { type ConsoleReading, questionsOfConsole, readConsole } from '../../../src/clues/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const PLACE = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: `
const FIREFOX = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing).`
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
const PREFLIGHT = "Response to preflight request doesn't pass access control check: "
const LATER = 'is therefore not allowed access.'

type Row = readonly [text: string, reading: Partial<ConsoleReading>]

/** The ways in which people copy messages, and what sites and programs do to them. */
const COPIED: readonly Row[] = [
  // Only the reason, as in titles of questions.
  [MISSING, { codes: ['acao-missing'] }],
  [`${MISSING} Origin '${PAGE}' ${LATER}`, { codes: ['acao-missing'], page: PAGE }],
  [`${PREFLIGHT}${MISSING}`, { codes: ['preflight-acao-missing'] }],
  [`${PREFLIGHT}It does not have HTTP ok status.`, { codes: ['preflight-status'] }],
  ['Redirect is not allowed for a preflight request.', { codes: ['preflight-redirect'] }],
  ['Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.', { engine: 'chromium' }],
  [`has been blocked by CORS policy: ${MISSING}`, { codes: ['acao-missing'] }],
  [
    'solve “Response for preflight has invalid HTTP status code 401”, which',
    { codes: ['preflight-status'], status: 401 },
  ],
  ['Reason: CORS header ‘Access-Control-Allow-Origin’ missing', { engine: 'firefox' }],
  // Names in place of URLs and origins.
  [`Access to fetch at 'DOMAIN' from origin '${PAGE}' has been blocked by CORS policy: ${MISSING}`, { page: PAGE }],
  [`Access to Font at '${API}' from origin [my ip] has been blocked by CORS policy: ${MISSING}`, { url: API }],
  [`Access to XMLHttpRequest at '${API}' from origin has been blocked by CORS policy: ${MISSING}`, { url: API }],
  [
    'XMLHttpRequest cannot load (the url). Response for preflight is invalid (redirect)',
    { codes: ['preflight-redirect'] },
  ],
  // Line breaks of terminals, mails and documents.
  [
    `Access to fetch at '${API}' from\n  origin '${PAGE}' has been blocked by\n  CORS policy: ${MISSING}`,
    { url: API, page: PAGE },
  ],
  [
    `> Access to fetch at '${API}' from\n> origin '${PAGE}' has been blocked by CORS\n> policy: ${PREFLIGHT}\n> ${MISSING}`,
    { codes: ['preflight-acao-missing'] },
  ],
  [`${PLACE}\n    ${PREFLIGHT}\n    ${MISSING}`, { codes: ['preflight-acao-missing'], page: PAGE }],
  [
    FIREFOX.replaceAll(/ (?=disallows|resource|\(Reason)/g, '\n'),
    { codes: ['acao-missing', 'preflight-acao-missing'], url: API },
  ],
  // Quotes, Markdown, HTML and JSON.
  [`${PLACE}${MISSING}`.replaceAll("'", '’'), { codes: ['acao-missing'], url: API, page: PAGE }],
  [`${PLACE}${MISSING}`.replaceAll("'", '"'), { codes: ['acao-missing'], url: API, page: PAGE }],
  [`${PLACE}${MISSING}`.replaceAll("'", '`'), { codes: ['acao-missing'], url: API, page: PAGE }],
  [`${PLACE}${MISSING}`.replaceAll("'", ''), { codes: ['acao-missing'], url: API, page: PAGE }],
  [`${PLACE}${MISSING}`.replaceAll("'", '&#39;'), { codes: ['acao-missing'], url: API, page: PAGE }],
  [`${PLACE}${MISSING}`.replaceAll("'", '\\u0027'), { codes: ['acao-missing'], url: API, page: PAGE }],
  [`\`\`\`\n${PLACE}${MISSING}\n\`\`\``, { codes: ['acao-missing'], url: API }],
  [JSON.stringify({ level: 'SEVERE', message: `${PLACE}${MISSING}` }), { codes: ['acao-missing'], url: API }],
  [
    `XMLHttpRequest cannot load ${API}. A wildcard '_' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.`,
    { codes: ['acao-wildcard-with-credentials'] },
  ],
  // Cut by a title, a table or a screen.
  [`${PLACE}${PREFLIGHT}No 'Access-Control-Allow-Orig…`, { codes: ['preflight-acao-missing'], url: API }],
  [`${PLACE}${PREFLIGHT}Redirect is not allowed f`, { codes: ['preflight-redirect'] }],
  [
    `${PLACE}The 'Access-Control-Allow-Origin' header...`,
    { codes: ['acao-multiple', 'acao-mismatch', 'acao-invalid'] },
  ],
  [`${PLACE}Request header field x-id is not al`, { codes: ['preflight-header-not-allowed'], value: 'x-id' }],
  [`${PLACE}Method PUT is not allowed b`, { codes: ['preflight-method-not-allowed'], value: 'PUT' }],
  // Prefixes of consoles, logs and drivers.
  [`[1234:0130/101010.123:INFO:CONSOLE(0)] "${PLACE}${MISSING}", source: app://-/index.html (0)`, { url: API }],
  [`10:12:33.123 app.js:42 ${PLACE}${MISSING}`, { url: API }],
  // Until 2016, and of other initiators.
  [
    `Font from origin 'https://cdn.example.com' has been blocked from loading by Cross-Origin Resource Sharing policy: ${MISSING} Origin '${PAGE}' ${LATER}`,
    { codes: ['acao-missing'], url: 'https://cdn.example.com', page: PAGE, initiator: 'Font' },
  ],
  [`EventSource cannot load ${API}. ${MISSING} Origin '${PAGE}' ${LATER}`, { initiator: 'EventSource', page: PAGE }],
  [
    `${PLACE}The 'Access-Control-Allow-Origin' header contains the invalid value 'it's'. Have the server send the header with a valid value, or, if an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
    { value: "it's" },
  ],
  [
    'Fetch API cannot load localhost:8080/api. URL scheme "localhost" is not supported.',
    { codes: ['scheme-not-http'] },
  ],
  ['[Error] Cross-origin script load denied by Cross-Origin Resource Sharing policy.', { engine: 'webkit' }],
  [`OPTIONS ${API} 405 (Method Not Allowed)`, { codes: ['preflight-acao-missing', 'preflight-status'], status: 405 }],
  // The Network panel of Firefox.
  [`XHRGET ${API}\nCORS Missing Allow Origin`, { codes: ['acao-missing', 'preflight-acao-missing'], url: API }],
  ['CORS Preflight Did Not Succeed', { engine: 'firefox' }],
  // The panels of Chromium.
  ['Cross-Origin Resource Sharing error: MissingAllowOriginHeader', { codes: ['acao-missing'] }],
  ['Cross-Origin Resource Sharing error: PreflightMissingAllowOriginHeader', { codes: ['preflight-acao-missing'] }],
  ['corsError: HeaderDisallowedByPreflightResponse', { codes: ['preflight-header-not-allowed'] }],
  [
    'A cross-origin resource sharing (CORS) request was blocked because of invalid or missing response headers of the request',
    { codes: expect.arrayContaining(['acao-missing', 'preflight-acao-missing', 'acao-mismatch']) as FailureCode[] },
  ],
  [
    'Ensure CORS requests include credentials only when allowed',
    { codes: expect.arrayContaining(['acac-missing']) as FailureCode[] },
  ],
  ['CORS error', { codes: expect.arrayContaining(['acao-missing', 'preflight-status']) as FailureCode[] }],
  [
    'Content-Type is not allowed by Access-Control-Allow-Headers.',
    { codes: ['preflight-header-not-allowed'], value: 'Content-Type' },
  ],
  // French has no parentheses, and Chinese its own word for a preflight.
  [
    `Blocage d’une requête : ressource distante située sur file:///C:/a.html. Raison : la requête CORS n’utilise pas http.`,
    { codes: ['scheme-not-http', 'redirect-non-http'], url: 'file:///C:/a.html' },
  ],
  [
    `同源策略禁止读取位于 ${API} 的远程资源。（原因：CORS 预检通道未成功）`,
    { codes: ['preflight-status', 'preflight-redirect', 'preflight-network-error'] },
  ],
  // Libraries, servers, and browsers of the past.
  ['AxiosError {message: "Network Error", code: "ERR_NETWORK"}', { by: 'axios', codes: [] }],
  ['ERROR HttpErrorResponse {headers: HttpHeaders, status: 0, statusText: "Unknown Error"}', { by: 'Angular' }],
  [`Http failure response for ${API}: 0 Unknown Error`, { by: 'Angular', url: API }],
  [`ClientException: XMLHttpRequest error., uri=${API}`, { by: 'Dart' }],
  [`ClientException: Failed to fetch, uri=${API}`, { codes: [] }],
  ['AuthRetryableFetchError: Failed to fetch', { engine: 'chromium', codes: [] }],
  ['Invalid CORS request', { by: 'Spring', codes: ['preflight-acao-missing', 'acao-missing'] }],
  ['Error: Not allowed by CORS\n    at origin (/app/server.js:14:16)', { by: 'Express' }],
  [`SEC7120: Origin ${PAGE} not found in Access-Control-Allow-Origin header.`, { page: PAGE }],
]

test.each(COPIED)('%s', async (text, reading) => {
  const readings = readConsole(text)
  expect(readings).toEqual([expect.objectContaining(reading)])
  for (const { code, question } of questionsOfConsole(readings[0]!, { page: PAGE })) {
    // oxlint-disable-next-line no-await-in-loop
    expect((await explain(question)).verdict.code).toBe(code)
  }
})

describe('not about CORS, with the way out', () => {
  test.each([
    [
      `Refused to load the script '${API}' because it violates the following Content Security Policy directive: "script-src 'self'".`,
      'content-security-policy',
    ],
    [
      `Loading the image '${API}' violates the following Content Security Policy directive: "img-src 'self'". The action has been blocked.`,
      'content-security-policy',
    ],
    [
      `Cross-Origin Read Blocking (CORB) blocked cross-origin response ${API} with MIME type text/html.`,
      'opaque-response',
    ],
    [
      `The resource at “${API}” was blocked by OpaqueResponseBlocking. Reason: “after sniff: nosniff is true”.`,
      'opaque-response',
    ],
    [
      'The request client is not a secure context and the resource is in more-private address space `local`',
      'local-network',
    ],
    [
      "Uncaught SecurityError: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
      'tainted-canvas',
    ],
    [`Blocked a frame with origin "${PAGE}" from accessing a cross-origin frame.`, 'other-window'],
    [`Failed to construct 'Worker': Script at '${API}' cannot be accessed from origin '${PAGE}'.`, 'worker-script'],
    ['Refused to get unsafe header "X-Total-Count"', 'hidden-header'],
    ['Uncaught (in promise) Error: Request failed with status code 403', 'server-error'],
    [`Http failure response for ${API}: 401 Unauthorized`, 'server-error'],
    ['Possible Unhandled Promise Rejection (id: 0):\nTypeError: Network request failed', 'no-browser'],
    ['TypeError: fetch failed\n  cause: Error: connect ECONNREFUSED 127.0.0.1:3000', 'no-browser'],
  ])('%s', (text, code) => {
    const [reading] = readConsole(text)
    expect(reading).toMatchObject({ codes: [], blockedBy: { code } })
  })

  test.each([
    'A cookie associated with a cross-site resource at https://example.com/ was set without the `SameSite` attribute.',
    'The resource https://example.com/font.woff2 was preloaded using link preload but not used within a few seconds.',
    "A preload for 'https://cdn.example.com/font.woff2' is found, but is not used because the request credentials mode does not match.",
    "WebSocket connection to 'wss://api.example.com/socket' failed: Error during WebSocket handshake: Unexpected response code: 403",
    'EventSource\'s response has a MIME type ("text/html") that is not "text/event-stream". Aborting the connection.',
    'DevTools failed to load source map: Could not load content for https://example.com/app.js.map: HTTP error: status code 404, net::ERR_HTTP_RESPONSE_CODE_FAILURE',
    'Unchecked runtime.lastError: Could not establish connection. Receiving end does not exist.',
    'Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of "text/html".',
    `Uncaught (in promise) SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
    'Refused to set unsafe header "Origin"',
    'XML Parsing Error: no root element found\nLocation: https://api.example.com/',
    'My CORS error is gone.',
    `GET ${API} 500 (Internal Server Error)`,
    'TypeError: Failed to fetch dynamically imported module: https://example.com/a.js',
    "Refused to display 'https://example.com/' in a frame because it set 'X-Frame-Options' to 'sameorigin'.",
    `fetch('${API}').catch(() => { throw new Error('Failed to fetch') })`,
  ])('is no message about CORS: %s', (text) => {
    expect(readConsole(text)).toEqual([])
  })
})

describe('messages about one call are read together', () => {
  const blocked = (reason: string): string => `${PLACE}${reason}`
  test.each<[text: string, reading: Partial<ConsoleReading>]>([
    [
      `${blocked(MISSING)}\nPUT ${API} net::ERR_FAILED 404 (Not Found)\nTypeError: Failed to fetch`,
      { codes: ['acao-missing'], method: 'PUT', status: 404 },
    ],
    [
      `OPTIONS ${API} 401 (Unauthorized)\n${blocked(PREFLIGHT + MISSING)}\nPATCH ${API} net::ERR_FAILED`,
      { codes: ['preflight-acao-missing'], method: 'PATCH', status: 401 },
    ],
    [
      `XMLHttpRequest cannot load ${API}. ${MISSING} Origin '${PAGE}' ${LATER} The response had HTTP status code 502.`,
      { codes: ['acao-missing'], status: 502 },
    ],
    // About another URL.
    [`${blocked(MISSING)}\nPUT https://other.example/ net::ERR_FAILED 404`, { codes: ['acao-missing'] }],
  ])('%s', (text, reading) => {
    const [first, ...rest] = readConsole(text).filter(({ codes }) => codes.length > 0)
    expect(rest).toEqual([])
    expect({ method: first?.method, status: first?.status }).toEqual({ method: reading.method, status: reading.status })
    expect(first).toMatchObject(reading)
    const [question] = questionsOfConsole(first!)
    expect(question?.question.method).toBe(reading.method)
  })
})

describe('what a message does not say is what servers do most often', () => {
  const preflightOf = async (text: string): Promise<string[]> => {
    const [question] = questionsOfConsole(readConsole(text)[0]!)
    const { fixes } = await explain(question!.question)
    return fixes.map(({ value }) => value)
  }
  test.each([
    ['http://api.example.com/users', 'https://api.example.com/users'],
    ['https://api.example.com/users', 'https://api.example.com/users/'],
    ['http://localhost:8080/users/', 'http://localhost:8080/users'],
  ])('a preflight of %s is redirected to %s', async (url, target) => {
    const text = `${PLACE}${PREFLIGHT}Redirect is not allowed for a preflight request.`.replace(API, url)
    expect(await preflightOf(text)).toContain(target)
  })
  test('a method in lower case is listed in upper case', async () => {
    const text = `${PLACE}Method patch is not allowed by Access-Control-Allow-Methods in preflight response.`
    expect((await preflightOf(text))[0]).toBe("method: 'PATCH'")
  })
})

test('a reading has no URL, page or value that is not in the text', () => {
  const damage = fc.constantFrom<(text: string, at: number) => string>(
    (text, at) => text.slice(0, at),
    (text, at) => text.slice(at),
    (text, at) => `${text.slice(0, at)}\n${text.slice(at)}`,
    (text, at) => `${text.slice(0, at)}\u200B${text.slice(at)}`,
    (text, at) => `${text.slice(0, at)}\u00A0\t${text.slice(at)}`,
    (text) => text.replaceAll("'", '’'),
    (text) => text.replaceAll('\n', '\r\n> '),
    (text) => `${text}\n${text}`,
    (text) => `PS C:\\> "${text}"`,
  )
  const text = fc.constantFrom(...COPIED.map(([one]) => one))
  fc.assert(
    fc.property(text, fc.array(fc.tuple(damage, fc.nat(400)), { maxLength: 4 }), (copied, damages) => {
      const damaged = damages.reduce((all, [damageAt, at]) => damageAt(all, at), copied)
      const seen = [damaged, plainText(damaged)].map((one) => one.replaceAll(/\s/g, '').toLowerCase())
      for (const { url = '', page = '', value = '', redirectedFrom = '' } of readConsole(damaged)) {
        for (const part of [url, page, value, redirectedFrom]) {
          expect(seen.some((one) => one.includes(part.replaceAll(/\s/g, '').toLowerCase()))).toBe(true)
        }
      }
    }),
    { numRuns: 1000 },
  )
})
