import { describe, expect, it } from 'vitest'
import { cors } from '../../../src/index.ts'
import { csrf, type CsrfOptions } from '../../../src/csrf/index.ts'
import { ADMIN, EVIL, rawWrite, SELF, TARGET, write } from '../support/writes.ts'

const OPTIONS = { self: SELF, trusted: [ADMIN] } as const satisfies CsrfOptions

/** The decision in a word: `+` and the reason if allowed, `-` and the reason if denied. */
function say(
  headers: Record<string, string>,
  options: Partial<CsrfOptions> = {},
  method = 'POST',
  url = TARGET,
): string {
  const { allowed, reason } = csrf({ ...OPTIONS, ...options }).check(rawWrite(method, headers, url))
  return (allowed ? '+' : '-') + reason
}

describe('Sec-Fetch-Site', () => {
  it.each([
    ['same-origin', '+sfs-same-origin'],
    [' same-origin\t', '+sfs-same-origin'],
    ['none', '+sfs-none'],
    ['same-site', '-sfs-same-site'],
    ['cross-site', '-sfs-cross-site'],
    ['Same-Origin', '-sfs-unknown'],
    ['same-origin, cross-site', '-sfs-unknown'],
    ['same-origin;v=1', '-sfs-unknown'],
    ['same-origin-allow', '-sfs-unknown'],
    ['constructor', '-sfs-unknown'],
    ['', '-origin-mismatch'],
    ['  ', '-origin-mismatch'],
  ])('%j together with a foreign origin: %s', (site, verdict) => {
    expect(say({ 'Sec-Fetch-Site': site, Origin: EVIL })).toBe(verdict)
  })

  it.each(['same-site', 'cross-site', 'future', 'none, cross-site'])(
    '%j is overruled only by a trusted origin',
    (site) => {
      expect(say({ 'Sec-Fetch-Site': site, Origin: ADMIN })).toBe('+trusted-origin')
      expect(say({ 'Sec-Fetch-Site': site, Origin: SELF })).toMatch(/^-sfs/)
      expect(say({ 'Sec-Fetch-Site': site, Origin: `${ADMIN}, ${ADMIN}` })).toMatch(/^-sfs/)
      expect(say({ 'Sec-Fetch-Site': site })).toMatch(/^-sfs/)
    },
  )

  it('allows pages of the same origin that hide their origin', () => {
    expect(say({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).toBe('+sfs-same-origin')
  })
})

describe('Origin, without Sec-Fetch-Site', () => {
  it.each([
    [SELF, '+origin-self'],
    [ADMIN, '+trusted-origin'],
    ['null', '-origin-mismatch'],
    ['Null', '-origin-mismatch'],
    ['http://app.example.com', '-origin-mismatch'],
    ['https://APP.example.com', '-origin-mismatch'],
    ['https://app.example.com.', '-origin-mismatch'],
    ['https://app.example.com/', '-origin-mismatch'],
    ['https://app.example.com:443', '-origin-mismatch'],
    ['https://app.example.com:8443', '-origin-mismatch'],
    ['https://evil@app.example.com', '-origin-mismatch'],
    ['https://app.example.com.evil.example', '-origin-mismatch'],
    ['https://sub.app.example.com', '-origin-mismatch'],
    [`${SELF}, ${EVIL}`, '-origin-mismatch'],
    [`${SELF} ${SELF}`, '-origin-mismatch'],
    ['constructor', '-origin-mismatch'],
    ['undefined', '-origin-mismatch'],
  ])('%j: %s', (origin, verdict) => {
    expect(say({ Origin: origin }, { missing: 'allow' })).toBe(verdict)
  })
})

describe('methods', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('%s is safe', (method) => {
    expect(say({ 'Sec-Fetch-Site': 'cross-site', Origin: EVIL }, {}, method)).toBe('+safe-method')
  })

  it.each([
    'get',
    'Head',
    'GET ',
    'GETS',
    'FORGET',
    '',
    'TRACE',
    'CONNECT',
    'PROPFIND',
    'QUERY',
    'PUT',
    'patch',
    'null',
  ])('%j is not safe', (method) => {
    expect(say({ 'Sec-Fetch-Site': 'cross-site', Origin: EVIL }, {}, method)).toBe('-sfs-cross-site')
  })

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'x-method-override'])(
    '%s makes a safe request unsafe, if methodOverride is on',
    (name) => {
      const foreign = { 'Sec-Fetch-Site': 'cross-site' }
      const methodOverride = true
      expect(say({ ...foreign, [name]: 'DELETE' }, {}, 'GET')).toBe('+safe-method')
      expect(say({ ...foreign, [name]: 'DELETE' }, { methodOverride }, 'GET')).toBe('-sfs-cross-site')
      expect(say({ ...foreign, [name]: 'delete' }, { methodOverride }, 'OPTIONS')).toBe('-sfs-cross-site')
      expect(say({ ...foreign, [name]: 'GET, DELETE' }, { methodOverride }, 'GET')).toBe('-sfs-cross-site')
      expect(say({ ...foreign, [name]: 'get' }, { methodOverride }, 'GET')).toBe('-sfs-cross-site')
      expect(say({ ...foreign, [name]: 'HEAD' }, { methodOverride }, 'GET')).toBe('+safe-method')
      expect(say({ ...foreign, [name]: ' ' }, { methodOverride }, 'GET')).toBe('+safe-method')
      expect(say({ ...foreign, [name]: 'GET' }, { methodOverride }, 'POST')).toBe('-sfs-cross-site')
    },
  )
})

describe('requests with neither Sec-Fetch-Site nor Origin', () => {
  it.each<[headers: Record<string, string>, ambient: boolean]>([
    [{}, false],
    [{ Authorization: 'Bearer basic' }, false],
    [{ Cookie: 'id=1' }, true],
    [{ Authorization: 'Basic eDp5' }, true],
    [{ Authorization: 'bAsIc eDp5' }, true],
    [{ Authorization: 'Negotiate x' }, true],
    [{ Authorization: 'NTLM x' }, true],
    [{ Authorization: 'Digest x' }, true],
    [{ Origin: '', 'Sec-Fetch-Site': '' }, false],
    [{ Origin: '', Cookie: 'id=1' }, true],
    [{ Referer: `${EVIL}/` }, false],
  ])('%j', (headers, ambient) => {
    const word = (isAllowed: boolean): string => `${isAllowed ? '+' : '-'}no-browser-evidence`
    expect(say(headers)).toBe(word(!ambient))
    expect(say(headers, { missing: 'deny-if-ambient' })).toBe(word(!ambient))
    expect(say(headers, { missing: 'allow' })).toBe(word(true))
    expect(say(headers, { missing: 'deny' })).toBe(word(false))
  })
})

describe('WebSockets', () => {
  it.each(['websocket', 'WebSocket', 'h2c, websocket', 'websocket/13'])(
    'are checked by their origin: %s',
    (upgrade) => {
      const open = (headers: Record<string, string>, options?: Partial<CsrfOptions>): string =>
        say({ Connection: 'Upgrade', Upgrade: upgrade, ...headers }, options, 'GET')
      expect(open({ Origin: EVIL, 'Sec-Fetch-Site': 'same-origin' })).toBe('-origin-mismatch')
      expect(open({ Origin: SELF })).toBe('+origin-self')
      expect(open({ Origin: ADMIN, 'Sec-Fetch-Site': 'cross-site' })).toBe('+trusted-origin')
      expect(open({ Origin: 'null' })).toBe('-origin-mismatch')
      expect(open({})).toBe('-no-browser-evidence')
      expect(open({}, { missing: 'allow' })).toBe('+no-browser-evidence')
    },
  )

  it('do not weaken the check of an unsafe method', () => {
    const headers = { Upgrade: 'websocket', 'Sec-Fetch-Site': 'cross-site', Origin: EVIL }
    expect(say(headers, { missing: 'allow' })).toBe('-sfs-cross-site')
    expect(say(headers, { bypass: ['POST /transfer'] })).toBe('-sfs-cross-site')
    expect(say({ Upgrade: 'h2c' }, {}, 'GET')).toBe('+safe-method')
  })
})

describe('allowedHosts', () => {
  const allowedHosts = ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']

  it.each([
    ['localhost:3000', '+safe-method'],
    ['[::1]:3000', '+safe-method'],
    ['localhost', '-host-not-allowed'],
    ['localhost:3001', '-host-not-allowed'],
    ['LOCALHOST:3000', '-host-not-allowed'],
    ['localhost.:3000', '-host-not-allowed'],
    ['localhost:3000, localhost:3000', '-host-not-allowed'],
    ['rebound.evil.example:3000', '-host-not-allowed'],
    ['', '-host-not-allowed'],
  ])('%j: %s', (host, verdict) => {
    expect(say({ Host: host }, { allowedHosts }, 'GET')).toBe(verdict)
  })

  it.each([
    ['https://localhost:3000/x', '+safe-method'],
    ['https://localhost:3001/x', '-host-not-allowed'],
    ['https://evil.example/localhost:3000', '-host-not-allowed'],
    ['http://localhost:3000/x', '-host-not-allowed'],
    ['/localhost:3000', '-host-not-allowed'],
  ])('is compared with the URL if there is no Host, as in HTTP/2: %s: %s', (url, verdict) => {
    expect(say({}, { allowedHosts }, 'GET', url)).toBe(verdict)
    expect(say({ Host: 'evil.example' }, { allowedHosts }, 'GET', url)).toBe('-host-not-allowed')
  })

  it('is checked first, whatever the other headers are', () => {
    const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: SELF }
    expect(say(headers, { allowedHosts })).toBe('-host-not-allowed')
    expect(say({ ...headers, Host: 'app.example.com' }, { allowedHosts })).toBe('-host-not-allowed')
    expect(say({ ...headers, 'X-Forwarded-Host': 'localhost:3000' }, { allowedHosts })).toBe('-host-not-allowed')
    expect(say({ Host: 'localhost:3000' }, { allowedHosts: [] }, 'GET')).toBe('-host-not-allowed')
  })
})

describe('bypass', () => {
  const bypass = ['POST /hooks/pay', 'PUT /a/%7Bb%7D']
  const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: EVIL }

  it.each([
    ['POST', '/hooks/pay', true],
    ['POST', '/hooks/pay?from=x', true],
    ['POST', '/hooks/pay#x', true],
    ['POST', '/x/../hooks/pay', true],
    ['PUT', '/a/%7Bb%7D', true],
    ['POST', '/hooks/pay/', false],
    ['POST', '//hooks/pay', false],
    ['POST', '/hooks//pay', false],
    ['POST', '/hooks/pay/more', false],
    ['POST', '/Hooks/pay', false],
    ['POST', '/hooks/p%61y', false],
    ['POST', '/hooks%2Fpay', false],
    ['POST', '/hooks/pay;x', false],
    ['POST', '/x?/hooks/pay', false],
    ['POST', '/x#/hooks/pay', false],
    ['POST', '/x/https://app.example.com/hooks/pay', false],
    ['PUT', '/hooks/pay', false],
    ['post', '/hooks/pay', false],
    ['DELETE', '/', false],
  ])('%s %s: %s', (method, path, isBypassed) => {
    const url = new URL(`${SELF}${path}`).href
    expect(say(foreign, { bypass }, method, url)).toBe(isBypassed ? '+bypass' : '-sfs-cross-site')
  })

  it('applies to a path on any host', () => {
    expect(say(foreign, { bypass }, 'POST', 'http://[::1]:3000/hooks/pay')).toBe('+bypass')
    expect(say(foreign, { bypass }, 'POST', 'http://[::1]:3000/x/hooks/pay')).toBe('-sfs-cross-site')
  })

  it('does not apply to a request that overrides its method', () => {
    const overridden = { ...foreign, 'X-HTTP-Method-Override': 'DELETE' }
    expect(say(overridden, { bypass, methodOverride: true }, 'POST', `${SELF}/hooks/pay`)).toBe('-sfs-cross-site')
  })
})

describe('a policy as trusted', () => {
  const foreign = (origin: string): Record<string, string> => ({ 'Sec-Fetch-Site': 'cross-site', Origin: origin })

  it('trusts the origins that it lists, if it allows credentials', () => {
    const trusted = cors({ origin: [ADMIN, 'http://localhost:5173'], credentials: true })
    expect(say(foreign(ADMIN), { trusted })).toBe('+trusted-origin')
    expect(say(foreign('http://localhost:5173'), { trusted })).toBe('+trusted-origin')
    expect(say(foreign(EVIL), { trusted })).toBe('-sfs-cross-site')
  })

  it.each([cors({ origin: '*' }), cors({ origin: [ADMIN] }), cors({ origin: ['https://*.example.com'] })])(
    'trusts no origin without credentials',
    (trusted) => {
      expect(say(foreign(ADMIN), { trusted })).toBe('-sfs-cross-site')
    },
  )
})

describe('a policy as trusted that enforces its methods', () => {
  const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: ADMIN }
  const reading = { origin: [ADMIN], credentials: true, enforce: true, allowMethods: ['GET', 'HEAD'] } as const

  it.each([
    [cors(reading), '-sfs-cross-site'],
    [cors({ ...reading, allowMethods: ['GET', 'POST'] }), '+trusted-origin'],
    [cors({ ...reading, enforce: false }), '+trusted-origin'],
  ])('trusts its origins only if one of the methods can write', (trusted, verdict) => {
    expect(say(foreign, { trusted })).toBe(verdict)
  })
})

it('finds no path in a string that is not an absolute URL', () => {
  const bypass = ['POST /hooks/pay']
  const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: EVIL }
  for (const url of ['/transfer?x=//b/hooks/pay', 'https://a?x=/hooks/pay', '/hooks/pay'])
    expect(say(foreign, { bypass }, 'POST', url)).toBe('-sfs-cross-site')
})

it('accepts a whole Request', () => {
  expect(csrf(OPTIONS).check(write({ Origin: SELF }))).toEqual({ allowed: true, reason: 'origin-self' })
})
