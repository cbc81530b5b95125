import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csrf, type CsrfGuard, type CsrfOptions } from '../../../src/csrf/index.ts'
import { cors, PolicyError } from '../../../src/index.ts'
import { anyOrigin, exactList, field, listedOptions, RUNS } from '../support/arbitraries.ts'
import { ADMIN, EVIL, rawWrite, SELF } from '../support/writes.ts'

const TRUSTED = [ADMIN, 'https://a.example']
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Spellings and neighbours of a trusted origin, which are other origins. */
const near = fc
  .tuple(
    fc.constantFrom(SELF, ADMIN),
    fc.constantFrom<(one: string) => string>(
      (one) => one.replace('https://', 'https://evil-'),
      (one) => one.replace('https://', 'https://evil.'),
      (one) => one.replace('https:', 'http:'),
      (one) => one.toUpperCase(),
      (one) => one.replace('example', 'Example'),
      (one) => `${one}/`,
      (one) => `${one}:443`,
      (one) => `${one}.`,
      (one) => `${one}.evil.example`,
      (one) => `${one}, ${one}`,
    ),
  )
  .map(([one, change]) => change(one))
const origins = fc.oneof(fc.constantFrom(SELF, ...TRUSTED, EVIL, 'null', ''), near, anyOrigin.filter(field))
const method = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'patch', 'get', 'PROPFIND')
const site = fc.constantFrom(
  'same-origin',
  'none',
  'same-site',
  'cross-site',
  'future',
  'Same-Origin',
  'none, none',
  '',
)

/** The headers that the decision depends on. */
const evidence = fc.record(
  {
    Origin: origins,
    'Sec-Fetch-Site': site,
    Cookie: fc.constant('id=1'),
    Authorization: fc.constantFrom('Basic eDp5', 'Bearer x'),
    Upgrade: fc.constantFrom('websocket', 'h2c'),
    'X-HTTP-Method-Override': method,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>

/** Headers that the decision must not depend on. */
const noise = fc.record(
  {
    'Content-Type': fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', ''),
    Referer: fc.constantFrom(`${SELF}/`, `${EVIL}/`),
    Host: fc.constantFrom('app.example.com', 'evil.example'),
    'X-Forwarded-Host': fc.constantFrom('app.example.com', 'evil.example'),
    'X-Forwarded-Proto': fc.constantFrom('http', 'https'),
    'X-Forwarded-Client-Cert': fc.constant('Subject="x"'),
    'Sec-Fetch-Mode': fc.constantFrom('navigate', 'cors', 'no-cors'),
    'Sec-Fetch-Dest': fc.constantFrom('document', 'empty'),
    Forwarded: fc.constant('host=app.example.com'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>

const options: fc.Arbitrary<CsrfOptions> = fc.record(
  {
    self: fc.constantFrom(SELF, [SELF, 'http://intranet']),
    trusted: fc.subarray(TRUSTED),
    missing: fc.constantFrom('deny-if-ambient' as const, 'allow' as const, 'deny' as const),
    methodOverride: fc.boolean(),
    mode: fc.constantFrom('enforce' as const, 'report' as const),
  },
  { requiredKeys: ['self'] },
)

const allows = (guard: CsrfGuard, sent: string, headers: Record<string, string>): boolean =>
  guard.check(rawWrite(sent, headers)).allowed

/** A guard, or the PolicyError that the options cause. Any other error is a bug. */
function tryToMake(given: unknown): CsrfGuard | PolicyError {
  try {
    return csrf(given as CsrfOptions)
  } catch (error) {
    if (error instanceof PolicyError) return error
    throw error
  }
}

describe('invariant 36: a request from another site', () => {
  it('cannot write, unless its origin is trusted', () => {
    const elsewhere = site.filter((value) => !['same-origin', 'none', ''].includes(value))
    const unsafe = method.filter((name) => !SAFE.has(name))
    fc.assert(
      fc.property(options, unsafe, evidence, noise, elsewhere, (given, sent, headers, others, from) => {
        const { allowed } = csrf(given).check(rawWrite(sent, { ...others, ...headers, 'Sec-Fetch-Site': from }))
        expect(allowed).toBe(
          headers['Origin'] !== undefined && [given.trusted ?? []].flat().includes(headers['Origin']),
        )
      }),
      RUNS,
    )
  })

  it('cannot open a WebSocket, unless its origin is trusted or our own', () => {
    fc.assert(
      fc.property(options, evidence, noise, origins, (given, headers, others, from) => {
        const own = [given.self, given.trusted ?? []].flat()
        fc.pre(from !== '' && !own.includes(from))
        const { 'X-HTTP-Method-Override': _override, ...rest } = headers
        expect(allows(csrf(given), 'GET', { ...others, ...rest, Upgrade: 'websocket', Origin: from })).toBe(false)
      }),
      RUNS,
    )
  })
})

describe('invariant 37: the decision does not depend on', () => {
  it('other headers, the query, or the path if there is no bypass', () => {
    fc.assert(
      fc.property(
        options,
        method,
        evidence,
        noise,
        fc.webUrl({ withQueryParameters: true }),
        (given, sent, headers, others, url) => {
          const { check } = csrf(given)
          expect(check(rawWrite(sent, { ...others, ...headers }, url))).toEqual(check(rawWrite(sent, headers)))
        },
      ),
      RUNS,
    )
  })

  it('the order of the headers, or the case of their names', () => {
    fc.assert(
      fc.property(options, method, evidence, (given, sent, headers) => {
        const turned = Object.entries(headers).toReversed()
        const { check } = csrf(given)
        const shouted = Object.fromEntries(turned.map(([name, value]) => [name.toUpperCase(), value]))
        expect(check(rawWrite(sent, shouted))).toEqual(check(rawWrite(sent, headers)))
      }),
      RUNS,
    )
  })
})

describe('invariant 38: a denied request is not allowed by', () => {
  it('Sec-Fetch-Site: cross-site', () => {
    fc.assert(
      fc.property(options, method, evidence, (given, sent, headers) => {
        fc.pre(!allows(csrf(given), sent, headers))
        const isTrusted = [given.trusted ?? []].flat().includes(headers['Origin'] ?? '')
        expect(allows(csrf(given), sent, { ...headers, 'Sec-Fetch-Site': 'cross-site' })).toBe(isTrusted)
      }),
      RUNS,
    )
  })

  it('a guard with fewer trusted origins', () => {
    fc.assert(
      fc.property(options, method, evidence, (given, sent, headers) => {
        fc.pre(!allows(csrf(given), sent, headers))
        expect(allows(csrf({ ...given, trusted: [] }), sent, headers)).toBe(false)
      }),
      RUNS,
    )
  })

  it('an overridden method', () => {
    const overrides = fc.constantFrom('X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override')
    fc.assert(
      fc.property(options, method, evidence, overrides, method, (given, sent, headers, name, other) => {
        fc.pre(!allows(csrf(given), sent, headers) && !(name in headers))
        expect(allows(csrf(given), sent, { ...headers, [name]: other })).toBe(false)
      }),
      RUNS,
    )
  })
})

describe('invariant 39: a policy as trusted', () => {
  it('trusts exactly the origins that it lists with credentials', () => {
    fc.assert(
      fc.property(exactList, fc.boolean(), origins, (list, credentials, from) => {
        fc.pre(list.every((origin) => /^https:|^http:\/\/localhost(:|$)/.test(origin)))
        const policy = cors({ origin: list, credentials })
        const guard = csrf({ self: SELF, trusted: policy })
        const isTrusted = guard.check(rawWrite('POST', { Origin: from, 'Sec-Fetch-Site': 'cross-site' })).allowed
        expect(isTrusted).toBe(credentials && policy.allowsOrigin(from))
      }),
      RUNS,
    )
  })

  it('is refused, or trusts only origins that it allows', () => {
    fc.assert(
      fc.property(listedOptions, anyOrigin.filter(field), (given, from) => {
        const policy = cors(given) as ReturnType<typeof cors> & { allowsOrigin(origin: string): boolean }
        const guard = tryToMake({ self: SELF, trusted: policy })
        fc.pre(!(guard instanceof PolicyError))
        const isTrusted = allows(guard, 'POST', { Origin: from, 'Sec-Fetch-Site': 'same-site' })
        expect(isTrusted && !(given.credentials && policy.allowsOrigin(from))).toBe(false)
      }),
      RUNS,
    )
  })
})

describe('no input makes it throw', () => {
  it('whatever the request', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    const names = ['origin', 'sec-fetch-site', 'host', 'upgrade', 'authorization', 'cookie', 'x-http-method']
    fc.assert(
      fc.property(options, text, fc.dictionary(fc.constantFrom(...names), text), text, (given, sent, headers, url) => {
        const values = new Map(Object.entries(headers))
        const raw = {
          has: (name: string) => values.has(name),
          get: (name: string) => values.get(name.toLowerCase()) ?? null,
        }
        const request = { method: sent, url, headers: raw as unknown as Headers }
        const guard = csrf({ ...given, allowedHosts: ['a.example'], bypass: ['POST /x'] })
        expect(guard.check(request)).toEqual({
          allowed: expect.any(Boolean),
          reason: expect.stringMatching(/^[a-z-]+$/),
        })
        expect(guard.check(request)).toEqual(guard.check(request))
      }),
      RUNS,
    )
  })

  it('except a PolicyError for wrong options', () => {
    const names = ['self', 'trusted', 'missing', 'methodOverride', 'allowedHosts', 'bypass', 'mode', 'onDeny', 'x']
    const value = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true, withSet: true }),
      fc.constantFrom(SELF, Symbol('x')),
    )
    fc.assert(
      fc.property(fc.oneof(value, fc.dictionary(fc.constantFrom(...names), value)), (given) => {
        const made = tryToMake(given)
        const messages = made instanceof PolicyError ? made.issues.map(({ message }) => message) : []
        expect(
          messages.filter((message) => !/ (is|is not an option of csrf\(\)).*, expected ./s.test(message)),
        ).toEqual([])
      }),
      { ...RUNS, numRuns: 1000 },
    )
  })
})

it('mode "report" never changes a response', () => {
  fc.assert(
    fc.property(options, method, evidence, (given, sent, headers) => {
      const { refuse, check } = csrf({ ...given, mode: 'report' })
      expect(refuse(rawWrite(sent, headers) as Request)).toBeUndefined()
      expect(check(rawWrite(sent, headers))).toEqual(csrf({ ...given, mode: 'enforce' }).check(rawWrite(sent, headers)))
    }),
    RUNS,
  )
})
