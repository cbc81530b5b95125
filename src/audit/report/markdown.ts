import { visible } from '../../wording/visible.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { checkFindings, type Finding, placesOf } from './finding.ts'

/**
 * Writes findings as a Markdown list, for a comment or a summary. Values from outside are always in backticks. The strings
 * of a finding are visible already, but findings that were sent as JSON may have been changed on the way.
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
    .map(({ rule, severity, path, rows, message, fix, witness, references }) => {
      const lets = witness === undefined ? '' : ` Lets ${code(witness)} through.`
      const label = `**${plain(severity)}** ${plain(rule)}`
      return `- ${label} at ${listed(placesOf(path, rows))}: ${code(message)}. Fix: ${code(fix)}.${lets} (${plain(references.join(', '))})\n`
    })
    .join('')
}

/** More places would hide the message. */
const MOST_PLACES = 5

function listed(places: readonly string[]): string {
  const rest = places.length - MOST_PLACES
  return enumerate([...places.slice(0, MOST_PLACES).map(code), ...(rest > 0 ? [`${rest} more`] : [])])
}

/** Words of our own, outside of backticks. They never need any other character. */
function plain(text: string): string {
  return text.replaceAll(/[^a-z\d ,.-]/gi, '?')
}

/** Between backticks nothing is markup, so only the backticks themselves are replaced. */
function code(text: string): string {
  return `\`${visible(text.replaceAll(/[`\s]+/g, (found) => (found.includes('`') ? "'" : ' ')))}\``
}
