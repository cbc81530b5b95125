import { describe, expect, it } from 'vitest'
import { csrf, type CsrfOptions } from '../../../src/csrf/index.ts'
import { PolicyError, type PolicyIssue } from '../../../src/index.ts'
import { GUARD_FAULTS } from '../support/guard-faults.ts'
import { rawWrite, SELF } from '../support/writes.ts'

function issuesOf(options: unknown): readonly PolicyIssue[] {
  try {
    csrf(options as CsrfOptions)
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.issues
    throw error
  }
}

const EXAMPLE = 'https://a.example'

describe('a problem', () => {
  it.for(GUARD_FAULTS)('of %s is reported: %o', ([name, value, path, suggestion]) => {
    const issues = issuesOf({ self: SELF, [name]: value })
    expect(issues.map((issue) => [issue.code, issue.path, issue.suggestion])).toEqual([
      ['option-type', path, suggestion],
    ])
    expect(issues[0]?.message).toMatch(/^[a-zA-Z]+(\[\d\])? is .+, expected .+/)
    expect(issues[0]?.message).toContain(`expected ${JSON.stringify(suggestion) ?? ''}`)
  })

  it.each(['trustedOrigins', 'allowHosts', 'origin', 'constructor', '__proto__x'])(
    'is an unknown option: %s',
    (name) => {
      const [issue] = issuesOf({ self: SELF, [name]: 1 })
      expect(issue?.expected).toBe(
        issue?.suggestion ?? 'one of self, trusted, missing, methodOverride, allowedHosts, bypass, mode, onDeny',
      )
      expect([issue?.code, issue?.path]).toEqual(['option-unknown', [name]])
      expect(issue?.message).toBe(`${name} is not an option of csrf(), expected ${issue?.expected}`)
    },
  )

  it('is reported together with all others, in a PolicyError like that of cors()', () => {
    const options = { self: 'app.example.com', trusted: ['https://*.a.example'], bypass: ['post /x'], modes: 1 }
    expect(issuesOf(options).map(({ path }) => path.join('.'))).toEqual(['self', 'trusted.0', 'bypass.0', 'modes'])
    expect(() => csrf(options as unknown as CsrfOptions)).toThrow(
      'self is "app.example.com", expected "https://app.example.com"',
    )
  })

  it.each([undefined, null, 7, 'self', [], () => {}])(
    'is reported for options that are not an object: %o',
    (options) => {
      expect(issuesOf(options).some(({ path }) => path[0] === 'self')).toBe(true)
    },
  )
})

describe('valid options', () => {
  it.each<Partial<CsrfOptions>>([
    { self: [SELF, 'http://intranet', 'http://[::1]:3000', 'http://127.0.0.1:8080'] },
    { trusted: [EXAMPLE, 'http://localhost:5173', 'https://a.example:8443'] },
    { trusted: EXAMPLE, allowedHosts: 'a.example', bypass: 'POST /' },
    { allowedHosts: ['localhost:3000', '[::1]:3000', 'a.example'], bypass: ['M-SEARCH /a/b_c.d~e-f%20@/'] },
    { trusted: undefined, missing: undefined, methodOverride: undefined, allowedHosts: undefined, bypass: undefined },
    { mode: undefined, onDeny: undefined, methodOverride: false },
  ])('are accepted: %o', (options) => {
    expect(issuesOf({ self: SELF, ...options })).toEqual([])
  })
})

it('options are read once, and later changes are ignored', () => {
  const self = [SELF]
  let reads = 0
  const guard = csrf({
    self,
    get mode(): 'enforce' {
      reads++
      return 'enforce'
    },
  })
  self[0] = 'https://evil.example'
  expect(guard.check(rawWrite('POST', { Origin: SELF })).reason).toBe('origin-self')
  expect(guard.check(rawWrite('POST', { Origin: 'https://evil.example' })).reason).toBe('origin-mismatch')
  expect(reads).toBe(1)
  expect(Object.isFrozen(guard)).toBe(true)
})
