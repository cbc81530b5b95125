import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPolicy } from '../../lab/page/model/policy.ts'
import { EMITTERS, EXTRAS, exportTo } from '../../lab/page/policy/export-to.ts'
import { formatPolicy } from '../../lab/page/policy/format.ts'
import { diffLines, shownLines } from '../../lab/page/policy/line-diff.ts'
import { tryPolicy } from '../../lab/page/policy/read-policy.ts'
import { remedyFor } from '../../lab/page/policy/remedy.ts'
import { keepBefore } from '../../lab/page/scene/before.ts'
import { CHOICES, DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { audit, type Finding } from '../../src/audit/index.ts'
import { TARGETS } from '../../src/cli/commands/export-targets.ts'
import { HOSTS } from '../../src/cli/init/hosts.ts'
import * as exporters from '../../src/export/index.ts'
import { cors, type CorsOptions } from '../../src/index.ts'
import { AUDIT_ROWS } from '../portable/support/audit-rows.ts'
import { HOSTILE_POLICY, POLICY_TEXTS } from './policy-texts.ts'

describe('links know', () => {
  test('every target and every host', () => {
    expect(CHOICES.target).toEqual(Object.keys(TARGETS))
    expect(CHOICES.host).toEqual(Object.keys(HOSTS))
  })

  test('every function of corsage/export, and its flags', () => {
    const emitters = Object.keys(exporters).filter((name) => /^to[A-Z]/.test(name))
    expect(Object.keys(EMITTERS).toSorted()).toEqual(emitters.toSorted())
    expect(Object.keys(EXTRAS)).toEqual(Object.values(TARGETS).flatMap(({ flags = {} }) => Object.keys(flags)))
  })
})

describe.each(Object.entries(TARGETS))('the export to %s', (target, { emitter, flags = {} }) => {
  const direct = Object.entries(exporters).find(([name]) => name === emitter)![1] as typeof exporters.toNginx

  test.each(['no', 'yes'])('is that of corsage/export for all policies, with %s extra', async (extra) => {
    const options = Object.fromEntries(Object.values(flags).map((name) => [name, extra === 'yes']))
    for (const text of POLICY_TEXTS) {
      const policy = cors(readPolicy(text).value as { origin: string })
      const expected = ((): unknown => {
        try {
          return { ...direct(policy, options), issues: [] }
        } catch (error) {
          return { files: {}, notes: [], issues: (error as exporters.ExportError).issues }
        }
      })()
      // oxlint-disable-next-line no-await-in-loop
      expect(await exportTo(target, policy, extra === 'yes')).toEqual(expected)
    }
  })
})

describe('the policy before', () => {
  const policies = fc.constantFrom('{ a }', '{ b }', '{ c }', DEFAULT_SCENE.policy)

  test('is the one at the first change, until both are equal again', () => {
    fc.assert(
      fc.property(fc.array(policies, { minLength: 1 }), (texts) => {
        let scene: Scene = DEFAULT_SCENE
        for (const policy of texts) scene = keepBefore(scene, { ...scene, policy })
        // What was compared with last: the first policy, or the one that was there when both were equal.
        expect(scene.before).toBe(scene.policy === DEFAULT_SCENE.policy ? '' : DEFAULT_SCENE.policy)
      }),
    )
  })

  test('stays through changes of all else, and "Undo" brings it back', () => {
    const edits = fc.array(
      fc.oneof(
        policies.map((policy) => ({ policy })),
        fc.string().map((url) => ({ url })),
        fc.constant({ before: '' }),
        fc.constant('undo'),
      ),
    )
    fc.assert(
      fc.property(edits, (all) => {
        let scene: Scene = DEFAULT_SCENE
        let base = scene.policy
        const past: [Scene, base: string][] = []
        for (const edit of all) {
          if (typeof edit === 'string') [scene, base] = past.pop() ?? [scene, base]
          else {
            past.push([scene, base])
            scene = keepBefore(scene, { ...scene, ...edit })
            if ('before' in edit) base = scene.policy
          }
          expect([scene.before || scene.policy, scene.before === scene.policy]).toEqual([base, false])
        }
      }),
    )
  })
})

describe('a remedy', () => {
  const rows = AUDIT_ROWS.filter(({ options }) => typeof options.origin !== 'function')
  const auditOf = (text: string): readonly Finding[] =>
    audit(readPolicy(text).value as CorsOptions, { csrf: true }) as readonly Finding[]
  const place = ({ rule, path }: Finding, policy: string): string => {
    const at = path.reduce<unknown>((value, key) => Object(value)[key], readPolicy(policy).value)
    return JSON.stringify([rule, at])
  }

  test('leaves a policy that cors() accepts, without the finding', () => {
    const used = new Set<string>()
    for (const { options } of rows) {
      const policy = `{\n  // mine\n${JSON.stringify(options, null, 2).slice(2)}`
      const scene: Scene = { ...DEFAULT_SCENE, by: 'policy', policy, method: 'put', headers: 'X-A: 1' }
      for (const finding of auditOf(policy)) {
        const remedy = remedyFor(finding, scene)
        if (!remedy) continue
        used.add(finding.rule)
        expect(tryPolicy(remedy.policy).problems).toEqual([])
        expect(remedy.policy).toContain('// mine')
        const before = auditOf(policy).filter((one) => place(one, policy) === place(finding, policy)).length
        const after = auditOf(remedy.policy).filter(
          (one) => place(one, remedy.policy) === place(finding, policy),
        ).length
        expect([finding.rule, after]).toEqual([finding.rule, before - 1])
      }
    }
    expect([...used].toSorted()).toEqual(
      'A-03 C-04 E-03 E-04 E-05 H-02 H-04 H-05 M-05 O-03 O-08 O-09 O-10 O-11 O-16 O-18 O-19'.split(' '),
    )
  })
})

test.each<[string, policy: string, rule: string, Partial<Scene>, expected: string | undefined]>([
  [
    'the last entry goes with its option',
    "{ origin: ['https://a.example'], exposeHeaders: ['x-token'] }",
    'E-03',
    {},
    "{ origin: ['https://a.example'] }",
  ],
  [
    'an http origin goes if https is listed',
    "{ origin: ['http://a.example', 'https://a.example'] }",
    'O-10',
    {},
    "{ origin: ['https://a.example'] }",
  ],
  [
    'no button writes what is there',
    "{ origin: 'https://a.example', allowMethods: ['*'] }",
    'M-05',
    { method: '*' },
    undefined,
  ],
  [
    'no button leaves a policy that cors() refuses',
    "{ origin: ['https://a.example'], allowHeaders: ['*'] }",
    'H-02',
    { headers: 'Cookie: a=b' },
    undefined,
  ],
])('%s', (_, policy, rule, call, expected) => {
  const findings = audit(readPolicy(policy).value as CorsOptions, { csrf: true }) as readonly Finding[]
  const finding = findings.find((one) => one.rule === rule)!
  expect(remedyFor(finding, { ...DEFAULT_SCENE, ...call, by: 'policy', policy })?.policy).toBe(expected)
})

test('a refused policy has all its problems, and a text that cannot be read has one', () => {
  expect(tryPolicy("{ origin: 'x', maxAge: -1 }").problems).toHaveLength(2)
  expect(tryPolicy('{ a').problems).toEqual([expect.stringContaining('Line 1 of the policy')])
})

describe('a formatted policy', () => {
  // oxlint-disable-next-line typescript/no-implied-eval -- that running it does no harm is what is tested
  const run = (text: string): unknown => new Function(`return (${text}\n)`)()

  test.each(POLICY_TEXTS)('%j is the policy that the lab has read', (text) => {
    expect(run(formatPolicy(text).options)).toEqual(readPolicy(text).value)
  })

  test('keeps comments, and shows what hides in them', () => {
    expect(formatPolicy(HOSTILE_POLICY)).toMatchInlineSnapshot(`
      {
        "head": [
          "// </script> */ globalThis.broken = 1 \\u2028 globalThis.broken = 2 // \\u202e",
        ],
        "options": "{
        /* it's "quoted"
         over two lines */
        origin: ['https://app.example.com', 'https://admin.example.com'], // the shop's \\u2029 globalThis.broken = 3
        allowHeaders: [
          'x-it\\'s', // \${globalThis.broken = 4}
          'x-\`a\`',
          /* last */
        ],
        allowMethods: [
          'PUT', /* carts */
          'DELETE',
        ],
        maxAge: 600,
        credentials: true,
      }",
        "tail": [],
      }
    `)
  })

  test('has short lists on one line, and plain blanks in comments', () => {
    const list = `['https://shop.example', 'https://admin.example', 'https://app.example']`
    const { head, options } = formatPolicy(`// a\tb\n{ origin: ${list}, allowHeaders: ['${'x'.repeat(100)}'] }`)
    expect(head).toEqual(['// a b'])
    expect(options.split('\n')[1]).toBe(`  origin: ${list},`)
    expect(options).toContain("allowHeaders: [\n    'xxx")
  })

  test('is formatted already', () => {
    for (const text of POLICY_TEXTS) {
      const { options } = formatPolicy(text)
      expect(formatPolicy(options).options).toBe(options)
    }
  })

  test('runs nothing, whatever strings, names and comments say', () => {
    const parts = fc.array(
      fc.constantFrom(
        "'",
        '"',
        '\\',
        '\n',
        '\u2028',
        '\r',
        '*/',
        '//',
        '/*',
        '${',
        '`',
        '}',
        ')',
        'a',
        '\u202E',
        '💐',
        ',',
      ),
    )
    const strings = fc.oneof(
      fc.string(),
      parts.map((all) => all.join('')),
    )
    fc.assert(
      fc.property(strings, strings, strings, (name, value, comment) => {
        const inner = comment.replaceAll('*', '')
        const text = `{ ${JSON.stringify(name)}: [${JSON.stringify(value)}, /* ${inner} */ 1], //${comment.replaceAll('\n', '')}\n b: 2 }`
        // cors() refuses the first name, so that no program has it, and the lab takes no name twice.
        fc.pre(name !== '__proto__' && name !== 'b')
        const read = readPolicy(text).value
        expect(run(formatPolicy(text).options)).toEqual(read)
      }),
      { numRuns: 1000 },
    )
  })
})

test('the lines of both versions make both versions', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', '', ' a'), { maxLength: 12 }),
      fc.array(fc.constantFrom('a', 'b', '')),
      (one, other) => {
        const lines = diffLines(one.join('\n'), other.join('\n'))
        const side = (sign: string): string[] => lines.filter((line) => line.sign !== sign).map(({ text }) => text)
        expect(side('+').join('\n')).toBe(one.join('\n'))
        expect(side('-').join('\n')).toBe(other.join('\n'))
      },
    ),
  )
})

test('long texts are compared in no time, and not all lines are shown', () => {
  const lines = (text: string): string => `${text}\n`.repeat(9_999)
  const found = diffLines(lines('a'), lines('b'))
  expect(found.filter(({ sign }) => sign === '-')).toHaveLength(10_000)
  expect(shownLines(found)).toHaveLength(401)
  expect(shownLines(diffLines('a', 'b'), 2).map(({ sign }) => sign)).toEqual(['-', '+'])
  const all = Array.from({ length: 50 }, (_, at) => `line ${String(at)}`)
  const changed = all.with(25, 'changed')
  expect(
    shownLines(diffLines(all.join('\n'), changed.join('\n')))
      .map(({ sign }) => sign)
      .join(''),
  ).toBe('…   -+   …')
})
