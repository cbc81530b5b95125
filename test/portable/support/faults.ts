import { cors } from '../../../src/cors.ts'
import { type CorsOptions, PolicyError, type PolicyIssue, type PolicyIssueCode } from '../../../src/index.ts'

/** The issues of options. Empty if the options are valid. */
export function issuesOf(options: unknown): readonly PolicyIssue[] {
  try {
    cors(options as CorsOptions)
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.issues
    throw error
  }
}

/** Options with one wrong value, and the code, the path and the suggestion that are expected. */
export interface Fault {
  readonly options: Readonly<Record<string, unknown>>
  readonly code: PolicyIssueCode
  readonly path: readonly (string | number)[]
  readonly suggestion: unknown
}

const ORIGIN = 'https://a.example'
const LISTED = { origin: [ORIGIN] }

function fault(
  options: Readonly<Record<string, unknown>>,
  code: PolicyIssueCode,
  path: readonly (string | number)[],
  suggestion?: unknown,
): Fault {
  return { options, code, path, suggestion }
}

function entry(origin: unknown, code: PolicyIssueCode, suggestion?: string): Fault {
  return fault({ origin: [origin] }, code, ['origin', 0], suggestion)
}

function option(name: string, value: unknown, code: PolicyIssueCode, suggestion?: unknown): Fault {
  return fault({ ...LISTED, [name]: value }, code, [name], suggestion)
}

function listed(name: string, value: unknown, code: PolicyIssueCode, suggestion?: unknown): Fault {
  return fault({ ...LISTED, [name]: ['X-A', value] }, code, [name, 1], suggestion)
}

function shared(name: string, value: unknown, code: PolicyIssueCode, suggestion?: unknown): Fault {
  return fault({ ...LISTED, [name]: value, credentials: true }, code, [name, 0], suggestion)
}

function trusted(origin: string, code: PolicyIssueCode, suggestion?: string): Fault {
  return fault({ origin: [origin], credentials: true }, code, ['origin', 0], suggestion)
}

/** Values of `origin` that are not patterns. */
export const ORIGIN_FAULTS: readonly Fault[] = [
  fault({}, 'origin-missing', ['origin']),
  fault({ origin: undefined }, 'origin-missing', ['origin']),
  fault({ origin: null }, 'origin-type', ['origin']),
  fault({ origin: true }, 'origin-type', ['origin']),
  fault({ origin: false }, 'origin-type', ['origin']),
  fault({ origin: 443 }, 'origin-type', ['origin']),
  fault({ origin: /^https:\/\/a\.example$/ }, 'origin-type', ['origin']),
  fault({ origin: new Set([ORIGIN]) }, 'origin-type', ['origin']),
  fault({ origin: 'https://a.example/' }, 'origin-has-path', ['origin'], ORIGIN),
  fault({ origin: `${ORIGIN},https://b.example` }, 'origin-separator', ['origin']),
  entry(undefined, 'origin-type'),
  entry(null, 'origin-type'),
  entry(true, 'origin-type'),
  entry(/a\.example/, 'origin-type'),
  entry([ORIGIN], 'origin-type'),
  entry('', 'origin-empty'),
  entry('  ', 'origin-empty'),
  entry('*', 'origin-star-in-list'),
  entry('null', 'origin-null'),
  entry('NULL', 'origin-null'),
  entry(`${ORIGIN} https://b.example`, 'origin-separator'),
  entry(` ${ORIGIN}`, 'origin-separator', ORIGIN),
  entry('a.example', 'origin-no-scheme', ORIGIN),
  entry('localhost:5173', 'origin-no-scheme', 'http://localhost:5173'),
  entry('localhost', 'origin-no-scheme', 'http://localhost'),
  entry('//a.example', 'origin-no-scheme', ORIGIN),
  entry('file://', 'origin-opaque-scheme'),
  entry('data:text/html', 'origin-opaque-scheme'),
  entry('blob:https://a.example', 'origin-opaque-scheme'),
  entry('wss://a.example', 'origin-opaque-scheme'),
  entry('javascript://a.example', 'origin-opaque-scheme'),
  entry('https://user:secret@a.example', 'origin-userinfo', ORIGIN),
  entry('https://a.example/', 'origin-has-path', ORIGIN),
  entry('https://a.example/app', 'origin-has-path', ORIGIN),
  entry('https://a.example?q', 'origin-has-path', ORIGIN),
  entry('https://a.example#top', 'origin-has-path', ORIGIN),
  entry('https://A.Example/', 'origin-has-path', ORIGIN),
  entry('^https://.*\\.a\\.example$', 'origin-has-path'),
  entry('https://a.example:443', 'origin-port', ORIGIN),
  entry('http://a.example:80', 'origin-port', 'http://a.example'),
  entry('https://a.example:', 'origin-port', ORIGIN),
  entry('https://a.example:0', 'origin-port'),
  entry('https://a.example:08443', 'origin-port', 'https://a.example:8443'),
  entry('https://a.example:65536', 'origin-port'),
  entry('https://a.example:655360', 'origin-port'),
  entry('HTTPS://a.example', 'origin-not-canonical', ORIGIN),
  entry('https://A.example', 'origin-not-canonical', ORIGIN),
  entry('https://A.example:8443', 'origin-not-canonical', 'https://a.example:8443'),
  entry('https://a.example.', 'origin-not-canonical', ORIGIN),
  entry('https://münchen.example', 'origin-not-canonical', 'https://xn--mnchen-3ya.example'),
  entry('http://127.1', 'origin-not-canonical', 'http://127.0.0.1'),
  entry('http://[0:0:0:0:0:0:0:1]:3000', 'origin-not-canonical', 'http://[::1]:3000'),
  entry('https://a..example', 'origin-not-canonical'),
  entry('https://', 'origin-not-canonical'),
  entry('App://.', 'origin-not-canonical', 'app://.'),
  entry('app://ä', 'origin-not-canonical', 'app://%C3%A4'),
  entry('app://./', 'origin-has-path', 'app://.'),
  entry('https://*', 'wildcard-position'),
  entry('moz-extension://*', 'wildcard-position'),
  entry('app://*', 'wildcard-position'),
  entry('HTTPS://*.a.example', 'wildcard-position', 'https://*.a.example'),
  entry('https://*.a.example:443', 'wildcard-position', 'https://*.a.example'),
  entry('https://*a.example', 'wildcard-position'),
  entry('https://a*.example', 'wildcard-position'),
  entry('https://a.*', 'wildcard-position'),
  entry('https://*.*.example', 'wildcard-position'),
  entry('*://a.example', 'wildcard-position'),
  entry('https://*.127.0.0.1', 'wildcard-position'),
  entry(`https://*.${'a.'.repeat(122)}examples`, 'wildcard-position'),
  entry('https://*.', 'wildcard-no-base'),
  entry('https://a.example:*', 'wildcard-port'),
  entry('https://*.com', 'wildcard-registry-suffix'),
  entry('https://*.co.uk', 'wildcard-registry-suffix'),
  entry('https://*.gob.mx', 'wildcard-registry-suffix'),
]

/** Values that are wrong together with `credentials`. */
export const CREDENTIAL_FAULTS: readonly Fault[] = [
  fault({ origin: '*', credentials: true }, 'any-origin-credentials', ['origin']),
  fault(
    { ...LISTED, credentials: true, dangerouslyAllowNullOrigin: true },
    'null-origin-credentials',
    ['dangerouslyAllowNullOrigin'],
    false,
  ),
  shared('allowMethods', ['*'], 'star-with-credentials'),
  shared('allowHeaders', ['*'], 'star-with-credentials'),
  shared('exposeHeaders', ['*'], 'star-with-credentials'),
  trusted('http://a.example', 'insecure-origin-credentials', ORIGIN),
  trusted('http://*.a.example', 'insecure-origin-credentials', 'https://*.a.example'),
  trusted('http://10.0.0.1:8080', 'insecure-origin-credentials'),
  trusted('http://printer.local', 'insecure-origin-credentials'),
  trusted('http://[fd00::1]:3000', 'insecure-origin-credentials'),
  trusted('https://*.vercel.app', 'wildcard-public-suffix'),
  trusted('https://*.amazonaws.com', 'wildcard-public-suffix'),
  trusted('https://*.us-central1.run.app', 'wildcard-public-suffix'),
]

/** Other options with a wrong type, range or spelling. */
export const OPTION_FAULTS: readonly Fault[] = [
  option('credentials', 'true', 'option-type', true),
  option('credentials', 'include', 'option-type'),
  option('credentials', 1, 'option-type'),
  option('credentials', null, 'option-type'),
  option('enforce', 'false', 'option-type', false),
  option('dangerouslyAllowInsecureOrigins', 'yes', 'option-type'),
  option('dangerouslyAllowPublicSuffixes', {}, 'option-type'),
  option('dangerouslyAllowNullOrigin', 1, 'option-type'),
  option('dangerouslyReflectHeaders', ['x-a'], 'option-type'),
  fault(
    { ...LISTED, allowHeaders: ['*'], dangerouslyReflectHeaders: true },
    'header-star-reflected',
    ['dangerouslyReflectHeaders'],
    false,
  ),
  fault({ origin: '*', cookieless: 'true' }, 'option-type', ['cookieless'], true),
  option('cookieless', true, 'cookieless-without-any-origin', false),
  fault({ origin: () => true, cookieless: true }, 'cookieless-without-any-origin', ['cookieless'], false),
  option('onDecision', 'log', 'option-type'),
  option('onError', 'ignore', 'option-type'),
  option('onError', true, 'option-type'),
  option('preflightStatus', 201, 'preflight-status'),
  option('preflightStatus', '204', 'preflight-status'),
  option('maxAge', '600', 'max-age-range', 600),
  option('maxAge', 'an hour', 'max-age-range'),
  option('maxAge', -1, 'max-age-range', 0),
  option('maxAge', 1.5, 'max-age-range', 1),
  option('maxAge', 86_401, 'max-age-range', 86_400),
  option('maxAge', Infinity, 'max-age-range', 86_400),
  option('maxAge', NaN, 'max-age-range'),
  option('maxAge', 600n, 'max-age-range'),
  option('maxAge', Symbol('soon'), 'max-age-range'),
  option('maxAge', Object.create(null), 'max-age-range'),
  option('maxAge', true, 'max-age-range'),
  option('allowMethods', 'GET, PUT', 'option-type', ['GET', 'PUT']),
  option('allowMethods', null, 'option-type'),
  option('allowMethods', 'get, PATCH', 'option-type'),
  option('allowHeaders', 'x-a x-b', 'option-type', ['x-a', 'x-b']),
  // Tutorials list headers that no script can set.
  option('allowHeaders', 'Origin, X-Requested-With, Content-Type, Accept', 'option-type'),
  listed('allowHeaders', 'Origin, Content-Length, Authorization', 'header-invalid'),
  option('exposeHeaders', 'Set-Cookie, ETag', 'option-type'),
  option('exposeHeaders', new Set(['x-a']), 'option-type'),
  listed('allowMethods', 'put', 'method-case', 'PUT'),
  listed('allowMethods', 'Patch', 'method-case', 'PATCH'),
  ...['propfind', 'purge', 'report', 'mkcol', 'unlock', 'm-search', 'version-control', 'Propfind', 'pURGE', 'frob'].map(
    (name) => listed('allowMethods', name, 'method-case', name.toUpperCase()),
  ),
  listed('allowMethods', 'TRACE', 'method-forbidden'),
  listed('allowMethods', 'connect', 'method-forbidden'),
  listed('allowMethods', 'GET,PUT', 'method-invalid', ['GET', 'PUT']),
  listed('allowMethods', '', 'method-invalid'),
  listed('allowMethods', 7, 'method-invalid'),
  listed('allowHeaders', 'x-b, x-c', 'header-invalid', ['x-b', 'x-c']),
  listed('allowHeaders', 'x-b:', 'header-invalid'),
  listed('allowHeaders', 'x-b\r\nx-c', 'header-invalid', ['x-b', 'x-c']),
  listed('allowHeaders', null, 'header-invalid'),
  ...[
    ...['Cookie', 'host', 'Origin', 'Sec-Fetch-Site', 'proxy-authorization', 'Content-Length', 'set-cookie', 'Date'],
    ...['Accept-Encoding', 'Accept-Charset', 'Connection', 'DNT', 'Referer', 'Keep-Alive', 'Transfer-Encoding', 'Via'],
    ...['Access-Control-Request-Method', 'Access-Control-Request-Headers', 'Sec-CH-UA', 'Upgrade', 'TE', 'Expect'],
  ].map((name) => listed('allowHeaders', name, 'header-forbidden')),
  listed('allowHeaders', 'Access-Control-Allow-Origin', 'header-is-cors-header'),
  listed('allowHeaders', 'Access-Control-Request-Private-Network', 'header-is-cors-header'),
  listed('exposeHeaders', 'Set-Cookie', 'expose-forbidden'),
  listed('exposeHeaders', 'set-cookie2', 'expose-forbidden'),
  listed('exposeHeaders', 'x b', 'header-invalid', ['x', 'b']),
  fault({ ...LISTED, vary: ['x-key'] }, 'vary-without-predicate', ['vary', 0]),
  fault({ origin: () => true, vary: ['x key'] }, 'header-invalid', ['vary', 0], ['x', 'key']),
  fault({ origin: () => true, vary: 'x-key' }, 'option-type', ['vary'], ['x-key']),
  // The names that other libraries use.
  ...Object.entries({
    origins: 'origin',
    allowOrigin: 'origin',
    allowedOrigins: 'origin',
    Origin: 'origin',
    methods: 'allowMethods',
    allowedMethods: 'allowMethods',
    allowedHeaders: 'allowHeaders',
    headers: 'allowHeaders',
    exposedHeaders: 'exposeHeaders',
    expose: 'exposeHeaders',
    exposeHeader: 'exposeHeaders',
    maxage: 'maxAge',
    max_age: 'maxAge',
    allowCredentials: 'credentials',
    supportsCredentials: 'credentials',
    optionsSuccessStatus: 'preflightStatus',
    withCredentials: 'credentials',
    'Access-Control-Allow-Methods': 'allowMethods',
    alowMethods: 'allowMethods',
    allowNullOrigin: 'dangerouslyAllowNullOrigin',
    reflectHeaders: 'dangerouslyReflectHeaders',
  }).map(([name, meant]) => option(name, true, 'option-unknown', meant)),
  // These get no hint, because no option has a similar name.
  ...['hook', 'crossOriginResourcePolicy', 'allowPrivateNetwork', 'zzz', 'constructor'].map((name) =>
    option(name, true, 'option-unknown'),
  ),
  option('', true, 'option-unknown'),
]
