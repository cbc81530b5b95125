import { describe, expect, it } from 'vitest'
import { csrf } from '../../../src/csrf/index.ts'
import { type DjangoFacts, fromDjango } from '../../../src/import/index.ts'
import { routes } from '../../../src/routes/index.ts'

type Settings = { readonly [name: string]: unknown }

const APP = 'https://app.example.com'

/** Settings, and the findings about them: the code, the place, and a part of the message or the value meant. */
type Row = readonly [settings: Settings, found: readonly string[], facts?: DjangoFacts]

const FINDINGS: readonly Row[] = [
  [{ CORS_ALLOW_CREDENTIALS: 'False' }, ['setting-type CORS_ALLOW_CREDENTIALS E003']],
  [{ CORS_ALLOW_ALL_ORIGINS: 1 }, ['setting-type CORS_ALLOW_ALL_ORIGINS E005']],
  [{ CORS_ORIGIN_ALLOW_ALL: 'yes' }, ['setting-type CORS_ORIGIN_ALLOW_ALL E005']],
  [{ CORS_ALLOWED_ORIGINS: APP }, ['list-is-string CORS_ALLOWED_ORIGINS E006']],
  [
    { CORS_ALLOWED_ORIGINS: APP, CORS_ALLOW_HEADERS: [] },
    ['list-is-string CORS_ALLOWED_ORIGINS E013'],
    { version: '3.14.0' },
  ],
  [{ CORS_ALLOWED_ORIGINS: { a: 1 } }, ['setting-type CORS_ALLOWED_ORIGINS E006']],
  [{ CORS_ALLOWED_ORIGINS: [7] }, ['origin-type CORS_ALLOWED_ORIGINS[0]']],
  [{ CORS_ALLOWED_ORIGINS: ['example.com'] }, ['origin-no-scheme CORS_ALLOWED_ORIGINS[0] E013']],
  [{ CORS_ALLOWED_ORIGINS: [APP, 'https://a.example/x'] }, ['origin-has-path CORS_ALLOWED_ORIGINS[1] E014']],
  [{ CORS_ALLOWED_ORIGINS: ['https://bücher.example'] }, ['origin-not-canonical CORS_ALLOWED_ORIGINS[0] xn--']],
  [{ CORS_ALLOWED_ORIGINS: ['http://localhost:*'] }, ['wildcard-literal CORS_ALLOWED_ORIGINS[0]']],
  [{ CORS_ALLOWED_ORIGINS: ['capacitor://localhost', 'chrome-extension://abcdefgh'] }, []],
  [{ CORS_ALLOWED_ORIGIN_REGEXES: '^https://a$' }, ['list-is-string CORS_ALLOWED_ORIGIN_REGEXES E007']],
  [{ CORS_ALLOWED_ORIGIN_REGEXES: ['^(null|https://app)$'] }, ['null-origin CORS_ALLOWED_ORIGIN_REGEXES[0]']],
  [{ CORS_ALLOWED_ORIGIN_REGEXES: [7] }, ['setting-type CORS_ALLOWED_ORIGIN_REGEXES[0] E007']],
  [{ CORS_ALLOW_METHODS: 'GET' }, ['list-is-string CORS_ALLOW_METHODS E002']],
  [{ CORS_ALLOW_METHODS: ['GET', 'TRACE'] }, ['method-forbidden CORS_ALLOW_METHODS[1]']],
  [{ CORS_ALLOW_HEADERS: 'x-a' }, ['list-is-string CORS_ALLOW_HEADERS E001']],
  [{ CORS_ALLOW_HEADERS: ['x a'] }, ['header-invalid CORS_ALLOW_HEADERS[0]']],
  [{ CORS_ALLOW_HEADERS: ['dnt', 'x-a'] }, ['header-dropped CORS_ALLOW_HEADERS[0]']],
  [{ CORS_EXPOSE_HEADERS: 'x-a' }, ['list-is-string CORS_EXPOSE_HEADERS E008']],
  [{ CORS_EXPOSE_HEADERS: ['set-cookie'] }, ['expose-forbidden CORS_EXPOSE_HEADERS[0]']],
  [{ CORS_PREFLIGHT_MAX_AGE: '600' }, ['setting-type CORS_PREFLIGHT_MAX_AGE E004']],
  [{ CORS_PREFLIGHT_MAX_AGE: -1 }, ['setting-type CORS_PREFLIGHT_MAX_AGE E004']],
  [{ CORS_PREFLIGHT_MAX_AGE: 86_401 }, ['max-age-range CORS_PREFLIGHT_MAX_AGE 86400']],
  [{ CORS_URLS_REGEX: ['/api'] }, ['setting-type CORS_URLS_REGEX E009']],
  [{ CORS_ALLOW_PRIVATE_NETWORK: true }, ['private-network CORS_ALLOW_PRIVATE_NETWORK']],
  [{ CORS_MODEL: 'a.B' }, ['setting-unknown CORS_MODEL E012']],
  [{ CORS_REPLACE_HTTPS_REFERER: true }, ['setting-unknown CORS_REPLACE_HTTPS_REFERER E013']],
  [{ CORS_ALLOWED_METHODS: ['GET'] }, ['setting-unknown CORS_ALLOWED_METHODS CORS_ALLOW_METHODS']],
  [{ CORS_ALLOWED_HEADERS: ['x-a'] }, ['setting-unknown CORS_ALLOWED_HEADERS CORS_ALLOW_HEADERS']],
  [{ CORS_VARY_HEADER: 'x' }, ['setting-unknown CORS_VARY_HEADER nothing reads it']],
  [{ CORS_ORIGIN_WHITELIST: [APP], CORS_ALLOWED_ORIGINS: [] }, ['setting-replaced CORS_ORIGIN_WHITELIST']],
  [{ CORS_ALLOW_ALL_ORIGINS: true, CORS_ALLOWED_ORIGINS: [APP] }, ['all-origins-win CORS_ALLOWED_ORIGINS']],
  [{}, ['header-dropped CORS_ALLOW_HEADERS dnt'], { version: '3.14.0' }],
  [{ version: '3.14.0' }, ['header-dropped CORS_ALLOW_HEADERS dnt']],
  [{ version: '3.14.0' }, [], { version: '4.3.1' }],
  [{ signal: true }, ['signal-listeners check_request_enabled']],
  [{ signal: true }, [], { signal: false }],
  [{ MIDDLEWARE: ['a.B'] }, ['middleware-missing MIDDLEWARE']],
  [{ MIDDLEWARE: ['corsheaders.middleware.CorsPostCsrfMiddleware'] }, ['middleware-missing MIDDLEWARE']],
  [{ CSRF_TRUSTED_ORIGINS: ['https://*.example.com'] }, ['csrf-left-out CSRF_TRUSTED_ORIGINS[0] wildcard']],
  [{ CSRF_TRUSTED_ORIGINS: [APP, '.example.com'] }, ['csrf-left-out CSRF_TRUSTED_ORIGINS[1] 4_0.E001']],
  [{ CSRF_TRUSTED_ORIGINS: ['http://a.example'] }, ['csrf-left-out CSRF_TRUSTED_ORIGINS[0] https']],
  [{ CSRF_TRUSTED_ORIGINS: APP }, ['csrf-left-out CSRF_TRUSTED_ORIGINS list']],
  [{ DEBUG: true, CORS_ALLOWED_ORIGINS: [APP] }, []],
]

describe('settings', () => {
  const rows = FINDINGS.map(([given, found, facts]) => ({ given, found, facts }))

  it.each(rows)('$given have the findings $found', ({ given, found, facts }) => {
    const { notes, refusals } = fromDjango(given, facts)
    const findings = [...refusals, ...notes]
    expect(findings).toHaveLength(found.length)
    for (const [at, { code, message }] of findings.entries()) {
      const [expectedCode = '', place = '', ...words] = found[at]!.split(' ')
      expect(code).toBe(expectedCode)
      expect(message.startsWith(`${place} `)).toBe(true)
      expect(message).toContain(words.join(' '))
    }
  })

  it('never have options and refusals', () => {
    for (const [settings, , facts] of FINDINGS) {
      const { options, routes: table, csrf: guard, refusals } = fromDjango(settings, facts)
      expect([options, table, guard].every((one) => one === undefined) || !refusals.length).toBe(true)
      expect(options === undefined).toBe(refusals.length > 0)
    }
  })

  it('on a polluted prototype have no effect', () => {
    const settings = Object.create({ CORS_ALLOW_ALL_ORIGINS: true }) as Settings
    expect(fromDjango(settings).options?.origin).toEqual([])
  })

  it('for forged writes become options of csrf()', () => {
    const { csrf: guard } = fromDjango({ CSRF_TRUSTED_ORIGINS: [APP, 'http://localhost:3000'] })
    expect(guard).toEqual({ trusted: [APP, 'http://localhost:3000'] })
    expect(() => csrf({ self: APP, ...guard })).not.toThrow()
  })
})

/** Expressions for paths, the keys of the table, and the notes. `undefined` where there is no table. */
const PATHS: readonly (readonly [regex: string, keys: readonly string[] | undefined, code?: string])[] = [
  ['^.*$', undefined],
  ['^/.*$', undefined],
  ['', undefined],
  ['^/api/.*$', ['/api/*'], 'urls-slash'],
  ['^/api/', ['/api/*'], 'urls-slash'],
  ['/api/', ['/api/*'], 'urls-slash'],
  ['^/api/.+$', ['/api/*']],
  [String.raw`^\/api\/v1\/.*`, ['/api/v1/*'], 'urls-slash'],
  ['^/(api|auth)/.*$', ['/api/*', '/auth/*'], 'urls-slash'],
  ['^/(?:a|b)/c$', ['/a/c', '/b/c']],
  ['^/health$', ['/health']],
  ['/api', undefined, 'urls-regex'],
  ['^/api.*$', undefined, 'urls-regex'],
  ['^/api/$', undefined, 'urls-regex'],
  ['^api/.*$', undefined, 'urls-regex'],
  ['^$', undefined, 'urls-regex'],
  ['^/$', undefined, 'urls-regex'],
  ['^/(|a)/.*$', undefined, 'urls-regex'],
  [String.raw`^/api/\d+/.*$`, undefined, 'urls-regex'],
  ['^/(?!admin).*$', undefined, 'urls-regex'],
  ['^(/a+)+$', undefined, 'urls-regex'],
]

describe('CORS_URLS_REGEX', () => {
  it.each(PATHS)('%s becomes the rows %j %s', (regex, keys, code) => {
    const { routes: table, notes, refusals } = fromDjango({ CORS_ALLOWED_ORIGINS: [APP], CORS_URLS_REGEX: regex })
    expect(table && Object.keys(table)).toEqual(keys)
    expect([...notes, ...refusals].map((one) => one.code)).toEqual(code === undefined ? [] : [code])
  })

  it('permits no path that Django would not answer for', () => {
    const paths = [
      '/',
      '/api',
      '/api/',
      '/api/x',
      '/api/x/y',
      '/apix',
      '/API/x',
      '/auth/x',
      '/a/c',
      '/health',
      '/health/',
      '//api/x',
    ]
    for (const [regex, keys] of PATHS) {
      const table = routes(keys ? fromDjango({ CORS_ALLOW_ALL_ORIGINS: true, CORS_URLS_REGEX: regex }).routes! : {})
      const permitted = paths.filter(
        (path) => table.find(new Request(`https://api.example.com${path}`)).key !== undefined,
      )
      expect(permitted.filter((path) => !new RegExp(`^(?:${regex})`).test(path))).toEqual([])
    }
  })
})

describe('WhiteNoise', () => {
  const MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware']
  const everyone = { origin: '*', allowMethods: ['GET', 'HEAD'] }

  it.each([
    [{}, ['/static/*', '/*']],
    [{ STATIC_URL: 'assets/' }, ['/assets/*', '/*']],
    [{ STATIC_URL: '/a/b/', CORS_URLS_REGEX: '^/api/.+$' }, ['/a/b/*', '/api/*']],
    [{ STATIC_URL: 'https://cdn.example.com/' }, []],
    [{ WHITENOISE_ALLOW_ALL_ORIGINS: false }, []],
    [{ WHITENOISE_ALLOW_ALL_ORIGINS: 0 }, []],
    [{ WHITENOISE_ALLOW_ALL_ORIGINS: null }, []],
    [{ WHITENOISE_STATIC_PREFIX: '/assets/' }, ['/assets/*', '/*']],
    [{ STATIC_URL: null }, []],
  ])('with %j gets a row for static files', (settings, keys) => {
    const { routes: table = {} } = fromDjango({ MIDDLEWARE, ...settings })
    expect(Object.keys(table)).toEqual(keys)
    expect(keys.length > 1 ? table[keys[0]!] : everyone).toEqual(everyone)
  })
})
