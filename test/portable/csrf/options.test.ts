import { describe, expect, it } from 'vitest'
import { csrf, type CsrfOptions } from '../../../src/csrf/index.ts'
import { cors, PolicyError, type PolicyIssue } from '../../../src/index.ts'
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

type Row = readonly [name: string, value: unknown, path: PolicyIssue['path'], suggestion?: unknown]

const EXAMPLE = 'https://a.example'
const predicate = cors({ origin: () => true, credentials: true })
const wild = cors({ origin: [EXAMPLE, 'https://*.a.example'], credentials: true })
const insecure = cors({ origin: ['http://a.example'], credentials: true, dangerouslyAllowInsecureOrigins: true })
const anyPort = cors({ origin: ['http://localhost:*'], credentials: true })

const FAULTS: Row[] = [
  ['self', undefined, ['self']],
  ['self', 'app.example.com', ['self'], SELF],
  ['self', [SELF, `${SELF}/`], ['self', 1], SELF],
  ['self', 'https://App.example.com:443', ['self'], SELF],
  ['self', 'https://u:p@app.example.com/path', ['self'], SELF],
  ['self', 'https://*.example.com', ['self']],
  ['self', 'https://a.example,https://b.example', ['self']],
  ['self', '*', ['self']],
  ['self', 'capacitor://localhost', ['self']],
  ['self', ' ', ['self']],
  // Only `trusted` accepts a policy.
  ['self', cors({ origin: [EXAMPLE], credentials: true }), ['self']],
  ['self', cors({ origin: [EXAMPLE] }), ['self']],
  ['allowedHosts', cors({ origin: [EXAMPLE] }), ['allowedHosts']],
  ['bypass', cors({ origin: [EXAMPLE] }), ['bypass']],
  // Any page can send the origin `null`, and https://null is another origin.
  ['self', 'null', ['self']],
  ['self', 'dev.null', ['self'], 'https://dev.null'],
  ['self', 'null.example', ['self'], 'https://null.example'],
  ['self', [undefined], ['self', 0]],
  ['self', [[SELF]], ['self', 0]],
  ['trusted', ['null', 'https://null.example'], ['trusted', 0]],
  ['self', 7n, ['self']],
  ['self', null, ['self']],
  ['self', new URL(SELF), ['self']],
  ['self', { toString: () => SELF }, ['self']],
  ['trusted', ['https://*.a.example'], ['trusted', 0]],
  ['trusted', ['http://a.example'], ['trusted', 0]],
  ['trusted', ['http://localhost.evil.example'], ['trusted', 0]],
  ['trusted', ['http://localhost:*'], ['trusted', 0]],
  ['trusted', ['ws://a.example'], ['trusted', 0]],
  ['trusted', [EXAMPLE, 'a.example'], ['trusted', 1], EXAMPLE],
  ['trusted', predicate, ['trusted']],
  ['trusted', wild, ['trusted', 1]],
  ['trusted', insecure, ['trusted', 0]],
  ['trusted', anyPort, ['trusted', 0]],
  ['trusted', /a/, ['trusted']],
  ['missing', 'denied', ['missing']],
  ['missing', 'deny-all', ['missing']],
  ['missing', ['deny'], ['missing']],
  ['missing', true, ['missing']],
  ['methodOverride', 'true', ['methodOverride'], true],
  ['methodOverride', 1, ['methodOverride']],
  ['allowedHosts', ['http://localhost:3000/'], ['allowedHosts', 0], 'localhost:3000'],
  ['allowedHosts', ['LOCALHOST'], ['allowedHosts', 0], 'localhost'],
  ['allowedHosts', ['*.a.example'], ['allowedHosts', 0]],
  ['allowedHosts', ['a.example,b.example'], ['allowedHosts', 0]],
  ['bypass', ['post /hooks/pay'], ['bypass', 0], 'POST /hooks/pay'],
  ['bypass', ['/hooks/pay'], ['bypass', 0]],
  ['bypass', ['POST hooks'], ['bypass', 0]],
  ['bypass', ['a POST /hooks'], ['bypass', 0]],
  ['bypass', ['POST /hooks/*'], ['bypass', 0]],
  ['bypass', ['POST /hooks/:id'], ['bypass', 0]],
  ['bypass', ['POST /hooks/{id}'], ['bypass', 0]],
  ['bypass', ['POST /hooks/[id]'], ['bypass', 0]],
  ['bypass', ['POST /hooks(/pay)?'], ['bypass', 0]],
  ['bypass', ['POST /hooks?from=x'], ['bypass', 0]],
  ['bypass', ['* /hooks'], ['bypass', 0]],
  ['bypass', [/hooks/], ['bypass', 0]],
  ['mode', 'reports', ['mode']],
  ['mode', 'reenforce', ['mode']],
  ['missing', 'disallow', ['missing']],
  ['onDeny', 'log', ['onDeny']],
]

describe('a problem', () => {
  it.for(FAULTS)('of %s is reported: %o', ([name, value, path, suggestion]) => {
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
