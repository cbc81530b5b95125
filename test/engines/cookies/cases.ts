import type { CookieCase } from './case.ts'

/** Pages and APIs in every relation that matters: origin, site, scheme, and whether nobody listens on the way. */
const RELATIONS: readonly (readonly [name: string, page: string, api: string])[] = [
  ['same origin', 'https://app.shop.com', 'https://app.shop.com/'],
  ['same site', 'https://app.shop.com', 'https://api.shop.com/'],
  ['cross-site', 'https://app.shop.com', 'https://api.other.org/'],
  ['same origin over http', 'http://www.plain.com', 'http://www.plain.com/'],
  ['same site over http', 'http://www.plain.com', 'http://api.plain.com/'],
  ['cross-site over http', 'http://www.plain.com', 'http://api.clear.org/'],
  ['same site, from http to https', 'http://www.mixed.com', 'https://api.mixed.com/'],
  ['localhost', 'http://localhost', 'http://localhost/'],
  ['below localhost', 'http://app.localhost', 'http://api.localhost/'],
  ['loopback address', 'http://127.0.0.1', 'http://127.0.0.1/'],
]

const SAME_SITE = ['', '; SameSite=None', '; SameSite=Lax', '; SameSite=Strict', '; SameSite=Other']
const SECURE = ['', '; Secure']
const PARTITIONED = ['', '; Partitioned']

/** Each relation with each combination of attributes, set by the page's call and by the API's own page. */
const ATTRIBUTES: readonly CookieCase[] = RELATIONS.flatMap(([relation, page, api]) =>
  SAME_SITE.flatMap((sameSite) =>
    SECURE.flatMap((secure) =>
      PARTITIONED.flatMap((partitioned) =>
        [false, true].map((login) => ({
          name: `${relation}${sameSite}${secure}${partitioned}, ${login ? 'of a login' : 'of a call'}`,
          lines: [`{name}=1${sameSite}${secure}${partitioned}`],
          page,
          api,
          login,
        })),
      ),
    ),
  ),
)

const OWN = 'https://www.alone.com'

/** Lines that a host sets for itself. */
function alone(name: string, lines: readonly string[] | string, more: Partial<CookieCase> = {}): CookieCase {
  const { page = OWN, api = `${more.page ?? OWN}/` } = more
  return { name, lines: [lines].flat(), page, api, ...more }
}

const DOMAINS = [
  'www.alone.com',
  'WWW.Alone.COM',
  'alone.com',
  '.alone.com',
  '..alone.com',
  'alone.com.',
  '',
  '.',
  'com',
  'lone.com',
  'other.com',
  'app.www.alone.com',
].map((domain) => alone(`Domain=${domain}`, `{name}=1; Domain=${domain}`, { path: '/x' }))

const SUFFIXES = [
  ['https://a.shop.co.uk', 'co.uk'],
  ['https://a.shop.co.uk', 'shop.co.uk'],
  ['https://me.github.io', 'github.io'],
  ['https://github.io', 'github.io'],
  ['https://app.vercel.app', 'vercel.app'],
  ['http://127.0.0.1', '127.0.0.1'],
  ['http://127.0.0.1', '0.0.1'],
  ['http://localhost', 'localhost'],
  ['http://www.localhost', 'localhost'],
].map(([page, domain]) => alone(`Domain=${domain} at ${page}`, `{name}=1; Domain=${domain}`, { page: page! }))

const PATHS = [
  ['/', '; Path=/deep', '/'],
  ['/', '; Path=/deep', '/deep'],
  ['/', '; Path=/deep', '/deep/er'],
  ['/', '; Path=/deep', '/deeper'],
  ['/', '; Path=/deep/', '/deep'],
  ['/', '; Path=/deep/', '/deep/'],
  ['/', '; Path=/deep/', '/deep/er'],
  ['/', '; Path=deep', '/'],
  ['/auth/login', '', '/'],
  ['/auth/login', '', '/auth'],
  ['/auth/login', '', '/auth/me'],
  ['/auth/login', '; Path=', '/'],
  ['/auth/login', '; Path=/', '/'],
  ['/', '; Path=/deep; Path=/', '/'],
  ['/', `; Path=/${'x'.repeat(1023)}`, '/'],
  ['/', `; Path=/${'x'.repeat(1024)}`, '/'],
].map(([set, attribute, path]) =>
  alone(
    `${set}${attribute!.slice(0, 30)}${attribute!.length > 30 ? ` (${attribute!.length - 7})` : ''}, asked at ${path}`,
    `{name}=1${attribute}`,
    {
      api: `${OWN}${set}`,
      path: path!,
    },
  ),
)

const ENDS = [
  'Max-Age=0',
  'Max-Age=-1',
  'Max-Age=60',
  'Max-Age=x',
  'Max-Age=',
  'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  'Expires=Thu, 01-Jan-1970 00:00:00 GMT',
  'Expires=Thu, 01 Jan 2099 00:00:00 GMT',
  'Expires=never',
  'Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60',
  'Max-Age=0; Max-Age=60',
].flatMap((end) => [
  alone(end, `{name}=1; ${end}`),
  alone(`${end}, of a cookie that is there`, ['{name}=1', `{name}=2; ${end}`]),
])

const PREFIXES = [
  '__Secure-{name}=1',
  '__Secure-{name}=1; Secure',
  '__SECURE-{name}=1',
  '__Host-{name}=1; Secure; Path=/',
  '__Host-{name}=1; Path=/',
  '__Host-{name}=1; Secure',
  '__Host-{name}=1; Secure; Path=',
  '__Host-{name}=1; Secure; Path=/deep',
  '__Host-{name}=1; Secure; Path=/; Domain=www.alone.com',
  '__Host-{name}=1; Secure; Path=/; Domain=',
  '__host-{name}=1; Path=/',
  '__Http-{name}=1; Secure',
  '__Http-{name}=1; Secure; HttpOnly',
  '__Host-Http-{name}=1; Secure; Path=/',
  '__Host-Http-{name}=1; Secure; Path=/; HttpOnly',
  '__Other-{name}=1',
].map((line) => alone(line, line))

/** A host for one line: cookies without a name replace each other. */
function hostOf(line: string): string {
  return `line${Buffer.from(line).toString('hex').slice(0, 40)}.com`
}

const PAIRS: readonly CookieCase[] = [
  ...[
    '{name}',
    '={name}',
    '={name}=1',
    ' {name} = 1 ; Secure',
    '{name}="a b"',
    '{name}=a,b',
    '{name}=',
    '\t{name}\t=\t1\t',
    '={name}__Host-',
    '=__Host-{name}',
    '__Host-{name}',
    '=__Secure-{name}; Secure',
    'a {name}=1',
    '{name}=1; \u0001',
    '{name}=a\u0001b',
    '{name}=a\tb',
    '{name}=a\u001fb',
    '{name}=a\u007fb',
  ].map((line) =>
    alone(JSON.stringify(line), line, line.startsWith('{name}=') ? {} : { page: `https://${hostOf(line)}` }),
  ),
  ...[4096, 4097].flatMap((length) => [
    alone(`${length} bytes of name and value`, `{name}=${'v'.repeat(length - 6)}`),
    alone(`${length} bytes of name`, `{name}${'n'.repeat(length - 7)}=v`),
    alone(`${length} bytes of a value alone`, `={name}${'v'.repeat(length - 6)}`, {
      page: `https://value${length}.com`,
    }),
    alone(`${length} bytes with attributes`, `{name}=1; Path=/; A=${'v'.repeat(length - 20)}`),
  ]),
]

/** What calls do with cookies, whatever these say. */
const CALLS: readonly CookieCase[] = [
  { ...alone('a call without credentials', '{name}=1'), omits: true },
  { ...alone('a call without credentials to another origin', '{name}=1'), api: 'https://api.alone.com/', omits: true },
  { ...alone('an answer that is refused', '{name}=1'), api: 'https://api.alone.com/', isRefused: true },
  {
    ...alone('an answer of another site that is refused', '{name}=1; SameSite=None; Secure'),
    api: 'https://api.foreign.org/',
    isRefused: true,
  },
  {
    ...alone('a POST to another site within two minutes', '{name}=1; Secure'),
    api: 'https://api.foreign.org/',
    login: true,
    method: 'POST',
  },
]

export const COOKIE_CASES: readonly CookieCase[] = [
  ...ATTRIBUTES,
  ...DOMAINS,
  ...SUFFIXES,
  ...PATHS,
  ...ENDS,
  ...PREFIXES,
  ...PAIRS,
  ...CALLS,
]
