// A table is made once, so its cost does not matter.
/* oxlint-disable oxc/no-map-spread */
import type { Header } from '../../../src/browser/index.ts'
import { type Case, PERMITTED, SHARED, single, STAR } from '../case.ts'

const CORP = 'Cross-Origin-Resource-Policy'
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const
const HEADERS: readonly Header[] = [
  ['Accept', 'a'],
  ['Content-Type', 'application/json'],
  ['X-One', '1'],
  ['Range', 'bytes=0-1'],
  ['Accept-Language', 'de'],
  ['Authorization', 'x'],
]
const REFERRER_POLICIES = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const

/** Modes, credentials, and other options of a request. */
export const MODES: readonly Case[] = [
  ...(['cors', 'no-cors', 'same-origin'] as const).flatMap((mode) => [
    ...METHODS.flatMap((method) =>
      ['page/', 'api/'].map((to) =>
        single(
          `mode ${mode}, ${method} to ${to}`,
          { to, mode, method },
          { preflight: PERMITTED, actual: { headers: SHARED } },
        ),
      ),
    ),
    ...(['omit', 'same-origin', 'include'] as const).flatMap((credentials) =>
      ['page/', 'api/'].flatMap((to) => [
        single(
          `mode ${mode}, credentials ${credentials} to ${to}`,
          { to, mode, credentials },
          { actual: { headers: SHARED } },
        ),
        single(
          `mode ${mode}, credentials ${credentials}, POST to ${to}`,
          { to, mode, credentials, method: 'POST', body: 'abc' },
          { actual: { headers: SHARED } },
        ),
      ]),
    ),
    ...(['error', 'manual'] as const).map((redirect) =>
      single(`mode ${mode}, redirect ${redirect} without one`, { mode, redirect }, { actual: { headers: SHARED } }),
    ),
    single(
      `mode ${mode} with headers`,
      { mode, method: 'POST', headers: HEADERS },
      { preflight: PERMITTED, actual: { headers: SHARED } },
    ),
    single(
      `mode ${mode} with headers to the page’s own server`,
      { to: 'page/', mode, method: 'POST', headers: HEADERS },
      { actual: {} },
    ),
    single(`mode ${mode}, an answer without permission`, { mode }, { actual: {} }),
    ...['same-origin', 'same-site', 'cross-origin', 'Same-Origin', 'same-origin, same-origin', ''].map((policy) =>
      single(
        `mode ${mode}, resource policy ${JSON.stringify(policy)}`,
        { mode },
        { actual: { headers: [...SHARED, [CORP, policy]] } },
      ),
    ),
    ...[204, 206, 304, 404, 416, 500].map((status) =>
      single(`mode ${mode}, status ${status}`, { mode }, { actual: { status, headers: SHARED } }),
    ),
  ]),
  ...(['default', 'no-store', 'reload', 'no-cache', 'force-cache'] as const).flatMap((cache) => [
    single(`cache ${cache}`, { cache }, { actual: { headers: STAR } }),
    single(`cache ${cache}, PUT`, { cache, method: 'PUT' }, { preflight: PERMITTED, actual: { headers: SHARED } }),
  ]),
  single('cache only-if-cached', { cache: 'only-if-cached' }, { actual: { headers: STAR } }),
  ...REFERRER_POLICIES.flatMap((referrerPolicy) => [
    single(`referrer policy ${referrerPolicy}`, { referrerPolicy }, { actual: { headers: STAR } }),
    single(
      `referrer policy ${referrerPolicy}, PUT`,
      { referrerPolicy, method: 'PUT' },
      { preflight: PERMITTED, actual: { headers: SHARED } },
    ),
    single(
      `referrer policy ${referrerPolicy}, no-cors POST`,
      { referrerPolicy, method: 'POST', mode: 'no-cors' },
      { actual: {} },
    ),
    single(
      `referrer policy ${referrerPolicy}, POST to the page’s own server`,
      { to: 'page/', referrerPolicy, method: 'POST' },
      { actual: {} },
    ),
    single(
      `referrer policy ${referrerPolicy}, no-cors POST to the page’s own server`,
      { to: 'page/', referrerPolicy, method: 'POST', mode: 'no-cors' },
      { actual: {} },
    ),
  ]),
  ...['CONNECT', 'TRACE', 'TRACK', 'trace', 'A B', '', '('].map((method) =>
    single(`method ${JSON.stringify(method)}`, { method }, { preflight: PERMITTED, actual: { headers: SHARED } }),
  ),
  ...['GET', 'HEAD'].map((method) =>
    single(`${method} with a body`, { method, body: 'abc' }, { actual: { headers: SHARED } }),
  ),
  ...(['x y', 'x:', '', 'x\u00e9'] as const).map((name) =>
    single(
      `header name ${JSON.stringify(name)}`,
      { headers: [[name, '1']] },
      { preflight: PERMITTED, actual: { headers: SHARED } },
    ),
  ),
  ...['a\nb', 'a\u0000b', '\u0100', '  a  ', '\ta\r\n', 'a\tb', 'a\u0001b'].map((value) =>
    single(
      `header value ${JSON.stringify(value)}`,
      { headers: [['X-One', value]] },
      { preflight: PERMITTED, actual: { headers: SHARED } },
    ),
  ),
  {
    // The quota covers all pending bytes, and Firefox counts them for a while after the answer, so one call uses it up.
    name: 'keepalive, with as many bytes as may be on the way, and one more',
    calls: [65_536, 65_537].map((length) => ({ keepalive: true, method: 'POST', body: 'x'.repeat(length) })),
    resources: { 'api/': { actual: { headers: SHARED } } },
  },
  single(
    'a cookie of an answer that is not shared',
    { credentials: 'include' },
    { actual: { headers: [['Set-Cookie', 'kept=1; Path={path}']] } },
  ),
  {
    name: 'a cookie of an answer that is not shared is kept',
    calls: [{ credentials: 'include' }, { credentials: 'include', to: 'api/second' }],
    resources: {
      'api/': { actual: { headers: [['Set-Cookie', 'kept=1; Path={path}']] } },
      'api/second': { actual: { headers: SHARED } },
    },
  },
  {
    name: 'a cookie of an answer without credentials is not kept',
    calls: [{}, { credentials: 'include', to: 'api/second' }],
    resources: {
      'api/': { actual: { headers: [...STAR, ['Set-Cookie', 'dropped=1; Path={path}']] } },
      'api/second': { actual: { headers: SHARED } },
    },
  },
]
