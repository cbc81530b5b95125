import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endToEnd, fromClient } from '../../examples/gateway/headers.ts'
import { upstreamUrl } from '../../examples/gateway/upstream-url.ts'

const GATEWAY = 'https://api.example.com'
const BASES = ['http://upstream.example/base/', 'https://upstream.example:8443/a/b', 'https://upstream.example']

/** The path that a lenient server resolves: it takes `\` for `/`, drops parameters, and decodes first. */
function resolved(path: string, decode: (text: string) => string, rounds: number): string {
  let text = path
  for (let round = 0; round < rounds; round++) text = decode(text)
  const kept: string[] = []
  for (const segment of text.replaceAll('\\', '/').split('/')) {
    const [name = ''] = segment.split(/[;?#]/)
    if (name === '..') kept.pop()
    else if (name !== '.' && name !== '') kept.push(name)
  }
  return `/${kept.join('/')}`
}

function decodeAscii(text: string): string {
  return text.replaceAll(/%([0-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function decodeStrictly(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const PIECES = (
  '/ / / . .. ... ; ;a=b %2f %2F %5c \\ %2e %2E %252e %25 %252f %25252e %3b %253b %00 %09 %20 %c0%ae %u002e %ef%bc%8e ' +
  '\t \n \u2025 \uff0e \uff0f @evil.example evil.example : ? # %3f %23 a base users é % %zz %%32%65'
).split(' ')

const paths = fc.array(fc.constantFrom(...PIECES, ' '), { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`)

describe('the URL of the upstream', () => {
  it.each([
    ['/users?page=2', '/base/users?page=2'],
    ['', '/base/'],
    ['/', '/base/'],
    ['/?..=/../', '/base/?..=/../'],
    ['//evil.example/', '/base//evil.example/'],
    ['/@evil.example/', '/base/@evil.example/'],
    ['/a..b/..c/d../.well-known/x', '/base/a..b/..c/d../.well-known/x'],
    // GitLab and others write a slash in a name this way.
    ['/projects/group%2Fproject', '/base/projects/group%2Fproject'],
    ['/100%25/a%20b/%C3%A9/é', '/base/100%25/a%20b/%C3%A9/%C3%A9'],
    ['/a;v=1/b', '/base/a;v=1/b'],
  ])('of %j is %s', (path, expected) => {
    expect(upstreamUrl(GATEWAY + path, BASES[0]!)?.href).toBe(`http://upstream.example${expected}`)
  })

  it.each([
    ...['/..;/admin', '/..;x=1/admin', '/.;/admin', '/%2e%2e;/admin', '/..%3b/admin', '/a/..;/..;/admin', '/x/..;'],
    ...['/..%2fadmin', '/..%2Fadmin', '/%2e%2e%2fadmin', '/a%2f..%2f..%2fadmin', '/%2e%2e/admin', '/.%2e/admin', '/..'],
    ...['/..\\admin', '/..%5cadmin', '/a\\..\\..\\admin', '/%5c%5cevil.example/', '/\\evil.example/'],
    ...['/%252e%252e/admin', '/..%252fadmin', '/..%255cadmin', '/%25252e%25252e/a', '/%%32%65%%32%65/a', '/..%253b/a'],
    ...['/../admin', '/a/../../admin', '/./admin', '/...', '/..%20/admin', '/..%00/admin', '/.%09./admin', '/a%0d%0ab'],
    ...['/..%3f/admin', '/..%23/admin', '/..%253fadmin'],
    ...['/%c0%ae%c0%ae/admin', '/%u002e%u002e/admin', '/%', '/%ff', '/%ef%bc%8e%ef%bc%8e/a', '/\u2025/a', '/a\tb'],
    `/%${'25'.repeat(9)}2e%${'25'.repeat(9)}2e/`,
  ])('is none for %j', (path) => {
    expect(upstreamUrl(GATEWAY + path, BASES[0]!)).toBeUndefined()
  })

  it('has the host and the base path of the upstream, however often a server decodes it', () => {
    let accepted = 0
    fc.assert(
      fc.property(paths, fc.constantFrom(...BASES), (path, base) => {
        const url = upstreamUrl(GATEWAY + path, base)
        if (!url) return
        accepted++
        const { origin, pathname } = new URL(base)
        const prefix = pathname.replace(/\/$/, '')
        expect([url.origin, url.username, url.password, url.hash]).toEqual([origin, '', '', ''])
        expect(url.pathname.startsWith(`${prefix}/`)).toBe(true)
        for (const decode of [decodeAscii, decodeStrictly, (text: string) => decodeStrictly(text).normalize('NFKC')])
          for (const rounds of [0, 1, 2, 3])
            expect(`${resolved(url.pathname, decode, rounds)}/`.startsWith(`${prefix}/`)).toBe(true)
      }),
      { numRuns: 20_000 },
    )
    expect(accepted).toBeGreaterThan(500)
  })
})

describe('headers', () => {
  const names = (headers: Headers): string[] => [...headers.keys()].toSorted()

  it('about the connection go no further, in either direction', () => {
    const headers = new Headers({
      connection: 'close, X-Secret , "odd", keep-alive',
      'x-secret': '1',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      trailer: 'x',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      'proxy-authorization': 'Basic x',
      'proxy-authenticate': 'Basic',
      'proxy-connection': 'close',
      accept: '*/*',
      'x-other': '2',
    })
    expect(names(endToEnd(headers))).toEqual(['accept', 'x-other'])
    expect(names(headers)).toContain('x-secret')
  })

  it.each([
    ...['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Prefix', 'X-Forwarded', 'X-Forwarded-User'],
    ...['X-Real-IP', 'X-Client-IP', 'True-Client-IP', 'X-Cluster-Client-IP', 'X-Remote-User', 'X-Host'],
    ...['X-Original-URL', 'X-Original-Host', 'X-Rewrite-URL', 'X-HTTP-Method-Override', 'X-HTTP-Method'],
    ...['X-Method-Override', 'x_forwarded_for', 'X_Original-URL', 'Client-IP', 'Fastly-Client-IP', 'Remote-User'],
    ...['X-Envoy-Original-Path', 'X-Scheme', 'X-URL-Scheme', 'Front-End-Https'],
  ])('of a client do not include %s, which a server could believe', (name) => {
    expect(names(fromClient(new Headers({ [name]: 'x', cookie: 'a=1', authorization: 'Bearer x' })))).toEqual([
      'authorization',
      'cookie',
    ])
  })

  it('keep each cookie in its own line', () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
    ])
    expect(endToEnd(headers).getSetCookie()).toHaveLength(2)
  })
})
