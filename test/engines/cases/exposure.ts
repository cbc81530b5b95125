// A table is made once, so its cost does not matter.
/* oxlint-disable oxc/no-map-spread */
import type { Header } from '../../../src/browser/index.ts'
import { type Case, permits, SHARED, single, STAR } from '../case.ts'

const EXPOSE = 'Access-Control-Expose-Headers'

/** Some headers of each kind: always visible, visible if exposed, and never visible. */
const SENT: readonly Header[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Language', 'en'],
  ['Content-Type', 'text/plain'],
  ['Expires', '0'],
  ['Last-Modified', 'Sat, 01 Jan 2000 00:00:00 GMT'],
  ['Pragma', 'no-cache'],
  ['ETag', '"1"'],
  ['X-One', '1'],
  ['X-Two', '2'],
  ['X-Two', '3'],
  ['Authorization', 'a'],
  ['Set-Cookie', 'exposed=1; Path={path}'],
  ['Set-Cookie2', 'a=b'],
  ['Server', 'x'],
  ['Location', '/'],
]

const LISTS: readonly (readonly string[])[] = [
  [],
  [''],
  ['x-one'],
  ['X-ONE'],
  ['X-One, X-Two'],
  ['x-one', 'x-two'],
  ['*'],
  ['*, x-one'],
  ['x-one,'],
  [',x-one,,'],
  ['x one'],
  ['x-one, x two'],
  ['x-one', 'x two'],
  ['"x-one"'],
  ['x-one;'],
  ['*, ('],
  ['authorization'],
  ['set-cookie'],
  ['set-cookie, set-cookie2, x-one'],
  ['x-three'],
  ['access-control-allow-origin'],
  ['location, server, etag'],
]

/** Filtered responses (https://fetch.spec.whatwg.org/#concept-filtered-response). */
export const EXPOSURE: readonly Case[] = [
  ...LISTS.flatMap((values) => {
    const headers: Header[] = [...SENT, ...values.map((value): Header => [EXPOSE, value])]
    return [
      single(`exposed ${JSON.stringify(values)}`, {}, { actual: { headers: [...headers, ...STAR] } }),
      single(
        `exposed ${JSON.stringify(values)}, credentials`,
        { credentials: 'include' },
        { actual: { headers: [...headers, ...SHARED] } },
      ),
    ]
  }),
  single('exposed by XMLHttpRequest', { xhr: 'plain' }, { actual: { headers: [...SENT, ...STAR, [EXPOSE, 'x-one']] } }),
  single(
    'everything exposed by XMLHttpRequest',
    { xhr: 'plain' },
    { actual: { headers: [...SENT, ...STAR, [EXPOSE, '*']] } },
  ),
  single('the page’s own response', { to: 'page/' }, { actual: { headers: SENT } }),
  single('the page’s own response by XMLHttpRequest', { to: 'page/', xhr: 'plain' }, { actual: { headers: SENT } }),
  single(
    'a header named star',
    { credentials: 'include' },
    { actual: { headers: [...SHARED, ['*', '1'], [EXPOSE, '*']] } },
  ),
  single('values of bytes', {}, { actual: { headers: [...STAR, ['X-One', 'caf\u00e9'], [EXPOSE, 'x-one']] } }),
  single(
    'exposed by the preflight only',
    { method: 'PUT' },
    {
      preflight: permits('PUT', undefined, [[EXPOSE, 'x-one']]),
      actual: { headers: [...SENT, ...SHARED] },
    },
  ),
  ...[200, 204, 205, 304, 404].flatMap((status) =>
    [
      single(`a body with status ${status}`, {}, { actual: { status, headers: STAR } }),
      single(`a body with status ${status} of the page’s own`, { to: 'page/' }, { actual: { status } }),
      single(`a body with status ${status} by XMLHttpRequest`, { xhr: 'plain' }, { actual: { status, headers: STAR } }),
      single(`an empty body with status ${status}`, {}, { actual: { status, headers: STAR, body: '' } }),
      single(`a body with status ${status} and HEAD`, { method: 'HEAD' }, { actual: { status, headers: STAR } }),
      single(`a body with status ${status} in mode no-cors`, { mode: 'no-cors' }, { actual: { status } }),
    ].map((one): Case => ({ ...one, sees: 'null-bodies' })),
  ),
]
