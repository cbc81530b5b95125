import { defineCommand } from '../command/command.ts'
import { POLICY_DETAILS, sourceOf } from '../modules/open-policy.ts'
import { countFindings, findingLines } from '../output/finding-lines.ts'
import { FINDINGS_SCHEMA, objectSchema, SOURCE_MEMBER } from '../schemas/schemas.ts'
import { AUDIT_FLAGS, auditFile } from './audit-file.ts'

export const audit = defineCommand({
  name: 'audit',
  summary: 'Finds what is unwise in a policy or a table of policies',
  details: [
    ...POLICY_DETAILS,
    'A predicate is called with hostile origins. docs/audit.md lists all rules. The exit status is 1 if there are findings, see --fail-on.',
  ],
  positionals: { file: { summary: 'The file with the policy' } },
  flags: AUDIT_FLAGS,
  formats: ['json', 'sarif', 'markdown'],
  examples: [
    { line: 'corsage audit src/policy.ts --environment production', does: 'Audits a policy as it is in production' },
    {
      line: 'corsage audit src/policy.ts --fail-on high --sarif > audit.sarif',
      does: 'Writes a file for code scanning',
    },
  ],
  schema: objectSchema({
    ...SOURCE_MEMBER,
    failed: { type: 'boolean', description: 'Whether the exit status is 1' },
    findings: FINDINGS_SCHEMA,
  }),
  run: async ({ positionals, flags }, context) => {
    const { opened, findings, isFailure } = await auditFile(positionals.file, flags, context)
    const { toMarkdown, toSarif } = await import('../../audit/index.ts')
    const { uri } = opened
    return {
      status: isFailure ? 1 : 0,
      text: [`${uri}: ${countFindings(findings)}`, ...findingLines(findings)],
      json: { source: sourceOf(opened), failed: isFailure, findings },
      markdown: () => toMarkdown(findings),
      sarif: () => toSarif(findings, { uri }),
    }
  },
})
