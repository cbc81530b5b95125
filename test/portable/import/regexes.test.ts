import { describe, expect, it } from 'vitest'
import { fromDjango } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import rows from '../../data/django/regexes.json' with { type: 'json' }

interface Row {
  readonly regex: string
  readonly kind: string
  readonly isShared: boolean
  readonly patterns?: readonly string[]
}

const ROWS: readonly Row[] = rows

function importOf(regex: unknown, more: { readonly [name: string]: unknown } = {}) {
  return fromDjango({ CORS_ALLOWED_ORIGIN_REGEXES: [regex], ...more })
}

/** What an expression became. */
function kindOf(regex: unknown): string {
  const { options, notes, refusals } = importOf(regex)
  const found = [...refusals, ...notes].find(({ code }) => code.startsWith('regex-') && code !== 'regex-outside')
  return found?.code.slice('regex-'.length) ?? (options ? 'exact' : 'refused')
}

const isWritten = (regex: string, origin: string): boolean => new RegExp(`^(?:${regex})`).test(origin)

describe('a real expression', () => {
  it.each(ROWS)('$regex is $kind', ({ regex, kind }) => {
    expect(kindOf(regex)).toBe(kind)
  })

  it.each(ROWS.filter((row) => row.kind === 'exact'))('$regex becomes $patterns', ({ regex, patterns }) => {
    expect(new Set(importOf(regex).options?.origin as string[])).toEqual(new Set(patterns))
  })

  it.each(ROWS.filter((row) => row.kind === 'predicate' && row.patterns))(
    '$regex is near $patterns, which also allow the witness',
    ({ regex, patterns = [] }) => {
      const note = importOf(regex).notes.find(({ code }) => code === 'regex-predicate')
      expect(note?.nearest).toEqual(patterns)
      expect(isWritten(regex, note?.witness ?? '')).toBe(false)
      expect(cors({ origin: patterns }).allowsOrigin(note?.witness ?? '')).toBe(true)
    },
  )

  it.each(ROWS.filter(({ kind }) => kind === 'unsafe' || kind === 'everyone'))(
    '$regex is refused with an origin that really matches',
    ({ regex }) => {
      const witness = importOf(regex).refusals[0]?.witness ?? ''
      expect(isWritten(regex, witness)).toBe(true)
      expect(cors({ origin: ({ serialized }) => serialized === witness }).allowsOrigin(witness)).toBe(true)
    },
  )

  it.each(ROWS.filter(({ isShared }) => isShared))('$regex is refused with credentials', ({ regex }) => {
    const { refusals } = importOf(regex, { CORS_ALLOW_CREDENTIALS: true })
    expect(refusals.map(({ code }) => code)).toContain('wildcard-public-suffix')
  })
})

describe('a mutation of a safe expression', () => {
  const SAFE = [
    String.raw`^https://app\.example\.com$`,
    String.raw`^https://.*\.example\.com$`,
    String.raw`^https://(app|admin)\.example\.com$`,
    String.raw`^https://[a-z0-9-]+\.eu\.example\.org$`,
    String.raw`^https://deploy-\d+--shop\.netlify\.app$`,
  ]

  it.each(SAFE)('%s is refused without its $', (regex) => {
    expect(kindOf(regex)).toMatch(/exact|predicate/)
    expect(kindOf(regex.replace('$', ''))).toBe('unsafe')
  })

  it('is refused without the dot before its domain', () => {
    expect(kindOf(String.raw`^https://.*example\.com$`)).toBe('unsafe')
    expect(kindOf(String.raw`^https://\w+example\.com$`)).toBe('unsafe')
  })

  it('is refused with one unescaped dot that lets a stranger in', () => {
    expect(kindOf(String.raw`^https://app.example\.com$`)).toBe('unsafe')
    expect(kindOf(String.raw`^https://.*.example\.com$`)).toBe('unsafe')
  })

  it('is reported with one unescaped dot before the last label, which lets nobody in', () => {
    const { notes } = importOf(String.raw`^https://app\.example.com$`)
    expect(notes.map(({ code }) => code)).toContain('regex-outside')
  })

  it.each([String.raw`^http://app\.example\.com$`, String.raw`^https?://.*\.example\.com$`])(
    '%s is refused with credentials',
    (regex) => {
      const { refusals } = importOf(regex, { CORS_ALLOW_CREDENTIALS: true })
      expect(refusals.map(({ code }) => code)).toContain('insecure-origin-credentials')
    },
  )
})

describe('an expression', () => {
  it.each([
    ['a lookahead', String.raw`^https://(?!evil)\w+\.example\.com$`, 'unread'],
    ['a word boundary', String.raw`^https://app\b\.example\.com$`, 'unread'],
    ['a reference', String.raw`^https://(a)\1\.example\.com$`, 'unread'],
    ['a possessive quantifier', String.raw`^https://\w++\.example\.com$`, 'unread'],
    ['too many rounds', String.raw`^https://(a{99}){99}\.example\.com$`, 'unread'],
    ['an exponential number of states', String.raw`^https://[ab]*a[ab]{40}\.example\.com$`, 'unread'],
    ['nothing to repeat', '*.example.com', 'invalid'],
    ['nothing to repeat twice', String.raw`{2}https://a\.example\.com$`, 'invalid'],
    ['flags that exclude each other', String.raw`(?au)^https://a\.example\.com$`, 'invalid'],
    ['a code in a class', String.raw`^https://[\x61-\u007a]+\.example\.com$`, 'unread'],
    ['a dot by its code', String.raw`^https://app\x2eexample\u002ecom$`, 'unread'],
    ['an octal code in a class', String.raw`^https://[\141]\.example\.com$`, 'unread'],
    ['an escape in a class that Python refuses', String.raw`^https://[\y]+\.example\.com$`, 'invalid'],
    ['any character or a line feed', String.raw`^https://(.|\n)*\.example\.com$`, 'exact'],
    ['a label whose dot is optional', String.raw`^https://(dev|qa)?\.?example\.com$`, 'unsafe'],
    ['a label that is part of a longer label', String.raw`^https://(my-)?app\.example\.com$`, 'exact'],
    ['two domains', String.raw`^https://(app\.example\.com|example\.com\.br)$`, 'exact'],
    ['an open group', String.raw`^https://(a\.example\.com$`, 'invalid'],
    ['an open class', String.raw`^https://[a-z\.example\.com$`, 'invalid'],
    ['a registry', String.raw`^https://.*\.com$`, 'unsafe'],
    ['a registry of a country', String.raw`^https://.*\.co\.uk$`, 'unsafe'],
    ['any end', String.raw`^https://example\.[a-z]+$`, 'unsafe'],
    ['any address', String.raw`^http://\d+\.\d+\.\d+\.\d+$`, 'unsafe'],
    ['upper case only', String.raw`^https://APP\.example\.com$`, 'never'],
    ['upper case, ignored', String.raw`(?i)^https://APP\.example\.com$`, 'exact'],
    ['a named group', String.raw`^https://(?P<name>app|www)\.example\.com$`, 'exact'],
    ['a lazy quantifier', String.raw`^https://.+?\.example\.com$`, 'exact'],
    ['the end of Python', String.raw`\Ahttps://app\.example\.com\Z`, 'exact'],
    ['an app', '^capacitor://localhost$', 'exact'],
    ['an alternative without an end', String.raw`^https://a\.example\.com$|https://b\.example\.com`, 'unsafe'],
  ])('with %s is judged: %s is %s', (_what, regex, kind) => {
    expect(kindOf(regex)).toBe(kind)
  })

  it('for null alone is reported as null', () => {
    expect(importOf('^null$').notes.map(({ code }) => code)).toEqual(['null-origin'])
  })

  it('that Python compiled has its flags', () => {
    const regex = String.raw`^https://APP\.example\.com$`
    expect(kindOf({ regex, flags: 34 })).toBe('exact')
    expect(kindOf({ regex, flags: 32 })).toBe('never')
    expect(kindOf({ regex, flags: 96 })).toBe('unread')
    expect(importOf({ pattern: regex }).refusals[0]?.code).toBe('setting-type')
  })
})
