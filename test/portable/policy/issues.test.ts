import { describe, expect, it } from 'vitest'
import { PolicyError, type PolicyIssueCode } from '../../../src/index.ts'
import { CREDENTIAL_FAULTS, issuesOf, OPTION_FAULTS, ORIGIN_FAULTS } from '../support/faults.ts'

const FAULTS = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS]

/** Every code: the compiler notices when one is missing or gone. */
const CODES: Readonly<Record<PolicyIssueCode, true>> = {
  'option-type': true,
  'option-unknown': true,
  'origin-missing': true,
  'origin-type': true,
  'origin-empty': true,
  'origin-null': true,
  'origin-star-in-list': true,
  'origin-separator': true,
  'origin-no-scheme': true,
  'origin-opaque-scheme': true,
  'origin-userinfo': true,
  'origin-has-path': true,
  'origin-port': true,
  'origin-not-canonical': true,
  'wildcard-position': true,
  'wildcard-no-base': true,
  'wildcard-port': true,
  'wildcard-registry-suffix': true,
  'wildcard-public-suffix': true,
  'any-origin-credentials': true,
  'insecure-origin-credentials': true,
  'null-origin-credentials': true,
  'star-with-credentials': true,
  'method-invalid': true,
  'method-case': true,
  'method-forbidden': true,
  'header-invalid': true,
  'header-forbidden': true,
  'header-is-cors-header': true,
  'header-star-reflected': true,
  'cookieless-without-any-origin': true,
  'expose-forbidden': true,
  'max-age-range': true,
  'preflight-status': true,
}

it.each(Object.keys(CODES))('%s occurs, in kebab-case', (code) => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
  expect(FAULTS.some((fault) => fault.code === code)).toBe(true)
})

describe('messages', () => {
  it.each(FAULTS)('of $code for $options', ({ options, code, suggestion }) => {
    const { message = '', value } = issuesOf(options)[0] ?? {}
    const given =
      typeof value === 'string'
        ? JSON.stringify(value.slice(0, 99))
        : /^[^ ]+/.exec(message.split('got ')[1] ?? '')?.[0]
    const [fault = '', rest = ''] = message.split(': got ')

    expect(fault.toLowerCase().replaceAll(' ', '-')).toBe(code)
    expect(message).toMatch(/^[A-Z][^\n]*[^.\s]$/)
    expect(rest.startsWith(`${given}`)).toBe(true)
    expect(message.slice(message.indexOf(', expected ') + 11)).not.toBe('')
    expect(message).toMatch(/, expected \S/)
    expect(message).not.toMatch(/expected (undefined|null|NaN|\[object)/)
    expect(suggestion === undefined || message.endsWith(`expected ${JSON.stringify(suggestion)}`)).toBe(true)
  })

  it('name what is no text by its kind', () => {
    const values = [null, undefined, /a/, new Set(), () => {}, 7n, [[]]]
    const messages = issuesOf({ origin: values }).map(({ message }) => /got (.*?),/.exec(message)?.[1])

    expect(messages).toEqual(['null', 'undefined', 'RegExp', 'Set', 'Function', '7', 'Array'])
  })

  it('cut long values short', () => {
    const [issue] = issuesOf({ origin: [`https://${'a'.repeat(10_000)}`] })

    expect(issue?.message.length).toBeLessThan(250)
    expect(issue?.value).toHaveLength(10_008)
  })

  it('stand together in the message of the error, each with its path', () => {
    const error = new PolicyError(issuesOf({ origin: ['null', 'a.example'], maxAge: -1 }))

    expect(error.name).toBe('PolicyError')
    expect(error.message.split('\n').toSorted()).toEqual([
      'maxAge: Max age range: got -1, expected 0',
      'origin.0: Origin null: got "null", expected an origin such as "https://app.example.com", "https://*.example.com" or "http://localhost:*", or a predicate',
      'origin.1: Origin no scheme: got "a.example", expected "https://a.example"',
    ])
  })

  it('are frozen with their issues', () => {
    const issues = issuesOf({ origin: ['null'] })

    expect(Object.isFrozen(issues)).toBe(true)
    expect(issues.every(Object.isFrozen)).toBe(true)
  })
})
