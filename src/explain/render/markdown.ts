import { escapeMarkdown } from '../../wording/markdown.ts'
import type { Outline } from './outline.ts'

/** Writes an explanation for a document or an issue. Values from outside stand in code only, where nothing is markup. */
export function renderMarkdown(outline: Outline): string {
  const { outcome, call, code, sentence, spec, fixes, warnings, steps, consoles } = outline
  const blocks = [
    `### ${outcome}: \`${call.replaceAll('`', "'")}\``,
    `${escapeMarkdown(sentence)} (${link(code ?? 'standard', spec)})`,
  ]
  if (fixes.length) {
    blocks.push(fixes.length > 1 ? '**What to change** (one of these)' : '**What to change**')
    for (const fix of fixes) blocks.push(`${fix.place}: ${escapeMarkdown(fix.sentence)}`, indent(fix.lines))
  }
  if (warnings.length) {
    const items = warnings.map(
      (warning) => `- ${escapeMarkdown(warning.sentence)} (${link(warning.code, warning.spec)})`,
    )
    blocks.push('**Warnings**', items.join('\n'))
  }
  const items = steps.map(
    (step, index) =>
      `${index + 1}. ${step.mark} **${escapeMarkdown(step.side)}**: ${escapeMarkdown(step.sentence)} (${link('standard', step.spec)})`,
  )
  blocks.push('**Step by step**', items.join('\n'))
  if (consoles.length) {
    const lines = consoles.map(([browser, message]) => `${browser}: ${message}`)
    blocks.push('**What the console says** (approximately)', indent(lines))
  }
  return blocks.join('\n\n')
}

/** A link to a standard. An address that is not one, in an explanation that was changed while it was JSON, gets no link. */
function link(text: string, url: string): string {
  return /^https:\/\/[\w.#/-]+$/.test(url) ? `[${escapeMarkdown(text)}](${url})` : escapeMarkdown(text)
}

/** An indented block of code: unlike a fenced one, no line in it can end it. */
function indent(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n')
}
