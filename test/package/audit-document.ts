import { CHECKLIST } from '../../src/audit/report/checklist-items.ts'
import { AUDIT_RULES } from '../../src/audit/rules/audit-rules.ts'
import { CONDITIONS } from '../../src/audit/rules/conditions.ts'
import type { Rule } from '../../src/audit/rules/rule.ts'

/** The line of the document after which it is made of the rules. What comes before is written by hand. */
const MARK = /^<!-- .*made of src\/audit\/rules.* -->\n/m

/** The document with its rules as the code has them. */
export function renderDocument(text: string): string {
  const mark = MARK.exec(text)
  if (!mark) throw new Error(`docs/audit.md has no line like ${MARK.source}`)
  const rules = AUDIT_RULES.flatMap((table) => Object.entries(table)).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  const points = CHECKLIST.map((title, at) => {
    const listed = rules.filter(([, { point }]) => point === at + 1).map(([id, rule]) => renderRule(id, rule))
    return `\n### ${at + 1}. ${title}\n\n${listed.join('\n')}`
  })
  return text.slice(0, mark.index + mark[0].length) + points.join('')
}

function renderRule(id: string, { severity, references, says, fix }: Rule): string {
  return `#### ${id}

**${severity}**: ${says}.

- Found when ${CONDITIONS[id]}.
- Fix: ${fix}.
- See ${references.map(linkTo).join(', ')}.
`
}

function linkTo(reference: string): string {
  const [, weakness] = /^CWE-(\d+)$/.exec(reference) ?? []
  if (weakness) return `[${reference}](https://cwe.mitre.org/data/definitions/${weakness}.html)`
  return reference === 'Fetch' ? '[Fetch](https://fetch.spec.whatwg.org/#http-cors-protocol)' : reference
}
