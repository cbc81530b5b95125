import { expect, test } from 'vitest'
import { explain } from '../../../src/explain/index.ts'
import { type ConsoleReading, questionsOfConsole, readConsole } from '../../../src/clues/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const START = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}`

/** Messages of versions that are not installed, and what they mean. The tests of recordings have those of today. */
const OLDER: readonly (readonly [text: string, reading: Partial<ConsoleReading>])[] = [
  [
    `XMLHttpRequest cannot load ${API}. No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${PAGE}' is therefore not allowed access. The response had HTTP status code 401.`,
    { engine: 'chromium', codes: ['acao-missing'], url: API, page: PAGE, initiator: 'XMLHttpRequest' },
  ],
  [
    `Fetch API cannot load ${API}. Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'null' is therefore not allowed access.`,
    { engine: 'chromium', codes: ['preflight-acao-missing'], url: API, page: 'null' },
  ],
  [
    `Failed to load ${API}: The 'Access-Control-Allow-Origin' header has a value 'http://localhost:3000' that is not equal to the supplied origin. Origin '${PAGE}' is therefore not allowed access.`,
    { engine: 'chromium', codes: ['acao-mismatch'], value: 'http://localhost:3000', page: PAGE },
  ],
  [
    `Failed to load ${API}: Redirect from '${API}' to 'https://login.example.com/' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. Origin '${PAGE}' is therefore not allowed access. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
    { engine: 'chromium', codes: ['acao-wildcard-with-credentials'], url: API },
  ],
  [
    `Access to XMLHttpRequest at '${API}' from origin '${PAGE}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
    { codes: ['acao-wildcard-with-credentials'], initiator: 'XMLHttpRequest' },
  ],
  [
    `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
    { codes: ['acao-missing'], url: API, page: PAGE, initiator: 'fetch' },
  ],
  [
    `Access to font at 'https://cdn.example/a.woff2?'x'' from origin '${PAGE}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.`,
    { codes: ['acao-multiple'], url: "https://cdn.example/a.woff2?'x'", initiator: 'font', value: '*, *' },
  ],
  [
    `XMLHttpRequest cannot load ${API}. Method PUT is not allowed by Access-Control-Allow-Methods.`,
    { codes: ['preflight-method-not-allowed'], value: 'PUT' },
  ],
  [
    `XMLHttpRequest cannot load ${API}. Response for preflight has invalid HTTP status code 405`,
    { codes: ['preflight-status'], status: 405 },
  ],
  [
    `XMLHttpRequest cannot load ${API}. The request was redirected to 'https://x.example/', which is disallowed for cross-origin requests that require preflight.`,
    { codes: ['preflight-redirect'] },
  ],
  [
    `GET ${API} net::ERR_CERT_AUTHORITY_INVALID`,
    { engine: 'chromium', codes: ['network-error', 'preflight-network-error'], url: API },
  ],
  [
    `${START}. (Reason: missing token ‘x-id’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).`,
    { codes: ['preflight-header-not-allowed'], value: 'x-id' },
  ],
  [
    `${START}. (Reason: invalid token ‘x y’ in CORS header ‘Access-Control-Allow-Methods’).`,
    { codes: ['preflight-acam-invalid'], value: 'x y' },
  ],
  [
    `${START}. (Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).`,
    { codes: ['acac-missing', 'acac-invalid', 'preflight-acac-missing', 'preflight-acac-invalid'] },
  ],
  [`${START}. (Reason: CORS request not http).`, { codes: ['scheme-not-http', 'redirect-non-http'] }],
  [
    `${START}. (Reason: CORS request external redirect not allowed).`,
    { codes: ['preflight-redirect', 'redirect-non-http', 'redirect-credentials-in-url'] },
  ],
  [
    `${START}. (Reason: CORS preflight channel did not succeed).`,
    { codes: ['preflight-status', 'preflight-redirect', 'preflight-network-error'] },
  ],
  [
    `${START}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing).`,
    { engine: 'firefox', codes: ['acao-missing', 'preflight-acao-missing'], url: API },
  ],
  [
    `${START}. (Reason: CORS header 'Access-Control-Allow-Origin' does not match 'https://other.example').`,
    { codes: ['acao-mismatch', 'preflight-acao-mismatch'], value: 'https://other.example' },
  ],
  [
    `${START}. (Reason: missing token ‘x-id’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).`,
    { codes: ['preflight-header-not-allowed'], value: 'x-id' },
  ],
  [
    `${START}. (Reason: CORS preflight channel did not succeed).`,
    { codes: ['preflight-status', 'preflight-redirect', 'preflight-network-error'] },
  ],
  [
    `${START}. This can be fixed by moving the resource to the same domain or enabling CORS.`,
    { engine: 'firefox', codes: [], url: API },
  ],
  [
    `XMLHttpRequest cannot load ${API}. Origin ${PAGE} is not allowed by Access-Control-Allow-Origin.`,
    { engine: 'webkit', page: PAGE },
  ],
  [
    `[Error] Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 500`,
    { engine: 'webkit', status: 500, page: PAGE },
  ],
  [`[Error] Fetch API cannot load ${API} due to access control checks.`, { engine: 'webkit', codes: [], url: API }],
  ['Uncaught (in promise) TypeError: Failed to fetch', { engine: 'chromium', codes: [] }],
  ['TypeError: NetworkError when attempting to fetch resource.', { engine: 'firefox', codes: [] }],
  ['Unhandled Promise Rejection: TypeError: Load failed', { engine: 'webkit', codes: [] }],
]

/** Messages of Firefox in other languages, as in reports and as the header's rule has them. */
const TRANSLATED: readonly (readonly [text: string, reading: Partial<ConsoleReading>])[] = [
  [
    `Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${API}. Raison : l’en-tête CORS « Access-Control-Allow-Origin » est manquant. Code d’état : 404`,
    { codes: ['acao-missing', 'acao-multiple', 'preflight-acao-missing', 'preflight-acao-multiple'], status: 404 },
  ],
  [
    `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${API}. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' stimmt nicht mit 'https://other.example' überein).`,
    { codes: ['acao-mismatch', 'preflight-acao-mismatch'] },
  ],
  [
    `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${API}. (Grund: CORS-Preflight-Kanal war nicht erfolgreich).`,
    { codes: ['preflight-status', 'preflight-redirect', 'preflight-network-error'] },
  ],
  [
    `已阻止跨源请求：同源策略禁止读取位于 ${API} 的远程资源。（原因：CORS 头缺少 'Access-Control-Allow-Origin'）。`,
    { codes: ['acao-missing', 'acao-multiple', 'preflight-acao-missing', 'preflight-acao-multiple'] },
  ],
  [
    `Solicitud desde otro origen bloqueada: la política de mismo origen impide leer el recurso remoto en ${API} (razón: Credencial no admitida si la cabecera CORS 'Access-Control-Allow-Origin' es '*').`,
    { codes: ['acao-wildcard-with-credentials', 'preflight-acao-wildcard-with-credentials'] },
  ],
  [
    `Richiesta multiorigine (cross-origin) bloccata: il criterio di corrispondenza dell’origine non consente la lettura della risorsa remota da ${API}. Motivo: l’header “x-id” non è permesso in base all’header CORS “Access-Control-Allow-Headers” della risposta di preflight.`,
    { codes: ['preflight-header-not-allowed', 'preflight-acah-invalid'] },
  ],
  [
    `Cookie: ${API} (motivo: se esperaba 'true' en la cabecera CORS 'Access-Control-Allow-Credentials').`,
    { codes: ['acac-missing', 'acac-invalid', 'preflight-acac-missing', 'preflight-acac-invalid'] },
  ],
  [
    `${API} (motivo: no se encontró el método en la cabecera CORS 'Access-Control-Allow-Methods').`,
    { codes: ['preflight-method-not-allowed'] },
  ],
  [
    `${API} (motivo: token 'x y' no válido en la cabecera CORS 'Access-Control-Allow-Methods').`,
    { codes: ['preflight-acam-invalid'] },
  ],
  [`${API} (motivo: la solicitud CORS no es http).`, { codes: ['scheme-not-http', 'redirect-non-http'] }],
  [`${API} (motivo: falló la solicitud CORS).`, { codes: expect.arrayContaining(['network-error', 'acao-missing']) }],
]

test.each(TRANSLATED)('%s', (text, reading) => {
  expect(readConsole(`app.js:1\n${text}\n${text}`)).toEqual(
    Array.from({ length: 2 }, () => expect.objectContaining({ engine: 'firefox', url: API, ...reading })),
  )
})

test.each([
  `I call ${API} and it fails with CORS.`,
  'CORS: Access-Control-Allow-Origin: *',
  `cors({ origin: ['${PAGE}'] }) // CORS`,
  `HTTP/2 200\naccess-control-allow-origin: ${PAGE}`,
])('is not a message: %s', (text) => {
  expect(readConsole(text)).toEqual([])
})

test.each(OLDER)('%s', (text, reading) => {
  expect(readConsole(text)).toEqual([expect.objectContaining(reading)])
})

test('reads all messages of a console at once', () => {
  const text = [
    `index.js:3 Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
    `index.js:3 PUT ${API} net::ERR_FAILED`,
    'Uncaught (in promise) TypeError: Failed to fetch',
  ].join('\n')
  expect(readConsole(text).map(({ codes }) => codes)).toEqual([['preflight-status'], []])
  expect(readConsole('Hello, world\nGET / 404 (Not Found)')).toEqual([])
})

test.each(OLDER)('what it means can be explained: %s', async (text) => {
  const [reading] = readConsole(text)
  for (const { code, question } of questionsOfConsole(reading!, { page: PAGE })) {
    // oxlint-disable-next-line no-await-in-loop
    const { verdict, fixes } = await explain(question)
    expect(verdict.code).toBe(code)
    expect(fixes.length).toBeGreaterThan(0)
  }
})

test('what the message does not say is assumed, and named', () => {
  const [reading] = readConsole('Access-Control-Allow-Origin cannot contain more than one origin.')
  const [question] = questionsOfConsole(reading!)
  expect(question?.assumed).toEqual([
    'the page, https://app.example.com',
    'the URL, https://api.example.com/',
    'the value of Access-Control-Allow-Origin',
  ])
})
