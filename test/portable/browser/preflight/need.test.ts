import { describe, expect, it } from 'vitest'
import type { Header, WireRequest } from '../../../../src/browser/index.ts'
import { API, bytes, chain, networkOf, PAGE } from '../../support/network.ts'

const a = (count: number): string => 'a'.repeat(count)

describe('whether a preflight is needed for', () => {
  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['GET', {}, undefined],
    ['HEAD', { method: 'head' }, undefined],
    ['POST', { method: 'post', body: bytes('x') }, undefined],
    ['PUT', { method: 'put' }, ''],
    ['DELETE', { method: 'DELETE' }, ''],
    ['OPTIONS', { method: 'OPTIONS' }, ''],
    ['a method in lower case that is not normalised', { method: 'patch' }, ''],
    ['a header that is not safelisted', { headers: [['X-A', '1']] }, 'x-a'],
    [
      'several headers, each once and in order',
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
    ['plain text with garbage as parameters', { headers: [['Content-Type', 'text/plain;garbage']] }, undefined],
    [
      'plain text with a control byte as a parameter',
      { headers: [['Content-Type', 'text/plain;\u0001']] },
      'content-type',
    ],
    ['two types', { headers: [['Content-Type', 'text/plain,text/plain']] }, 'content-type'],
    ['an empty type', { headers: [['Content-Type', '']] }, 'content-type'],
    ['128 bytes of Accept', { headers: [['Accept', a(128)]] }, undefined],
    ['129 bytes of Accept', { headers: [['Accept', a(129)]] }, 'accept'],
    ['an unsafe byte in Accept', { headers: [['Accept', 'a(b']] }, 'accept'],
    ['bytes above ASCII in Accept', { headers: [['Accept', '\u00E9']] }, undefined],
    ['an underscore in a language', { headers: [['Accept-Language', 'en_GB']] }, 'accept-language'],
    ['a simple range', { headers: [['Range', 'bytes=0-9']] }, undefined],
    ['an open range', { headers: [['Range', 'bytes=9-']] }, undefined],
    ['a suffix range', { headers: [['Range', 'bytes=-9']] }, 'range'],
    ['a range that ends before it starts', { headers: [['Range', 'bytes=9-0']] }, 'range'],
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
      'headers that scripts cannot set',
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
    ['a listener on the upload', { forcePreflight: true }, ''],
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

it('a same-origin request needs a preflight once it is redirected to another origin', async () => {
  const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`]))
  await fetch({ url: `${PAGE}/x`, headers: [['X-A', '1']] })

  expect(seen.map(({ method }) => method)).toEqual(['GET', 'OPTIONS', 'GET'])
})
