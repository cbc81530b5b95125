import type { Header } from '../../../src/browser/index.ts'
import { type Case, PERMITTED, SHARED, single } from '../case.ts'

const asking = (name: string, headers: readonly Header[]): Case =>
  single(name, { method: 'POST', headers }, { preflight: PERMITTED, actual: { headers: SHARED } })

const TYPES = [
  'text/plain',
  'TEXT/PLAIN',
  'text/plain;charset=utf-8',
  'text/plain; charset=UTF-8',
  'text/plain ; x',
  'text/plain;',
  ' text/plain ',
  'application/x-www-form-urlencoded',
  'Application/X-WWW-Form-Urlencoded;charset=utf-8',
  'multipart/form-data',
  'multipart/form-data; boundary=abc',
  'application/json',
  'text/html',
  'text/xml',
  'application/octet-stream',
  'text',
  'text/',
  '/plain',
  '',
  'text/plain, application/json',
  'application/json, text/plain',
  'text /plain',
  'text/ plain',
  'text/plain x',
  'text/plain;charset="utf-8"',
  'text/plain;a=b;c=d',
  'text/plain;garbage',
  'text/plain;(',
  'text/plain;a=\u00e9',
  'text/plain; charset=utf-8@',
  'multipart/mixed',
  'text/plain\t;x',
]

const UNSAFE = [...'"():<>?@[\\]{}\u007f']
const SAFE = [..."!#$%&'*+-.^_`|~,;=/ ", '\u00e9', '\u0080', '\u00ff']

const RANGES = [
  'bytes=0-',
  'bytes=0-0',
  'bytes=0-255',
  'bytes=5-4',
  'bytes=-5',
  'bytes=0-1,3-4',
  'bytes=0 - 1',
  'bytes = 0-1',
  'bytes=0-1 ',
  'Bytes=0-1',
  'items=0-1',
  'bytes=a-b',
  'bytes=',
  'bytes=1',
  'bytes=00-01',
  'bytes=0-18446744073709551616',
  'bytes=99999999999999999999-',
]

const NAMES: readonly Header[] = [
  ['Accept', 'application/json'],
  ['Accept-Language', 'de'],
  ['Content-Language', 'de'],
  ['Authorization', 'Bearer abc'],
  ['Cache-Control', 'no-cache'],
  ['Pragma', 'no-cache'],
  ['If-None-Match', '"1"'],
  ['If-Modified-Since', 'Sat, 01 Jan 2000 00:00:00 GMT'],
  ['If-Match', '"1"'],
  ['X-Requested-With', 'XMLHttpRequest'],
  ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ['Content-Encoding', 'gzip'],
  ['Content-MD5', 'x'],
  ['Origin-Agent-Cluster', '?1'],
  ['Priority', 'u=1'],
  ['Purpose', 'prefetch'],
  ['Last-Event-ID', '1'],
  ['User-Agent', 'Something/1'],
  ['Save-Data', 'on'],
  ['Save-Data', 'off'],
  ['DPR', '2'],
  ['DPR', 'abc'],
  ['Device-Memory', '4'],
  ['Viewport-Width', '100'],
  ['Width', '100'],
  ['Downlink', '1'],
  ['RTT', '100'],
  ['ECT', '4g'],
  ['Intervention', 'x'],
  ['Upgrade-Insecure-Requests', '1'],
  ['Accept-Ranges', 'bytes'],
  ['Prefer', 'return=minimal'],
  ['Idempotency-Key', '1'],
  ['Forwarded', 'for=1'],
  ['Timing-Allow-Origin', '*'],
  ['DNT', '1'],
  ['X-DevTools-Emulate-Network-Conditions-Client-Id', '1'],
]

const bytes = (count: number): string => 'a'.repeat(count)

/** CORS-safelisted request headers (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
export const SAFELIST: readonly Case[] = [
  ...TYPES.map((type) => asking(`Content-Type ${JSON.stringify(type)}`, [['Content-Type', type]])),
  ...RANGES.map((range) => asking(`Range ${JSON.stringify(range)}`, [['Range', range]])),
  ...NAMES.map(([name, value]) => asking(`${name}: ${value}`, [[name, value]])),
  ...[...UNSAFE, ...SAFE].flatMap((byte) => [
    asking(`Accept with ${JSON.stringify(byte)}`, [['Accept', `a${byte}b`]]),
    asking(`Accept-Language with ${JSON.stringify(byte)}`, [['Accept-Language', `a${byte}b`]]),
    asking(`Content-Type with ${JSON.stringify(byte)}`, [['Content-Type', `text/plain;a${byte}b`]]),
  ]),
  asking('Accept with a tab', [['Accept', 'a\tb']]),
  asking('Content-Language with a tab', [['Content-Language', 'a\tb']]),
  asking('Content-Language with a colon', [['Content-Language', 'a:b']]),
  ...[127, 128, 129].flatMap((count) => [
    asking(`Accept of ${count} bytes`, [['Accept', bytes(count)]]),
    asking(`Accept-Language of ${count} bytes`, [['Accept-Language', bytes(count)]]),
    asking(`Content-Language of ${count} bytes`, [['Content-Language', bytes(count)]]),
    asking(`Content-Type of ${count} bytes`, [['Content-Type', `text/plain;${bytes(count - 11)}`]]),
    asking(`Range of ${count} bytes`, [['Range', `bytes=${'0'.repeat(count - 8)}1-`]]),
    asking(`Accept of ${count} bytes above 0x7f`, [['Accept', '\u00e9'.repeat(count)]]),
    asking(`Accept of ${count} bytes in two lines`, [
      ['Accept', bytes(60)],
      ['Accept', bytes(count - 62)],
    ]),
  ]),
  asking('all that is safe, 4 times 128 bytes', [
    ['Accept', bytes(128)],
    ['Accept-Language', bytes(128)],
    ['Content-Language', bytes(128)],
    ['Content-Type', `text/plain;${bytes(117)}`],
  ]),
  asking('Range that is too long beside others', [
    ['Range', `bytes=${'0'.repeat(120)}1-`],
    ['Accept', bytes(128)],
  ]),
  asking(
    'Accept in several lines, each safe',
    Array.from({ length: 9 }, (): Header => ['Accept', bytes(120)]),
  ),
  asking('Content-Type twice', [
    ['Content-Type', 'text/plain'],
    ['Content-Type', 'text/plain'],
  ]),
  asking('Range twice', [
    ['Range', 'bytes=0-1'],
    ['Range', 'bytes=0-1'],
  ]),
  asking('Accept safe and unsafe', [
    ['Accept', 'a'],
    ['Accept', '('],
  ]),
  ...(['text/plain', 'application/json'] as const).map((type) =>
    single(
      `a body of type ${type}`,
      { method: 'POST', body: '{}', headers: [['Content-Type', type]] },
      { preflight: PERMITTED, actual: { headers: SHARED } },
    ),
  ),
  single(
    'a body of no said type',
    { method: 'POST', body: 'abc' },
    { preflight: PERMITTED, actual: { headers: SHARED } },
  ),
]
