import type { Header } from '../../../src/browser/index.ts'
import { type Answer, type Call, type Case, permits, PERMITTED, SHARED, single, STAR } from '../case.ts'

const METHODS = 'Access-Control-Allow-Methods'
const NAMES = 'Access-Control-Allow-Headers'
const ACTUAL: Answer = { headers: SHARED }

const asked = (name: string, call: Call, preflight: Answer): Case => single(name, call, { preflight, actual: ACTUAL })

/** Values of `Access-Control-Allow-Methods` for a PUT. */
const METHOD_LISTS = [
  undefined,
  '',
  'PUT',
  'put',
  'Put',
  'PUT, DELETE',
  'DELETE,PUT',
  'DELETE , PUT',
  'DELETE',
  '*',
  '*, DELETE',
  'PUT,',
  ',PUT',
  ',,PUT,,',
  'PUT;',
  'PUT DELETE',
  'P UT',
  '"PUT"',
  'PUT, GET POST',
  'PUT, @',
  'PUT, (x)',
  '*, [x]',
  'PUTT',
  'XPUT',
] as const

/** Values of `Access-Control-Allow-Headers` for a request with X-One. */
const NAME_LISTS = [
  undefined,
  '',
  'x-one',
  'X-ONE',
  'X-One, X-Two',
  'x-two,x-one',
  'x-two',
  '*',
  '*, x-two',
  'x-one,',
  ',x-one',
  ',,x-one,\t,',
  'x one',
  'x-one x-two',
  'x-one;',
  '"x-one"',
  'x-one, x two',
  'x-one, (x)',
  '*, @',
  'x-on',
  'x-one-more',
  'x-*',
] as const

const MANY = Array.from({ length: 40 }, (_, index) => `x-${String(index).padStart(2, '0')}`)
const ONE: Header[] = [['X-One', '1']]

/** CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-preflight-fetch): lists and statuses. */
export const PREFLIGHT: readonly Case[] = [
  ...METHOD_LISTS.flatMap((list) => [
    asked(`PUT, methods ${JSON.stringify(list)}`, { method: 'PUT' }, permits(list)),
    asked(
      `PUT with credentials, methods ${JSON.stringify(list)}`,
      { method: 'PUT', credentials: 'include' },
      permits(list),
    ),
  ]),
  ...NAME_LISTS.flatMap((list) => [
    asked(`X-One, names ${JSON.stringify(list)}`, { headers: ONE }, permits(undefined, list)),
    asked(
      `X-One with credentials, names ${JSON.stringify(list)}`,
      { headers: ONE, credentials: 'include' },
      permits(undefined, list),
    ),
  ]),
  ...[
    200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 418, 500,
    501, 503,
  ].map((status) =>
    asked(
      `preflight status ${status}`,
      { method: 'PUT' },
      {
        status,
        headers: [...SHARED, [METHODS, 'PUT'], ['Location', '{api/next}']],
      },
    ),
  ),
  ...['GET', 'HEAD', 'POST'].flatMap((method) => [
    asked(`${method} with X-One, methods not listed`, { method, headers: ONE }, permits(undefined, 'x-one')),
    asked(`${method} with X-One, other methods listed`, { method, headers: ONE }, permits('PUT', 'x-one')),
    asked(`${method} with X-One, garbled methods`, { method, headers: ONE }, permits('(', 'x-one')),
    asked(
      `${method} with X-One and credentials`,
      { method, headers: ONE, credentials: 'include' },
      permits('*', 'x-one'),
    ),
  ]),
  ...['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PURGE', 'PROPFIND', 'LINK'].flatMap((method) => [
    asked(`${method}, permitted`, { method }, permits(method)),
    asked(`${method}, permitted by a star`, { method }, permits('*')),
    asked(`${method} in lower case, permitted in capitals`, { method: method.toLowerCase() }, permits(method)),
  ]),
  asked('patch with a star', { method: 'patch' }, permits('GET, PATCH, POST')),
  asked('a body of a PUT', { method: 'PUT', body: 'abc' }, PERMITTED),
  asked('two lines of methods', { method: 'PUT' }, { headers: [...SHARED, [METHODS, 'DELETE'], [METHODS, 'PUT']] }),
  asked(
    'two lines of methods, one garbled',
    { method: 'PUT' },
    { headers: [...SHARED, [METHODS, 'PUT'], [METHODS, '(']] },
  ),
  asked(
    'two lines of names',
    { headers: [...ONE, ['X-Two', '2']] },
    { headers: [...SHARED, [NAMES, 'x-one'], [NAMES, 'x-two']] },
  ),
  asked(
    'two lines of names, one garbled',
    { headers: ONE },
    { headers: [...SHARED, [NAMES, 'x-one'], [NAMES, 'x two']] },
  ),
  asked(
    'names in order',
    {
      headers: [
        ['X-Zebra', '1'],
        ['a-first', '1'],
        ['X-Ape', '1'],
      ],
    },
    PERMITTED,
  ),
  asked(
    'names in order with others that sort between',
    {
      headers: [
        ['x_a', '1'],
        ['x-a', '1'],
        ['xa', '1'],
        ['X.A', '1'],
      ],
    },
    PERMITTED,
  ),
  asked('one of two names is missing', { headers: [...ONE, ['X-Two', '2']] }, permits(undefined, 'x-one')),
  asked('a name twice', { headers: [...ONE, ['x-one', '2']] }, PERMITTED),
  asked('many names', { headers: MANY.map((name) => [name, '1']) }, PERMITTED),
  asked('many names by a star', { headers: MANY.map((name) => [name, '1']) }, { headers: [...STAR, [NAMES, '*']] }),
  asked('a name of odd characters', { headers: [["x!#$%&'*+.^_`|~", '1']] }, PERMITTED),
  asked('an empty value', { headers: [['X-One', '']] }, PERMITTED),
  asked('a value of bytes', { headers: [['X-One', 'caf\u00e9']] }, PERMITTED),
  asked(
    'forbidden headers are not asked for',
    {
      method: 'PUT',
      headers: [
        ['Host', 'x'],
        ['Cookie', 'a=b'],
        ['Sec-One', '1'],
        ['Proxy-One', '1'],
        ['Origin', 'x'],
        ['Referer', 'x'],
        ['Via', '1'],
        ['Dnt', '1'],
        ['Te', '1'],
        ['Keep-Alive', '1'],
        ['Accept-Charset', 'x'],
      ],
    },
    PERMITTED,
  ),
  asked('a method override is sent', { headers: [['X-HTTP-Method-Override', 'PUT']] }, PERMITTED),
  asked('a forbidden method override is not', { headers: [['X-HTTP-Method-Override', 'TRACE']] }, PERMITTED),
  ...['PUT, X-One', '*', 'authorization'].map((list) =>
    asked(
      `Authorization, names ${list}`,
      { headers: [['Authorization', 'Bearer abc']] },
      permits(undefined, list.replace(' ', '')),
    ),
  ),
  asked(
    'Authorization, names in capitals',
    { headers: [['Authorization', 'Bearer abc']] },
    permits(undefined, 'AUTHORIZATION'),
  ),
  asked(
    'Authorization, names with a star beside',
    { headers: [['Authorization', 'Bearer abc']] },
    permits(undefined, '*, authorization'),
  ),
  asked(
    'Authorization with credentials, a star',
    { headers: [['Authorization', 'Bearer abc']], credentials: 'include' },
    permits(undefined, '*'),
  ),
  asked(
    'Authorization with credentials, listed',
    { headers: [['Authorization', 'Bearer abc']], credentials: 'include' },
    permits(undefined, 'authorization'),
  ),
  asked(
    'Authorization and X-One, a star',
    { headers: [['Authorization', 'Bearer abc'], ...ONE] },
    permits(undefined, '*'),
  ),
  asked(
    'a star that is a name, with credentials',
    { headers: [['*', '1']], credentials: 'include' },
    permits(undefined, '*'),
  ),
  asked(
    'the preflight has no permission for credentials',
    { method: 'PUT', credentials: 'include' },
    {
      headers: [
        ['Access-Control-Allow-Origin', '{page}'],
        [METHODS, 'PUT'],
      ],
    },
  ),
  asked('stars everywhere', { method: 'PUT', headers: ONE }, { headers: [...STAR, [METHODS, '*'], [NAMES, '*']] }),
  asked(
    'stars everywhere, credentials',
    { method: 'PUT', headers: ONE, credentials: 'include' },
    { headers: [...STAR, [METHODS, '*'], [NAMES, '*']] },
  ),
  asked('Allow is no permission', { method: 'PUT' }, { headers: [...SHARED, ['Allow', 'PUT']] }),
  asked('both lists garbled', { method: 'PUT', headers: ONE }, permits('(', '(')),
  asked('method and names are missing', { method: 'PUT', headers: ONE }, permits(undefined)),
  asked(
    'a preflight that sets a cookie',
    { method: 'PUT', credentials: 'include' },
    permits('PUT', undefined, [['Set-Cookie', 'preflight=1; Path={path}']]),
  ),
  single(
    'an actual response without permission after a preflight with it',
    { method: 'PUT' },
    { preflight: PERMITTED, actual: {} },
  ),
  single(
    'an actual response for another origin after the preflight',
    { method: 'PUT' },
    { preflight: PERMITTED, actual: { headers: [['Access-Control-Allow-Origin', '{other}']] } },
  ),
  single(
    'the actual response needs no lists',
    { method: 'PUT' },
    { preflight: PERMITTED, actual: { headers: [...SHARED, [METHODS, '('], [NAMES, '(']] } },
  ),
  ...(['plain', 'upload-listener'] as const).flatMap((xhr) => [
    asked(`XMLHttpRequest, ${xhr}, POST`, { xhr, method: 'POST', body: 'abc' }, permits('POST')),
    asked(`XMLHttpRequest, ${xhr}, POST without lists`, { xhr, method: 'POST', body: 'abc' }, permits(undefined)),
    asked(
      `XMLHttpRequest, ${xhr}, POST with other methods listed`,
      { xhr, method: 'POST', body: 'abc' },
      permits('PUT'),
    ),
    asked(`XMLHttpRequest, ${xhr}, POST refused`, { xhr, method: 'POST', body: 'abc' }, { status: 403 }),
    asked(
      `XMLHttpRequest, ${xhr}, PUT with credentials`,
      { xhr, method: 'PUT', body: 'abc', credentials: 'include' },
      permits('PUT'),
    ),
    asked(`XMLHttpRequest, ${xhr}, PUT not permitted`, { xhr, method: 'PUT', body: 'abc' }, permits('DELETE')),
    asked(`XMLHttpRequest, ${xhr}, GET with X-One`, { xhr, method: 'GET', headers: ONE }, permits(undefined, 'x-one')),
  ]),
]
