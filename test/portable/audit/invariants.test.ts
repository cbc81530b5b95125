import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditSettings } from '../../../src/audit/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { anyOptions, FEWER_RUNS, origin } from '../support/arbitraries.ts'
import { auditNow, rulesOf } from '../support/audit.ts'
import { corpus } from '../support/corpus.ts'

const PATH = fc.constantFrom('/', '/users')
const anySettings: fc.Arbitrary<AuditSettings> = fc.record(
  {
    stage: fc.constantFrom('trial' as const, 'stable' as const),
    environment: fc.constantFrom('production' as const, 'staging' as const, 'development' as const, 'test' as const),
    routes: fc.array(
      fc.record(
        {
          path: PATH,
          method: fc.constantFrom('GET', 'POST', 'ALL'),
          methods: fc.subarray(['GET', 'PUT']),
          cookies: fc.boolean(),
          sideEffects: fc.boolean(),
          webSocket: fc.boolean(),
          cacheControl: fc.constantFrom('no-store', 'public', 'private'),
        },
        { requiredKeys: ['path'] },
      ),
      { maxLength: 3 },
    ),
    csrf: fc.boolean(),
    self: fc.array(origin, { maxLength: 2 }),
    publicSuffixes: fc.constantFrom('a.example', ['a.example'], (host: string) => host),
  },
  { requiredKeys: [] },
)

/** With what is only accepted when one insists on it. */
const dangerousOptions: fc.Arbitrary<CorsOptions> = fc.record({
  origin: fc.array(
    fc.oneof(
      origin,
      fc.constantFrom('http://a.example', 'https://*.vercel.app', 'capacitor://localhost', 'http://*.a.example'),
      fc.constant(`https://*.${'a.'.repeat(120)}example`),
    ),
    { maxLength: 6 },
  ),
  credentials: fc.boolean(),
  dangerouslyAllowInsecureOrigins: fc.constant(true),
  dangerouslyAllowPublicSuffixes: fc.constant(true),
})

describe('for any policy and any settings', () => {
  it('invariant 33: every witness is allowed, and findings about origins have one', () => {
    fc.assert(
      fc.property(fc.oneof(anyOptions, dangerousOptions), anySettings, (options, settings) => {
        const policy = cors(options as { origin: string })
        const findings = auditNow(options, settings)
        const needy = findings.filter(({ rule }) => rule.startsWith('O-') && rule !== 'O-14')
        const witnesses = findings.flatMap(({ witness }) => witness ?? [])
        expect(needy.filter(({ witness }) => witness === undefined)).toEqual([])
        expect(witnesses.filter((witness) => !policy.allowsOrigin(witness))).toEqual([])
      }),
      FEWER_RUNS,
    )
  })

  it('invariant 34: audit throws nothing, and finds no error', () => {
    fc.assert(
      fc.property(fc.oneof(anyOptions, dangerousOptions), anySettings, (options, settings) => {
        expect(auditNow(options, settings).filter(({ severity }) => severity === 'error')).toEqual([])
      }),
      FEWER_RUNS,
    )
  })

  it('findings are the same each time, plain and frozen', () => {
    fc.assert(
      fc.property(fc.oneof(anyOptions, dangerousOptions), anySettings, (options, settings) => {
        const findings = auditNow(options, settings)
        expect(auditNow(options, settings)).toEqual(findings)
        expect(JSON.parse(JSON.stringify(findings))).toEqual(findings)
        for (const part of [findings, ...findings, ...findings.flatMap(({ path, references }) => [path, references])])
          expect(Object.isFrozen(part)).toBe(true)
      }),
      FEWER_RUNS,
    )
  })

  it('a policy has the findings of its options, except those that normalising removes', () => {
    fc.assert(
      fc.property(fc.oneof(anyOptions, dangerousOptions), anySettings, (options, settings) => {
        const isKept = (rule: string): boolean => !/^(O-18|M-05|M-02|[HE]-\d+|A-04)$/.test(rule)
        const ofOptions = new Set(rulesOf(auditNow(options, settings)).filter(isKept))
        const ofPolicy = new Set(rulesOf(auditNow(cors(options as { origin: string }), settings)).filter(isKept))
        expect(ofPolicy).toEqual(ofOptions)
      }),
      FEWER_RUNS,
    )
  })
})

describe('invariant 33: a policy without grave findings allows no hostile origin of the corpus', () => {
  const hostileTo = (options: CorsOptions) =>
    corpus.originMatch.filter(({ policy, verdict }) => corpus.policies[policy] === options && verdict === 'deny')

  it.each(Object.entries(corpus.policies))('%s: %j', (_name, options) => {
    const policy = cors(options as { origin: string })
    expect(hostileTo(options).filter((entry) => policy.allowsOrigin(entry.origin))).toEqual([])
  })

  it('and a predicate that allows some has a grave finding', () => {
    const options = { origin: ({ host }: { host: string }) => host.endsWith('example.com') }
    const policy = cors(options)
    const wrong = hostileTo(corpus.policies['EX']!).filter((entry) => policy.allowsOrigin(entry.origin))

    expect(wrong.length).toBeGreaterThan(5)
    expect(rulesOf(auditNow(options))).toContain('O-15')
  })
})

describe('robustness', () => {
  it('reads options once', () => {
    const reads: string[] = []
    const options = new Proxy(
      { origin: ['https://a.example'], credentials: true },
      { get: (target, key) => (reads.push(String(key)), Reflect.get(target, key)) },
    )
    auditNow(options)
    expect(reads.filter((key) => key === 'origin')).toHaveLength(1)
    expect(reads.filter((key) => key === 'credentials')).toHaveLength(1)
  })

  it('reads lists once', () => {
    let reads = 0
    const list = new Proxy(['https://a.example'], {
      get: (target, key) => (key === '0' && reads++ ? 'http://a.example' : Reflect.get(target, key)),
    })
    expect(auditNow({ origin: list })).toEqual([])
    expect(reads).toBe(1)
  })

  it('takes no option from a polluted prototype', () => {
    const given = { origin: ['https://a.example'], exposeHeaders: [] }
    const find = () => [
      auditNow({ ...given, maxAge: 700 }),
      auditNow(given, { stage: 'stable', routes: [{ path: '/' }] }),
    ]
    const before = find()
    const pollution = {
      credentials: true,
      stage: 'trial',
      self: 1,
      maxAge: 9000,
      wrap: () => {},
      environment: 'production',
      cookies: true,
      webSocket: true,
    }
    const polluted = Object.assign(Object.prototype as Record<string, unknown>, pollution)
    try {
      expect(find()).toEqual(before)
    } finally {
      for (const name of Object.keys(pollution)) delete polluted[name]
    }
  })

  it('takes a predicate that hides its source', () => {
    const hidden = new Proxy(() => false, {
      get: () => {
        throw new Error('hidden')
      },
    })
    expect(rulesOf(auditNow({ origin: hidden }))).toEqual(['O-14'])
  })

  it.each<readonly [what: string, nameOf: (at: number) => string, credentials: boolean, self: readonly string[]]>([
    ['origins', (at) => `https://h${at}.example.com`, false, []],
    ['http origins', (at) => `http://h${at}.example.com`, false, []],
    ['loopback origins', (at) => `http://localhost:${at + 1000}`, true, []],
    [
      'origins next to as many of its own',
      (at) => `https://h${at}.example`,
      false,
      many((at) => `https://s${at}.example`),
    ],
  ])('takes 30,000 %s', (_what, nameOf, credentials, self) => {
    const found = rulesOf(auditNow({ origin: many(nameOf), credentials }, { self, csrf: true }))
    expect(found.filter((rule) => rule !== 'O-10')).toEqual(['O-18'])
  })

  it.each<readonly [what: string, nameOf: (at: number) => string]>([
    ['equal wildcards', () => 'https://*.example.com'],
    ['wildcards of different schemes', (at) => `a${at}://*.example.com`],
  ])('takes 40,000 %s', (_what, nameOf) => {
    const found = rulesOf(auditNow({ origin: many(nameOf, 40_000) }, { publicSuffixes: [] }))
    expect(new Set(found)).toEqual(new Set(['O-18']))
  })
})

function many(nameOf: (at: number) => string, length = 30_000): string[] {
  return Array.from({ length }, (_, at) => nameOf(at))
}
