import { describe, expect, it } from 'vitest'
import type { Header, WireRequest } from '../../../../src/browser/index.ts'
import { type Answerer, bytes, generous, networkOf, PAGE } from '../../support/network.ts'

describe('a preflight', () => {
  it('has an origin, but no cookies, headers or body of the request', async () => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ method: 'PUT', credentials: 'include', headers: [['X-A', '1']], body: bytes('x') })

    expect(seen[0]).toMatchObject({
      method: 'OPTIONS',
      body: null,
      headers: {
        accept: '*/*',
        origin: PAGE,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-a',
        referer: `${PAGE}/`,
        'sec-fetch-mode': 'cors',
      },
    })
    expect(seen[0]?.headers).not.toHaveProperty('accept-language')
    expect(seen[0]?.headers).not.toHaveProperty('content-length')
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('x-a')
    expect(seen[1]).toMatchObject({ method: 'PUT', body: 'x', headers: { 'x-a': '1', origin: PAGE } })
  })

  const answers =
    (status: number, ...headers: Header[]): Answerer =>
    ({ method }) =>
      method === 'OPTIONS'
        ? {
            status,
            headers: [['Access-Control-Allow-Origin', PAGE], ['Access-Control-Allow-Credentials', 'true'], ...headers],
          }
        : {
            headers: [
              ['Access-Control-Allow-Origin', PAGE],
              ['Access-Control-Allow-Credentials', 'true'],
            ],
          }
  const METHODS = 'Access-Control-Allow-Methods'
  const HEADERS = 'Access-Control-Allow-Headers'

  it.each<[string, Partial<WireRequest>, Answerer, string | undefined]>([
    ['200', { method: 'PUT' }, answers(200, [METHODS, 'PUT']), undefined],
    ['299', { method: 'PUT' }, answers(299, [METHODS, 'PUT']), undefined],
    ['a redirect', { method: 'PUT' }, answers(302, [METHODS, 'PUT']), 'preflight-redirect'],
    ['300', { method: 'PUT' }, answers(300, [METHODS, 'PUT']), 'preflight-status'],
    ['304', { method: 'PUT' }, answers(304, [METHODS, 'PUT']), 'preflight-status'],
    ['401', { method: 'PUT' }, answers(401, [METHODS, 'PUT']), 'preflight-status'],
    ['no methods', { method: 'PUT' }, answers(204), 'preflight-method-not-allowed'],
    ['other methods', { method: 'PUT' }, answers(204, [METHODS, 'GET, DELETE']), 'preflight-method-not-allowed'],
    ['the method in lower case', { method: 'PUT' }, answers(204, [METHODS, 'put']), 'preflight-method-not-allowed'],
    ['patch for PATCH', { method: 'patch' }, answers(204, [METHODS, 'PATCH']), 'preflight-method-not-allowed'],
    ['any method', { method: 'PUT' }, answers(204, [METHODS, '*']), undefined],
    [
      'any method, with credentials',
      { method: 'PUT', credentials: 'include' },
      answers(204, [METHODS, '*']),
      'preflight-method-not-allowed',
    ],
    ['a method called *', { method: '*', credentials: 'include' }, answers(204, [METHODS, '*']), undefined],
    [
      'a list in two lines, with empty elements',
      { method: 'PUT' },
      answers(204, [METHODS, ',GET,,'], [METHODS, ' \tPUT ']),
      undefined,
    ],
    [
      'a list with one malformed element',
      { method: 'PUT' },
      answers(204, [METHODS, 'PUT, a b']),
      'preflight-acam-invalid',
    ],
    [
      'a malformed list of methods for a GET',
      { headers: [['X-A', '1']] },
      answers(204, [METHODS, '"PUT"'], [HEADERS, 'x-a']),
      'preflight-acam-invalid',
    ],
    [
      'a malformed list of headers',
      { method: 'PUT' },
      answers(204, [METHODS, 'PUT'], [HEADERS, 'x a']),
      'preflight-acah-invalid',
    ],
    ['no headers', { headers: [['X-A', '1']] }, answers(204), 'preflight-header-not-allowed'],
    ['other headers', { headers: [['X-A', '1']] }, answers(204, [HEADERS, 'x-b']), 'preflight-header-not-allowed'],
    ['the header in another case', { headers: [['x-a', '1']] }, answers(204, [HEADERS, 'X-A']), undefined],
    ['any header', { headers: [['x-a', '1']] }, answers(204, [HEADERS, '*']), undefined],
    [
      'any header, with credentials',
      { headers: [['x-a', '1']], credentials: 'include' },
      answers(204, [HEADERS, '*']),
      'preflight-header-not-allowed',
    ],
    [
      'any header for Authorization',
      { headers: [['Authorization', 'x']] },
      answers(204, [HEADERS, '*']),
      'preflight-header-not-allowed',
    ],
    [
      'Authorization by name',
      { headers: [['Authorization', 'x']] },
      answers(204, [HEADERS, '*, AUTHORIZATION']),
      undefined,
    ],
    ['forced, and no lists', { forcePreflight: true }, answers(204), undefined],
    ['forced for an unsafe method, and no list', { method: 'DELETE', forcePreflight: true }, answers(204), undefined],
    [
      'forced for an unsafe method, and an empty list',
      { method: 'DELETE', forcePreflight: true },
      answers(204, [METHODS, '']),
      'preflight-method-not-allowed',
    ],
    ['199', { method: 'PUT' }, answers(199, [METHODS, 'PUT']), 'preflight-status'],
    [
      'an empty list of headers',
      { headers: [['X-A', '1']] },
      answers(204, [HEADERS, ',']),
      'preflight-header-not-allowed',
    ],
    [
      'a header in a second line',
      { headers: [['X-A', '1']] },
      answers(204, [HEADERS, 'x-b'], [HEADERS, 'x-a']),
      undefined,
    ],
    [
      'forced, and other methods',
      { method: 'DELETE', forcePreflight: true },
      answers(204, [METHODS, 'PUT']),
      'preflight-method-not-allowed',
    ],
    ['a network error', { method: 'PUT' }, () => ({ throws: new Error('no network') }), 'preflight-network-error'],
    ['bytes that HTTP forbids', { method: 'PUT' }, () => ({ headers: [['X', 'a\nb']] }), 'preflight-network-error'],
  ])('response: %s', async (_, request, answer, code) => {
    const { fetch, seen } = networkOf(answer)
    const response = await fetch(request)

    expect(response.code).toBe(code)
    expect(seen).toHaveLength(code ? 1 : 2)
  })
})

it.each<[string, Partial<WireRequest>, Header[], number, object]>([
  ['a status', { method: 'PUT' }, [], 403, { expected: '200–299', actual: '403' }],
  [
    'a list',
    { method: 'PUT' },
    [['Access-Control-Allow-Methods', 'a b']],
    200,
    { header: 'access-control-allow-methods', expected: 'tokens, separated by commas', actual: 'a b' },
  ],
  [
    'a method',
    { method: 'PUT' },
    [['Access-Control-Allow-Methods', 'GET,HEAD']],
    200,
    { header: 'access-control-allow-methods', expected: 'PUT', actual: 'GET, HEAD' },
  ],
  [
    'the first header in order',
    { headers: ['X-C', 'X-A', 'X-B'].map((name): Header => [name, '1']) },
    [['Access-Control-Allow-Headers', 'x-a']],
    200,
    { header: 'access-control-allow-headers', expected: 'x-b', actual: 'x-a' },
  ],
  [
    'Authorization before all others',
    { headers: ['A', 'Authorization'].map((name): Header => [name, '1']) },
    [],
    200,
    { header: 'access-control-allow-headers', expected: 'authorization', actual: '' },
  ],
])('a failure says what was expected of %s', async (_, request, headers, status, about) => {
  const { fetch } = networkOf(() => ({ status, headers: [['Access-Control-Allow-Origin', '*'], ...headers] }))
  const { failure } = await fetch(request)
  expect(failure).toEqual({ ...about, code: failure?.code, hop: 0 })
})
