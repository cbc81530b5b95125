import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cors } from '../../../src/index.ts'
import { auditNow, rulesOf } from '../support/audit.ts'
import { CREDENTIAL_FAULTS, issuesOf, OPTION_FAULTS, ORIGIN_FAULTS } from '../support/faults.ts'
import { RUNS } from '../support/arbitraries.ts'
import { corpus } from '../support/corpus.ts'

const FAULTS = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS]

describe('a policy that cors() refuses', () => {
  it.each(FAULTS)('$code for $options', ({ options }) => {
    const findings = auditNow(options)
    const issues = issuesOf(options)

    expect(rulesOf(findings)).toEqual(issues.map(({ code }) => code))
    expect(findings.map(({ path, message }) => [path, message])).toEqual(
      issues.map(({ path, message }) => [path, message]),
    )
    for (const { severity, fix, references } of findings) {
      expect(severity).toBe('error')
      expect(fix).toMatch(/^Write \S/)
      expect(references.join()).toMatch(/^(CWE-\d+|Fetch)/)
    }
  })

  it.each([undefined, null, 1, 'https://a.example', [], ['https://a.example']])('%j in place of options', (options) => {
    expect(rulesOf(auditNow(options))).toEqual(issuesOf(options).map(({ code }) => code))
  })

  it('has no other findings', () => {
    expect(rulesOf(auditNow({ origin: ['http://app.example.com', 'http://a.example/'] }))).toEqual(['origin-has-path'])
  })

  it('has findings at the point of the checklist to which the option belongs', () => {
    const options = { ...EVERYTHING_WRONG }
    expect(auditNow(options).map(({ path, checklist }) => [path[0], checklist])).toEqual([
      ['origin', 2],
      ['credentials', 6],
      ['allowMethods', 3],
      ['allowHeaders', 4],
      ['exposeHeaders', 5],
      ['maxAge', 1],
      ['dangerouslyReflectHeaders', 4],
      ['exposedHeaders', 5],
      ['nothing like it', 2],
    ])
  })

  it.each([
    [{ origin: '*', credentials: true }, 'https://attacker.example'],
    [{ origin: ['https://my-app-*.vercel.app'] }, 'https://my-app-attacker.vercel.app'],
    [{ origin: ['https://*.vercel.app'], credentials: true }, 'https://attacker.vercel.app'],
    [{ origin: ['https://*.*.example.com'] }, 'https://attacker.attacker.example.com'],
    [{ origin: ['https://*.co.uk'] }, 'https://attacker.co.uk'],
    [{ origin: ['http://a.example'], credentials: true }, 'http://a.example'],
    [{ origin: ['https://a.example/'] }, undefined],
  ])('%j has the witness %s', (options, witness) => {
    const [finding] = auditNow(options)
    expect(finding?.witness).toBe(witness)
    expect('witness' in finding!).toBe(witness !== undefined)
  })

  it.each([
    ['CWE-942, ASVS 3.4.2', { origin: '*', credentials: true }],
    ['CWE-942, ASVS 3.4.2', {}],
    ['CWE-346, CWE-942', { origin: 'null' }],
    ['CWE-346, CWE-942', { origin: 'https://*.co.uk' }],
    ['CWE-319, CWE-346', { origin: 'http://a.example', credentials: true }],
    ['CWE-183, CWE-625', { origin: 'https://a*.example' }],
    ['CWE-183, CWE-625', { origin: ['*'] }],
    ['CWE-20', { origin: 'https://a.example/' }],
    ['CWE-20', { origin: [], credential: true }],
    ['Fetch', { origin: [], allowMethods: ['TRACE'] }],
    ['Fetch', { origin: [], dangerouslyReflectHeaders: true, allowHeaders: ['*'] }],
  ])('has references: %s for %j', (references, options) => {
    expect(auditNow(options)[0]?.references.join(', ')).toBe(references)
  })

  it('throws what cors() throws for a value that cannot be shown', () => {
    const unspeakable = new Proxy(
      {},
      {
        get() {
          throw new RangeError('Unspeakable')
        },
      },
    )
    const options = { origin: [unspeakable as string] }
    expect(() => cors(options)).toThrow(new RangeError('Unspeakable'))
    expect(() => auditNow(options)).toThrow(new RangeError('Unspeakable'))
  })

  it.each<Readonly<Record<string, unknown>>>([
    { origin: ['http://example.com:80'], credentials: true },
    { origin: ['https://*.vercel.app/'], credentials: true },
    { origin: ['https://a.example'], credentials: true, allowHeaders: '*' },
    { origin: ['https://a.example'], credentials: true, dangerouslyAllowNullOrigin: 'true' },
    { origin: ['https://a.example'], allowHeaders: 'cookie, origin' },
    { origin: ['https://a.example'], allowHeaders: ['x-a, cookie'] },
    { origin: ['https://a.example'], allowMethods: 'get, post' },
    { origin: ['https://a.example'], exposeHeaders: 'set-cookie' },
    { origin: ['https://a.example'], cookieless: 'true' },
  ])('never suggests a value that is refused as well: %j', (options) => {
    expect(issuesOf(options).map(({ suggestion }) => suggestion)).toEqual([undefined])
    expect(auditNow(options)[0]?.fix).toMatch(/^Write (an?|the|true or) /)
  })

  it.each(corpus.policy.filter(({ verdict }) => verdict === 'reject'))('in the corpus: $id', ({ input, code }) => {
    expect(rulesOf(auditNow(input))).toContain(code)
  })

  it('has one finding for each issue: property', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>('*', true, 'null', 600, ['*'], ['Cookie'], 'https://a.example', ['https://*.a.example']),
      fc.anything(),
    )
    const names = fc.constantFrom(...Object.keys(EVERYTHING_WRONG), 'onError', 'dangerouslyAllowNullOrigin')
    fc.assert(
      fc.property(fc.dictionary(names, value), (options) => {
        const errors = auditNow(options).filter(({ severity }) => severity === 'error')
        expect(rulesOf(errors)).toEqual(issuesOf(options).map(({ code }) => code))
      }),
      RUNS,
    )
  })
})

const EVERYTHING_WRONG = {
  origin: 'example.com',
  credentials: 1,
  allowMethods: ['TRACE'],
  allowHeaders: ['cookie'],
  exposeHeaders: ['set-cookie'],
  maxAge: -1,
  dangerouslyReflectHeaders: 1,
  exposedHeaders: [],
  'nothing like it': 1,
}
