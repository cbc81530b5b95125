import { describe, expect, it } from 'vitest'
import type { Header, WireRequest } from '../../../src/browser/index.ts'
import { type Answerer, generous, networkOf, PAGE } from '../support/network.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const a = (count: number): string => 'a'.repeat(count)

describe('what needs a preflight', () => {
  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['GET', {}, undefined],
    ['HEAD', { method: 'head' }, undefined],
    ['POST', { method: 'post', body: bytes('x') }, undefined],
    ['PUT', { method: 'put' }, ''],
    ['DELETE', { method: 'DELETE' }, ''],
    ['OPTIONS', { method: 'OPTIONS' }, ''],
    ['a method in lower case that is not normalised', { method: 'patch' }, ''],
    ['a header of its own', { headers: [['X-A', '1']] }, 'x-a'],
    [
      'headers, each once, in order',
      {
        headers: [
          ['X-B', '1'],
          ['x-a', '2'],
          ['X-A', '3'],
        ],
      },
      'x-a,x-b',
    ],
    ['Authorization', { headers: [['Authorization', 'Bearer x']] }, 'authorization'],
    ['JSON', { headers: [['Content-Type', 'application/json']] }, 'content-type'],
    ['a form', { headers: [['Content-Type', 'multipart/form-data; boundary=x']] }, undefined],
    ['plain text, with garbage behind it', { headers: [['Content-Type', 'text/plain;garbage']] }, undefined],
    ['plain text, with a control byte behind it', { headers: [['Content-Type', 'text/plain;\u0001']] }, 'content-type'],
    ['two types', { headers: [['Content-Type', 'text/plain,text/plain']] }, 'content-type'],
    ['no type', { headers: [['Content-Type', '']] }, 'content-type'],
    ['128 bytes of Accept', { headers: [['Accept', a(128)]] }, undefined],
    ['129 bytes of Accept', { headers: [['Accept', a(129)]] }, 'accept'],
    ['an unsafe byte in Accept', { headers: [['Accept', 'a(b']] }, 'accept'],
    ['bytes above ASCII in Accept', { headers: [['Accept', '\u00E9']] }, undefined],
    ['an underscore in a language', { headers: [['Accept-Language', 'en_GB']] }, 'accept-language'],
    ['a simple range', { headers: [['Range', 'bytes=0-9']] }, undefined],
    ['an open range', { headers: [['Range', 'bytes=9-']] }, undefined],
    ['a suffix', { headers: [['Range', 'bytes=-9']] }, 'range'],
    ['a range backwards', { headers: [['Range', 'bytes=9-0']] }, 'range'],
    [
      '1024 bytes in all',
      { headers: Array.from({ length: 8 }, (): Header => ['Accept', a(127)]).concat([['Accept-Language', a(8)]]) },
      undefined,
    ],
    [
      '1025 bytes in all',
      { headers: Array.from({ length: 8 }, (): Header => ['Accept', a(127)]).concat([['Accept-Language', a(9)]]) },
      'accept,accept-language',
    ],
    [
      'what scripts cannot set',
      {
        headers: [
          ['Cookie', 'a=b'],
          ['Sec-X', '1'],
          ['Proxy-X', '1'],
          ['Host', 'x'],
        ],
      },
      undefined,
    ],
    ['a listener to the upload', { forcePreflight: true }, ''],
    ['a stream', { method: 'POST', body: bytes('x'), bodySourceNull: true }, ''],
    ['an image', { initiator: 'img', headers: [['X-A', '1']] }, undefined],
  ])('%s', async (_, request, asked) => {
    const { fetch, seen } = networkOf(({ method, headers }) => ({
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Methods', '*'],
        ['Access-Control-Allow-Headers', `*, ${headers['access-control-request-headers'] ?? ''}`],
      ],
      status: method === 'OPTIONS' ? 204 : 200,
    }))
    const response = await fetch(request)

    expect(response.type).toBe('cors')
    expect(seen).toHaveLength(asked === undefined ? 1 : 2)
    if (asked === undefined) return
    expect(seen[0]?.method).toBe('OPTIONS')
    expect(seen[0]?.headers['access-control-request-headers']).toBe(asked || undefined)
    expect(seen[0]?.headers['access-control-request-method']).toBe(seen[1]?.method)
  })
})

it.each<[Header, string, number]>([
  [['X-A', '12'], 'not-in-safelist', 2],
  [['Accept', a(129)], 'value-too-long', 129],
  [['Accept', '"'], 'unsafe-byte', 1],
  [['Accept-Language', 'en_GB'], 'unsafe-byte', 5],
  [['Content-Language', 'en\tGB'], 'unsafe-byte', 5],
  [['Content-Type', 'text/plain;"'], 'unsafe-byte', 12],
  [['Content-Type', 'text'], 'mime-parse-failure', 4],
  [['Content-Type', 'text /plain'], 'mime-parse-failure', 11],
  [['Content-Type', 'text/plain x'], 'mime-parse-failure', 12],
  [['Content-Type', '/plain'], 'mime-parse-failure', 6],
  [['Content-Type', 'text/html'], 'mime-not-safelisted', 9],
  [['Range', 'bytes=-5'], 'range-not-simple', 8],
  [['Range', 'Bytes=0-'], 'range-not-simple', 8],
  [['Range', 'bytes=0-1,3-4'], 'range-not-simple', 13],
  [['Range', 'bytes= 0-'], 'range-not-simple', 9],
  [['Range', 'bytes=18446744073709551616-18446744073709551615'], 'range-not-simple', 47],
])('says why it asks for %j: %s', async (header, reason, length) => {
  const { fetch, steps } = networkOf(generous)
  await fetch({ headers: [header] })

  expect(steps.find(({ id }) => id === 'classify-request')?.detail).toEqual({
    isNeeded: true,
    method: 'GET',
    isUnsafeMethod: false,
    unsafe: [{ name: header[0].toLowerCase(), reason, bytes: length }],
    forcesPreflight: false,
  })
})

it.each([
  ['Accept', [0x22, 0x28, 0x29, 0x3a, 0x3c, 0x3e, 0x3f, 0x40, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f]],
  ['Accept-Language', [...'!"#$%&\'()+/:<>?@[\\]^_`{|}~\u007F'].map((byte) => byte.charCodeAt(0))],
])('knows each unsafe byte of %s', async (name, printable) => {
  const all = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => ![0x00, 0x0a, 0x0d].includes(byte))
  const isLanguage = name !== 'Accept'
  const expected = all.filter(
    (byte) => (byte < 0x20 && (byte !== 0x09 || isLanguage)) || printable.includes(byte) || (isLanguage && byte > 0x7f),
  )
  const asked = all.map(async (byte) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [[name, `a${String.fromCharCode(byte)}a`]] })
    return seen[0]?.method === 'OPTIONS'
  })
  const found = await Promise.all(asked)
  expect(all.filter((_, index) => found[index])).toEqual(expected)
})

it.each<Header>([
  ['Accept', ''],
  ['Accept', '\t,;/=\u0080\u00FF'],
  ['Accept-Language', ''],
  ['Content-Language', 'azAZ09 *,-.;='],
  ['Content-Type', 'TEXT/Plain'],
  ['Content-Type', 'text/plain ;'],
  ['Content-Type', 'application/x-www-form-urlencoded;charset=x'],
  ['Range', 'bytes=5-5'],
  ['Range', 'bytes=9-10'],
])('does not ask for %s: %s', async (...header) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ headers: [header] })
  expect(seen.map(({ method }) => method)).toEqual(['GET'])
})

describe('the preflight itself', () => {
  it('carries an origin and nothing personal', async () => {
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
      'lists in two lines, with gaps',
      { method: 'PUT' },
      answers(204, [METHODS, ',GET,,'], [METHODS, ' \tPUT ']),
      undefined,
    ],
    ['a list with one bad element', { method: 'PUT' }, answers(204, [METHODS, 'PUT, a b']), 'preflight-acam-invalid'],
    [
      'a bad list of methods for a GET',
      { headers: [['X-A', '1']] },
      answers(204, [METHODS, '"PUT"'], [HEADERS, 'x-a']),
      'preflight-acam-invalid',
    ],
    [
      'a bad list of headers',
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
    ['a network that fails', { method: 'PUT' }, () => ({ throws: new Error('no network') }), 'preflight-network-error'],
    ['bytes that HTTP forbids', { method: 'PUT' }, () => ({ headers: [['X', 'a\nb']] }), 'preflight-network-error'],
  ])('%s', async (_, request, answer, code) => {
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
    { header: 'access-control-allow-methods', expected: 'tokens, parted by commas', actual: 'a b' },
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
])('a refusal says what was expected of %s', async (_, request, headers, status, about) => {
  const { fetch } = networkOf(() => ({ status, headers: [['Access-Control-Allow-Origin', '*'], ...headers] }))
  const { failure } = await fetch(request)
  expect(failure).toEqual({ ...about, code: failure?.code, hop: 0 })
})

it('tells each step, and the permission for Authorization apart', async () => {
  const { fetch, steps } = networkOf(generous)
  await fetch({
    method: 'PUT',
    headers: [
      ['X-A', '1'],
      ['Authorization', 'x'],
    ],
  })

  expect(steps.map(({ id }) => id)).toEqual([
    'same-origin-shortcut',
    'classify-request',
    'preflight-cache-lookup',
    'preflight-request',
    'preflight-cors-check',
    'preflight-status',
    'preflight-parse-lists',
    'preflight-method',
    'preflight-authorization',
    'preflight-header',
    'preflight-cache-store',
    'actual-request',
    'cors-check',
    'timing-check',
    'filter',
  ])
  expect(steps.filter(({ passed }, index) => passed !== ![0, 13].includes(index))).toEqual([])
  expect(steps.every(({ hop }) => hop === 0)).toBe(true)
  expect(steps.at(-1)?.detail).toEqual({
    type: 'cors',
    hidden: [
      'Access-Control-Allow-Origin',
      'Access-Control-Allow-Credentials',
      'Access-Control-Allow-Methods',
      'Access-Control-Allow-Headers',
      'Access-Control-Max-Age',
    ],
  })
})

describe('the preflight cache', () => {
  const maxAge =
    (...values: string[]): Answerer =>
    (seen, index) => {
      const { status = 200, headers = [] } = generous(seen, index)
      const others = headers.filter(([name]) => name !== 'Access-Control-Max-Age')
      return { status, headers: [...others, ...values.map((value): Header => ['Access-Control-Max-Age', value])] }
    }

  it.each<[string, string[], number]>([
    ['absent', [], 5],
    ['60', ['60'], 60],
    ['0', ['0'], 0],
    ['negative', ['-1'], 0],
    ['no number', ['abc'], 5],
    ['a fraction', ['1.5'], 5],
    ['twice', ['60', '60'], 5],
    ['with a sign', ['+60'], 5],
    ['in quotes', ['"60"'], 5],
    ['huge', ['99999999999999999999'], 86_400],
  ])('keeps an answer whose max-age is %s', async (_, values, seconds) => {
    const { fetch, seen, pass } = networkOf(maxAge(...values))
    await fetch({ method: 'PUT' })
    if (seconds) pass(seconds * 1000 - 1)
    await fetch({ method: 'PUT' })
    expect(seen).toHaveLength(seconds ? 3 : 4)
    if (seconds) pass(1)
    await fetch({ method: 'PUT' })
    expect(seen).toHaveLength(seconds ? 5 : 6)
  })

  it.each<[string, Partial<WireRequest>, Partial<WireRequest>, boolean]>([
    ['the same', { method: 'PUT' }, { method: 'PUT' }, true],
    ['another method of the list', { method: 'PUT' }, { method: 'DELETE' }, true],
    ['a header of the list', { method: 'PUT' }, { method: 'PUT', headers: [['x-a', '1']] }, true],
    ['a method that is not listed', { method: 'PUT' }, { method: 'QUERY' }, false],
    ['another URL', { method: 'PUT' }, { method: 'PUT', url: 'https://api.example/y' }, false],
    ['another query', { method: 'PUT' }, { method: 'PUT', url: 'https://api.example/x?y' }, false],
    ['another fragment', { method: 'PUT' }, { method: 'PUT', url: 'https://api.example/x#y' }, false],
    ['another page', { method: 'PUT' }, { method: 'PUT', client: { origin: 'https://b.example' } }, false],
    [
      'the page in another site',
      { method: 'PUT' },
      { method: 'PUT', client: { origin: PAGE, topLevelSite: 'https://b.example' } },
      false,
    ],
    [
      'the page in one site, then in another',
      { method: 'PUT', client: { origin: PAGE, topLevelSite: 'https://b.example' } },
      { method: 'PUT', client: { origin: PAGE, topLevelSite: 'https://c.example' } },
      false,
    ],
    [
      'the page in its own site, said or not',
      { method: 'PUT' },
      { method: 'PUT', client: { origin: PAGE, topLevelSite: PAGE } },
      true,
    ],
    ['credentials after none', { method: 'PUT' }, { method: 'PUT', credentials: 'include' }, false],
    ['none after credentials', { method: 'PUT', credentials: 'include' }, { method: 'PUT' }, true],
  ])('covers %s', async (_, first, second, isCovered) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(first)
    await fetch(second)

    expect(seen[2]?.method === 'OPTIONS').toBe(!isCovered)
  })

  it('forgets what it knows of a URL after a failure there', async () => {
    let works = true
    const { fetch, seen } = networkOf((entry, index) =>
      works || entry.method === 'OPTIONS' ? generous(entry, index) : {},
    )
    await fetch({ method: 'PUT' })
    works = false
    expect((await fetch({ method: 'PUT' })).code).toBe('acao-missing')
    works = true
    await fetch({ method: 'PUT' })

    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'PUT', 'OPTIONS', 'PUT'])
  })

  /** Answers preflights in turn, and allows all the rest. */
  const inTurn = (...answers: Header[][]): Answerer => {
    const left = [...answers]
    return ({ method, headers }) => ({
      status: method === 'OPTIONS' ? 204 : 200,
      headers: [
        ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
        ['Access-Control-Allow-Credentials', 'true'],
        ...(method === 'OPTIONS' ? (left.shift() ?? []) : []),
      ],
    })
  }
  const METHODS = 'Access-Control-Allow-Methods'
  const HEADERS = 'Access-Control-Allow-Headers'
  const AGE = 'Access-Control-Max-Age'
  const withHeader: Partial<WireRequest> = { method: 'PUT', headers: [['X-A', '1']] }

  it.each<[string, Answerer, Partial<WireRequest>[], number, string]>([
    [
      'a second answer ends what the first permitted',
      inTurn(
        [
          [METHODS, 'PUT'],
          [AGE, '60'],
        ],
        [
          [METHODS, 'PUT'],
          [HEADERS, 'x-a'],
          [AGE, '0'],
        ],
      ),
      [{ method: 'PUT' }, withHeader],
      0,
      'PUT',
    ],
    [
      'a second answer prolongs what the first permitted',
      inTurn(
        [
          [METHODS, 'PUT'],
          [AGE, '5'],
        ],
        [
          [METHODS, 'PUT'],
          [HEADERS, 'x-a'],
          [AGE, '60'],
        ],
      ),
      [{ method: 'PUT' }, withHeader],
      30_000,
      '',
    ],
    [
      'a star is as old as the last answer that it covers',
      inTurn(
        [
          [METHODS, '*'],
          [AGE, '60'],
        ],
        [
          [METHODS, 'PUT'],
          [HEADERS, 'x-a'],
          [AGE, '5'],
        ],
      ),
      [{ method: 'PUT' }, withHeader],
      5000,
      'PUT',
    ],
    [
      'a star that is too old comes not back',
      inTurn(
        [
          [METHODS, '*'],
          [AGE, '5'],
        ],
        [
          [METHODS, 'DELETE'],
          [AGE, '60'],
        ],
      ),
      [{ method: 'PUT' }, {}, { method: 'DELETE', url: 'https://api.example/x' }],
      5000,
      'PUT',
    ],
    [
      'a method and a header of the same name are two things',
      inTurn([
        [METHODS, 'PUT'],
        [HEADERS, 'x-a, DELETE'],
        [AGE, '60'],
      ]),
      [withHeader],
      0,
      'DELETE',
    ],
    [
      'a star given with credentials serves those without',
      inTurn([
        [METHODS, 'PUT, *'],
        [AGE, '60'],
      ]),
      [{ method: 'PUT', credentials: 'include' }],
      0,
      '',
    ],
  ])('%s', async (_, answer, before, after, asked) => {
    const { fetch, seen, pass } = networkOf(answer)
    for (const request of before) {
      // oxlint-disable-next-line no-await-in-loop
      await fetch(request)
    }
    pass(after)
    const count = seen.length
    await fetch({ method: asked || 'PUT' })

    expect(seen.slice(count).find(({ method }) => method === 'OPTIONS')?.headers['access-control-request-method']).toBe(
      asked || undefined,
    )
  })

  it('lets no star cover Authorization', async () => {
    const { fetch, seen } = networkOf(
      inTurn(
        [
          [HEADERS, '*'],
          [AGE, '60'],
        ],
        [[HEADERS, '*']],
      ),
    )
    await fetch({ headers: [['X-A', '1']] })
    expect((await fetch({ headers: [['Authorization', 'x']] })).code).toBe('preflight-header-not-allowed')
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'GET', 'OPTIONS'])
  })

  it('asks for a method that needs no permission only when it is forced to', async () => {
    const { fetch, seen } = networkOf(
      inTurn(
        [
          [HEADERS, 'x-a'],
          [AGE, '60'],
        ],
        [[AGE, '60']],
      ),
    )
    await fetch({ headers: [['X-A', '1']] })
    await fetch({ method: 'POST', headers: [['X-A', '1']] })
    await fetch({ headers: [['X-A', '1']], forcePreflight: true })

    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'GET', 'POST', 'OPTIONS'])
  })

  it('forgets nothing when a request fails that needed no preflight', async () => {
    const { fetch, seen } = networkOf((entry, index) => (entry.method === 'GET' ? {} : generous(entry, index)))
    await fetch({ method: 'PUT' })
    expect((await fetch()).code).toBe('acao-missing')
    await fetch({ method: 'PUT' })
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'GET', 'PUT'])
  })

  it('forgets what it knows of the last URL after a redirect, and of no other', async () => {
    let works = true
    const { fetch, seen } = networkOf((entry, index) => {
      const answer = generous(entry, index)
      const isThere = entry.method === 'OPTIONS' || entry.url.endsWith('y')
      if (isThere) return works || entry.method === 'OPTIONS' ? answer : {}
      return { ...answer, status: 307, headers: [...(answer.headers ?? []), ['Location', '/y']] }
    })
    await fetch({ method: 'PUT' })
    works = false
    await fetch({ method: 'PUT' })
    works = true
    await fetch({ method: 'PUT' })

    expect(seen.map(({ method, url }) => `${method} ${url.at(-1)}`)).toEqual([
      ...['OPTIONS x', 'PUT x', 'OPTIONS y', 'PUT y'],
      ...['PUT x', 'PUT y'],
      ...['PUT x', 'OPTIONS y', 'PUT y'],
    ])
  })

  it('takes no star for a wildcard once credentials come', async () => {
    const { fetch, seen } = networkOf(({ method, headers }) => ({
      status: method === 'OPTIONS' ? 204 : 200,
      headers: [
        ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', 'PUT, *'],
        ['Access-Control-Max-Age', '60'],
      ],
    }))
    await fetch({ method: 'PUT', credentials: 'include' })
    const response = await fetch({ method: 'DELETE', credentials: 'include' })

    expect(response.code).toBe('preflight-method-not-allowed')
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'OPTIONS'])
  })
})
