import { describe, expect, it, vi } from 'vitest'
import { type AuditSettings, checklist } from '../../../src/audit/index.ts'
import { AUDIT_RULES } from '../../../src/audit/rules/audit-rules.ts'
import { CONDITIONS } from '../../../src/audit/rules/conditions.ts'
import { OBSERVED_RULES } from '../../../src/audit/watch.ts'
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
    it('is found, with its place and a witness', () => {
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

    it('is not found in the neighbour', () => {
      expect(rulesOf(auditNow(neighbour, neighbourSettings))).not.toContain(rule)
    })
  },
)

describe('O-11', () => {
  const find = (origin: string) =>
    auditNow({ origin: [origin] }, { environment: 'production' }).find(({ rule }) => rule === 'O-11')

  it.each(['https://localhost', 'http://localhost', 'http://tauri.localhost', 'https://tauri.localhost'])(
    'names the shells that run apps at %s',
    (origin) => {
      expect(find(origin)?.message).toContain(`got "${origin}", where Capacitor and Tauri run apps`)
      expect(find(origin)?.fix).toContain('unless it is the origin of your app')
    },
  )

  it.each(['http://localhost:3000', 'http://localhost:*', 'http://*.localhost', 'http://127.0.0.1', 'http://[::1]'])(
    'does not take %s for the origin of an app',
    (origin) => expect(find(origin)?.message).toMatch(/from this origin: got "[^"]*"$/),
  )
})

describe('the rules', () => {
  const rules = AUDIT_RULES.flatMap((table) => Object.entries(table))
  const looksAt = (places: readonly string[]) => rules.filter(([, { find }]) => places.some((place) => place in find))

  it('have ids of their own, and a condition each', () => {
    const ids = rules.map(([id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(CONDITIONS).toSorted()).toEqual(ids.toSorted())
  })

  it('have a row each, except those for which a policy must be observed, and those about tables', () => {
    const tested = new Set(AUDIT_ROWS.map(({ rule }) => rule))
    const untested = rules.flatMap(([id, { find }]) => (tested.has(id) || find.row ? [] : [id]))
    expect(untested.toSorted()).toEqual(['C-05', 'R-01', 'X-01'])
  })

  it('that need an observed policy are all known to observe()', () => {
    const observed = new Set(OBSERVED_RULES.flatMap((table) => Object.keys(table)))
    expect(looksAt(['answer', 'counts']).filter(([id]) => !observed.has(id))).toEqual([])
  })
})

describe('severities', () => {
  it.each([
    ['M-05', { origin: [A], allowMethods: ['*'] }, 'medium'],
    ['M-05', { origin: '*', allowMethods: ['*'] }, 'low'],
    ['E-05', { origin: '*', timingAllowOrigin: true }, 'info'],
    ['O-14', { origin: predicate }, 'medium'],
    ['O-14', { origin: predicate, credentials: true }, 'high'],
  ] as const)('of %s for %j: %s', (rule, options, severity) => {
    expect(auditNow(options, GUARDED).find((finding) => finding.rule === rule)?.severity).toBe(severity)
  })
})

it.each([[['GET']], [['GET', 'PUT']], [['GET', 'HEAD', 'POST', 'DELETE']]])(
  'finds nothing in a list of methods that names those that browsers send anyway: %j',
  (allowMethods) => {
    for (const enforce of [true, false]) {
      expect(auditNow({ origin: [A], allowMethods, enforce })).toEqual([])
      expect(checklist({ origin: [A], allowMethods, enforce })[2]?.grade).toBe('pass')
    }
  },
)

it('finds nothing in a good policy', () => {
  const options = { origin: [A], credentials: true, allowMethods: ['PUT'], allowHeaders: ['content-type'], maxAge: 600 }
  expect(
    auditNow(options, { stage: 'stable', environment: 'production', csrf: true, self: 'https://api.example.com' }),
  ).toEqual([])
  expect(auditNow({ origin: [] })).toEqual([])
  expect(auditNow({ origin: '*' })).toEqual([])
})

describe('a message', () => {
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
  ])('has the value: %s by %s', (got, rule, options, settings) => {
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
  ])('has the request that a guard allows: %j', (got, check) => {
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
  ])('is about a guard that trusts %s', (_what, isOwn) => {
    const guard = { check: ({ headers }: Request) => isOwn(headers.get('origin') ?? 'none', headers) }
    expect(rulesOf(auditNow(on, { csrf: guard, self: A }))).toContain('F-04')
  })
})

describe('a guard that is asked', () => {
  const options = { origin: [A], credentials: true }

  it.each(['enforce', 'report'] as const)('does not report in mode %s', (mode) => {
    const onDeny = vi.fn<() => void>()
    auditNow(options, { csrf: csrf({ self: A, mode, onDeny }) })
    expect(onDeny).not.toHaveBeenCalled()
  })

  it('may reject, without an unhandled rejection', async () => {
    const guard = { check: () => Promise.reject(new Error('no database')) }
    expect(rulesOf(auditNow(options, { csrf: guard }))).toEqual(['F-08'])
    // An unhandled rejection would end the run.
    await new Promise((resolve) => setTimeout(resolve, 10))
  })

  it('is asked about its own host', () => {
    const hosts = new Set<string | null>()
    auditNow(options, { csrf: { check: ({ headers }) => (hosts.add(headers.get('host')), false) }, self: `${A}:8443` })
    expect([...hosts]).toEqual(['app.example.com:8443', 'attacker.example'])
  })

  it('gets no mode from a polluted prototype', () => {
    const polluted = Object.prototype as { mode?: string }
    polluted.mode = 'report'
    try {
      expect(auditNow(options, { csrf: { check: () => false } })).toEqual([])
    } finally {
      delete polluted.mode
    }
  })
})

it('takes the routes of a router unchanged', () => {
  const routes = [{ path: '/*', method: 'ALL', basePath: '/', handler: () => {} }]
  expect(auditNow({ origin: [A], allowMethods: ['PUT'] }, { routes })).toEqual([])
})

it('finds the same if the origins are in another order', () => {
  const origin = ['https://*.example.com', 'https://my-app.vercel.app', 'http://localhost:*', 'https://app.example.com']
  const sorted = (list: readonly string[]) => rulesOf(auditNow({ origin: list, credentials: true })).toSorted()

  expect(sorted(origin.toReversed())).toEqual(sorted(origin))
})
