import { describe, expect, it, vi } from 'vitest'
import { csrf } from '../../../src/csrf/index.ts'
import { cors } from '../../../src/index.ts'
import { auditNow, rulesOf } from '../../support/portable-audit.ts'
import { AUDIT_ROWS } from '../../support/portable-audit-rows.ts'

const A = 'https://app.example.com'
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
