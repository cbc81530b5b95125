import { visible } from '../../wording/visible.ts'
import { checkFindings, type Finding } from './finding.ts'

/**
 * Writes findings as a Markdown list, for a comment or a summary. Values from outside are always in backticks.
 *
 * @throws {PolicyError} if the findings are not a list
 * @example
 * ```ts
 * import { audit, toMarkdown } from 'corsage/audit'
 *
 * console.log(toMarkdown(audit({ origin: ['http://app.example.com'] })))
 * ```
 */
export function toMarkdown(findings: readonly Finding[]): string {
  checkFindings(findings)
  if (!findings.length) return 'No findings.\n'
  return findings
    .map(({ rule, severity, path, message, fix, witness, references }) => {
      const lets = witness === undefined ? '' : ` Lets ${code(witness)} through.`
      return `- **${severity}** ${rule} at ${code(path.join('.'))}: ${code(message)}. Fix: ${code(fix)}.${lets} (${references.join(', ')})\n`
    })
    .join('')
}

/** Between backticks nothing is markup, so only the backticks themselves are replaced. */
function code(text: string): string {
  return `\`${visible(text.replaceAll(/[`\s]+/g, (found) => (found.includes('`') ? "'" : ' ')))}\``
}
