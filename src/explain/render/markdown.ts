import type { Outline } from './outline.ts'

/** Writes an explanation for a document or an issue. Values from outside stand in code only, where nothing is markup. */
export function renderMarkdown(outline: Outline): string {
  const { outcome, call, code, sentence, spec, fixes, warnings, steps, consoles } = outline
  const blocks = [
    `### ${outcome}: \`${call.replaceAll('`', "'")}\``,
    `${escapeText(sentence)} ([${code ?? 'standard'}](${spec}))`,
  ]
  if (fixes.length) {
    blocks.push(fixes.length > 1 ? '**What to change** (one of these)' : '**What to change**')
    for (const fix of fixes) blocks.push(`${fix.place}: ${escapeText(fix.sentence)}`, indent(fix.lines))
  }
  if (warnings.length) {
    const items = warnings.map((warning) => `- ${escapeText(warning.sentence)} ([${warning.code}](${warning.spec}))`)
    blocks.push('**Warnings**', items.join('\n'))
  }
  const items = steps.map(
    (step, index) =>
      `${index + 1}. ${step.mark} **${step.side}**: ${escapeText(step.sentence)} ([standard](${step.spec}))`,
  )
  blocks.push('**Step by step**', items.join('\n'))
  if (consoles.length) {
    const lines = consoles.map(([browser, message]) => `${browser}: ${message}`)
    blocks.push('**What the console says** (approximately)', indent(lines))
  }
  return blocks.join('\n\n')
}

/** Outside of backticks the words are ours, but a method such as `A_B` is not, and must not become markup. */
function escapeText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[*<>[\]_|\\]/g, String.raw`\$&`)))
    .join('')
}

/** An indented block of code: unlike a fenced one, no line in it can end it. */
function indent(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n')
}
