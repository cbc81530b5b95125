import { cors } from '../../../src/index.ts'
import { routes, type RouteTable } from '../../../src/routes/index.ts'
import type { RawRequest } from './exchange.ts'
import type { UpstreamAnswers } from './upstream.ts'

const A = 'https://a.example'
const B = 'https://pr-7.b.example'
const EVIL = 'https://evil.example'
const SELF = 'http://api.example'

const open = cors({ origin: '*' })
const some = cors({
  timingAllowOrigin: true,
  exposeHeaders: ['x-$a'],
  origin: [A, 'https://*.b.example'],
  allowMethods: ['GET', 'PUT'],
  preflightStatus: 200,
})
const strict = cors({ origin: [A], credentials: true, allowHeaders: ['x-a'], exposeHeaders: ['x-b'], maxAge: 60 })
const enforced = cors({ origin: [A], allowMethods: ['GET', 'PUT'], enforce: true, self: [SELF] })
const cookieless = cors({ origin: '*', cookieless: true })

/** Tables with several rows, methods, parameters, stars, capitals, and all kinds of policies. */
export const TABLES: Readonly<Record<string, RouteTable>> = {
  'methods and parameters': routes({
    'GET /doc': open,
    '/doc': some,
    'GET,POST /users/:id': open,
    '/users/:id/keys': false,
    '/public/*': open,
    '/public': open,
    '/wrong': some,
    '/api/*': strict,
  }),
  'nested paths and another policy for the rest': routes(
    { '/public/a/*': some, '/public/*': open, '/': strict, '/users/:id/posts/:post': open, '/users/me': strict },
    { otherwise: some },
  ),
  'rows that enforce': routes({ '/api/*': enforced, '/doc': open, 'PATCH /users/:id': some, '/*': false }),
  'cookieless rows': routes({ '/public/*': cookieless, '/echo': cookieless, '/api/:id': strict, '/*': some }),
  'capitals and signs': routes(
    { '/Doc': open, '/api/$a,(b)': some, '/api/a.b~c': strict, '/:id': strict },
    { otherwise: open },
  ),
  'cookieless rows next to others': routes({ '/public/*': cookieless, '/echo': some }),
  'one row': routes({ '/api/*': some }),
}

/** Paths that browsers send. Every server finds their rows exactly. */
const PATHS = [
  ...['/', '/doc', '/Doc', '/DOC', '/doc/', '/doc?x=/api/', '/doc?', '/docs', '/nowhere', '/nowhere/'],
  ...[
    '/users',
    '/users/',
    '/users/7',
    '/users/7/',
    '/users/J%C3%BCrgen',
    '/users/a%20b',
    '/users/me',
    '/users/ME',
    '/uSers/7',
  ],
  ...['/users/7/keys', '/users/7/KEYS', '/users/7/keys/', '/users/7/posts/8', '/users/7/posts/8/9', '/users/7/other'],
  ...[
    '/public',
    '/public/',
    '/public/x',
    '/public/x/',
    '/PUBLIC/x',
    '/public/a',
    '/public/a/',
    '/public/A/b',
    '/PUBLIC/A/b',
    '/USERS/7/posts/8',
    '/USERS/7/posts/',
    '/USERS/7/posts',
    '/API/$a,(b)',
    '/api/$A,(b)',
    '/public/a/b',
  ],
  ...[
    '/public/A',
    '/public/%E2%82%AC',
    '/public/%E6%97%A5%E6%9C%AC',
    '/public/a%7Cb',
    '/public/a|b',
    '/public/[a]',
    '/public/a+b',
  ],
  ...[
    '/publicity',
    '/api',
    '/api/',
    '/api/x',
    '/api/X',
    '/API/x',
    '/api/x/y/z',
    '/api/$a,(b)',
    '/api/a.b~c',
    '/api/A.b~c',
  ],
  ...[
    '/api/a.b%C3%A9',
    '/wrong',
    '/wrong/',
    '/echo',
    '/Echo',
    '/vary',
    '/varytwo',
    '/304',
    '/down/',
    '/~a',
    '/.well-known/a',
  ],
  `/public/${'a'.repeat(1016)}`,
]

/** Paths that routers read in several ways. A server may give them less than the table. */
const ODD_PATHS = [
  ...[
    '/public/..%2fapi',
    '/public/%2e%2e/api',
    '/public/../api',
    '/public/./a',
    '/public/%252e%252e%252fapi',
    '/%70ublic/a',
  ],
  ...[
    '/public%2fa',
    '/public/%c0%ae%c0%ae/api',
    '/public/%',
    '/public/%zz',
    '/public/%00/api',
    '//public/a',
    '/public//a',
  ],
  ...[
    '/public\\..\\api',
    '/public/..;/api',
    '/public/x;v=1',
    '/doc;v=1',
    '/doc.',
    '/doc+',
    '/doc%20',
    '/public/%EF%BC%8E',
    '/%EF%BD%84oc',
  ],
  ...[
    '/a/..',
    '/users/%6de',
    '/users/me.',
    '/users/%2e',
    '/users/stra%C3%9Fe',
    '/api/%24a,(b)',
    '/public/a%2Eb',
    '/api/x%3b',
  ],
  ...[
    '//',
    '/doc//',
    '/public/%u002e',
    '/public/a%2Fb',
    '/public/%E2%84%AA',
    '/public/%ff',
    '/.',
    '/..',
    '/public/%5c..',
    '/doc%3Fx',
  ],
  `/public/${'a'.repeat(1017)}`,
  `/public/${'%41'.repeat(400)}`,
]

export interface TableRequest extends RawRequest {
  readonly isOdd: boolean
}

type Line = readonly [name: string, value: string]

/** Requests of pages and of other programs: a method, and header lines. */
const EVERYWHERE: readonly (readonly [method: string, ...headers: Line[]])[] = [
  ['GET', ['Origin', A], ['Cookie', 'sid=1; b=2'], ['Authorization', 'Bearer x']],
  ['GET', ['Origin', EVIL], ['Sec-Fetch-Site', 'cross-site'], ['Authorization', 'Basic eA==']],
  ['OPTIONS', ['Origin', A], ['Access-Control-Request-Method', 'GET']],
  ['OPTIONS', ['Origin', EVIL], ['Access-Control-Request-Method', 'PUT']],
]
const WHERE_ROWS_ARE_CERTAIN: typeof EVERYWHERE = [
  ['GET', ['Cookie', 'sid=1'], ['Sec-Fetch-Site', 'cross-site']],
  ['PUT', ['Origin', SELF], ['Content-Length', '0']],
  ['PATCH', ['Origin', A], ['Content-Length', '0']],
  ['PUT', ['Origin', A], ['Content-Length', '0']],
  ['OPTIONS', ['Origin', A]],
  ['OPTIONS', ['Access-Control-Request-Method', 'PUT']],
  ['GET', ['Origin', A], ['Access-Control-Request-Method', 'PUT']],
  ['OPTIONS', ['Origin', A], ['Access-Control-Request-Method', 'get']],
  ['OPTIONS', ['Origin', A], ['Access-Control-Request-Method', 'patch']],
  [
    'OPTIONS',
    ['Origin', B],
    ['Access-Control-Request-Method', 'PATCH'],
    ['Access-Control-Request-Headers', 'a,'.repeat(130)],
  ],
  [
    'OPTIONS',
    ['Origin', A],
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'a,'.repeat(130)],
  ],
]

function requestsTo(paths: readonly string[], kinds: typeof EVERYWHERE, isOdd: boolean): TableRequest[] {
  return paths.flatMap((path) => kinds.map(([method, ...headers]) => ({ method, path, headers, isOdd })))
}

export const TABLE_REQUESTS: readonly TableRequest[] = [
  ...requestsTo(PATHS, [...EVERYWHERE, ...WHERE_ROWS_ARE_CERTAIN], false),
  ...requestsTo(ODD_PATHS, EVERYWHERE, true),
]

/** Preflights that ask for two methods. nginx before 1.23 reads the first (`nginx-two-requests`). */
export const TWO_METHODS: readonly TableRequest[] = ['/doc', '/public/x', '/api/x', '/nowhere', '/'].map((path) => ({
  method: 'OPTIONS',
  path,
  headers: [
    ['Origin', A],
    ['Access-Control-Request-Method', 'GET'],
    ['Access-Control-Request-Method', 'PUT'],
  ],
  isOdd: true,
}))

/** Two lines with cookies, which nginx joins where a row leaves them alone. Apache joins them by a comma on its own. */
export const TWO_COOKIES: TableRequest = {
  method: 'GET',
  path: '/echo',
  headers: [
    ['Cookie', 'sid=1'],
    ['Cookie', 'b=2'],
  ],
  isOdd: false,
}

/** A table with rows that set the header for timing, for nobody or for a page, and one that leaves it to the application. */
export const TIMING_TABLE = routes({
  '/nobody/*': { origin: [], timingAllowOrigin: true },
  '/kept/*': { origin: [A] },
  '/*': { origin: [A], timingAllowOrigin: true },
})

/** Paths of its rows, and two that no server can read. */
const TIMING_PATHS = ['/nobody/a', '/a', '/a;v=1', '/a//b', '/kept/a']

/** Paths that routers could read as one of these rows, and one that is too long. */
const OTHER_TIMING_PATHS = ['/NOBODY/a', '/KEPT/a', `/${'a'.repeat(1100)}`]

/** An application that lets every page measure its requests. */
export const TIMING_UPSTREAM: UpstreamAnswers = Object.fromEntries(
  [...TIMING_PATHS, ...OTHER_TIMING_PATHS].map((path) => [
    path,
    {
      status: 200,
      headers: [
        ['X-Upstream', '1'],
        ['Timing-Allow-Origin', '*'],
      ],
    },
  ]),
)

function timingRequests(paths: readonly string[]): readonly RawRequest[] {
  return paths.flatMap((path) =>
    [A, EVIL].map((origin): RawRequest => ({ method: 'GET', path, headers: [['Origin', origin]] })),
  )
}

export const TIMING_REQUESTS = timingRequests(TIMING_PATHS)
export const OTHER_TIMING_REQUESTS: readonly RawRequest[] = [
  ...timingRequests(OTHER_TIMING_PATHS),
  { method: 'GET', path: '/a;v=1', headers: [] },
]
