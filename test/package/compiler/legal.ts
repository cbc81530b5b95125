import { cors } from '../../../src/index.ts'
import { CREDENTIAL_FAULTS, ORIGIN_FAULTS } from '../../portable/support/faults.ts'

const SHARED =
  'vercel.app us-central1.run.app my-app.vercel.app a.us-central1.run.app com co.uk example.co.uk s3.amazonaws.com'
const OWN = 'example.com app.example.com service.gov.example github.com vercel.com canva.com'

/** Origins that look like a mistake to a check of types that is too simple. */
const PATTERNS = [
  ...`${SHARED} ${OWN}`
    .split(' ')
    .flatMap((domain) => [`https://${domain}`, `https://*.${domain}`, `https://*.${domain}:8443`]),
  ...[
    'http://localhost',
    'http://localhost:*',
    'http://*.localhost',
    'http://*.localhost:*',
    'http://app.localhost:5173',
  ],
  ...[
    'http://127.0.0.1:*',
    'http://[::1]:*',
    'https://[2001:db8::1]:8443',
    'https://10.0.0.1',
    'http://printer.local:631',
  ],
  ...[
    'https://a.example:80',
    'http://a.example:443',
    'https://xn--mnchen-3ya.example',
    'https://null',
    'https://null.example',
  ],
  ...['app://.', 'app://', 'app://-', 'qrc://', 'capacitor://localhost', 'ms-appx-web://Contoso.App_8wekyb3d8bbwe'],
  ...['app://a,b', `app://!"$%&'()+,-.;=_\`{}~`, 'app://a@b', 'app://[::1]:3000', 'app://%C3%A4', 'ftp://a.example'],
  ...[
    'chrome-extension://abcdefghijklmnop',
    'safari-web-extension://0A1B',
    'http+unix://a.example',
    'https2://A.example',
  ],
]

/** All patterns of the tests of `cors()`, right and wrong, and what it suggests in place of wrong ones. */
const CANDIDATES = [
  ...PATTERNS,
  ...[...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS].flatMap(({ options, suggestion }) =>
    [options['origin'], suggestion].flat(),
  ),
].filter((value) => typeof value === 'string')

/** Options with one pattern, and whether `cors()` accepts them. */
function withPattern(pattern: string, credentials: boolean): readonly [options: string, isLegal: boolean] {
  const options = { origin: [pattern], credentials }
  let isLegal = true
  try {
    cors(options)
  } catch {
    isLegal = false
  }
  return [JSON.stringify(options), isLegal]
}

const ALL = [...new Set(CANDIDATES)].flatMap((pattern) => [withPattern(pattern, false), withPattern(pattern, true)])

/** Options with a pattern that `cors()` accepts. */
export const LEGAL_PATTERNS: readonly string[] = ALL.flatMap(([options, isLegal]) => (isLegal ? [options] : []))

/** Options with a pattern that `cors()` refuses. */
export const ILLEGAL_PATTERNS: readonly string[] = ALL.flatMap(([options, isLegal]) => (isLegal ? [] : [options]))

/** Other options that have to compile in every form. */
export const LEGAL_OPTIONS: readonly string[] = [
  `{ origin: '*' }`,
  `{ origin: [] }`,
  `{ origin: ['https://app.example.com'], credentials: true, allowMethods: ['GET', 'PATCH', 'M-SEARCH'] }`,
  `{ origin: '*', allowMethods: ['*'], allowHeaders: ['*', 'authorization'], exposeHeaders: ['*'], maxAge: 600 }`,
  `{ origin: ({ host }: TupleOrigin) => host.endsWith('.example.com'), credentials: true, vary: ['x-key'] }`,
  `{ origin: async ({ serialized }: TupleOrigin) => serialized === (await Promise.resolve('https://app.example.com')) }`,
  `{ origin: ({ host }: TupleOrigin) => host === 'localhost' || Promise.resolve(false) }`,
  `{ origin: ({ host }: TupleOrigin) => JSON.parse(host) }`,
  `{ origin: (): never => { throw new Error('Not configured') } }`,
  `{ origin: parseOrigins(process.env['X'] ?? '') }`,
  `{ origin: parseOrigins(process.env['X']), maxAge: Number(process.env['Y']), credentials: process.env['Z'] === 'true' }`,
  `{ origin: ['https://app.example.com', ...parseOrigins(process.env['X'] ?? '')] }`,
  `{ origin: process.env['X'] ?? 'https://app.example.com', credentials: true }`,
  `{ origin: (process.env['X'] ?? '').split(','), allowMethods: (process.env['Y'] ?? '').split(',') }`,
  `{ origin: ['https://*.vercel.app', 'http://a.example'], credentials: true, dangerouslyAllowPublicSuffixes: true, dangerouslyAllowInsecureOrigins: true }`,
  `{ origin: 'https://app.example.com', enforce: true, self: ['https://api.example.com', 'http://localhost:3000'] }`,
  `{ origin: JSON.parse('"*"'), credentials: JSON.parse('true') }`,
  `{ origin: '*', cookieless: true }`,
  ...[0, 5, 86, 87, 600, 869, 8700, 9999, 10_000, 86_000, 86_400].map(
    (seconds) => `{ origin: '*', maxAge: ${seconds} }`,
  ),
  `{ origin: '*', maxAge: 60 * 60 * 24, allowMethods: ['TRACER', 'CONNECTED', 'PATCH', 'X'], exposeHeaders: ['Cookie', 'Date'] }`,
  `{ origin: '*', allowHeaders: ['Content-Type', 'X-Requested-With', 'Authorization', 'Accept', 'Secret', 'X-Proxy-A', 'Dater'] }`,
]
