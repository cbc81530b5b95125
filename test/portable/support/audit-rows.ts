import type { AuditSettings } from '../../../src/audit/index.ts'
import { csrf } from '../../../src/csrf/index.ts'
import type { CorsOptions, RequestContext } from '../../../src/index.ts'
import { originStore } from '../../../src/origins/index.ts'

const A = 'https://app.example.com'
const OWN = 'https://api.example.com:8443'
/** A domain below which there is no room for a long name. */
const LONG = `${'a.'.repeat(120)}example`
const TENANTS = originStore({ tenant: 'shop', get: () => false, fresh: 60 })
const GUARDED = { csrf: true } as const
const WITH = { credentials: true } as const

/** A policy that breaks a rule, the place, a witness, and the nearest policy that does not break it. */
export interface AuditRow {
  readonly rule: string
  readonly options: CorsOptions
  readonly settings?: AuditSettings
  readonly path: readonly (string | number)[]
  readonly witness?: string
  readonly neighbour: CorsOptions
  readonly neighbourSettings?: AuditSettings
}

function row(
  rule: string,
  path: AuditRow['path'],
  [options, settings]: readonly [CorsOptions, AuditSettings?],
  [neighbour, neighbourSettings]: readonly [CorsOptions, AuditSettings?],
  witness?: string,
): AuditRow {
  const used = { options, settings: { ...GUARDED, ...settings } }
  const near = { neighbour, neighbourSettings: { ...GUARDED, ...neighbourSettings } }
  return { rule, path, ...used, ...near, ...(witness !== undefined && { witness }) }
}

/** A row about a list with one entry. */
function entry(rule: string, bad: string, good: string, options: Partial<CorsOptions> = WITH, witness = bad): AuditRow {
  return row(rule, ['origin', 0], [{ ...options, origin: [bad] }], [{ ...options, origin: [good] }], witness)
}

function names(rule: string, option: keyof CorsOptions, bad: string, good: string): AuditRow {
  return row(rule, [option, 1], [{ origin: [A], [option]: ['x-a', bad] }], [{ origin: [A], [option]: ['x-a', good] }])
}

/** A guard that allows forged requests, next to one that does not. */
function open(guard: AuditSettings['csrf']): AuditRow {
  const options = { ...WITH, origin: A }
  return row(
    'F-07',
    ['csrf'],
    [options, { self: OWN, csrf: guard }],
    [options, { self: OWN, csrf: csrf({ self: OWN }) }],
  )
}

/** One row for each way to break a rule. */
export const AUDIT_ROWS: readonly AuditRow[] = [
  row(
    'A-02',
    ['maxAge'],
    [{ origin: A, maxAge: 301 }, { stage: 'trial' }],
    [{ origin: A, maxAge: 300 }, { stage: 'trial' }],
  ),
  row('A-02', ['maxAge'], [{ origin: A, maxAge: 301 }, { stage: 'trial' }], [{ origin: A, maxAge: 301 }]),
  row('A-03', ['maxAge'], [{ origin: A, maxAge: 601 }], [{ origin: A, maxAge: 600 }]),
  row('A-04', ['maxAge'], [{ origin: A }, { stage: 'stable' }], [{ origin: A, maxAge: 0 }, { stage: 'stable' }]),
  row('A-04', ['maxAge'], [{ origin: A }, { stage: 'stable' }], [{ origin: A }, { stage: 'trial' }]),
  ...[{ maxAge: 60 }, { enforce: true }].map((better) =>
    row(
      'A-05',
      ['maxAge'],
      [{ origin: TENANTS, maxAge: 61 }, { csrf: undefined }],
      [{ origin: TENANTS, maxAge: 61, ...better }, { csrf: undefined }],
    ),
  ),
  row('A-05', ['maxAge'], [{ origin: TENANTS, maxAge: 61 }, { csrf: undefined }], [{ origin: TENANTS, maxAge: 61 }]),
  row(
    'A-05',
    ['maxAge'],
    [{ origin: TENANTS, maxAge: 61 }, { csrf: undefined }],
    [{ origin: () => false, maxAge: 61 }, { csrf: undefined }],
  ),
  row(
    'O-03',
    ['dangerouslyAllowNullOrigin'],
    [{ origin: [A], dangerouslyAllowNullOrigin: true }],
    [{ origin: '*', dangerouslyAllowNullOrigin: true }],
    'null',
  ),
  entry('O-07', 'https://*.vercel.app', 'https://*.my-app.vercel.app', {}, 'https://attacker.vercel.app'),
  entry('O-07', 'https://*.run.app', 'https://*.example.app', {}, 'https://attacker.run.app'),
  entry(
    'O-07',
    'https://*.us-central1.run.app',
    'https://*.my-app.us-central1.run.app',
    {},
    'https://attacker.us-central1.run.app',
  ),
  entry(
    'O-07',
    'https://*.vercel.app',
    'https://my-app.vercel.app',
    { ...WITH, dangerouslyAllowPublicSuffixes: true },
    'https://attacker.vercel.app',
  ),
  row(
    'O-07',
    ['origin'],
    [{ origin: 'https://*.sites.example' }, { publicSuffixes: ['sites.example'] }],
    [{ origin: 'https://*.sites.example' }],
    'https://attacker.sites.example',
  ),
  entry('O-08', 'https://*.example.com', A, WITH, 'https://attacker.example.com'),
  row(
    'O-08',
    ['origin'],
    [{ ...WITH, origin: 'https://*.example.com:8443' }],
    [{ origin: 'https://*.example.com:8443' }],
    'https://attacker.example.com:8443',
  ),
  entry('O-09', 'http://app.example.com', A, { ...WITH, dangerouslyAllowInsecureOrigins: true }),
  entry(
    'O-09',
    'http://*.example.com',
    'http://localhost',
    { ...WITH, dangerouslyAllowInsecureOrigins: true },
    'http://attacker.example.com',
  ),
  entry('O-10', 'http://app.example.com', 'http://127.0.0.1', {}),
  row(
    'O-11',
    ['origin', 1],
    [{ ...WITH, origin: [A, 'http://localhost:*'] }],
    [{ origin: [A, 'http://localhost:*'] }],
    'http://localhost:3000',
  ),
  row(
    'O-11',
    ['origin', 1],
    [{ ...WITH, origin: [A, 'http://[::1]:81'] }],
    [{ ...WITH, origin: [A, 'http://[::1]:81'] }, { environment: 'test' }],
    'http://[::1]:81',
  ),
  row(
    'O-11',
    ['origin', 1],
    [{ ...WITH, origin: [A, 'http://[::1]:81'] }, { environment: 'staging' }],
    [{ ...WITH, origin: [A, 'http://[::1]:81'] }, { environment: 'development' }],
    'http://[::1]:81',
  ),
  row(
    'O-11',
    ['origin', 0],
    [{ origin: ['http://*.localhost:*'] }, { environment: 'production' }],
    [{ ...WITH, origin: ['http://*.localhost:*'] }],
    'http://attacker.localhost:3000',
  ),
  entry('O-12', 'https://10.1.2.3', 'https://11.1.2.3'),
  entry('O-12', 'https://172.31.0.1', 'https://172.32.0.1'),
  entry('O-12', 'https://[fd00::1]', 'https://[2001:db8::1]'),
  entry('O-12', 'https://[::]', 'https://[::2]'),
  entry('O-12', 'https://[::ffff:c0a8:1]', 'https://[::ffff:c0a9:1]'),
  entry('O-12', 'https://[::ffff:7f00:1]', 'https://[::ffff:8000:1]'),
  entry('O-12', 'https://intranet', 'https://intranet.example'),
  entry('O-12', 'https://*.corp.internal', 'https://*.internal.example', {}, 'https://attacker.corp.internal'),
  entry('O-13', 'https://my-app.vercel.app', 'https://vercel.app.example'),
  row(
    'O-13',
    ['origin', 0],
    [{ ...WITH, origin: ['https://a.b.pages.dev'] }],
    [{ origin: ['https://a.b.pages.dev'] }],
    'https://a.b.pages.dev',
  ),
  row(
    'O-13',
    ['origin'],
    [{ ...WITH, origin: 'https://me.sites.example' }, { publicSuffixes: ['sites.example'] }],
    [{ ...WITH, origin: 'https://me.sites.example' }],
    'https://me.sites.example',
  ),
  row('O-14', ['origin'], [{ origin: ({ serialized }) => serialized === A }], [{ origin: [A] }]),
  row(
    'O-15',
    ['origin'],
    [{ origin: ({ host }) => host.endsWith('example.com') }],
    [{ origin: ({ host, scheme }) => scheme === 'https' && host.endsWith('.example.com') }],
    'https://attackerexample.com',
  ),
  row(
    'V-03',
    ['vary'],
    [{ origin: (_origin, { request }: RequestContext) => request.headers.get('X-Tenant') === 'a' }],
    [{ origin: (_origin, { request }: RequestContext) => request.headers.has('origin') }],
  ),
  row(
    'V-03',
    ['vary'],
    [{ vary: ['x-tenant'], origin: (_origin, { request }: RequestContext) => request.headers.has('x-key') }],
    [{ vary: ['X-Key'], origin: (_origin, { request }: RequestContext) => request.headers.has('x-key') }],
  ),
  row(
    'V-03',
    ['vary'],
    [{ origin: (_origin, { request }: RequestContext) => [...request.headers].length > 9 }],
    [{ vary: ['*'], origin: (_origin, { request }: RequestContext) => [...request.headers].length > 9 }],
  ),
  row(
    'O-16',
    ['origin', 0],
    [{ origin: ['http://app.example.com', A] }],
    [{ origin: ['http://app.example.com', 'https://www.example.com'] }],
    'http://app.example.com',
  ),
  row(
    'O-17',
    ['origin'],
    [{ ...WITH, origin: [A, 'https://app.example.net'] }],
    [{ ...WITH, origin: [A, 'https://www.example.com'] }],
    'https://app.example.net',
  ),
  row(
    'O-17',
    ['origin'],
    [{ ...WITH, origin: [A, 'https://app.example.net'] }],
    [{ origin: [A, 'https://app.example.net'] }],
    'https://app.example.net',
  ),
  row(
    'O-17',
    ['origin', 1],
    [{ ...WITH, origin: [A, 'https://*.a.co.uk'] }, { self: ['https://b.co.uk', 'https://api.example.com'] }],
    [{ ...WITH, origin: [A, 'https://*.a.co.uk'] }, { self: ['https://b.a.co.uk', 'https://api.example.com'] }],
    'https://attacker.a.co.uk',
  ),
  row(
    'O-17',
    ['origin'],
    [{ ...WITH, origin: [A, 'https://app.example.net'] }, { environment: 'test' }],
    [{ ...WITH, origin: [A, 'http://localhost:3000', 'capacitor://localhost'] }, { environment: 'test' }],
    'https://app.example.net',
  ),
  row(
    'O-17',
    ['origin'],
    [
      {
        ...WITH,
        origin: ['http://app.example.net', A, 'capacitor://localhost'],
        dangerouslyAllowInsecureOrigins: true,
      },
    ],
    [{ ...WITH, origin: ['https-x://app.example.net', 'x-https://app.example.org', A] }],
    A,
  ),
  row(
    'O-17',
    ['origin', 0],
    [
      { ...WITH, origin: ['https://app.example.net', 'http://localhost:3000'] },
      { self: A, environment: 'test' },
    ],
    [
      { ...WITH, origin: ['https://www.example.com', 'http://localhost:3000'] },
      { self: A, environment: 'test' },
    ],
    'https://app.example.net',
  ),
  row('O-18', ['origin', 1], [{ origin: [A, A] }], [{ origin: [A, `${A}:8443`] }], A),
  row(
    'O-18',
    ['origin', 0],
    [{ origin: [A, 'https://*.example.com'] }],
    [{ origin: ['https://example.com', 'https://*.example.com'] }],
    A,
  ),
  row(
    'O-18',
    ['origin', 0],
    [{ origin: ['https://*.x.a.example', 'https://*.a.example'] }],
    [{ origin: ['https://*.a.example', 'https://*.b.example'] }],
    'https://attacker.x.a.example',
  ),
  row('O-18', ['origin', 0], [{ origin: [A] }, { self: A }], [{ origin: [A] }, { self: 'https://api.example.com' }], A),
  row('O-18', ['origin'], [{ origin: numbered(51) }], [{ origin: numbered(50) }], 'https://h50.example.com'),
  row(
    'O-18',
    ['origin'],
    [{ origin: [...numbered(50), `https://*.${LONG}`] }],
    [{ origin: numbered(50) }],
    `https://a.${LONG}`,
  ),
  entry('O-19', 'capacitor://localhost', 'http://localhost'),
  entry('O-19', 'https-x://app', 'http://[::1]'),
  entry('O-19', 'x-https://app', 'http://app.localhost'),
  row(
    'O-19',
    ['origin', 0],
    [{ ...WITH, origin: ['chrome-extension://abcdefghijklmnopabcdefghijklmnop'] }],
    [{ origin: ['chrome-extension://abcdefghijklmnopabcdefghijklmnop'] }],
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  ),
  row(
    'O-21',
    ['routes', '/me'],
    [{ origin: '*' }, { routes: [{ path: '/me', cookies: true }] }],
    [{ origin: '*' }, { routes: [{ path: '/me', cookies: false }] }],
    'https://attacker.example',
  ),
  row(
    'O-21',
    ['routes', '/me'],
    [{ origin: '*' }, { routes: [{ path: '/me', cacheControl: 'private, max-age=1' }] }],
    [{ origin: [A] }, { routes: [{ path: '/me', cacheControl: 'private, max-age=1' }] }],
    'https://attacker.example',
  ),
  row(
    'O-21',
    ['origin'],
    [{ origin: '*' }, { self: 'http://192.168.1.1' }],
    [{ origin: '*' }, { self: 'https://api.example.com' }],
    'https://attacker.example',
  ),
  row(
    'V-02',
    ['routes', '/a'],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 'max-age=60, Public' }] }],
    [{ origin: '*' }, { routes: [{ path: '/a', cacheControl: 'max-age=60, public' }] }],
  ),
  row(
    'V-02',
    ['routes', '/a'],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 'public' }] }],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 'public, no-store' }] }],
  ),
  row(
    'V-02',
    ['routes', '/a'],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 's-maxage=60' }] }],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 's-maxage=0, max-age=60' }] }],
  ),
  row(
    'M-02',
    ['allowMethods', 0],
    [{ origin: A, allowMethods: ['PUT'] }, { routes: [{ path: '/', methods: ['GET', 'PATCH'] }] }],
    [{ origin: A, allowMethods: ['PUT'] }, { routes: [{ path: '/', method: 'PUT' }] }],
  ),
  row(
    'M-02',
    ['allowMethods', 0],
    [{ origin: A, allowMethods: ['PUT'] }, { routes: [{ path: '/', method: 'GET' }] }],
    [{ origin: A, allowMethods: ['PUT'] }, { routes: [{ path: '/' }] }],
  ),
  row(
    'M-04',
    ['routes', '/a'],
    [{ origin: A }, { routes: [{ path: '/a', method: 'GET', sideEffects: true }] }],
    [{ origin: A }, { routes: [{ path: '/a', method: 'POST', sideEffects: true }] }],
  ),
  ...['get', '*', 'Head'].map((method) =>
    row(
      'M-04',
      ['routes', '/a'],
      [{ origin: A }, { routes: [{ path: '/a', method, sideEffects: true }] }],
      [{ origin: A }, { routes: [{ path: '/a', method: 'post', sideEffects: true }] }],
    ),
  ),
  row(
    'M-02',
    ['allowMethods', 0],
    [{ origin: A, allowMethods: ['PUT'] }, { routes: [{ path: '/', method: 'patch' }] }],
    [{ origin: A, allowMethods: ['PUT', 'FROB'] }, { routes: [{ path: '/', methods: ['put', 'frob'] }] }],
  ),
  row(
    'C-02',
    ['credentials'],
    [
      { ...WITH, origin: A },
      { csrf: false, routes: [{ path: '/', methods: [] }] },
    ],
    [
      { ...WITH, origin: A },
      { csrf: false, routes: [{ path: '/', methods: [], method: 'get' }] },
    ],
  ),
  row(
    'V-02',
    ['routes', '/a'],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 'public, private="set-cookie"' }] }],
    [{ origin: [A] }, { routes: [{ path: '/a', cacheControl: 'public, private' }] }],
  ),
  row(
    'M-02',
    ['allowMethods', 1],
    [{ origin: A, allowMethods: ['*', 'DELETE'] }, { routes: [{ path: '/', method: 'PUT' }] }],
    [{ origin: A, allowMethods: ['*', 'GET', 'HEAD', 'POST'] }, { routes: [{ path: '/', method: 'PUT' }] }],
  ),
  row(
    'M-02',
    ['allowMethods', 0],
    [{ origin: A, allowMethods: ['XPOST'] }, { routes: [{ path: '/', method: 'POST' }] }],
    [{ origin: A, allowMethods: ['POSTX'] }, { routes: [{ path: '/', method: 'POSTX' }] }],
  ),
  row(
    'M-04',
    ['routes', '/a'],
    [{ origin: A }, { routes: [{ path: '/a', methods: ['POST', 'GET'], sideEffects: true }] }],
    [{ origin: A }, { routes: [{ path: '/a', methods: ['XGET', 'GETX'], sideEffects: true }] }],
  ),
  row('M-05', ['allowMethods', 0], [{ origin: A, allowMethods: ['*'] }], [{ origin: A, allowMethods: ['PUT'] }]),
  names('H-02', 'allowHeaders', '*', 'x-b'),
  row(
    'H-03',
    ['dangerouslyReflectHeaders'],
    [{ origin: A, dangerouslyReflectHeaders: true }],
    [{ origin: A, dangerouslyReflectHeaders: false }],
  ),
  names('H-04', 'allowHeaders', 'X-Forwarded-Host', 'x-forward'),
  names('H-04', 'allowHeaders', 'x-http-method-override', 'x-http-method-name'),
  names('H-04', 'allowHeaders', 'X-Original-Host', 'x-original-name'),
  names('H-04', 'allowHeaders', 'X-Cluster-Client-IP', 'x-cluster'),
  names('H-04', 'allowHeaders', 'Fastly-Client-IP', 'fastly-debug'),
  names('H-04', 'allowHeaders', 'X-HTTP-Host-Override', 'x-http-host-name'),
  names('H-04', 'allowHeaders', 'Forwarded', 'x-not-forwarded'),
  names('H-04', 'allowHeaders', 'X-Forwarded', 'my-x-forwarded-for'),
  names('H-04', 'allowHeaders', 'X-Middleware-Subrequest', 'forwarded-by'),
  names('H-04', 'allowHeaders', 'X-Host', 'x-host-name'),
  names('H-04', 'allowHeaders', 'X-HTTP-Method', 'x-method-name'),
  names('H-04', 'allowHeaders', 'CF-Connecting-IP', 'cf-connecting-ipv6'),
  names('H-05', 'allowHeaders', 'Accept', 'accept-version'),
  names('H-05', 'allowHeaders', 'Content-Language', 'x-accept'),
  names('H-05', 'allowHeaders', 'Accept-Language', 'content-type'),
  names('H-02', 'allowHeaders', '*', 'x*'),
  names('H-02', 'allowHeaders', '*', '*x'),
  names('E-02', 'exposeHeaders', '*', 'x-b'),
  names('E-02', 'exposeHeaders', '*', 'x*'),
  names('E-02', 'exposeHeaders', '*', '*x'),
  names('E-03', 'exposeHeaders', 'X-Session-Token', 'x-request-id'),
  names('E-03', 'exposeHeaders', 'Server', 'server-timing'),
  names('E-03', 'exposeHeaders', 'x-token', 'x-continuation-token'),
  names('E-03', 'exposeHeaders', 'x-token-old', 'x-tokens-remaining'),
  names('E-03', 'exposeHeaders', 'X-API-Key', 'x-server'),
  names('E-03', 'exposeHeaders', 'apikey', 'x-api'),
  names('E-03', 'exposeHeaders', 'x-xsrf', 'x-powered-by-us'),
  names('E-04', 'exposeHeaders', 'Expires', 'x-expires'),
  names('E-04', 'exposeHeaders', 'Pragma', 'pragma-x'),
  names('E-04', 'exposeHeaders', 'Content-Type', 'content-disposition'),
  row(
    'E-05',
    ['timingAllowOrigin'],
    [{ ...WITH, origin: A, timingAllowOrigin: true }],
    [{ origin: A, timingAllowOrigin: true }],
  ),
  row('E-05', ['timingAllowOrigin'], [{ ...WITH, origin: A, timingAllowOrigin: true }], [{ ...WITH, origin: A }]),
  row(
    'E-05',
    ['timingAllowOrigin'],
    [{ origin: '*', timingAllowOrigin: true }],
    [{ origin: '*', timingAllowOrigin: true, cookieless: true }],
  ),
  row(
    'C-01',
    ['credentials'],
    [{ ...WITH, origin: A }, { routes: [{ path: '/', cookies: false }] }],
    [{ ...WITH, origin: A }, { routes: [{ path: '/', cookies: false }, { path: '/a' }] }],
  ),
  row(
    'C-02',
    ['credentials'],
    [{ ...WITH, origin: A }, { csrf: false }],
    [{ ...WITH, origin: A }, { csrf: { check: () => ({ allowed: true }) } }],
  ),
  row(
    'C-02',
    ['credentials'],
    [{ ...WITH, origin: A }, { csrf: undefined }],
    [{ ...WITH, origin: A, enforce: true }, { csrf: undefined }],
  ),
  row(
    'C-06',
    ['credentials'],
    [{ ...WITH, origin: A, enforce: true }, { csrf: undefined }],
    [{ ...WITH, origin: A }, { csrf: undefined }],
  ),
  row(
    'C-06',
    ['credentials'],
    [{ ...WITH, origin: A, enforce: true }, { csrf: false }],
    [{ ...WITH, origin: A, enforce: true }, { csrf: { check: () => ({ allowed: true }) } }],
  ),
  row(
    'C-06',
    ['credentials'],
    [
      { ...WITH, origin: A, enforce: true },
      { csrf: false, routes: [{ path: '/', method: 'POST' }] },
    ],
    [
      { ...WITH, origin: A, enforce: true },
      { csrf: false, routes: [{ path: '/', method: 'GET' }] },
    ],
  ),
  row(
    'C-02',
    ['credentials'],
    [
      { ...WITH, origin: A },
      { csrf: false, routes: [{ path: '/', method: 'POST' }] },
    ],
    [
      { ...WITH, origin: A },
      { csrf: false, routes: [{ path: '/', method: 'GET' }] },
    ],
  ),
  row(
    'C-02',
    ['credentials'],
    [
      { ...WITH, origin: A },
      {
        csrf: false,
        routes: [
          { path: '/', method: 'GET' },
          { path: '/a', methods: ['GET', 'POST'] },
        ],
      },
    ],
    [
      { ...WITH, origin: A },
      {
        csrf: false,
        routes: [
          { path: '/', methods: ['GET', 'HEAD'] },
          { path: '/a', method: 'OPTIONS' },
        ],
      },
    ],
  ),
  row(
    'C-02',
    ['credentials'],
    [
      { ...WITH, origin: A },
      { csrf: false, routes: [{ path: '/', method: 'XGET' }] },
    ],
    [{ ...WITH, origin: A }],
  ),
  row(
    'C-04',
    ['allowHeaders', 0],
    [{ ...WITH, origin: A, allowHeaders: ['Authorization'] }],
    [{ origin: A, allowHeaders: ['Authorization'] }],
  ),
  row(
    'C-04',
    ['allowHeaders', 0],
    [{ ...WITH, origin: A, allowHeaders: ['authorization', 'proxy', 'x-authorization', 'authorization-x'] }],
    [
      { ...WITH, origin: A, allowHeaders: ['authorization'] },
      { routes: [{ path: '/' }, { path: '/a', cookies: true }] },
    ],
  ),
  row(
    'C-04',
    ['allowHeaders', 0],
    [{ ...WITH, origin: A, allowHeaders: ['Authorization'] }],
    [{ ...WITH, origin: A, allowHeaders: ['Authorization'] }, { routes: [{ path: '/', cookies: true }] }],
  ),
  row(
    'O-21',
    ['routes', '/me'],
    [{ origin: '*' }, { routes: [{ path: '/me', cookies: true }] }],
    [{ origin: '*', cookieless: true }, { routes: [{ path: '/me', cookies: true }] }],
    'https://attacker.example',
  ),
  row(
    'O-22',
    ['origin', 1],
    [{ origin: [A, 'https://*.example.net'] }],
    [{ origin: [A, 'https://*.example.net'] }, { publicSuffixes: [] }],
    'https://attacker.example.net',
  ),
  row(
    'O-22',
    ['origin', 0],
    [{ ...WITH, origin: ['https://*.example.net', 'https://*.example.org'] }],
    [{ ...WITH, origin: ['https://app.example.net', 'http://*.localhost'] }],
    'https://attacker.example.net',
  ),
  row(
    'O-22',
    ['origin'],
    [{ origin: 'https://*.my-app.vercel.app' }],
    [{ origin: 'https://*.vercel.app' }],
    'https://attacker.my-app.vercel.app',
  ),
  row(
    'F-03',
    ['csrf'],
    [{ ...WITH, origin: A }, { csrf: csrf({ self: A, missing: 'allow' }) }],
    [{ ...WITH, origin: A }, { csrf: csrf({ self: A }) }],
  ),
  row(
    'F-03',
    ['csrf'],
    [{ ...WITH, origin: A }, { csrf: { check: () => true } }],
    [{ origin: A }, { csrf: { check: () => true } }],
  ),
  row(
    'F-04',
    ['csrf'],
    [
      { ...WITH, origin: A },
      { self: A, csrf: { check: byHost } },
    ],
    [
      { ...WITH, origin: A },
      { self: A, csrf: csrf({ self: A }) },
    ],
  ),
  row(
    'F-04',
    ['csrf'],
    [{ origin: A }, { routes: [{ path: '/', cookies: true }], csrf: { check: byUrl } }],
    [{ origin: A }, { routes: [{ path: '/', cookies: true }], csrf: { check: failing } }],
  ),
  row(
    'F-05',
    ['self', 1],
    [{ ...WITH, origin: A }, { self: [A, 'http://shop.example.com'] }],
    [{ ...WITH, origin: A }, { self: [A, 'http://localhost:3000'] }],
  ),
  row(
    'F-03',
    ['csrf'],
    [
      { ...WITH, origin: A },
      { self: OWN, csrf: csrf({ self: OWN, missing: 'allow', allowedHosts: 'api.example.com:8443' }) },
    ],
    [
      { ...WITH, origin: A },
      { self: OWN, csrf: csrf({ self: OWN, allowedHosts: 'api.example.com:8443', bypass: 'POST /' }) },
    ],
  ),
  open({ check: ({ headers }) => headers.get('origin') === 'null' }),
  open({ check: ({ headers }) => headers.get('origin')?.startsWith(OWN) ?? false }),
  open({ check: ({ headers }) => headers.has('sec-fetch-site') }),
  open({ check: ({ headers }) => headers.get('sec-fetch-site') === 'same-site' }),
  open({ check: ({ headers }) => headers.has('origin') }),
  open(csrf({ self: OWN, mode: 'report' })),
  row(
    'F-08',
    ['csrf'],
    [{ ...WITH, origin: A }, { csrf: { check: async () => ({ allowed: true }) } }],
    [{ ...WITH, origin: A }, { csrf: { check: ({ headers }) => headers.get('origin')!.startsWith('https') } }],
  ),
  row(
    'F-08',
    ['csrf'],
    [{ ...WITH, origin: A }, { csrf: { check: failing } }],
    [{ origin: A }, { csrf: { check: failing } }],
  ),
  row(
    'F-06',
    ['routes', '/live'],
    [
      { origin: A },
      { csrf: { check: ({ method }) => method === 'GET' }, routes: [{ path: '/live', webSocket: true }] },
    ],
    [{ origin: A }, { csrf: csrf({ self: OWN }), routes: [{ path: '/live', webSocket: true }] }],
  ),
  row(
    'F-06',
    ['routes', '/live'],
    [{ origin: A }, { csrf: csrf({ self: OWN, mode: 'report' }), routes: [{ path: '/live', webSocket: true }] }],
    [
      { origin: A, enforce: true },
      { csrf: false, routes: [{ path: '/live', webSocket: true }] },
    ],
  ),
  row(
    'F-06',
    ['routes', '/live'],
    [
      { origin: '*', enforce: true },
      { csrf: false, routes: [{ path: '/live', webSocket: true }] },
    ],
    [{ origin: '*', enforce: true }, { routes: [{ path: '/live', webSocket: true }] }],
  ),
  row(
    'J-01',
    ['routes', '/feed'],
    [{ ...WITH, origin: A }, { routes: [{ path: '/feed', jsonp: true }] }],
    [{ origin: A }, { routes: [{ path: '/feed', jsonp: true }] }],
  ),
  row(
    'J-01',
    ['routes', '/feed'],
    [{ origin: A }, { routes: [{ path: '/feed', jsonp: true, cookies: true }] }],
    [{ origin: A }, { routes: [{ path: '/feed', cookies: true }] }],
  ),
  row(
    'F-06',
    ['routes', '/live'],
    [{ origin: A }, { csrf: false, routes: [{ path: '/live', webSocket: true }] }],
    [{ origin: A }, { routes: [{ path: '/live', webSocket: true }] }],
  ),
]

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `https://h${at}.example.com`)
}

/** Guards as others write them: they trust the host that the client names. */
function byHost({ headers }: Request): { allowed: boolean } {
  return { allowed: headers.get('origin')?.endsWith(headers.get('x-forwarded-host') ?? 'no host') === true }
}

function byUrl({ headers, url }: Request): boolean {
  return headers.get('origin') === new URL(url).origin
}

function failing(): never {
  throw new Error('Out of order')
}
