import { describe, expect, it, vi } from 'vitest'
import type { AuditSettings } from '../../../src/audit/index.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { auditNow, rulesOf } from '../support/audit.ts'
import { AUDIT_ROWS } from '../support/audit-rows.ts'

const A = 'https://app.example.com'
const ATTACKER = 'https://attacker.example'
const GUARDED = { csrf: true } as const
const predicate = ({ serialized }: { serialized: string }) => serialized === A

describe.each(AUDIT_ROWS)(
  '$rule for $options with $settings',
  ({ rule, options, settings, path, witness, neighbour, neighbourSettings }) => {
    it('is found, where it is, with what it lets through', () => {
      const found = auditNow(options, settings).filter((finding) => finding.rule === rule)

      expect(found).toHaveLength(1)
      expect(found[0]?.path).toEqual(path)
      expect(found[0]?.witness).toBe(witness)
      expect('witness' in found[0]!).toBe(witness !== undefined)
      expect(found[0]?.message).not.toContain('undefined')
      const policy = cors(options as { origin: string })
      expect(witness === undefined || policy.allowsOrigin(witness)).toBe(true)
    })

    it('is found in the policy as well', () => {
      const listed = typeof options.origin === 'string' ? [options.origin] : options.origin
      const isRepeated = Array.isArray(listed) && new Set(listed).size < listed.length
      expect(rulesOf(auditNow(cors(options as { origin: string }), settings)).includes(rule)).toBe(!isRepeated)
    })

    it('is not found in its neighbour', () => {
      expect(rulesOf(auditNow(neighbour, neighbourSettings))).not.toContain(rule)
    })
  },
)

describe('severities', () => {
  it.each([
    ['M-05', { origin: [A], allowMethods: ['*'] }, 'medium'],
    ['M-05', { origin: '*', allowMethods: ['*'] }, 'low'],
    ['O-14', { origin: predicate }, 'medium'],
    ['O-14', { origin: predicate, credentials: true }, 'high'],
  ] as const)('of %s for %j: %s', (rule, options, severity) => {
    expect(auditNow(options, GUARDED).find((finding) => finding.rule === rule)?.severity).toBe(severity)
  })
})

it('has nothing to say of a policy that is as it should be', () => {
  const options = { origin: [A], credentials: true, allowMethods: ['PUT'], allowHeaders: ['content-type'], maxAge: 600 }
  expect(
    auditNow(options, { stage: 'stable', environment: 'production', csrf: true, self: 'https://api.example.com' }),
  ).toEqual([])
  expect(auditNow({ origin: [] })).toEqual([])
  expect(auditNow({ origin: '*' })).toEqual([])
})

describe('what was found', () => {
  const domains = (count: number) => Array.from({ length: count }, (_, at) => `https://example${at}.com`)
  const on = { origin: [A], credentials: true } as const

  it.each<readonly [got: string, rule: string, options: CorsOptions, settings: AuditSettings]>([
    ['2 domains, "example0.com", "example1.com"', 'O-17', { ...on, origin: domains(2) }, {}],
    ['3 domains, "example0.com", "example1.com", "example2.com"', 'O-17', { ...on, origin: domains(3) }, {}],
    ['4 domains, "example0.com", "example1.com", "example2.com" …', 'O-17', { ...on, origin: domains(4) }, {}],
    [
      '2 domains, "example0.com", "vercel.app"',
      'O-17',
      { ...on, origin: [...domains(1), 'https://*.vercel.app'], dangerouslyAllowPublicSuffixes: true },
      {},
    ],
    ['"https://a.example"', 'O-17', { ...on, origin: 'https://a.example' }, { self: A }],
    ['51 origins', 'O-18', { origin: domains(51) }, {}],
    ['"https://app.example.com", which is listed already', 'O-18', { origin: [A, A] }, {}],
    ['"https://app.example.com", which is your own origin', 'O-18', { origin: A }, { self: A }],
    ['"https://app.example.com", which a wildcard covers', 'O-18', { origin: [A, 'https://*.example.com'] }, {}],
    ['"*" at "http://localhost:3000"', 'O-21', { origin: '*' }, { self: 'http://localhost:3000' }],
    ['"ALL /a"', 'J-01', on, { routes: [{ path: '/a', jsonp: true }] }],
    ['"GET, HEAD /a"', 'J-01', on, { routes: [{ path: '/a', methods: ['get', 'head'], jsonp: true }] }],
  ])('is shown: %s by %s', (got, rule, options, settings) => {
    const found = auditNow(options, { ...GUARDED, ...settings }).find((finding) => finding.rule === rule)
    expect(found?.message.split(': got ')[1]).toBe(got)
  })

  it.each<readonly [got: unknown, check: (headers: Headers) => unknown]>([
    [{ origin: ATTACKER }, (headers) => headers.get('origin') === ATTACKER],
    [{ origin: 'null' }, (headers) => headers.get('origin') === 'null'],
    [{ origin: `${A}.attacker.example` }, (headers) => headers.get('origin')?.startsWith(A)],
    [
      { origin: ATTACKER, 'sec-fetch-site': 'cross-site' },
      (headers) => headers.get('origin') === ATTACKER && headers.get('sec-fetch-site') === 'cross-site',
    ],
    [
      { origin: 'https://attacker.app.example.com', 'sec-fetch-site': 'same-site' },
      (headers) => headers.get('sec-fetch-site') === 'same-site',
    ],
  ])('is the request that a guard lets pass: %j', (got, check) => {
    const guard = { check: ({ headers }: Request) => check(headers) === true }
    const found = auditNow(on, { csrf: guard, self: A }).find(({ rule }) => rule === 'F-07')
    expect(JSON.parse(found!.message.split(': got ')[1]!)).toEqual(got)
  })

  it.each<readonly [what: string, isOwn: (origin: string, headers: Headers) => boolean]>([
    ['Host', (origin, headers) => origin.endsWith(`/${headers.get('host')}`)],
    ['X-Forwarded-Host', (origin, headers) => origin.endsWith(`/${headers.get('x-forwarded-host')}`)],
    [
      'X-Forwarded-Proto as well',
      (origin, headers) => origin === `${headers.get('x-forwarded-proto')}://${headers.get('x-forwarded-host')}`,
    ],
  ])('is a guard that takes %s for evidence', (_what, isOwn) => {
    const guard = { check: ({ headers }: Request) => isOwn(headers.get('origin') ?? 'none', headers) }
    expect(rulesOf(auditNow(on, { csrf: guard, self: A }))).toContain('F-04')
  })
})

describe('a guard that is asked', () => {
  const options = { origin: [A], credentials: true }

  it.each(['enforce', 'report'] as const)('in mode %s tells nobody', (mode) => {
    const onDeny = vi.fn<() => void>()
    auditNow(options, { csrf: csrf({ self: A, mode, onDeny }) })
    expect(onDeny).not.toHaveBeenCalled()
  })

  it('may break its promises, of which nobody hears', async () => {
    const guard = { check: () => Promise.reject(new Error('no database')) }
    expect(rulesOf(auditNow(options, { csrf: guard }))).toEqual(['F-08'])
    // An unhandled rejection would be the end of the run.
    await new Promise((resolve) => setTimeout(resolve, 10))
  })

  it('is asked about a host of its own', () => {
    const hosts = new Set<string | null>()
    auditNow(options, { csrf: { check: ({ headers }) => (hosts.add(headers.get('host')), false) }, self: `${A}:8443` })
    expect([...hosts]).toEqual(['app.example.com:8443', 'attacker.example'])
  })

  it('has no mode from a polluted prototype', () => {
    const polluted = Object.prototype as { mode?: string }
    polluted.mode = 'report'
    try {
      expect(auditNow(options, { csrf: { check: () => false } })).toEqual([])
    } finally {
      delete polluted.mode
    }
  })
})

it('takes the routes of a router as they are', () => {
  const routes = [{ path: '/*', method: 'ALL', basePath: '/', handler: () => {} }]
  expect(auditNow({ origin: [A], allowMethods: ['PUT'] }, { routes })).toEqual([])
})

it('finds the same in another order', () => {
  const origin = ['https://*.example.com', 'https://my-app.vercel.app', 'http://localhost:*', 'https://app.example.com']
  const sorted = (list: readonly string[]) => rulesOf(auditNow({ origin: list, credentials: true })).toSorted()

  expect(sorted(origin.toReversed())).toEqual(sorted(origin))
})
