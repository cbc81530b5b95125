import type { ChecklistItem } from '../../audit/index.ts'
import { toChecklist } from '../../audit/report/checklist-items.ts'
import { inCode } from '../../wording/code.ts'
import { defineCommand } from '../command/command.ts'
import { POLICY_DETAILS, sourceOf } from '../modules/open-policy.ts'
import { type Line, type Style, styled } from '../output/line.ts'
import { FINDINGS_SCHEMA, objectSchema, SOURCE_MEMBER } from '../schemas/schemas.ts'
import { AUDIT_FLAGS, auditFile } from './audit-file.ts'

export const checklist = defineCommand({
  name: 'checklist',
  summary: 'Grades the six points that a policy should meet',
  details: [...POLICY_DETAILS, 'It audits like corsage audit, and takes the same flags.'],
  positionals: { file: { summary: 'The file with the policy' } },
  flags: AUDIT_FLAGS,
  formats: ['json', 'markdown'],
  examples: [
    { line: 'corsage checklist src/policy.ts', does: 'Says which points a policy meets' },
    {
      line: 'corsage checklist src/policy.ts --stage stable --markdown',
      does: 'Writes the list for a pull request, about a policy that will not change soon',
    },
  ],
  schema: objectSchema({
    ...SOURCE_MEMBER,
    failed: { type: 'boolean', description: 'Whether the exit status is 1' },
    points: {
      type: 'array',
      items: objectSchema({
        point: { type: 'integer', minimum: 1, maximum: 6 },
        title: { type: 'string' },
        grade: { enum: ['pass', 'attention', 'fail'] },
        findings: FINDINGS_SCHEMA,
      }),
    },
  }),
  run: async ({ positionals, flags }, context) => {
    const { opened, findings, isFailure } = await auditFile(positionals.file, flags, context)
    const points = toChecklist(findings)
    return {
      status: isFailure ? 1 : 0,
      text: [`${opened.uri}:`, '', ...points.flatMap(pointLines)],
      json: { source: sourceOf(opened), failed: isFailure, points },
      markdown: () => points.map(toMarkdown).join(''),
    }
  },
})

const STYLES: Readonly<Record<ChecklistItem['grade'], Style>> = { pass: 'green', attention: 'yellow', fail: 'red' }

function pointLines({ point, title, grade, findings }: ChecklistItem): Line[] {
  return [
    { hang: 14, spans: [styled(STYLES[grade], grade.padEnd(11)), `${point}. `, styled('bold', title)] },
    ...findings.map(({ severity, rule, message }): Line => ({
      indent: 14,
      hang: 2,
      spans: [`${severity} ${rule}: ${message}.`],
    })),
  ]
}

function toMarkdown({ title, grade, findings }: ChecklistItem): string {
  const lines = findings.map(({ severity, rule, message }) => `    - ${severity} ${rule}: ${inCode(message)}\n`)
  return `- [${grade === 'pass' ? 'x' : ' '}] ${title} (${grade})\n${lines.join('')}`
}
