import { createRequire } from 'node:module'
import type Draft04 from 'ajv-draft-04'
import { expect, test } from 'vitest'
import { type Finding, toSarif } from '../../src/audit/index.ts'
import { auditNow } from '../portable/support/audit.ts'
import { AUDIT_ROWS } from '../portable/support/audit-rows.ts'
import { CREDENTIAL_FAULTS, OPTION_FAULTS, ORIGIN_FAULTS } from '../portable/support/faults.ts'

const load = createRequire(import.meta.url)
const Ajv = load('ajv-draft-04') as typeof Draft04.default
const schema = load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object

/**
 * Validates against the schema of OASIS. One of its patterns is not a Unicode RegExp. Formats such as `uri` are not
 * checked.
 */
const isValid = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
)

const FINDINGS: readonly Finding[] = [
  ...AUDIT_ROWS.flatMap(({ options, settings }) => auditNow(options, settings)),
  ...[...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS].flatMap(({ options }) => auditNow(options)),
]

test.each([
  ['all findings', FINDINGS, { uri: 'src/policy.ts', line: 1 }],
  ['findings without a place', FINDINGS, {}],
  ['no finding', [], {}],
])('a log of %s is SARIF 2.1.0', (_what, findings, options) => {
  const log: unknown = JSON.parse(JSON.stringify(toSarif(findings, options)))
  expect([isValid(log), isValid.errors]).toEqual([true, null])
})

test('an invalid log is detected', () => {
  const log = JSON.parse(JSON.stringify(toSarif(FINDINGS))) as { runs: [{ results: [{ level: string }] }] }
  log.runs[0].results[0].level = 'high'
  expect(isValid(log)).toBe(false)
})
