// A table is made once, so its cost does not matter.
/* oxlint-disable oxc/no-map-spread */
import type { Header } from '../../../src/browser/index.ts'
import { type Call, type Case, permits, SHARED, single } from '../case.ts'

const ORIGIN = 'Access-Control-Allow-Origin'
const CREDENTIALS = 'Access-Control-Allow-Credentials'
const TRUE: Header = [CREDENTIALS, 'true']

/** Lines of `Access-Control-Allow-Origin`, each with a description. */
const ALLOWED_ORIGINS: Readonly<Record<string, readonly string[]>> = {
  'the origin': ['{page}'],
  'a star': ['*'],
  nothing: [],
  'an empty value': [''],
  'another port': ['{api}'],
  null: ['null'],
  'a slash behind the origin': ['{page}/'],
  'a path behind the origin': ['{page}/path'],
  'the origin in capitals': ['{PAGE}'],
  'the origin between blanks': ['  {page}\t '],
  'the origin in quotes': ['"{page}"'],
  'the origin and a comma': ['{page},'],
  'two origins': ['{page}, {other}'],
  'two origins with a blank': ['{page} {other}'],
  'the origin twice in one line': ['{page}, {page}'],
  'two lines of the origin': ['{page}', '{page}'],
  'two lines of others': ['{page}', '{other}'],
  'two stars': ['*', '*'],
  'a star and the origin': ['*, {page}'],
  'a star between blanks': [' * '],
  'a star for the port': ['http://localhost:*'],
  'a star for the host': ['http://*'],
  'the host only': ['localhost'],
  'the origin without a port': ['http://localhost'],
  'another scheme': ['https://localhost'],
  'the same by address': ['http://127.0.0.1'],
  'the word true': ['true'],
  'an umlaut': ['http://löcalhost'],
}

/** Lines of `Access-Control-Allow-Credentials`. */
const ALLOWED_CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  true: ['true'],
  'true between blanks': [' true\t'],
  'a capital': ['True'],
  capitals: ['TRUE'],
  false: ['false'],
  'an empty value': [''],
  one: ['1'],
  quotes: ['"true"'],
  'a comma': ['true,'],
  'a list': ['true, true'],
  'two lines': ['true', 'true'],
  'two lines that differ': ['true', 'false'],
  'an empty line before': ['', 'true'],
}

const lines = (name: string, values: readonly string[]): Header[] => values.map((value) => [name, value])

function checked(title: string, call: Call, headers: readonly Header[]): Case[] {
  return [
    single(`${title}, actual response`, call, { actual: { headers } }),
    single(
      `${title}, preflight`,
      { ...call, method: 'PUT' },
      {
        preflight: { status: 204, headers: [...headers, ['Access-Control-Allow-Methods', 'PUT']] },
        actual: { headers: SHARED },
      },
    ),
  ]
}

/** The CORS check (https://fetch.spec.whatwg.org/#concept-cors-check), on actual responses and on preflights. */
export const CORS_CHECK: readonly Case[] = [
  ...Object.entries(ALLOWED_ORIGINS).flatMap(([what, values]) => [
    ...checked(`allowed origin: ${what}`, {}, lines(ORIGIN, values)),
    ...checked(`allowed origin: ${what}, credentials`, { credentials: 'include' }, [...lines(ORIGIN, values), TRUE]),
  ]),
  ...Object.entries(ALLOWED_CREDENTIALS).flatMap(([what, values]) =>
    checked(`allowed credentials: ${what}`, { credentials: 'include' }, [
      [ORIGIN, '{page}'],
      ...lines(CREDENTIALS, values),
    ]),
  ),
  single(
    'credentials omitted, no permission for them',
    { credentials: 'omit' },
    { actual: { headers: [[ORIGIN, '{page}']] } },
  ),
  single(
    'credentials omitted, nonsense about them',
    { credentials: 'omit' },
    {
      actual: {
        headers: [
          [ORIGIN, '{page}'],
          [CREDENTIALS, 'nonsense'],
        ],
      },
    },
  ),
  single(
    'a star and permission for credentials that are not there',
    {},
    { actual: { headers: [[ORIGIN, '*'], TRUE] } },
  ),
  ...[201, 204, 205, 206, 300, 304, 400, 401, 403, 404, 405, 410, 418, 429, 500, 503, 599].flatMap((status) => [
    single(`status ${status}, shared`, {}, { actual: { status, headers: SHARED } }),
    single(`status ${status}, not shared`, {}, { actual: { status } }),
  ]),
  ...(['GET', 'HEAD', 'POST'] as const).map((method) =>
    single(`${method} without a preflight`, { method }, { actual: { headers: SHARED } }),
  ),
  ...(['get', 'hEaD', 'post'] as const).map((method) =>
    single(`${method} is made ${method.toUpperCase()}`, { method }, { actual: { headers: SHARED } }),
  ),
  ...(['cors', 'same-origin', 'no-cors'] as const).flatMap((mode) =>
    ['null', '*', '{page}'].map((value) => {
      const headers: Header[] = [[ORIGIN, value], TRUE]
      return {
        ...single(`a sandboxed page in mode ${mode} gets ${value}`, { mode }, { actual: { headers } }),
        isSandboxed: true,
      }
    }),
  ),
  ...['null', '*'].map((value) => ({
    ...single(
      `a sandboxed page with credentials gets ${value}`,
      { credentials: 'include' },
      { actual: { headers: [[ORIGIN, value], TRUE] } },
    ),
    isSandboxed: true,
  })),
  {
    ...single(
      'a sandboxed page preflights',
      { method: 'PUT' },
      {
        preflight: permits('PUT'),
        actual: { headers: SHARED },
      },
    ),
    isSandboxed: true,
  },
  {
    ...single('a sandboxed page asks its own server', { to: 'page/' }, { actual: { headers: [[ORIGIN, '*']] } }),
    isSandboxed: true,
  },
]
