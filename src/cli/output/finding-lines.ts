import type { Finding, Severity } from '../../audit/index.ts'
import { placesOf } from '../../audit/report/finding.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { type Line, type Span, type Style, styled } from './line.ts'

const STYLES: Readonly<Record<Severity, Style>> = {
  error: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
}

/** The rows of a table that are listed. More would hide the message. */
const MOST_PLACES = 5

/** Findings as text: what is wrong, where, and what to write instead. */
export function findingLines(findings: readonly Finding[]): Line[] {
  return findings.flatMap((finding): Line[] => {
    const { rule, severity, message, fix, witness, references } = finding
    const indented = (...spans: readonly Span[]): Line => ({ indent: 2, spans })
    return [
      '',
      { spans: [styled(STYLES[severity], severity), ' ', styled('bold', rule), ` at ${placesIn(finding)}`] },
      indented(`${message}.`),
      indented(styled('green', 'Fix:'), ` ${fix}.`),
      ...(witness === undefined ? [] : [indented('Lets through: ', styled('bold', witness))]),
      indented(styled('dim', references.join(', '))),
    ]
  })
}

/** Where a finding is, with all its rows. */
export function placesIn({ path, rows }: Finding): string {
  const places = placesOf(path, rows)
  const rest = places.length - MOST_PLACES
  return enumerate([...places.slice(0, MOST_PLACES), ...(rest > 0 ? [`${rest} more`] : [])])
}

/** How many findings there are, by severity: `2 findings (1 high, 1 low)`. */
export function countFindings(findings: readonly Finding[]): string {
  if (!findings.length) return 'no findings'
  const counts = Object.keys(STYLES).flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length
    return count ? [`${count} ${severity}`] : []
  })
  return `${findings.length} finding${findings.length > 1 ? 's' : ''} (${counts.join(', ')})`
}
