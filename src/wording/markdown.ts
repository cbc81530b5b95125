/**
 * Escapes what Markdown and HTML read as markup. Text between backticks stays as it is, because nothing in it is markup;
 * a backtick that has no partner, and a pair without text, are escaped too.
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, at) => (at % 2 ? part : part.replaceAll(/[*<>[\]_|\\`]/g, String.raw`\$&`)))
    .join('')
}
