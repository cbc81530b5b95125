import { checkArgument, isOptions } from '../../policy/arguments.ts'
import { type OptionRules, readOptions } from '../../policy/check.ts'
import { visible } from '../../wording/visible.ts'
import { visibleStrings } from '../../wording/visible-strings.ts'
import { checkFindings, type Finding, placesOf, type Severity } from './finding.ts'

/** Where the policy is in the source. */
export interface SarifOptions {
  /** The path of the file, relative to the root of the repository: `src/policy.ts`. Code scanning shows nothing without it. */
  readonly uri?: string | undefined
  /** The line, counted from 1. A lower number and `NaN` mean that it is not known, and are left out. */
  readonly line?: number | undefined
}

/** A log in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), with one run. */
export interface SarifLog {
  readonly version: '2.1.0'
  readonly $schema: string
  readonly runs: readonly object[]
}

/** The rules of the options. Marked, so that bundlers drop them where nothing needs them. */
const SARIF_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    uri: {
      expected: 'the path of a file, such as "src/policy.ts"',
      faultOf: (value) => (!value || typeof value !== 'string') && ['option-type'],
    },
    line: {
      expected: 'a whole number above 0',
      faultOf: (value) => (typeof value !== 'number' || (value > 0 && !Number.isSafeInteger(value))) && ['option-type'],
    },
  }
}

/** The level, and the score by which GitHub sorts. */
const LEVELS: { readonly [Level in Severity]: readonly [level: string, score: string] } = {
  error: ['error', '9.0'],
  high: ['error', '8.0'],
  medium: ['warning', '5.0'],
  low: ['note', '3.0'],
  info: ['note', '0.0'],
}

/**
 * Writes findings as a SARIF 2.1.0 log for code scanning: `JSON.stringify` it into a file. References become tags. Every
 * string is visible, because viewers of SARIF print what JSON escapes.
 *
 * @throws {PolicyError} with every problem of the arguments
 * @example
 * ```ts
 * import { audit, toSarif } from 'corsage/audit'
 *
 * const findings = audit({ origin: ['http://app.example.com'] })
 * console.log(JSON.stringify(toSarif(findings, { uri: 'src/policy.ts' })))
 * ```
 */
export function toSarif(findings: readonly Finding[], options?: SarifOptions): SarifLog {
  checkFindings(findings)
  checkArgument(['options'], options, 'an object such as { uri: "src/policy.ts" }', isOptions(options))
  const { uri, line }: SarifOptions = readOptions(options, SARIF_RULES, 'toSarif()')
  const rules = new Map(findings.map((found) => [found.rule, describe(found)]))
  const indexes = new Map(Array.from(rules.keys(), (id, index) => [id, index]))
  const physicalLocation = uri !== undefined && {
    artifactLocation: { uri: encodeURI(visible(uri)) },
    ...(line! > 0 && { region: { startLine: line } }),
  }
  return visibleStrings({
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'Corsage', rules: [...rules.values()] } },
        results: findings.map(({ rule, severity, path, rows, message, fix, witness, checklist }) => ({
          ruleId: rule,
          ruleIndex: indexes.get(rule),
          level: LEVELS[severity][0],
          message: { text: `${message}. ${fix}.` },
          locations: [
            {
              ...(physicalLocation && { physicalLocation }),
              logicalLocations: placesOf(path, rows).map((fullyQualifiedName) => ({ fullyQualifiedName })),
            },
          ],
          properties: { severity, checklist, ...(rows && { rows }), ...(witness !== undefined && { witness }) },
        })),
      },
    ],
  })
}

function describe({ rule, severity, message, fix, references }: Finding): object {
  const text = message.split(': got ')[0]!
  const tags = references.map((reference) =>
    reference.startsWith('CWE-') ? `external/cwe/${reference.toLowerCase()}` : reference,
  )
  return {
    id: rule,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity][0] },
    properties: { tags: ['security', ...tags], 'security-severity': LEVELS[severity][1] },
  }
}
