import type { Header } from '../../../src/browser/index.ts'
import { type Answer, type Call, type Case, permits, SHARED } from '../case.ts'

const LONG: readonly Header[] = [['Access-Control-Max-Age', '600']]
const ACTUAL: Answer = { headers: SHARED }
const one: Call = { headers: [['X-One', '1']] }
const put: Call = { method: 'PUT' }
const withCredentials = (call: Call): Call => ({ ...call, credentials: 'include' })
const lists = (methods: string | undefined, names?: string): Answer => permits(methods, names, LONG)

function sequence(name: string, calls: readonly Call[], ...preflights: readonly Answer[]): Case {
  return { name, calls, resources: { 'api/': { preflight: preflights, actual: ACTUAL } } }
}

const maxAge = (...values: readonly string[]): Answer =>
  permits(
    'PUT',
    undefined,
    values.map((value): Header => ['Access-Control-Max-Age', value]),
  )

const MAX_AGES: readonly (readonly string[])[] = [
  [],
  [''],
  ['0'],
  ['5'],
  ['600'],
  ['86400'],
  ['999999999'],
  ['99999999999999999999'],
  ['-1'],
  ['-600'],
  ['+600'],
  ['600.5'],
  ['6e2'],
  ['0x258'],
  ['abc'],
  ['600s'],
  ['600,'],
  ['600, 600'],
  ['600', '600'],
  ['600', '0'],
  ['0', '600'],
  ['"600"'],
  [' 600 '],
  ['00600'],
  ['600 600'],
  ['600;x'],
  ['-0'],
  ['\u0666\u0660'.replaceAll(/./g, '\u00e9')],
]

/** The CORS-preflight cache (https://fetch.spec.whatwg.org/#cors-preflight-cache). */
export const PREFLIGHT_CACHE: readonly Case[] = [
  ...MAX_AGES.map((values) => sequence(`max-age ${JSON.stringify(values)}`, [put, put], maxAge(...values))),
  sequence('after a second of max-age', [put, { ...put, waitMs: 1600 }], maxAge('1')),
  sequence('within the 5 seconds of none', [put, { ...put, waitMs: 2500 }], maxAge()),
  sequence('after the 5 seconds of none', [put, { ...put, waitMs: 6500 }], maxAge()),
  sequence('within a longer max-age', [put, { ...put, waitMs: 6500 }], maxAge('600')),
  sequence('the same method', [put, put, put], lists('PUT')),
  sequence('another method that is listed', [put, { method: 'DELETE' }], lists('PUT, DELETE')),
  sequence('another method that is not listed', [put, { method: 'DELETE' }], lists('PUT'), lists('DELETE')),
  sequence(
    'there and back between methods',
    [put, { method: 'DELETE' }, put, { method: 'DELETE' }],
    lists('PUT'),
    lists('DELETE'),
    lists('PUT'),
  ),
  sequence('the same name', [one, one], lists(undefined, 'x-one')),
  sequence('another name that is listed', [one, { headers: [['X-Two', '1']] }], lists(undefined, 'x-one, x-two')),
  sequence(
    'another name that is not listed',
    [one, { headers: [['X-Two', '1']] }],
    lists(undefined, 'x-one'),
    lists(undefined, 'x-two'),
  ),
  sequence(
    'there and back between names',
    [one, { headers: [['X-Two', '1']] }, one],
    lists(undefined, 'x-one'),
    lists(undefined, 'x-two'),
  ),
  sequence(
    'both names after each of them',
    [
      one,
      { headers: [['X-Two', '1']] },
      {
        headers: [
          ['X-One', '1'],
          ['X-Two', '1'],
        ],
      },
    ],
    lists(undefined, 'x-one'),
    lists(undefined, 'x-two'),
    lists(undefined, 'x-one, x-two'),
  ),
  sequence(
    'fewer names',
    [
      {
        headers: [
          ['X-One', '1'],
          ['X-Two', '1'],
        ],
      },
      one,
    ],
    lists(undefined, 'x-one, x-two'),
  ),
  sequence('another value', [one, { headers: [['X-One', '2']] }], lists(undefined, 'x-one')),
  sequence('a name in capitals in the list', [one, one], lists(undefined, 'X-ONE')),
  sequence('a method with a name', [{ ...put, ...one }, one, put], lists('PUT', 'x-one')),
  sequence('GET, then POST with the name', [one, { ...one, method: 'POST' }], lists('GET', 'x-one')),
  sequence(
    'GET, then HEAD with the name',
    [one, { ...one, method: 'HEAD' }, { ...one, method: 'HEAD' }],
    lists('GET', 'x-one'),
  ),
  sequence('GET, then HEAD with the name, HEAD listed', [one, { ...one, method: 'HEAD' }], lists('GET, HEAD', 'x-one')),
  sequence('GET, then PUT with the name', [one, { ...one, ...put }, { ...one, ...put }], lists('PUT', 'x-one')),
  sequence(
    'POST with a name, methods not listed',
    [
      { ...one, method: 'POST' },
      { ...one, method: 'POST' },
    ],
    lists(undefined, 'x-one'),
  ),
  sequence('a star for methods', [put, put], lists('*')),
  sequence('a star for methods, another method', [put, { method: 'DELETE' }], lists('*')),
  sequence('a star for names', [one, one], lists(undefined, '*')),
  sequence('a star for names, another name', [one, { headers: [['X-Two', '1']] }], lists(undefined, '*')),
  sequence('a star for names, then Authorization', [one, { headers: [['Authorization', 'x']] }], lists(undefined, '*')),
  sequence(
    'a star beside Authorization',
    [{ headers: [['Authorization', 'x']] }, { headers: [['Authorization', 'x']] }],
    lists(undefined, '*, authorization'),
  ),
  sequence('a star and a method beside it', [put, put, { method: 'DELETE' }], lists('PUT, *')),
  sequence(
    'a star and a method, with credentials',
    [withCredentials(put), withCredentials(put), withCredentials({ method: 'DELETE' })],
    lists('PUT, *'),
  ),
  sequence(
    'a star and a name, with credentials',
    [withCredentials(one), withCredentials({ headers: [['X-Two', '1']] })],
    lists(undefined, 'x-one, *'),
  ),
  sequence('a star with credentials, then without', [withCredentials(put), { method: 'DELETE' }], lists('PUT, *')),
  sequence('a star without credentials, then with', [put, withCredentials({ method: 'DELETE' })], lists('PUT, *')),
  sequence('credentials, then the same', [withCredentials(put), withCredentials(put)], lists('PUT')),
  sequence('credentials, then none', [withCredentials(put), put], lists('PUT')),
  sequence('no credentials, then some', [put, withCredentials(put)], lists('PUT')),
  sequence('no credentials, then some, then none', [put, withCredentials(put), put], lists('PUT')),
  sequence('credentials omitted, then of the same origin', [{ ...put, credentials: 'omit' }, put], lists('PUT')),
  sequence(
    'no credentials, then some, then another method without',
    [{ method: 'DELETE' }, withCredentials(put), { method: 'DELETE' }],
    lists('DELETE'),
    lists('PUT'),
  ),
  sequence(
    'another query',
    [
      { ...put, to: 'api/?a' },
      { ...put, to: 'api/?b' },
      { ...put, to: 'api/?a' },
    ],
    lists('PUT'),
  ),
  sequence(
    'another fragment',
    [
      { ...put, to: 'api/#a' },
      { ...put, to: 'api/#b' },
    ],
    lists('PUT'),
  ),
  sequence('a refused method after a cached one', [put, { method: 'DELETE' }, put], lists('PUT')),
  sequence('a call in mode same-origin after a cached one', [put, { ...put, mode: 'same-origin' }, put], lists('PUT')),
  sequence('a refused name after a cached one', [one, { headers: [['X-Two', '1']] }, one], lists(undefined, 'x-one')),
  sequence(
    'a refused preflight after a cached one',
    [put, { method: 'DELETE' }, put],
    lists('PUT'),
    { status: 403 },
    lists('PUT'),
  ),
  sequence('a refused preflight is not kept', [put, put], { ...lists('PUT'), status: 403 }),
  sequence('a preflight without the method is not kept', [put, put], lists('DELETE')),
  sequence('a preflight without the method, then one with it', [put, { method: 'DELETE' }], lists('DELETE')),
  sequence(
    'a preflight without the name, then one with it',
    [one, { headers: [['X-Two', '1']] }],
    lists(undefined, 'x-two'),
  ),
  sequence(
    'a shorter max-age after a longer',
    [put, { method: 'DELETE' }, put],
    lists('PUT'),
    permits('PUT, DELETE', undefined, [['Access-Control-Max-Age', '0']]),
  ),
  sequence('a name in the way of a method', [one, put, one, put], lists(undefined, 'x-one'), lists('PUT')),
  ...(['no-store', 'reload', 'no-cache', 'force-cache', 'default'] as const).flatMap((cache) => [
    sequence(`the second call with cache ${cache}`, [put, { ...put, cache }], lists('PUT')),
    sequence(
      `both calls with cache ${cache}`,
      [
        { ...put, cache },
        { ...put, cache },
      ],
      lists('PUT'),
    ),
    sequence(`the first call with cache ${cache}`, [{ ...put, cache }, put], lists('PUT')),
  ]),
  ...['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'If-Range'].map((name) => {
    const call: Call = { headers: [[name, '"1"']] }
    return sequence(`a second call with ${name}`, [call, call], lists(undefined, name))
  }),
  ...(['no-store', 'reload', 'no-cache'] as const).map((cache) =>
    sequence(
      `a refused call with cache ${cache} after a cached one`,
      [put, { method: 'DELETE', cache }, put],
      lists('PUT'),
    ),
  ),
  sequence(
    'a call with If-Match, then one without',
    [{ ...put, headers: [['If-Match', '"1"']] }, put, put],
    lists('PUT', 'if-match'),
  ),
  sequence(
    'a call without If-Match, then one with it',
    [put, { ...put, headers: [['If-Match', '"1"']] }, put],
    lists('PUT', 'if-match'),
  ),
  sequence(
    'If-Match and cache force-cache',
    [
      { ...put, headers: [['If-Match', '"1"']], cache: 'force-cache' },
      { ...put, headers: [['If-Match', '"1"']], cache: 'force-cache' },
    ],
    lists('PUT', 'if-match'),
  ),
  sequence(
    'If-Match and cache no-cache',
    [
      { ...put, headers: [['If-Match', '"1"']], cache: 'no-cache' },
      { ...put, headers: [['If-Match', '"1"']], cache: 'no-cache' },
    ],
    lists('PUT', 'if-match'),
  ),
  sequence(
    'a second call with Cache-Control',
    [{ headers: [['Cache-Control', 'no-cache']] }, { headers: [['Cache-Control', 'no-cache']] }],
    lists(undefined, 'cache-control'),
  ),
  sequence('XMLHttpRequest after fetch', [put, { ...put, xhr: 'plain' }], lists('PUT')),
  sequence(
    'an upload listener after fetch',
    [
      { ...put, body: 'a' },
      { ...put, body: 'a', xhr: 'upload-listener' },
    ],
    lists('PUT'),
  ),
  sequence(
    'an upload listener twice',
    [
      { method: 'POST', body: 'a', xhr: 'upload-listener' },
      { method: 'POST', body: 'a', xhr: 'upload-listener' },
    ],
    lists('POST'),
  ),
  // Only one case without listed methods, because Firefox drops such an answer if its cache is full, which can happen
  // any time.
  sequence(
    'POST with a name, then an upload listener',
    [
      { method: 'POST', ...one, body: 'a' },
      { method: 'POST', ...one, body: 'a', xhr: 'upload-listener' },
    ],
    lists(undefined, 'x-one'),
  ),
  sequence('cached, in mode same-origin', [put, { ...put, mode: 'same-origin' }], lists('PUT')),
  sequence(
    'Cache-Control of the answer is of no importance',
    [put, put],
    permits('PUT', undefined, [...LONG, ['Cache-Control', 'no-store, max-age=0']]),
  ),
  sequence(
    'stars for everything without credentials',
    [
      { ...put, ...one },
      { method: 'DELETE', headers: [['X-Two', '1']] },
    ],
    {
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Methods', '*'],
        ['Access-Control-Allow-Headers', '*'],
        ...LONG,
      ],
    },
  ),
  { ...sequence('a sandboxed page asks twice', [put, put], lists('PUT')), isSandboxed: true },
  {
    name: 'an actual response that is not shared clears the cache',
    calls: [put, put, put],
    resources: { 'api/': { preflight: lists('PUT'), actual: [ACTUAL, {}, ACTUAL] } },
  },
  {
    name: 'an actual response that is not shared, just after the preflight',
    calls: [put, put],
    resources: { 'api/': { preflight: lists('PUT'), actual: [{}, ACTUAL] } },
  },
  {
    name: 'a simple call that is not shared leaves the cache',
    calls: [put, {}, put],
    resources: { 'api/': { preflight: lists('PUT'), actual: [ACTUAL, {}, ACTUAL] } },
  },
  {
    name: 'a server error leaves the cache',
    calls: [put, put, put],
    resources: { 'api/': { preflight: lists('PUT'), actual: [ACTUAL, { status: 500, headers: SHARED }, ACTUAL] } },
  },
  {
    name: 'another path',
    calls: [put, { ...put, to: 'api/second' }],
    resources: {
      'api/': { preflight: lists('PUT'), actual: ACTUAL },
      'api/second': { preflight: lists('PUT'), actual: ACTUAL },
    },
  },
  {
    name: 'another server',
    calls: [put, { ...put, to: 'other/' }],
    resources: {
      'api/': { preflight: lists('PUT'), actual: ACTUAL },
      'other/': { preflight: lists('PUT'), actual: ACTUAL },
    },
  },
  {
    name: 'a redirect to a URL whose preflight is cached',
    calls: [{ ...one, to: 'api/end' }, one],
    resources: {
      'api/': {
        preflight: lists(undefined, 'x-one'),
        actual: { status: 302, headers: [...SHARED, ['Location', '{api/end}']] },
      },
      'api/end': { preflight: lists(undefined, 'x-one'), actual: ACTUAL },
    },
  },
  {
    name: 'a redirect from a server of its own to a URL whose preflight is cached',
    calls: [
      { ...one, to: 'api/end' },
      { ...one, to: 'other/' },
    ],
    resources: {
      'other/': {
        preflight: lists(undefined, 'x-one'),
        actual: { status: 302, headers: [...SHARED, ['Location', '{api/end}']] },
      },
      'api/end': { preflight: lists(undefined, 'x-one'), actual: ACTUAL },
    },
  },
  {
    name: 'a redirect twice, each hop preflighted',
    calls: [one, one],
    resources: {
      'api/': {
        preflight: lists(undefined, 'x-one'),
        actual: { status: 302, headers: [...SHARED, ['Location', '{other/end}']] },
      },
      'other/end': { preflight: lists(undefined, 'x-one'), actual: ACTUAL },
    },
  },
]
