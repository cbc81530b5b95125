import { enumerate } from '../../wording/enumerate.ts'
import { inCode } from '../../wording/code.ts'
import { escapeMarkdown } from '../../wording/markdown.ts'
import { visible } from '../../wording/visible.ts'
import { sourceText } from '../modules/source-text.ts'
import { type Line, type Span, type Style, styled } from '../output/line.ts'
import type { ProbeFinding } from './found.ts'
import { type Impact, type ProbeSeverity, SEVERITIES } from './problem.ts'
import type { Report } from './probe.ts'

const STYLES: Readonly<Record<ProbeSeverity, Style>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
}

const IMPACTS: Readonly<Record<Impact, string>> = {
  'exploitable-with-cookies': 'exploitable with cookies',
  exploitable: 'exploitable',
  harmless: 'harmless',
  broken: 'broken for pages',
}

/** The result as text. */
export function reportLines(report: Report): Line[] {
  const { url, findings, policy, readers, cookies, notes } = report
  return [
    `${url}: ${count(findings)}`,
    '',
    ...readerLines(readers),
    ...(cookies === undefined ? [] : [{ hang: 4, spans: [`Cookies: ${cookies}.`] }]),
    ...findings.flatMap(findingLines),
    '',
    styledLine('The policy as far as it was seen, as options of cors():'),
    ...sourceText(policy.options, 2)
      .split('\n')
      .map((text, at): Line => ({ indent: at ? 0 : 2, isWhole: true, spans: [text] })),
    ...[...policy.notes, ...notes].map((note): Line => ({ indent: 2, hang: 2, spans: [`- ${note}.`] })),
  ]
}

function styledLine(text: string): Line {
  return { spans: [styled('bold', text)] }
}

/** How many findings there are, by severity. */
export function count(findings: readonly ProbeFinding[]): string {
  if (!findings.length) return 'no findings'
  const counts = SEVERITIES.flatMap((severity) => {
    const number = findings.filter((one) => one.severity === severity).length
    return number ? [`${number} ${severity}`] : []
  })
  return `${findings.length} finding${findings.length > 1 ? 's' : ''} (${counts.join(', ')})`
}

const MOST_READERS = 6

function readerLines({ withCookies, without }: Report['readers']): Line[] {
  const line = (what: string, origins: readonly string[]): Line => {
    const rest = origins.length - MOST_READERS
    const shown = [...origins.slice(0, MOST_READERS), ...(rest > 0 ? [`${rest} more`] : [])]
    return { hang: 4, spans: [`${what}: `, styled('bold', shown.length ? enumerate(shown) : 'none that was tried')] }
  }
  return [line('Can read with cookies', withCookies), line('Can read without cookies', without)]
}

function findingLines({ severity, code, impact, message, fix, curl, references }: ProbeFinding): Line[] {
  const indented = (...spans: readonly Span[]): Line => ({ indent: 2, spans })
  return [
    '',
    { spans: [styled(STYLES[severity], severity), ' ', styled('bold', code), `: ${IMPACTS[impact]}`] },
    indented(`${message}.`),
    indented(styled('green', 'Fix:'), ` ${fix}.`),
    { indent: 2, isWhole: true, spans: [styled('dim', 'Repeat: '), curl] },
    indented(styled('dim', references.join(', '))),
  ]
}

/** The result as Markdown. Nothing from a server stands outside of backticks. */
export function reportMarkdown({ url, findings, cookies, policy, notes }: Report): string {
  const items = findings.map(
    ({ severity, code, impact, message, fix, curl }) =>
      `- **${severity}** ${code} (${IMPACTS[impact]}): ${whole(message)}. Fix: ${whole(fix)}. Repeat: ${whole(curl)}\n`,
  )
  const source = visible(
    sourceText(policy.options)
      .replaceAll('`', String.raw`\u0060`)
      .replaceAll('\n', '\r'),
  ).replaceAll(String.raw`\u000d`, '\n')
  return [
    `## ${escapeMarkdown(count(findings))} at ${whole(url)}\n\n`,
    ...items,
    ...(cookies === undefined ? [] : [`\n${escapeMarkdown(cookies)}.\n`]),
    `${items.length ? '\n' : ''}The policy as far as it was seen:\n\n`,
    `\`\`\`ts\n${source}\n\`\`\`\n\n`,
    ...[...policy.notes, ...notes].map((note) => `- ${whole(note)}\n`),
  ].join('')
}

/** Code that is not cut. */
function whole(text: string): string {
  return text.length > 200 ? `\`${visible(text).replaceAll('`', "'")}\`` : inCode(text)
}
