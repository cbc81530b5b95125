import { expect, it } from 'vitest'
import type { Header } from '../../../../src/browser/index.ts'
import { networkOf, PAGE } from '../../support/network.ts'

const ACAO = 'Access-Control-Allow-Origin'
const ACAC = 'Access-Control-Allow-Credentials'

const ROWS: [string, 'omit' | 'include', Header[], string | undefined][] = [
  ['*', 'omit', [[ACAO, '*']], undefined],
  ['*, with blanks around it', 'omit', [[ACAO, ' \t* ']], undefined],
  [
    '*, and an invalid Allow-Credentials',
    'omit',
    [
      [ACAO, '*'],
      [ACAC, 'bogus'],
    ],
    undefined,
  ],
  ['the origin', 'omit', [[ACAO, PAGE]], undefined],
  [
    'the origin, with credentials',
    'include',
    [
      [ACAO, PAGE],
      [ACAC, 'true'],
    ],
    undefined,
  ],
  ['no header', 'omit', [], 'acao-missing'],
  ['no header, with credentials', 'include', [[ACAC, 'true']], 'acao-missing'],
  [
    '* in two lines',
    'omit',
    [
      [ACAO, '*'],
      [ACAO, '*'],
    ],
    'acao-multiple',
  ],
  ['two origins', 'omit', [[ACAO, `${PAGE}, https://b.example`]], 'acao-multiple'],
  [
    'the origin in two lines',
    'omit',
    [
      [ACAO, PAGE],
      [ACAO, PAGE],
    ],
    'acao-multiple',
  ],
  ['the origin with a slash', 'omit', [[ACAO, `${PAGE}/`]], 'acao-mismatch'],
  ['the origin in upper case', 'omit', [[ACAO, PAGE.toUpperCase()]], 'acao-mismatch'],
  ['the origin with the default port', 'omit', [[ACAO, `${PAGE}:443`]], 'acao-mismatch'],
  ['the origin in http', 'omit', [[ACAO, PAGE.replace('https', 'http')]], 'acao-mismatch'],
  ['null', 'omit', [[ACAO, 'null']], 'acao-mismatch'],
  ['a pattern', 'omit', [[ACAO, 'https://*.example']], 'acao-mismatch'],
  ['a word', 'omit', [[ACAO, 'foo']], 'acao-invalid'],
  ['an empty value', 'omit', [[ACAO, '']], 'acao-invalid'],
  ['* with a vertical tab', 'omit', [[ACAO, '*\u000B']], 'acao-invalid'],
  [
    '*, with credentials',
    'include',
    [
      [ACAO, '*'],
      [ACAC, 'true'],
    ],
    'acao-wildcard-with-credentials',
  ],
  ['the origin without Allow-Credentials', 'include', [[ACAO, PAGE]], 'acac-missing'],
  [
    'Allow-Credentials True',
    'include',
    [
      [ACAO, PAGE],
      [ACAC, 'True'],
    ],
    'acac-invalid',
  ],
  [
    'Allow-Credentials in quotes',
    'include',
    [
      [ACAO, PAGE],
      [ACAC, '"true"'],
    ],
    'acac-invalid',
  ],
  [
    'Allow-Credentials in two lines',
    'include',
    [
      [ACAO, PAGE],
      [ACAC, 'true'],
      [ACAC, 'true'],
    ],
    'acac-invalid',
  ],
  [
    'Allow-Credentials false',
    'include',
    [
      [ACAO, PAGE],
      [ACAC, 'false'],
    ],
    'acac-invalid',
  ],
]

it.each(ROWS)('the CORS check: %s (%s)', async (_, credentials, headers, code) => {
  const { fetch, seen } = networkOf(() => ({ headers }))
  const response = await fetch({ credentials })

  expect(seen).toHaveLength(1)
  expect([response.type, response.code]).toEqual(code ? ['error', code] : ['cors', undefined])
})

it.each(ROWS)('the CORS check of a preflight: %s (%s)', async (_, credentials, headers, code) => {
  const { fetch, seen } = networkOf(({ method }) => ({
    status: method === 'OPTIONS' ? 204 : 200,
    headers: [...headers, ['Access-Control-Allow-Methods', 'PUT']],
  }))
  const response = await fetch({ method: 'PUT', credentials })

  expect(seen.map(({ method }) => method)).toEqual(code ? ['OPTIONS'] : ['OPTIONS', 'PUT'])
  expect(response.code).toBe(code && `preflight-${code}`)
})

it.each([
  ['an opaque origin', 'null', 'null', undefined],
  ['an opaque origin, *', 'null', '*', undefined],
  ['an opaque origin, a tuple origin', 'null', PAGE, 'acao-mismatch'],
  ['an app’s origin', 'capacitor://localhost', 'capacitor://localhost', undefined],
])('the CORS check compares the Origin header: %s', async (_, origin, allowed, code) => {
  const { fetch, seen } = networkOf(() => ({ headers: [[ACAO, allowed]] }))
  const response = await fetch({ client: { origin } })

  expect(seen[0]?.headers['origin']).toBe(origin)
  expect(response.code).toBe(code)
})

it('a failure says what was expected, and what was there', async () => {
  const { fetch } = networkOf(() => ({ headers: [[ACAO, 'https://b.example']] }))
  const { failure, headers, body, status, urlList } = await fetch()

  expect(failure).toMatchObject({
    header: 'access-control-allow-origin',
    expected: PAGE,
    actual: 'https://b.example',
    hop: 0,
  })
  expect({ headers, body, status, urlList }).toEqual({ headers: [], body: null, status: 0, urlList: [] })
})
