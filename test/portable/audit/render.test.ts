import { describe, expect, it } from 'vitest'
import { audit, toMarkdown, toSarif } from '../../../src/audit/index.ts'
import { auditNow } from '../support/audit.ts'
import { AUDIT_ROWS } from '../support/audit-rows.ts'

describe('toMarkdown', () => {
  it('is a list', () => {
    const findings = audit({ origin: ['http://app.example.com'], exposeHeaders: ['x-token'] })
    expect(toMarkdown(findings)).toBe(
      '- **medium** O-10 at `origin.0`: `Anybody on the network can pose as an http origin: got "http://app.example.com"`. Fix: `Write https`. Lets `http://app.example.com` through. (CWE-319)\n' +
        '- **medium** E-03 at `exposeHeaders.0`: `Pages may read this header, which can hold a secret or describe the server: got "x-token"`. Fix: `Remove the header`. (CWE-200)\n',
    )
  })

  it('lists all references, and keeps a message on one line', () => {
    const [finding] = audit({ origin: ['http://app.example.com'], credentials: true })
    const text = toMarkdown([{ ...finding!, message: 'One \n\t two`\n` three' }])
    expect(text).toMatch(/ \(CWE-319, CWE-346\)\n$/)
    expect(text).toContain(": `One two'three`.")
  })

  it('says that there are no findings', () => {
    expect(toMarkdown([])).toBe('No findings.\n')
  })

  it('makes control characters visible', () => {
    const route = { path: '/\u001B[2J\u009B\u007F\u202E', cookies: true }
    const text = toMarkdown(auditNow({ origin: '*' }, { routes: [route] }))
    expect(text).not.toMatch(/[^\P{C}\n]/u)
    expect(text).toContain(String.raw`/\u001b[2J\u009b\u007f\u202e`)
  })

  it('keeps values from outside in code', () => {
    const text = toMarkdown(auditNow({ origin: ['`</code>\n# [a](javascript:b)'] }))
    expect(text).toContain('"\'</code>')
    expect(text).toMatch(/^- [^\n]*\n$/)
    expect(text.replaceAll(/`[^`]*`/g, '')).not.toMatch(/[<#[\]`]/)
  })
})

describe('toSarif', () => {
  const findings = audit({ origin: ['http://a.example', 'http://b.example'], exposeHeaders: ['etag', '*'] })
  const log = toSarif(findings, { uri: 'src/policy.ts', line: 3 })
  const [run] = log.runs as [{ tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }]

  it('has each rule once, and each finding with its rule', () => {
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['O-10', 'E-02'])
    expect(run.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['O-10', 0, 'warning'],
      ['O-10', 0, 'warning'],
      ['E-02', 1, 'warning'],
    ])
  })

  it('has references as tags, a score, and a location', () => {
    expect(run.tool.driver.rules[0]).toEqual({
      id: 'O-10',
      shortDescription: { text: 'Anybody on the network can pose as an http origin' },
      fullDescription: { text: 'Anybody on the network can pose as an http origin' },
      help: { text: 'Write https' },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['security', 'external/cwe/cwe-319'], 'security-severity': '5.0' },
    })
    expect(run.results[1]).toEqual({
      ruleId: 'O-10',
      ruleIndex: 0,
      level: 'warning',
      message: { text: 'Anybody on the network can pose as an http origin: got "http://b.example". Write https.' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'src/policy.ts' }, region: { startLine: 3 } },
          logicalLocations: [{ fullyQualifiedName: 'origin.1' }],
        },
      ],
      properties: { severity: 'medium', checklist: 2, witness: 'http://b.example' },
    })
  })

  it('names Corsage, and the version of its schema', () => {
    expect(log).toMatchObject({
      version: '2.1.0',
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      runs: [{ tool: { driver: { name: 'Corsage' } } }],
    })
  })

  it.each([
    ['error', 'error', '9.0'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.0'],
    ['low', 'note', '3.0'],
    ['info', 'note', '0.0'],
  ] as const)('gives the severity %s the level %s and the score %s', (severity, level, score) => {
    const [{ results, tool }] = toSarif([{ ...findings[0]!, severity }]).runs as [typeof run]
    expect(results).toMatchObject([{ level, properties: { severity } }])
    expect(tool.driver.rules).toMatchObject([
      { defaultConfiguration: { level }, properties: { 'security-severity': score } },
    ])
  })

  it('leaves out the line and the witness if there is none', () => {
    const refused = auditNow({ origin: '*', credentials: true, exposeHeaders: ['set-cookie'] })
    const [{ results, tool }] = toSarif(refused, { uri: 'src/policy.ts' }).runs as [typeof run]
    expect(results[0]?.['locations']).toStrictEqual([
      {
        physicalLocation: { artifactLocation: { uri: 'src/policy.ts' } },
        logicalLocations: [{ fullyQualifiedName: 'origin' }],
      },
    ])
    expect(results[1]?.['properties']).toStrictEqual({ severity: 'error', checklist: 5 })
    expect(tool.driver.rules[0]).toMatchObject({
      properties: { tags: ['security', 'external/cwe/cwe-942', 'ASVS 3.4.2'] },
    })
  })

  it('writes a path as a URI', () => {
    const [{ results }] = toSarif(findings, { uri: 'src/my policy.ts' }).runs as [typeof run]
    expect(results[0]?.['locations']).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'src/my%20policy.ts' } } },
    ])
  })

  it.each([0, -1, Number.NaN])('leaves out the line %s, which SARIF does not allow', (line) => {
    const [{ results }] = toSarif(findings, { uri: 'src/policy.ts', line }).runs as [typeof run]
    expect(results[0]?.['locations']).toStrictEqual([
      {
        physicalLocation: { artifactLocation: { uri: 'src/policy.ts' } },
        logicalLocations: [{ fullyQualifiedName: 'origin.0' }],
      },
    ])
  })

  it('has no physical location without a path', () => {
    const [{ results }] = toSarif(findings).runs as [typeof run]
    expect(results[0]?.['locations']).toEqual([{ logicalLocations: [{ fullyQualifiedName: 'origin.0' }] }])
  })
})

it('messages have no control characters', () => {
  const [found] = auditNow({ origin: '*' }, { routes: [{ path: '/\u007F\u009B\u202E', cookies: true }] })
  expect(found?.message).toContain(String.raw`/\u007f\u009b\u202e`)
  const throwing = () => {
    throw new Error('no\u009B\n')
  }
  expect(auditNow({ origin: throwing })[0]?.message).toMatch(/: no\\u009b\\u000a$/)
})

it('every message and every fix is a sentence without a final period', () => {
  for (const { options, settings } of AUDIT_ROWS)
    for (const { message, fix, references } of auditNow(options, settings)) {
      expect(message).toMatch(/^[A-Z][^\n]*[^.\s]$/)
      expect(fix).toMatch(/^[A-Z][^\n]*[^.\s]$/)
      expect(message.length).toBeLessThan(220)
      for (const reference of references) expect(reference).toMatch(/^(CWE-\d+|ASVS \d(\.\d+)+|Fetch)$/)
    }
})
