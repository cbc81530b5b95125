import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '../../lab/page/model/edit.ts'
import { fixesOf, type IssueFix, placeOfIssue } from '../../lab/page/model/issue-fix.ts'
import { changePolicy, issuesOf, readPolicy, writeLiteral } from '../../lab/page/model/policy.ts'
import { problemsOf } from '../../lab/page/model/problems.ts'
import { tokensOf } from '../../lab/page/model/tokens.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import type { PolicyIssue, PolicyIssueCode } from '../../src/index.ts'
import { CREDENTIAL_FAULTS, type Fault, OPTION_FAULTS, ORIGIN_FAULTS } from '../portable/support/faults.ts'

/** The faults that a literal can have. The others have functions, expressions, sets, symbols or big numbers. */
const FAULTS = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS].filter(({ options }) =>
  isLiteral(Object.values(options)),
)

/** Codes without a fix, and why. */
const NO_FIX: { readonly [Code in PolicyIssueCode]?: string } = {
  'wildcard-no-base': 'only the author knows the domain',
  'wildcard-port': 'only the author knows the port',
  'wildcard-registry-suffix': 'only the author knows the domain',
  'route-invalid': 'no problem of the options of cors()',
  'route-hidden': 'no problem of the options of cors()',
  'bytes-invalid': 'no problem of the options of cors()',
}

/** The other codes that have a fix for some values only, and what the value would have to say. */
const SOMETIMES: { readonly [Code in PolicyIssueCode]?: string } = {
  'origin-no-scheme': 'an origin',
  'origin-userinfo': 'an origin',
  'origin-has-path': 'an origin, not a RegExp',
  'origin-port': 'a port that exists',
  'origin-not-canonical': 'a host',
  'origin-separator': 'valid origins',
  'insecure-origin-credentials': 'a host that can have a certificate',
  'method-invalid': 'methods',
  'header-invalid': 'names of headers',
  'max-age-range': 'a number',
  'option-type': 'an origin, as an entry of self',
}

function isLiteral(values: readonly unknown[]): boolean {
  return values.every((value) =>
    Array.isArray(value)
      ? isLiteral(value)
      : value === null ||
        ['string', 'boolean', 'undefined'].includes(typeof value) ||
        (typeof value === 'number' && Number.isFinite(value)) ||
        (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && !Object.keys(value).length),
  )
}

/** The ways in which people write options. */
const LAYOUTS: Readonly<Record<string, (members: readonly string[]) => string>> = {
  'in one line': (members) => `{ ${members.join(', ')} }`,
  'without blanks': (members) => `{${members.join(',')}}`,
  'in lines': (members) => `{\n${members.map((member) => `  ${member},\n`).join('')}}`,
  'with comments, in a call': (members) =>
    `// ours\ncors({\n${members.map((member) => `    ${member} /* , */, // why: {}`).join('\n')}\n  // end\n})\n`,
  'without the last comma': (members) => `cors({\n\t${members.join(' // why,\n\t, ')} // last\n});`,
}

function textOf({ options }: Fault, layout: (members: readonly string[]) => string): string {
  const written = (value: unknown): string =>
    Array.isArray(value) ? `[${value.map(written).join(', ')}]` : writeLiteral(value)
  return layout(Object.entries(options).map(([name, value]) => `${nameOf(name)}: ${written(value)}`))
}

const nameOf = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : writeLiteral(name))

const issuesIn = (text: string): readonly PolicyIssue[] => issuesOf(readPolicy(text).value)

const fixesIn = (text: string, issue: PolicyIssue): IssueFix[] =>
  fixesOf(issue, { text, literal: readPolicy(text) }, DEFAULT_SCENE)

/** A problem, without what moves when a list becomes shorter. */
const nameOfIssue = ({ code, path, value }: PolicyIssue): string => JSON.stringify([code, path[0], value])

describe.each(Object.entries(LAYOUTS))('%s', (_, layout) => {
  test.each(FAULTS.map((fault) => [fault.code, textOf(fault, layout)] as const))('%s in %s', (code, text) => {
    const issue = issuesIn(text).find((one) => one.code === code)!
    const { start, end } = placeOfIssue(issue, readPolicy(text))
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(text.length)

    const fixes = fixesIn(text, issue)
    const mayLackFix = issue.suggestion === undefined && (code in NO_FIX || code in SOMETIMES)
    expect(fixes.length > 0 || mayLackFix).toBe(true)
    for (const { changes } of fixes) {
      const fixed = applyChanges(text, changes)
      expect(issuesIn(fixed).map(nameOfIssue)).not.toContain(nameOfIssue(issue))
      expect(issuesIn(fixed).length).toBeLessThanOrEqual(issuesIn(text).length)
      // What people wrote stays as they wrote it.
      expect(fixed.startsWith(text.slice(0, Math.min(...changes.map((change) => change.start))))).toBe(true)
    }
  })
})

test.each(Object.entries(LAYOUTS))('%s: an option is written or added, and the rest stays', (_, layout) => {
  for (const fault of FAULTS) {
    const policy = textOf(fault, layout)
    const before = readPolicy(policy).value as object
    const changed = changePolicy({ ...DEFAULT_SCENE, policy }, { maxAge: 60, allowMethods: ['PUT'] })
    expect(readPolicy(changed.policy).value).toEqual({ ...before, maxAge: 60, allowMethods: ['PUT'] })
    const comments = (text: string): number => tokensOf(text).filter(({ kind }) => kind === 'comment').length
    expect(comments(changed.policy)).toBe(comments(policy))
  }
})

test('every code has a bad policy here, and a fix or a reason for none', () => {
  const codes = new Set(FAULTS.map(({ code }) => code))
  const fixable = new Set(
    FAULTS.filter((fault) => {
      const text = textOf(fault, LAYOUTS['in lines']!)
      return (
        fixesIn(
          text,
          issuesIn(text).find(({ code }) => code === fault.code)!,
        ).length > 0
      )
    }).map(({ code }) => code),
  )
  const reasons: Readonly<Record<string, string>> = NO_FIX
  expect([...codes].filter((code) => !fixable.has(code)).toSorted()).toEqual(
    Object.keys(reasons)
      .filter((code) => !reasons[code]!.startsWith('no problem'))
      .toSorted(),
  )
})

test('one click after the other ends with a policy that has no more fixes', () => {
  const members = FAULTS.flatMap(({ options }) => Object.entries(options))
  const policies = fc
    .uniqueArray(fc.constantFrom(...members), { selector: ([name]) => name, maxLength: 6 })
    .map((entries) => ({ options: Object.fromEntries(entries) }) as Fault)
  fc.assert(
    fc.property(policies, fc.constantFrom(...Object.values(LAYOUTS)), (policy, layout) => {
      let text = textOf(policy, layout)
      for (let clicks = 0; clicks <= 40; clicks++) {
        const issues = issuesIn(text)
        for (const issue of issues) expect(placeOfIssue(issue, readPolicy(text)).end).toBeLessThanOrEqual(text.length)
        const [fix] = issues.flatMap((issue) => fixesIn(text, issue).slice(0, 1))
        if (!fix) return
        text = applyChanges(text, fix.changes)
      }
      throw new Error(`Fixes go round in circles: ${text}`)
    }),
    { numRuns: 500 },
  )
})

test('an unknown option is found by its name, even with hidden characters', () => {
  const text = '{ origin: "*", "max\u202EAge" : 60 }'
  const issue = issuesIn(text)[0]!
  const { start, end } = placeOfIssue(issue, readPolicy(text))
  expect(text.slice(start, end)).toBe('"max\u202EAge"')
  expect(applyChanges(text, fixesIn(text, issue)[0]!.changes)).toBe('{ origin: "*", maxAge : 60 }')
})

/** A policy, a call, and what the buttons for its problems do. */
const BUTTONS: readonly (readonly [text: string, call: Partial<Scene>, buttons: readonly string[]])[] = [
  ["{ origin: ['*'] }", {}, ["Write '*'"]],
  ["{ origin: ['*'], credentials: true }", {}, ["Remove '*'"]],
  ["{ origin: ['*', 'https://a.example'] }", {}, ["Remove '*'"]],
  ["{ origin: ['https://a.example, https://b.example'] }", {}, ["Write 'https://a.example', 'https://b.example'"]],
  ["{ origin: ['https://*.vercel.app'], credentials: true }", {}, ["Write 'https://app.example.com'"]],
  [
    "{ origin: ['https://*.vercel.app', 'https://app.example.com'], credentials: true }",
    {},
    ["Remove 'https://*.vercel.app'"],
  ],
  ['{ }', { page: 'capacitor://localhost' }, ["Add origin: ['capacitor://localhost']"]],
  ['{ credentials: true }', { page: 'http://app.example.com' }, ['Add origin: []']],
  ["{ origin: '*', enforce: 'yes' }", {}, ['Write true', 'Write false']],
  ["{ origin: '*', dangerouslyReflectHeaders: 1 }", {}, ['Write false']],
  ["{ origin: '*', allowMethods: 'get, PUT x(' }", {}, ["Write ['GET', 'PUT']"]],
  [
    "{ origin: ['https://a.example'], credentials: true, allowHeaders: ['*'], exposeHeaders: ['*'] }",
    { headers: 'X-Id: 1\nCookie: a' },
    ["Write 'X-Id'", "Remove '*'"],
  ],
  [`{ origin: '*', "${'x'.repeat(90)}\u202E": 1 }`, {}, [`Remove "${'x'.repeat(79)}…`]],
]

test.each(BUTTONS)('%s has its buttons', (text, call, buttons) => {
  const policy = { text, literal: readPolicy(text) }
  const fixes = issuesIn(text).flatMap((issue) => fixesOf(issue, policy, { ...DEFAULT_SCENE, ...call }))
  expect(fixes.map(({ verb, code }) => `${verb} ${code}`)).toEqual(buttons)
})

test('an editor gets the first hundred problems', () => {
  const found = problemsOf(`{ origin: [${"'x', ".repeat(200)}] }`)
  expect([found.length, found[99]!.place]).toEqual([100, { start: 11 + 99 * 5, end: 14 + 99 * 5 }])
})

test('a policy that is no object becomes one', () => {
  for (const text of ["'https://a.example'", '[1]', 'null', 'cors([])']) {
    const [fix] = fixesIn(text, issuesIn(text)[0]!)
    expect(issuesIn(applyChanges(text, fix!.changes))).toEqual([])
  }
})
