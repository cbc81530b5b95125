// A table is made once, so its cost does not matter.
/* oxlint-disable oxc/no-map-spread */
import type { Header } from '../../../src/browser/index.ts'
import { type Answer, type Call, type Case, PERMITTED, type Resource, SHARED, single, STAR } from '../case.ts'

const OPEN: Resource = { preflight: PERMITTED, actual: { headers: SHARED } }
const ORIGIN = 'Access-Control-Allow-Origin'
const STATUSES = [301, 302, 303, 307, 308] as const

const to = (location: string, status = 302, headers: readonly Header[] = SHARED): Answer => ({
  status,
  headers: [...headers, ['Location', location]],
})

function redirected(name: string, call: Call, first: Answer, rest: Readonly<Record<string, Resource>> = {}): Case {
  const resources = { 'page/end': OPEN, 'api/end': OPEN, 'other/end': OPEN, ...rest }
  return {
    name,
    calls: [call],
    resources: { ...resources, [call.to ?? 'api/']: { preflight: PERMITTED, actual: first } },
  }
}

const ENDS = ['page/end', 'api/end', 'other/end'] as const
const LOCATIONS = [
  '',
  'end',
  '/nowhere',
  '?query',
  '#fragment',
  'http://',
  '//',
  'data:text/plain,x',
  'about:blank',
  'file:///',
  'ftp://localhost/',
  'blob:x',
  'javascript:1',
  'http://localhost:1/',
  'HTTP://{other-host}{path}end',
  'http://user@{other-host}{path}end',
  'http://:pass@{other-host}{path}end',
  'http://user:pass@{api-host}{path}end',
  'http://user:pass@{page-host}{path}end',
  'http://@{other-host}{path}end',
  'http://:@{other-host}{path}end',
  'end#fragment',
  'caf\u00c3\u00a9',
] as const

/** HTTP-redirect fetch (https://fetch.spec.whatwg.org/#concept-http-redirect-fetch). */
export const REDIRECTS: readonly Case[] = [
  ...['page/', 'api/'].flatMap((start) =>
    ENDS.flatMap((end) =>
      (['cors', 'no-cors', 'same-origin'] as const).flatMap((mode) => [
        redirected(`${start} to ${end} in mode ${mode}`, { to: start, mode }, to(`{${end}}`)),
        redirected(
          `${start} to ${end} in mode ${mode}, POST, 307`,
          { to: start, mode, method: 'POST', body: 'abc' },
          to(`{${end}}`, 307),
        ),
      ]),
    ),
  ),
  ...['page/', 'api/'].flatMap((start) =>
    ENDS.flatMap((end) =>
      ['*', 'null', '{page}'].flatMap((value) =>
        (['same-origin', 'include'] as const).map((credentials) =>
          redirected(
            `${start} to ${end}, credentials ${credentials}, which is for ${value}`,
            { to: start, credentials },
            to(`{${end}}`),
            {
              [end]: {
                actual: {
                  headers: [
                    [ORIGIN, value],
                    ['Access-Control-Allow-Credentials', 'true'],
                  ],
                },
              },
            },
          ),
        ),
      ),
    ),
  ),
  ...STATUSES.flatMap((status) => [
    ...(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'] as const).flatMap((method) => {
      const body = method === 'GET' || method === 'HEAD' ? {} : { body: 'abc' }
      return [
        redirected(`${status} of a ${method}`, { method, ...body }, to('{other/end}', status)),
        redirected(
          `${status} of a ${method} at the page’s own server`,
          { to: 'page/', method, ...body },
          to('{page/end}', status),
        ),
      ]
    }),
    redirected(`${status} with X-One`, { headers: [['X-One', '1']] }, to('{other/end}', status)),
    redirected(
      `${status} with types of content`,
      {
        method: 'POST',
        body: 'abc',
        headers: [
          ['Content-Language', 'de'],
          ['Content-Type', 'application/json'],
          ['X-One', '1'],
        ],
      },
      to('{other/end}', status),
    ),
    redirected(`${status} without Location`, {}, { status, headers: SHARED }),
    redirected(`${status}, redirect error`, { redirect: 'error' }, to('{other/end}', status)),
    redirected(`${status}, redirect manual`, { redirect: 'manual' }, to('{other/end}', status)),
    redirected(`${status}, redirect manual, not shared`, { redirect: 'manual' }, to('{other/end}', status, [])),
    redirected(
      `${status}, redirect manual, of the page’s own server`,
      { to: 'page/', redirect: 'manual' },
      to('{other/end}', status, []),
    ),
    redirected(`${status}, not shared`, {}, to('{other/end}', status, [])),
    redirected(`${status} of the page’s own server, not shared`, { to: 'page/' }, to('{other/end}', status, [])),
  ]),
  ...[300, 304, 305, 306].map((status) => redirected(`${status} is none`, {}, to('{other/end}', status))),
  ...LOCATIONS.flatMap((location) => [
    redirected(`from another server to ${location}`, {}, to(location)),
    redirected(`from the page’s own server to ${location}`, { to: 'page/' }, to(location)),
    redirected(`from another server to ${location}, no-cors`, { mode: 'no-cors' }, to(location)),
  ]),
  ...(['include', 'same-origin'] as const).flatMap((credentials) => [
    redirected(`a redirect with a star, ${credentials}`, { credentials }, to('{other/end}', 302, STAR)),
    redirected(
      `a redirect for null, ${credentials}`,
      { credentials },
      to('{other/end}', 302, [
        [ORIGIN, 'null'],
        ['Access-Control-Allow-Credentials', 'true'],
      ]),
    ),
    redirected(
      `a redirect without permission for credentials, ${credentials}`,
      { credentials },
      to('{other/end}', 302, [[ORIGIN, '{page}']]),
    ),
  ]),
  ...ENDS.map((end) =>
    redirected(`Authorization on the way to ${end}`, { headers: [['Authorization', 'Bearer abc']] }, to(`{${end}}`)),
  ),
  redirected(
    'Authorization from the page’s own server to another',
    { to: 'page/', headers: [['Authorization', 'Bearer abc']] },
    to('{api/end}'),
  ),
  redirected(
    'Authorization and X-One from the page’s own server to another',
    {
      to: 'page/',
      headers: [
        ['Authorization', 'Bearer abc'],
        ['X-One', '1'],
      ],
    },
    to('{api/end}'),
  ),
  redirected(
    'X-One from the page’s own server to another',
    { to: 'page/', headers: [['X-One', '1']] },
    to('{api/end}'),
  ),
  redirected(
    'PUT from the page’s own server to another, 307',
    { to: 'page/', method: 'PUT', body: 'abc' },
    to('{api/end}', 307),
  ),
  redirected('X-One is not permitted at the end', { headers: [['X-One', '1']] }, to('{other/end}'), {
    'other/end': { preflight: { status: 204, headers: SHARED }, actual: { headers: SHARED } },
  }),
  ...['null', '{page}'].map((value) =>
    redirected(`the preflight at the end is for ${value}`, { headers: [['X-One', '1']] }, to('{other/end}'), {
      'other/end': {
        preflight: {
          headers: [
            [ORIGIN, value],
            ['Access-Control-Allow-Headers', 'x-one'],
          ],
        },
        actual: { headers: STAR },
      },
    }),
  ),
  redirected('the preflight at the end redirects', { headers: [['X-One', '1']] }, to('{other/end}'), {
    'other/end': { preflight: to('{other/next}'), actual: { headers: SHARED } },
  }),
  redirected('a fragment is kept', { to: 'api/#one' }, to('{other/end}'), { 'api/': { actual: to('{other/end}') } }),
  redirected('a fragment is replaced', { to: 'api/#one' }, to('{other/end}'), {
    'api/': { actual: to('{other/end}#two') },
  }),
  redirected('over three servers and back', {}, to('{other/over}'), {
    'other/over': { actual: to('{page/over}') },
    'page/over': { actual: to('{api/end}') },
  }),
  redirected('out and back', { to: 'page/' }, to('{api/over}'), { 'api/over': { actual: to('{page/end}') } }),
  redirected('out and back, no-cors', { to: 'page/', mode: 'no-cors' }, to('{api/over}'), {
    'api/over': { actual: to('{page/end}') },
  }),
  redirected('within one server, then to another', {}, to('{api/over}'), { 'api/over': { actual: to('{other/end}') } }),
  redirected(
    'exposed by the redirect only',
    {},
    to('{api/end}', 302, [...SHARED, ['Access-Control-Expose-Headers', 'x-one']]),
    { 'api/end': { actual: { headers: [...SHARED, ['X-One', '1']] } } },
  ),
  redirected(
    'a redirect sets a cookie',
    { credentials: 'include' },
    to('{api/end}', 302, [...SHARED, ['Set-Cookie', 'way=1; Path={path}']]),
  ),
  redirected(
    'a redirect sets a referrer policy',
    {},
    to('{other/end}', 302, [...SHARED, ['Referrer-Policy', 'no-referrer']]),
  ),
  redirected('XMLHttpRequest follows', { xhr: 'plain' }, to('{other/end}')),
  redirected(
    'XMLHttpRequest with an upload listener follows',
    { xhr: 'upload-listener', method: 'POST', body: 'abc' },
    to('{other/end}', 307),
  ),
  ...(['cors', 'no-cors'] as const).map((mode) =>
    redirected(
      `resource policy on a redirect, ${mode}`,
      { mode },
      to('{api/end}', 302, [...SHARED, ['Cross-Origin-Resource-Policy', 'same-origin']]),
    ),
  ),
  ...[19, 20, 21].map((count) => chain(count)),
  { ...redirected('a sandboxed page is sent on', {}, to('{other/end}')), isSandboxed: true },
  { ...redirected('a sandboxed page is sent on within one server', {}, to('{api/end}')), isSandboxed: true },
  ...[
    redirected('metadata of a call', { to: 'page/' }, { headers: SHARED }),
    redirected('metadata of a call to another server', { method: 'PUT' }, { headers: SHARED }),
    redirected('metadata of a redirect to another server', { to: 'page/' }, to('{api/end}')),
    redirected('metadata of a redirect to a third server', { method: 'PUT' }, to('{other/end}')),
    redirected('metadata of a redirect within the page’s own server', { to: 'page/' }, to('{page/end}')),
    redirected(
      'metadata of a redirect to another server in mode no-cors',
      { to: 'page/', mode: 'no-cors' },
      to('{api/end}'),
    ),
  ].map((one): Case => ({ ...one, sees: 'fetch-metadata' })),
  single('a loop', {}, { actual: to('{api/}') }),
]

/** A chain of redirects. */
function chain(count: number): Case {
  const steps = Array.from({ length: count - 1 }, (_, index) => {
    const next = index + 2 > count - 1 ? 'end' : `step-${index + 2}`
    return [`api/step-${index + 1}`, { actual: to(`{api/${next}}`) }] as const
  })
  return redirected(`${count} redirects`, {}, to('{api/step-1}'), Object.fromEntries(steps))
}
