import { describe, expect, it } from 'vitest'
import { PolicyError, type PolicyIssue, type PolicyIssueCode } from '../../../src/index.ts'
import { readOriginTable } from '../../../src/origins/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { CREDENTIAL_FAULTS, issuesOf, OPTION_FAULTS, ORIGIN_FAULTS } from '../support/faults.ts'
import { countCalls } from '../support/work.ts'

const FAULTS = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS]

/** Codes that some options cause, or a table of policies or of origins. */
const CAUSED = [
  ...FAULTS.map(({ code }) => code),
  ...issuesIn(() => readOriginTable(new Uint8Array(8))).map(({ code }) => code),
  ...issuesIn(() => routes({ '/a/': false, '/b': false, 'GET /b': false })).map(({ code }) => code),
]

function issuesIn(make: () => unknown): readonly PolicyIssue[] {
  try {
    make()
    return []
  } catch (error) {
    return (error as PolicyError).issues
  }
}

/** Every code. The type makes the compiler report a missing or removed one. */
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
  'vary-without-predicate': true,
  'preflight-status': true,
  'route-invalid': true,
  'route-hidden': true,
  'bytes-invalid': true,
}

it.each(Object.keys(CODES))('the code %s is in kebab-case, and some options cause it', (code) => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
  expect(CAUSED).toContain(code)
})

/** The place of a value, as messages write it. */
function place(path: readonly (string | number)[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : key || '""')).join('')
}

describe('messages', () => {
  it.each(FAULTS)(
    'name the value and what is expected, for $code in $options',
    ({ options, code, path, suggestion }) => {
      const { message = '', expected = '', value } = issuesOf(options)[0] ?? {}
      const isUnknown = code === 'option-unknown'
      const state = isUnknown ? 'is not an option of cors()' : value === undefined ? 'is missing' : 'is '

      // The value, what is expected, and then the reason with the way out.
      expect(message.startsWith(`${place(path)} ${state}`)).toBe(true)
      expect(message).toMatch(/^[^\n]*[^.\s]$/)
      expect(message).not.toMatch(/expected (undefined|null|NaN|\[object)/)
      expect(message).toContain(options['allowPrivateNetwork'] ? ': no browser' : `, expected ${expected}`)
      expect(message).toContain(typeof value === 'string' && !isUnknown ? JSON.stringify(value.slice(0, 99)) : '')
      expect(suggestion === undefined || isUnknown || expected === JSON.stringify(suggestion)).toBe(true)
      expect(!isUnknown || suggestion === undefined || expected === suggestion).toBe(true)
    },
  )

  it.each([
    [{ origin: [/a\.example$/] }, 'is a RegExp, expected an origin'],
    [{ origin: [/a\.example$/] }, 'an unescaped dot or a missing anchor lets strangers in'],
    [{ origin: ['https://app-*.example.com'] }, 'strangers can claim a similar name'],
    [{ origin: ['https://app-*.example.com'] }, 'use a domain of your own, or list the exact origin'],
    [{ origin: ['http://192.168.0.7'], credentials: true }, 'dangerouslyAllowInsecureOrigins: true'],
    [{ origin: ['chrome-extension://*'] }, 'the host of an extension is its id, so list the id'],
    [{ origin: '*', allowPrivateNetwork: true }, 'no browser asks for it any more, so remove it'],
    [{ origin: '*', hook: 1 }, 'expected one of origin, credentials, '],
    [{ origin: '*', credentials: true }, "expected a list of origins: any page could read your users' data"],
    [
      {},
      'origin is missing, expected an origin such as "https://app.example.com", a list of origins, or a predicate: sharing',
    ],
  ])('give the reason and the way out: %j, %s', (options, part) => {
    expect(
      issuesOf(options)
        .map(({ message }) => message)
        .join(),
    ).toContain(part)
  })

  it('do not suggest https on a local network, where certificates are rarely issued', () => {
    for (const host of ['192.168.0.7:8080', 'printer.local', 'intranet'])
      expect(issuesOf({ origin: `http://${host}`, credentials: true })[0]?.message).not.toContain(`https://${host}`)
  })

  it('name the kind of an object', () => {
    const values = [null, undefined, /a/, new Set(), () => {}, 7n, [[]]]
    const messages = issuesOf({ origin: values }).map(({ message }) => / is (.*?),/.exec(message)?.[1])

    expect(messages).toEqual(['null', 'missing', 'a RegExp', 'a Set', 'a Function', '7n', 'an Array'])
  })

  it('cut long values and names', () => {
    const origin = [`https://${'a'.repeat(10_000)}`]
    const [issue, symbol, unknown] = issuesOf({ origin, maxAge: Symbol('a'.repeat(10_000)), ['x'.repeat(10_000)]: 1 })

    expect(issue?.message.length).toBeLessThan(250)
    expect(issue?.value).toHaveLength(10_008)
    expect(symbol?.message.length).toBeLessThan(250)
    expect(unknown?.message.length).toBeLessThan(500)
  })

  it('take little work for a very long name', () => {
    expect(countCalls(() => issuesOf({ origin: '*', ['x'.repeat(100_000)]: 1 }))).toBeLessThan(100_000)
  })

  it('escape characters that drive a terminal or are invisible', () => {
    const hostile = '\u001b[2J\u009b\u007f\u202e\u200b\u2028\u061c\ufeff\ud800'
    const issues = issuesOf({
      origin: [hostile, `https://${hostile}.example`],
      allowMethods: [hostile],
      maxAge: Symbol(hostile),
      [hostile]: hostile,
    })

    expect(issues).toHaveLength(5)
    for (const text of [...issues.map(({ message }) => message), String(new PolicyError(issues)).replaceAll('\n', '')])
      expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
  })

  it('are listed in the message of the error, each as a paragraph with a link to the documentation', () => {
    const error = new PolicyError(issuesOf({ origin: ['https://b.example/', 'a.example'], maxAge: -1 }))

    expect(error.name).toBe('PolicyError')
    expect(error.message).toBe(
      `Problems with the options (3):

- origin[0] is "https://b.example/", expected "https://b.example"
  (docs/refusals.md#origin-has-path)

- origin[1] is "a.example", expected "https://a.example"
  (docs/refusals.md#origin-no-scheme)

- maxAge is -1, expected 0
  (docs/refusals.md#max-age-range)
`,
    )
  })

  it('are frozen, and so are their issues', () => {
    const issues = issuesOf({ origin: ['null'] })

    expect(Object.isFrozen(issues)).toBe(true)
    expect(issues.every(Object.isFrozen)).toBe(true)
  })
})
