import type { Explanation } from '../explanation.ts'
import { CONSOLES, FIX_PLACES, headlineOf, tellingSteps } from './headline.ts'

/** For a document or an issue: what comes from outside stands in code only. */
export function renderMarkdown(explanation: Explanation): string {
  const { verdict, fixes, warnings } = explanation
  const [outcome, ...rest] = headlineOf(explanation).split(': ')
  const blocks = [
    `### ${outcome}: \`${rest.join(': ').replaceAll('`', "'")}\``,
    `${escapeText(verdict.sentence)} ([${verdict.code ?? 'standard'}](${verdict.spec}))`,
  ]
  if (fixes.length) {
    blocks.push(fixes.length > 1 ? '**What to change** (one of these)' : '**What to change**')
    for (const { change, sentence, value } of fixes) {
      blocks.push(`${FIX_PLACES[change]}: ${escapeText(sentence)}`, indent(value))
    }
  }
  if (warnings.length) {
    const items = warnings.map(({ code, sentence, spec }) => `- ${escapeText(sentence)} ([${code}](${spec}))`)
    blocks.push('**Warnings**', items.join('\n'))
  }
  const steps = tellingSteps(explanation).map(
    ({ side, passed, sentence, spec }, index) =>
      `${index + 1}. ${passed ? '✓' : '✗'} **${side}**: ${escapeText(sentence)} ([standard](${spec}))`,
  )
  blocks.push('**Step by step**', steps.join('\n'))
  const { console: consoles } = verdict
  if (consoles) {
    const lines = CONSOLES.map(([name, engine]) => `${name}: ${consoles[engine]}`)
    blocks.push('**What the console says**, more or less', indent(lines.join('\n')))
  }
  return blocks.join('\n\n')
}

/** Text beyond backticks is ours, but for the names of methods and modes; those, too, shall be no markup. */
function escapeText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[*<>[\]_|\\]/g, String.raw`\$&`)))
    .join('')
}

/** A block of code that no text can end: a fence could be in it. */
function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}
