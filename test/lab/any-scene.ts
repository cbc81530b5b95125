import * as fc from 'fast-check'
import { writeLiteral } from '../../lab/page/model/edit.ts'
import { CHOICES, DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'

const PAGES = [
  'https://app.example.com',
  'https://app.example.com/a?b#c',
  'https://APP.example.com.:8443/',
  'http://app.example.com',
  'http://[::1]:3000/x',
  'https://münchen.example',
  'https://a:b@app.example.com/',
  'capacitor://localhost',
  'file:///a/b.html',
  'null',
  ' null ',
]
const URLS = [
  'https://api.example.com/users',
  ' https://API.example.com:443/users#top ',
  "https://api.example.com/o'brien?a[]=1",
  'https://[::1]:8443/ü',
  'http://localhost:6000/',
  'localhost:3000/users',
  'ftp://a.example/',
  '//api.example.com/x',
]
const TARGETS = [
  'https://other.example.com/users',
  'https://api.example.com/users/#x',
  'https://login.example.com/login?return=/',
  '/users',
  '//other.example.com/é',
  'https://a:b@other.example.com/',
  'http://localhost:6000/',
  'ftp://a.example/',
  'https://',
  '',
]
const ORIGINS = [
  '*',
  'null',
  'https://app.example.com',
  'https://app.example.com/',
  'https://a.example, https://b.example',
  '',
]

const line = fc.oneof(
  fc.constantFrom(...ORIGINS).map((value) => `Access-Control-Allow-Origin: ${value}`),
  fc.constantFrom('true', 'True').map((value) => `access-control-allow-credentials:${value}`),
  fc.constantFrom('*', 'GET, PUT', "GET PUT;O'B").map((value) => `Access-Control-Allow-Methods: ${value}`),
  fc.constantFrom('*', 'x-id, content-type', 'x-id;x').map((value) => `Access-Control-Allow-Headers: ${value}`),
  fc.constantFrom('Vary: Origin', 'X-Total: 1', 'Cross-Origin-Resource-Policy: same-origin'),
)
const answer = (...statuses: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant('No answer ') },
    {
      weight: 9,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...statuses),
          fc.array(line, { maxLength: 4 }),
          fc.constantFrom(...TARGETS),
          fc.constantFrom('\n', '\r\n'),
        )
        .map(([status, lines, target, end]) =>
          [status, ...(status.startsWith('30') ? [`location: ${target}`] : []), ...lines].join(end),
        ),
    },
  )
const preflight = answer('204', 'HTTP/2 200', '405', '307')
const response = answer('200 OK', 'HTTP/1.1 404 Not Found', '302', '308', '300')

/** Entries of a list, each with a comment that has to stay. */
const list = (...values: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 }), fc.constantFrom(' ', '\n    '))
    .map(([all, gap]) => `[${all.map((one, at) => `${gap}${writeLiteral(one)}, // ${at}, ']\n`).join('')}${gap}]`)

const option = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.option(value, { nil: '' }).map((written) => written && `${name}: ${written}, /* ${name} */`)

/** The options of a policy. Some of them, `cors()` refuses. */
const policy = fc
  .tuple(
    list('https://app.example.com', 'https://*.example.com', 'http://localhost:*', 'http://[::1]:3000', 'app://a').map(
      (origins) => `origin: ${origins},`,
    ),
    option('credentials', fc.constantFrom('true', 'false')),
    option('allowMethods', fc.oneof(list('PUT', "O'B"), fc.constant("['*']"))),
    option('allowHeaders', fc.oneof(list('x-a', 'Content-Type'), fc.constant("['*']"))),
    option('exposeHeaders', list('x-total')),
  )
  .map((members) => `cors({\n  ${members.filter(Boolean).join('\n  ')}\n})`)

/** Scenes with all the things that can go wrong at once. */
export const anyScene: fc.Arbitrary<Scene> = fc.record({
  ...Object.fromEntries(Object.entries(DEFAULT_SCENE).map(([name, value]) => [name, fc.constant(value)])),
  page: fc.constantFrom(...PAGES),
  url: fc.constantFrom(...URLS),
  // Another method than in upper case needs two fixes: one of the call, and one of the policy.
  method: fc.constantFrom('GET', ' POST ', 'PUT', "O'B", '*'),
  headers: fc
    .uniqueArray(fc.constantFrom("X-Id: a, 'x-b': 1", "x-it's: 1", 'content-type: application/json', 'Accept: */*'))
    .map((lines) => lines.join('\n')),
  credentials: fc.constantFrom(...CHOICES.credentials),
  mode: fc.constantFrom('cors', 'cors', 'no-cors', 'same-origin'),
  redirect: fc.constantFrom(...CHOICES.redirect),
  by: fc.constantFrom(...CHOICES.by),
  policy,
  preflight,
  response,
  redirected: response,
  redirectedPreflight: fc.option(preflight, { nil: '' }),
}) as fc.Arbitrary<Scene>
